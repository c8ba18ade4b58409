#include "sandbox/alipay_system.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/json/json_writer.h"
#include "both-sides/money.h"
#include "headend/crypto/rsa_signature.h"
#include "sandbox/payment_moment.h"
#include "sandbox/yuan.h"

enum { RSA_BITS = 2048, METHOD_SIZE = 96 };

struct question {
    const struct upstream_request *request;
    const struct json_value *content;
    const char *notify_url;
};

static const char *text(const struct question *question, const char *name)
{
    int wrong = 0;
    return json_value_text(question->content, name, &wrong);
}

static void write_moment(struct json_writer *json, const char *name, int64_t ms)
{
    char moment[PAYMENT_MOMENT_SIZE];
    payment_moment_write(ms, ' ', moment);
    json_text(json, name, moment);
}

static void succeed(struct json_writer *json)
{
    json_text(json, "code", "10000");
    json_text(json, "msg", "Success");
}

static void refuse(struct json_writer *json, const char *sub_code, const char *message)
{
    json_text(json, "code", "40004");
    json_text(json, "msg", "Business Failed");
    json_text(json, "sub_code", sub_code);
    json_text(json, "sub_msg", message);
}

/* --- Trades --- */

const char *alipay_state_word(const struct book_order *order, int64_t now_ms)
{
    if (order->state == BOOK_PAID) {
        return order->refunded_fen >= order->paid_fen ? "TRADE_CLOSED"
               : order->is_finished                   ? "TRADE_FINISHED"
                                                      : "TRADE_SUCCESS";
    }
    return order->state == BOOK_CLOSED || order->expires_ms <= now_ms ? "TRADE_CLOSED" : "WAIT_BUYER_PAY";
}

/* By trade_no or out_trade_no; NULL: nobody has scanned it yet. */
static struct book_order *find(struct alipay_system *alipay, const struct question *question)
{
    const char *transaction = text(question, "trade_no");
    struct book_order *order =
        transaction[0] != '\0' ? book_order_of_transaction(alipay->books, BOOK_ALIPAY, transaction)
                               : book_order_find(alipay->books, BOOK_ALIPAY, text(question, "out_trade_no"));
    return order != NULL && order->is_scanned ? order : NULL;
}

static int64_t moment_of(const char *text_of)
{
    char whole[PAYMENT_MOMENT_SIZE];
    int64_t ms = 0;
    if (strlen(text_of) != 19) {
        return 0;
    }
    (void)snprintf(whole, sizeof whole, "%.10sT%.8s+08:00", text_of, text_of + 11);
    return payment_moment_read(whole, &ms) == 0 ? ms : 0;
}

static void precreate(struct alipay_system *alipay, const struct question *question, struct json_writer *json)
{
    const char *number = text(question, "out_trade_no");
    const char *subject = text(question, "subject");
    int64_t expires_ms = moment_of(text(question, "time_expire"));
    int64_t fen = 0;
    if (number[0] == '\0' || subject[0] == '\0' || money_read(text(question, "total_amount"), &fen) != 0 ||
        fen <= 0 || fen > INT64_C(10000000000)) {
        refuse(json, "ACQ.INVALID_PARAMETER", "参数无效");
        return;
    }
    struct book_order *order = book_order_find(alipay->books, BOOK_ALIPAY, number);
    if (order != NULL && (order->state == BOOK_PAID || order->state == BOOK_CLOSED)) {
        refuse(json, order->state == BOOK_PAID ? "ACQ.TRADE_HAS_SUCCESS" : "ACQ.TRADE_HAS_CLOSE",
               "交易已结束");
        return;
    }
    if (order != NULL && order->fen != fen) {
        refuse(json, "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
        return;
    }
    order = order != NULL ? order : book_order_add(alipay->books, BOOK_ALIPAY, number);
    if (order == NULL) {
        refuse(json, "ACQ.SYSTEM_ERROR", "系统错误");
        return;
    }
    order->fen = fen;
    order->expires_ms = expires_ms != 0 ? expires_ms : wall_ms() + INT64_C(7200) * 1000;
    (void)snprintf(order->description, sizeof order->description, "%s", subject);
    (void)snprintf(order->notify_url, sizeof order->notify_url, "%s", question->notify_url);
    if (order->code[0] == '\0') {
        char code[BOOK_NUMBER_SIZE];
        book_number(alipay->books, "bax0", 12, code);
        (void)snprintf(order->code, sizeof order->code, "https://qr.alipay.com/%s", code);
    }
    succeed(json);
    json_text(json, "out_trade_no", order->number);
    json_text(json, "qr_code", order->code);
}

static void query(struct alipay_system *alipay, const struct question *question, struct json_writer *json)
{
    const struct book_order *order = find(alipay, question);
    if (order == NULL) {
        refuse(json, "ACQ.TRADE_NOT_EXIST", "交易不存在");
        return;
    }
    succeed(json);
    json_text(json, "buyer_logon_id", "159****5620");
    json_text(json, "buyer_user_id", "2088101117955611");
    json_text(json, "out_trade_no",
              (atomic_load(&alipay->turns) & ALIPAY_TURN_OTHER_ORDER) != 0 ? "OTHER0001" : order->number);
    json_text(json, "trade_no", order->transaction);
    json_text(json, "trade_status", alipay_state_word(order, wall_ms()));
    json_yuan(json, "total_amount", order->state == BOOK_PAID ? order->paid_fen : order->fen);
    if (order->state == BOOK_PAID) {
        json_yuan(json, "buyer_pay_amount", order->paid_fen);
        json_yuan(json, "receipt_amount", order->paid_fen);
        write_moment(json, "send_pay_date", order->paid_ms);
    }
}

static void close_trade(struct alipay_system *alipay, const struct question *question,
                        struct json_writer *json)
{
    struct book_order *order = find(alipay, question);
    if (order == NULL) {
        refuse(json, "ACQ.TRADE_NOT_EXIST", "交易不存在");
    } else if (order->state != BOOK_UNPAID) {
        refuse(json, "ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    } else {
        order->state = BOOK_CLOSED;
        succeed(json);
        json_text(json, "out_trade_no", order->number);
        json_text(json, "trade_no", order->transaction);
    }
}

/* --- Refunds --- */

/* What is wrong with a refund that is new. NULL: nothing. */
static const char *refund_problem(const struct book_order *order, int64_t fen)
{
    return order->state != BOOK_PAID                                 ? "ACQ.TRADE_STATUS_ERROR"
           : order->is_finished                                      ? "ACQ.TRADE_HAS_FINISHED"
           : fen <= 0 || fen > order->paid_fen - order->refunded_fen ? "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"
                                                                     : NULL;
}

static void write_refund(struct json_writer *json, const struct book_order *order, int is_moved)
{
    succeed(json);
    json_text(json, "buyer_logon_id", "159****5620");
    json_text(json, "fund_change", is_moved ? "Y" : "N");
    json_text(json, "out_trade_no", order->number);
    json_text(json, "trade_no", order->transaction);
    json_yuan(json, "refund_fee", order->refunded_fen);
}

static void take_refund(struct alipay_system *alipay, const struct question *question,
                        struct json_writer *json)
{
    const char *number = text(question, "out_request_no");
    int64_t fen = 0;
    struct book_order *order = find(alipay, question);
    if (order == NULL || number[0] == '\0' || money_read(text(question, "refund_amount"), &fen) != 0) {
        refuse(json, order == NULL ? "ACQ.TRADE_NOT_EXIST" : "ACQ.INVALID_PARAMETER", "参数无效");
        return;
    }
    const struct book_refund *before = book_refund_find(alipay->books, BOOK_ALIPAY, number);
    if (before != NULL) {
        write_refund(json, order, 0);
        return;
    }
    const char *problem = refund_problem(order, fen);
    int is_slow = (atomic_load(&alipay->turns) & ALIPAY_TURN_REFUND_SLOW) != 0;
    struct book_refund *refund =
        problem == NULL && !is_slow ? book_refund_add(alipay->books, order, number) : NULL;
    if (problem != NULL) {
        refuse(json, problem, "退款失败");
        return;
    }
    if (refund != NULL) {
        refund->fen = fen;
        refund->state = refund->becomes = BOOK_REFUND_SUCCESS;
        refund->created_ms = refund->done_ms = wall_ms() / 1000 * 1000;
        order->refunded_fen += fen;
        payment_notify(alipay->notifier, &alipay->kind, order);
    }
    write_refund(json, order, refund != NULL);
}

static void query_refund(struct alipay_system *alipay, const struct question *question,
                         struct json_writer *json)
{
    const struct book_order *order = find(alipay, question);
    const struct book_refund *refund =
        book_refund_find(alipay->books, BOOK_ALIPAY, text(question, "out_request_no"));
    if (order == NULL) {
        refuse(json, "ACQ.TRADE_NOT_EXIST", "交易不存在");
        return;
    }
    succeed(json);
    if (refund != NULL && refund->order == order) {
        json_text(json, "out_request_no", refund->number);
        json_text(json, "out_trade_no", order->number);
        json_text(json, "trade_no", order->transaction);
        json_text(json, "refund_status", "REFUND_SUCCESS");
        json_yuan(json, "refund_amount", refund->fen);
        json_yuan(json, "total_amount", order->paid_fen);
    }
}

/* --- The bill --- */

static void show_bill(struct alipay_system *alipay, const struct question *question, struct json_writer *json)
{
    char address[BOOK_TEXT_SIZE];
    size_t length = 0;
    const char *date = text(question, "bill_date");
    const char *host = upstream_header(question->request, "Host");
    int day = payment_date_read(date);
    char *archive =
        day != 0 ? alipay_bill_write(alipay->books, day, atomic_load(&alipay->turns), &length) : NULL;
    if (archive == NULL || host == NULL) {
        refuse(json, "isp.bill_not_exist", "账单不存在");
    } else {
        (void)snprintf(address, sizeof address, "http://%.200s/alipay/downloadBillFile.resource?bizDates=%d",
                       host, day);
        succeed(json);
        json_text(json, "bill_download_url", address);
    }
    free(archive);
}

/* --- The gateway --- */

static const struct {
    const char *method;
    void (*answer)(struct alipay_system *alipay, const struct question *question, struct json_writer *json);
} methods[] = {{"alipay.trade.precreate", precreate},
               {"alipay.trade.query", query},
               {"alipay.trade.close", close_trade},
               {"alipay.trade.refund", take_refund},
               {"alipay.trade.fastpay.refund.query", query_refund},
               {"alipay.data.dataservice.bill.downloadurl.query", show_bill}};

static int by_name(const void *one, const void *other)
{
    return strcmp(((const struct form_field *)one)->name, ((const struct form_field *)other)->name);
}

char *alipay_text_of(const struct form *form, int leaves_type)
{
    struct form sorted = *form;
    size_t length = 0;
    char *out = NULL;
    FILE *stream = open_memstream(&out, &length);
    size_t written = 0;
    if (stream == NULL) {
        return NULL;
    }
    qsort(sorted.fields, sorted.count, sizeof sorted.fields[0], by_name);
    for (size_t i = 0; i < sorted.count; i++) {
        const struct form_field *field = &sorted.fields[i];
        if (strcmp(field->name, "sign") != 0 && field->value[0] != '\0' &&
            !(leaves_type && strcmp(field->name, "sign_type") == 0)) {
            (void)fprintf(stream, "%s%s=%s", written++ > 0 ? "&" : "", field->name, field->value);
        }
    }
    (void)fclose(stream);
    return out;
}

/* Parameters of the address and of the body are one. */
static int read_fields(const struct upstream_request *request, char *room, size_t size, struct form *form)
{
    const char *query = strchr(request->target, '?');
    int length = snprintf(room, size, "%s%s%s", query != NULL ? query + 1 : "",
                          query != NULL && request->length > 0 ? "&" : "", request->body);
    return length > 0 && (size_t)length < size ? form_read(room, (size_t)length, form) : -1;
}

static int is_signed(const struct alipay_system *alipay, const struct form *form)
{
    const char *signature = form_value(form, "sign");
    const char *app = form_value(form, "app_id");
    char *signed_text = alipay_text_of(form, 0);
    int good = signed_text != NULL && signature != NULL && app != NULL && strcmp(app, ALIPAY_APP) == 0 &&
               rsa_is_signed(alipay->app, signed_text, strlen(signed_text), signature);
    free(signed_text);
    return good;
}

/* {"METHOD_response":{…},"sign":"…"}: what is signed is the text of the part. */
static int reply_signed(struct alipay_system *alipay, const char *method, char *part,
                        struct upstream_reply *reply)
{
    char name[METHOD_SIZE], signature[RSA_SIGNATURE_SIZE];
    int turns = atomic_load(&alipay->turns);
    FILE *stream = open_memstream(&reply->body, &reply->length);
    (void)snprintf(name, sizeof name, "%.80s_response", method);
    for (char *at = name; *at != '\0'; at++) {
        *at = *at == '.' ? '_' : *at;
    }
    int result = stream != NULL && part != NULL
                     ? rsa_sign((turns & ALIPAY_TURN_FORGED) != 0 ? alipay->nobody : alipay->alipay, part,
                                strlen(part), signature)
                     : -1;
    if (result == 0 && (turns & ALIPAY_TURN_NOT_SIGNED) != 0) {
        (void)fprintf(stream, "{\"%s\":%s}", name, part);
    } else if (result == 0) {
        (void)fprintf(stream, "{\"%s\":%s,\"sign\":\"%s\"}", name, part, signature);
    }
    if (stream != NULL) {
        (void)fclose(stream);
    }
    free(part);
    return result;
}

static int run(struct alipay_system *alipay, const struct upstream_request *request, const struct form *form,
               struct upstream_reply *reply)
{
    struct json_writer json;
    size_t length = 0;
    const char *method = form_value(form, "method");
    const char *content = form_value(form, "biz_content");
    const char *notify_url = form_value(form, "notify_url");
    struct json_tree *tree = content != NULL ? json_tree_read(content, strlen(content)) : NULL;
    const struct question question = {.request = request,
                                      .content = json_tree_root(tree),
                                      .notify_url = notify_url != NULL ? notify_url : ""};
    method = method != NULL && strlen(method) < METHOD_SIZE - 16 ? method : "error";
    int is_known = 0;
    if (json_begin(&json) != 0) {
        json_tree_wipe(tree);
        return -1;
    }
    json_open_map(&json, NULL);
    for (size_t i = 0; i < sizeof methods / sizeof methods[0] && tree != NULL; i++) {
        if (strcmp(methods[i].method, method) == 0 && is_signed(alipay, form)) {
            methods[i].answer(alipay, &question, &json);
            is_known = 1;
        }
    }
    if (!is_known) {
        json_text(&json, "code", "40002");
        json_text(&json, "msg", "Invalid Arguments");
        json_text(&json, "sub_code", tree == NULL ? "isv.invalid-parameter" : "isv.invalid-signature");
    }
    json_close_map(&json);
    json_tree_wipe(tree);
    return reply_signed(alipay, method, json_take(&json, &length), reply);
}

static int send_bill(struct alipay_system *alipay, const struct upstream_request *request,
                     struct upstream_reply *reply)
{
    const char *date = upstream_parameter(request, "bizDates");
    int day = date != NULL && strlen(date) == 8 ? (int)strtol(date, NULL, 10) : 0;
    reply->type = "application/zip";
    reply->body = alipay_bill_write(alipay->books, day, atomic_load(&alipay->turns), &reply->length);
    return reply->body != NULL ? 0 : -1;
}

static int is_ready(struct alipay_system *alipay)
{
    if (alipay->app == NULL) {
        alipay->app = EVP_RSA_gen(RSA_BITS);
        alipay->alipay = EVP_RSA_gen(RSA_BITS);
        alipay->nobody = EVP_RSA_gen(RSA_BITS);
    }
    return alipay->app != NULL && alipay->alipay != NULL && alipay->nobody != NULL;
}

int alipay_system_answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    enum { FIELDS_SIZE = 128 * 1024 };
    struct alipay_system *alipay = state;
    struct form form;
    char *room = malloc(FIELDS_SIZE);
    int result = -1;
    (void)pthread_mutex_lock(&alipay->books->lock);
    payment_books_tick(alipay->books, wall_ms());
    if (room != NULL && is_ready(alipay)) {
        if (strcmp(request->path, "/downloadBillFile.resource") == 0) {
            result = send_bill(alipay, request, reply);
        } else {
            form.count = read_fields(request, room, FIELDS_SIZE, &form) == 0 ? form.count : 0;
            result = run(alipay, request, &form, reply);
        }
    }
    (void)pthread_mutex_unlock(&alipay->books->lock);
    free(room);
    if (result != 0) {
        free(reply->body);
        reply->body = NULL;
    }
    return result;
}

/* --- The module --- */

static void write_pem(struct json_writer *json, const char *name, EVP_PKEY *key, int is_private)
{
    char *bytes = NULL;
    BIO *bio = BIO_new(BIO_s_mem());
    int good = bio != NULL && (is_private ? PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL)
                                          : PEM_write_bio_PUBKEY(bio, key)) == 1;
    long length = good ? BIO_get_mem_data(bio, &bytes) : 0;
    char *pem = length > 0 ? strndup(bytes, (size_t)length) : NULL;
    json_text(json, name, pem != NULL ? pem : "");
    free(pem);
    (void)BIO_free(bio);
}

char *alipay_system_samples(void *state, size_t *length)
{
    struct alipay_system *alipay = state;
    struct json_writer json;
    (void)pthread_mutex_lock(&alipay->books->lock);
    int good = is_ready(alipay) && json_begin(&json) == 0;
    if (good) {
        json_open_map(&json, NULL);
        json_text(&json, "app", ALIPAY_APP);
        json_text(&json, "seller", ALIPAY_SELLER);
        write_pem(&json, "app_key", alipay->app, 1);
        write_pem(&json, "alipay_key", alipay->alipay, 0);
        json_close_map(&json);
    }
    (void)pthread_mutex_unlock(&alipay->books->lock);
    return good ? json_take(&json, length) : NULL;
}

void alipay_system_reset(void *state)
{
    struct alipay_system *alipay = state;
    atomic_store(&alipay->turns, 0); /* the books are reset with WeChat Pay's */
}

int alipay_system_turn(void *state, const char *what)
{
    static const char *const words[] = {"forged", "not-signed",  "other-order", "other-app", "stale",
                                        "quiet",  "refund-slow", "bad-bill"}; /* enum alipay_turn */
    struct alipay_system *alipay = state;
    if (strcmp(what, "honest") == 0) {
        atomic_store(&alipay->turns, 0);
        return 0;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], what) == 0) {
            (void)atomic_fetch_or(&alipay->turns, 1 << i);
            return 0;
        }
    }
    return -1;
}

void alipay_system_open(struct alipay_system *alipay, struct payment_books *books,
                        struct payment_notifier *notifier)
{
    memset(alipay, 0, sizeof *alipay);
    alipay->books = books;
    alipay->notifier = notifier;
    alipay_notices_prepare(alipay);
}

void alipay_system_close(struct alipay_system *alipay)
{
    EVP_PKEY_free(alipay->app);
    EVP_PKEY_free(alipay->alipay);
    EVP_PKEY_free(alipay->nobody);
}
