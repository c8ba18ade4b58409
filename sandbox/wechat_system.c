#include "sandbox/wechat_system.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/web_address.h"
#include "headend/crypto/hex.h"
#include "sandbox/payment_moment.h"

enum {
    REFUND_MS = 800,
    PARTS_MAX = 50,
    NUMBER_LEAST = 6,
    NUMBER_MOST = 32,
    DESCRIPTION_MOST = 127,
    SHA1_SIZE = 41
};

/* --- Replies --- */

/* Signs what is in the reply. */
static int sign_reply(struct wechat_system *wechat, const struct upstream_request *request,
                      struct upstream_reply *reply)
{
    struct wechat_stamp stamp;
    const char *asked = upstream_header(request, "Wechatpay-Serial");
    int by = atomic_load(&wechat->by);
    int by_key = by == 1 || (by == 0 && asked != NULL && strcmp(asked, wechat->signing.public_key_id) == 0);
    enum wechat_lie lie = (enum wechat_lie)atomic_load(&wechat->lie);
    if (lie == WECHAT_NOT_SIGNED) {
        return 0;
    }
    if (wechat_stamp_make(&wechat->signing, by_key ? WECHAT_BY_KEY : WECHAT_BY_CERTIFICATE, lie, reply->body,
                          reply->length, &stamp) != 0) {
        return -1;
    }
    upstream_reply_header(reply, "Request-ID", stamp.nonce);
    upstream_reply_header(reply, "Wechatpay-Nonce", stamp.nonce);
    upstream_reply_header(reply, "Wechatpay-Serial", stamp.serial);
    upstream_reply_header(reply, "Wechatpay-Signature", stamp.signature);
    upstream_reply_header(reply, "Wechatpay-Timestamp", stamp.timestamp);
    return 0;
}

static int reply_text(struct upstream_reply *reply, unsigned status, char *text, size_t length)
{
    reply->status = status;
    reply->body = text;
    reply->length = length;
    return text != NULL ? 0 : -1;
}

static int reply_json(struct upstream_reply *reply, struct json_writer *json)
{
    size_t length = 0;
    json_close_map(json);
    char *text = json_take(json, &length);
    return reply_text(reply, 200, text, length);
}

int wechat_refuse(struct upstream_reply *reply, unsigned status, const char *code, const char *message)
{
    struct json_writer json;
    size_t length = 0;
    if (json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    json_text(&json, "code", code);
    json_text(&json, "message", message);
    json_close_map(&json);
    char *text = json_take(&json, &length);
    return reply_text(reply, status, text, length);
}

/* --- What comes in --- */

static int64_t fen_of(const struct json_value *amount, const char *name)
{
    const struct json_value *part = json_value_part(amount, name);
    int64_t fen = 0;
    return part != NULL && part->kind == JSON_NUMBER &&
                   digits_read(part->text, 1, INT64_C(10000000000), &fen) == 0
               ? fen
               : 0;
}

static int is_number(const char *text)
{
    static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_|*";
    size_t length = strspn(text, allowed);
    return text[length] == '\0' && length >= NUMBER_LEAST && length <= NUMBER_MOST;
}

static int is_address(const char *text)
{
    return web_address_is_private(text) && web_address_is_good(text, WEB_HTTP_OR_HTTPS) &&
           strpbrk(text, "?#") == NULL && strlen(text) < BOOK_TEXT_SIZE;
}

static void copy(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text);
}

static int is_merchants(const struct json_value *root)
{
    int wrong = 0;
    return strcmp(json_value_text(root, "mchid", &wrong), WECHAT_MERCHANT) == 0 && !wrong;
}

/* --- Orders --- */

static void fill_order(struct payment_books *books, struct book_order *order, const char *description,
                       const char *notify_url, int64_t fen, int64_t expires_ms)
{
    char number[BOOK_NUMBER_SIZE];
    copy(order->description, sizeof order->description, description);
    copy(order->notify_url, sizeof order->notify_url, notify_url);
    order->fen = fen;
    order->expires_ms = order->expires_ms == 0 ? expires_ms : order->expires_ms;
    book_number(books, "", 9, number);
    (void)snprintf(order->code, sizeof order->code, "weixin://wxpay/bizpayurl?pr=%sz", number);
}

static int take_order(struct wechat_system *wechat, const struct json_value *root,
                      struct upstream_reply *reply)
{
    int wrong = 0;
    const char *number = json_value_text(root, "out_trade_no", &wrong);
    const char *description = json_value_text(root, "description", &wrong);
    const char *notify_url = json_value_text(root, "notify_url", &wrong);
    const char *app = json_value_text(root, "appid", &wrong);
    const char *expires = json_value_text(root, "time_expire", &wrong);
    int64_t fen = fen_of(json_value_part(root, "amount"), "total");
    int64_t now_ms = wall_ms();
    int64_t expires_ms = now_ms + INT64_C(7200) * 1000;
    if (wrong || !is_number(number) || description[0] == '\0' || strlen(description) > DESCRIPTION_MOST ||
        !is_address(notify_url) || fen == 0 ||
        (expires[0] != '\0' &&
         (payment_moment_read(expires, &expires_ms) != 0 || expires_ms < now_ms + 55000))) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "参数错误");
    }
    if (!is_merchants(root) || strcmp(app, WECHAT_APP) != 0) {
        return wechat_refuse(reply, 400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
    }
    struct book_order *order = book_order_find(wechat->books, BOOK_WECHAT, number);
    if (order != NULL && order->state == BOOK_PAID) {
        return wechat_refuse(reply, 400, "ORDERPAID", "该订单已支付");
    }
    if (order != NULL && order->state == BOOK_CLOSED) {
        return wechat_refuse(reply, 400, "ORDER_CLOSED", "该订单已关闭");
    }
    if (order != NULL && (order->fen != fen || strcmp(order->description, description) != 0)) {
        return wechat_refuse(reply, 403, "OUT_TRADE_NO_USED", "商户订单号重复");
    }
    order = order != NULL ? order : book_order_add(wechat->books, BOOK_WECHAT, number);
    if (order == NULL) {
        return wechat_refuse(reply, 500, "SYSTEM_ERROR", "系统异常，请稍后重试");
    }
    fill_order(wechat->books, order, description, notify_url, fen, expires_ms);
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    json_text(&json, "code_url", order->code);
    return reply_json(reply, &json);
}

static const char *state_word(const struct book_order *order)
{
    return order->state == BOOK_CLOSED ? "CLOSED"
           : order->state != BOOK_PAID ? "NOTPAY"
           : order->refunded_fen > 0   ? "REFUND"
                                       : "SUCCESS";
}

void wechat_write_order(struct json_writer *json, const struct book_order *order)
{
    char moment[PAYMENT_MOMENT_SIZE];
    json_text(json, "appid", WECHAT_APP);
    json_text(json, "mchid", WECHAT_MERCHANT);
    json_text(json, "out_trade_no", order->number);
    json_text(json, "trade_state", state_word(order));
    json_text(json, "trade_state_desc", order->state == BOOK_PAID ? "支付成功" : "订单未支付");
    if (order->state != BOOK_PAID) {
        return;
    }
    payment_moment_write(order->paid_ms, 'T', moment);
    json_text(json, "transaction_id", order->transaction);
    json_text(json, "trade_type", "NATIVE");
    json_text(json, "bank_type", "OTHERS");
    json_text(json, "attach", "");
    json_text(json, "success_time", moment);
    json_open_map(json, "payer");
    json_text(json, "openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
    json_close_map(json);
    json_open_map(json, "amount");
    json_number(json, "total", order->paid_fen);
    json_number(json, "payer_total", order->paid_fen);
    json_text(json, "currency", "CNY");
    json_text(json, "payer_currency", "CNY");
    json_close_map(json);
}

static int show_order(struct wechat_system *wechat, const char *number,
                      const struct upstream_request *request, struct upstream_reply *reply)
{
    struct json_writer json;
    const char *merchant = upstream_parameter(request, "mchid");
    const struct book_order *order = book_order_find(wechat->books, BOOK_WECHAT, number);
    if (merchant == NULL || strcmp(merchant, WECHAT_MERCHANT) != 0) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "mchid无效");
    }
    if (order == NULL) {
        return wechat_refuse(reply, 404, "ORDER_NOT_EXIST", "订单不存在");
    }
    if (json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    wechat_write_order(&json, order);
    return reply_json(reply, &json);
}

/* Of an order that does not exist it says 204 all the same. */
static int close_order(struct wechat_system *wechat, const char *number, const struct json_value *root,
                       struct upstream_reply *reply)
{
    struct book_order *order = book_order_find(wechat->books, BOOK_WECHAT, number);
    if (!is_merchants(root)) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "mchid无效");
    }
    if (order != NULL && order->state == BOOK_PAYING) {
        return wechat_refuse(reply, 429, "FREQUENCY_LIMITED", "频率超限");
    }
    if (order != NULL && order->state == BOOK_PAID) {
        return wechat_refuse(reply, 400, "ORDERPAID", "该订单已支付");
    }
    if (order != NULL) {
        order->state = BOOK_CLOSED;
    }
    return reply_text(reply, 204, strdup(""), 0);
}

/* --- Refunds --- */

static const char *refund_word(enum book_refund_state state)
{
    return state == BOOK_REFUND_PROCESSING ? "PROCESSING"
           : state == BOOK_REFUND_SUCCESS  ? "SUCCESS"
           : state == BOOK_REFUND_CLOSED   ? "CLOSED"
                                           : "ABNORMAL";
}

void wechat_write_refund(struct json_writer *json, const struct book_refund *refund, int is_notice)
{
    char moment[PAYMENT_MOMENT_SIZE];
    if (is_notice) {
        json_text(json, "mchid", WECHAT_MERCHANT);
    } else {
        payment_moment_write(refund->created_ms, 'T', moment);
        json_text(json, "channel", "ORIGINAL");
        json_text(json, "create_time", moment);
        json_text(json, "funds_account", "AVAILABLE");
    }
    json_text(json, "refund_id", refund->id);
    json_text(json, "out_refund_no", refund->number);
    json_text(json, "transaction_id", refund->order->transaction);
    json_text(json, "out_trade_no", refund->order->number);
    json_text(json, "user_received_account", "支付用户零钱");
    json_text(json, is_notice ? "refund_status" : "status", refund_word(refund->state));
    if (refund->state == BOOK_REFUND_SUCCESS) {
        payment_moment_write(refund->done_ms, 'T', moment);
        json_text(json, "success_time", moment);
    }
    json_open_map(json, "amount");
    json_number(json, "total", refund->order->paid_fen);
    json_number(json, "refund", refund->fen);
    json_number(json, "payer_total", refund->order->paid_fen);
    json_number(json, "payer_refund", refund->fen);
    if (!is_notice) {
        json_text(json, "currency", "CNY");
        json_number(json, "settlement_refund", refund->fen);
        json_number(json, "settlement_total", refund->order->paid_fen);
        json_number(json, "discount_refund", 0);
    }
    json_close_map(json);
}

static int reply_refund(const struct book_refund *refund, struct upstream_reply *reply)
{
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    wechat_write_refund(&json, refund, 0);
    return reply_json(reply, &json);
}

static size_t parts_of(const struct payment_books *books, const struct book_order *order)
{
    size_t parts = 0;
    for (size_t i = 0; i < books->refund_count; i++) {
        parts += books->refunds[i].order == order;
    }
    return parts;
}

static void begin_refund(struct wechat_system *wechat, struct book_refund *refund, int64_t fen)
{
    int turns = atomic_load(&wechat->turns);
    refund->fen = fen;
    refund->created_ms = wall_ms() / 1000 * 1000;
    refund->due_ms = wall_ms() + REFUND_MS;
    refund->becomes = (turns & WECHAT_TURN_REFUND_SLOW) != 0       ? BOOK_REFUND_PROCESSING
                      : (turns & WECHAT_TURN_REFUND_CLOSED) != 0   ? BOOK_REFUND_CLOSED
                      : (turns & WECHAT_TURN_REFUND_ABNORMAL) != 0 ? BOOK_REFUND_ABNORMAL
                                                                   : BOOK_REFUND_SUCCESS;
    refund->order->refunded_fen += fen;
}

static int take_refund(struct wechat_system *wechat, const struct json_value *root,
                       struct upstream_reply *reply)
{
    int wrong = 0;
    const struct json_value *amount = json_value_part(root, "amount");
    const char *number = json_value_text(root, "out_refund_no", &wrong);
    const char *transaction = json_value_text(root, "transaction_id", &wrong);
    const char *trade = json_value_text(root, "out_trade_no", &wrong);
    int64_t fen = fen_of(amount, "refund");
    int64_t total = fen_of(amount, "total");
    if (wrong || !is_number(number) || fen == 0 ||
        strcmp(json_value_text(amount, "currency", &wrong), "CNY") != 0) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "参数错误");
    }
    struct book_order *order = transaction[0] != '\0'
                                   ? book_order_of_transaction(wechat->books, BOOK_WECHAT, transaction)
                                   : book_order_find(wechat->books, BOOK_WECHAT, trade);
    if (order == NULL || order->state != BOOK_PAID) {
        return wechat_refuse(reply, 404, "RESOURCE_NOT_EXISTS", "订单不存在");
    }
    struct book_refund *refund = book_refund_find(wechat->books, BOOK_WECHAT, number);
    if (refund != NULL) {
        return refund->order == order && refund->fen == fen
                   ? reply_refund(refund, reply)
                   : wechat_refuse(reply, 400, "PARAM_ERROR", "退款单号重复");
    }
    if (total != order->paid_fen || fen > order->paid_fen - order->refunded_fen ||
        parts_of(wechat->books, order) >= PARTS_MAX) {
        return wechat_refuse(reply, 400, "INVALID_REQUEST", "订单金额或退款金额不正确");
    }
    refund = book_refund_add(wechat->books, order, number);
    if (refund == NULL) {
        return wechat_refuse(reply, 500, "SYSTEM_ERROR", "系统异常，请稍后重试");
    }
    begin_refund(wechat, refund, fen);
    return reply_refund(refund, reply);
}

/* --- Bills --- */

static int show_bill(struct wechat_system *wechat, const struct upstream_request *request,
                     struct upstream_reply *reply)
{
    struct json_writer json;
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    char hash[SHA1_SIZE], address[BOOK_TEXT_SIZE];
    size_t length = 0;
    int turns = atomic_load(&wechat->turns);
    const char *date = upstream_parameter(request, "bill_date");
    const char *host = upstream_header(request, "Host");
    int day = date != NULL ? payment_date_read(date) : 0;
    if (day == 0 || host == NULL) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "账单日期格式不正确");
    }
    if ((turns & WECHAT_TURN_CREATING) != 0) {
        return wechat_refuse(reply, 400, "STATEMENT_CREATING", "账单生成中");
    }
    char *bill = wechat_bill_write(wechat->books, day, turns, &length);
    if (bill == NULL) {
        return wechat_refuse(reply, 400, "NO_STATEMENT_EXIST", "账单文件不存在");
    }
    int good = EVP_Digest(bill, length, sum, &size, EVP_sha1(), NULL) == 1 && json_begin(&json) == 0;
    free(bill);
    if (!good) {
        return -1;
    }
    sum[0] ^= (turns & WECHAT_TURN_BAD_HASH) != 0;
    hex_write(sum, size, hash);
    (void)snprintf(address, sizeof address, "http://%.200s/v3/billdownload/file?token=%s", host, date);
    json_open_map(&json, NULL);
    json_text(&json, "hash_type", "SHA1");
    json_text(&json, "hash_value", hash);
    json_text(&json, "download_url", address);
    return reply_json(reply, &json);
}

static int send_bill(struct wechat_system *wechat, const struct upstream_request *request,
                     struct upstream_reply *reply)
{
    enum { GZIP_WINDOW = 15 + 16, MEMORY = 8 };
    z_stream stream = {.next_in = NULL};
    size_t length = 0;
    const char *token = upstream_parameter(request, "token");
    int day = token != NULL ? payment_date_read(token) : 0;
    char *bill =
        day != 0 ? wechat_bill_write(wechat->books, day, atomic_load(&wechat->turns), &length) : NULL;
    if (bill == NULL) {
        return wechat_refuse(reply, 404, "RESOURCE_NOT_EXISTS", "文件不存在");
    }
    size_t room = compressBound((uLong)length) + 64;
    char *packed = malloc(room);
    int good = packed != NULL && deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY,
                                              Z_DEFAULT_STRATEGY) == Z_OK;
    stream.next_in = (Bytef *)bill;
    stream.avail_in = (uInt)length;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    good = good && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    (void)deflateEnd(&stream);
    free(bill);
    if (!good) {
        free(packed);
        return -1;
    }
    reply->type = "application/x-gzip";
    return reply_text(reply, 200, packed, room - stream.avail_out);
}

/* --- Certificates --- */

static int show_certificates(struct wechat_system *wechat, struct upstream_reply *reply)
{
    struct json_writer json;
    char from[PAYMENT_MOMENT_SIZE], until[PAYMENT_MOMENT_SIZE];
    payment_moment_write(wall_ms() - INT64_C(86400000), 'T', from);
    payment_moment_write(wall_ms() + INT64_C(86400000) * 300, 'T', until);
    if (json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    json_open_array(&json, "data");
    json_open_map(&json, NULL);
    json_text(&json, "serial_no", wechat->signing.certificate_serial);
    json_text(&json, "effective_time", from);
    json_text(&json, "expire_time", until);
    json_open_map(&json, "encrypt_certificate");
    wechat_seal(&wechat->signing, WECHAT_HONEST, "certificate", wechat->signing.certificate, &json);
    json_close_map(&json);
    json_close_map(&json);
    json_close_array(&json);
    return reply_json(reply, &json);
}

/* --- The module --- */

/* What stands between two parts of a path, as long as it may be. */
static int between(const char *path, const char *before, const char *behind, char out[BOOK_NUMBER_SIZE])
{
    size_t first = strlen(before);
    size_t last = strlen(behind);
    size_t length = strlen(path);
    if (strncmp(path, before, first) != 0 || length < first + last ||
        strcmp(path + length - last, behind) != 0 || length - first - last >= BOOK_NUMBER_SIZE ||
        length == first + last) {
        return 0;
    }
    memcpy(out, path + first, length - first - last);
    out[length - first - last] = '\0';
    return strchr(out, '/') == NULL;
}

static int route_post(struct wechat_system *wechat, const struct upstream_request *request,
                      const struct json_value *root, struct upstream_reply *reply)
{
    char number[BOOK_NUMBER_SIZE];
    if (root == NULL) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "请求体不是JSON");
    }
    if (strcmp(request->path, "/pay/transactions/native") == 0) {
        return take_order(wechat, root, reply);
    }
    if (between(request->path, "/pay/transactions/out-trade-no/", "/close", number)) {
        return close_order(wechat, number, root, reply);
    }
    if (strcmp(request->path, "/refund/domestic/refunds") == 0) {
        return take_refund(wechat, root, reply);
    }
    if (strcmp(request->path, "/security/echo") == 0) {
        return wechat_echo_answer(wechat, request, root, reply);
    }
    return wechat_refuse(reply, 404, "RESOURCE_NOT_EXISTS", "接口不存在");
}

static int route_get(struct wechat_system *wechat, const struct upstream_request *request,
                     struct upstream_reply *reply)
{
    char number[BOOK_NUMBER_SIZE];
    if (between(request->path, "/pay/transactions/out-trade-no/", "", number)) {
        return show_order(wechat, number, request, reply);
    }
    if (between(request->path, "/refund/domestic/refunds/", "", number)) {
        const struct book_refund *refund = book_refund_find(wechat->books, BOOK_WECHAT, number);
        return refund != NULL ? reply_refund(refund, reply)
                              : wechat_refuse(reply, 404, "RESOURCE_NOT_EXISTS", "退款单不存在");
    }
    if (strcmp(request->path, "/bill/tradebill") == 0) {
        return show_bill(wechat, request, reply);
    }
    if (strcmp(request->path, "/billdownload/file") == 0) {
        return send_bill(wechat, request, reply);
    }
    if (strcmp(request->path, "/certificates") == 0) {
        return show_certificates(wechat, reply);
    }
    return wechat_refuse(reply, 404, "RESOURCE_NOT_EXISTS", "接口不存在");
}

/* Keys are made when they are first wanted, as that takes long. With the lock. */
static int is_ready(struct wechat_system *wechat)
{
    return wechat->signing.merchant != NULL || wechat_signing_open(&wechat->signing) == 0;
}

int wechat_system_answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    struct wechat_system *wechat = state;
    int result = -1;
    (void)pthread_mutex_lock(&wechat->books->lock);
    payment_books_tick(wechat->books, wall_ms());
    const char *problem = is_ready(wechat)
                              ? wechat_request_problem(&wechat->signing, request->method, request->target,
                                                       upstream_header(request, "Authorization"),
                                                       request->body, request->length, wall_ms())
                              : "系统异常";
    if (problem != NULL) {
        result = wechat_refuse(reply, 401, "SIGN_ERROR", problem);
    } else if (strcmp(request->method, "POST") == 0) {
        struct json_tree *tree = json_tree_read(request->body, request->length);
        result = route_post(wechat, request, json_tree_root(tree), reply);
        json_tree_wipe(tree);
    } else {
        result = route_get(wechat, request, reply);
    }
    if (result == 0 && strcmp(request->path, "/billdownload/file") != 0) {
        result = sign_reply(wechat, request, reply);
    }
    (void)pthread_mutex_unlock(&wechat->books->lock);
    if (result != 0) {
        free(reply->body);
        reply->body = NULL;
    }
    return result;
}

char *wechat_system_samples(void *state, size_t *length)
{
    struct wechat_system *wechat = state;
    struct json_writer json;
    (void)pthread_mutex_lock(&wechat->books->lock);
    int good = is_ready(wechat) && json_begin(&json) == 0;
    if (good) {
        json_open_map(&json, NULL);
        wechat_signing_write(&wechat->signing, &json);
        json_number(&json, "notices", atomic_load(&wechat->notices));
        json_number(&json, "forged", atomic_load(&wechat->forged));
        json_close_map(&json);
    }
    (void)pthread_mutex_unlock(&wechat->books->lock);
    return good ? json_take(&json, length) : NULL;
}

void wechat_system_reset(void *state)
{
    struct wechat_system *wechat = state;
    atomic_store(&wechat->lie, WECHAT_HONEST);
    atomic_store(&wechat->turns, 0);
    atomic_store(&wechat->by, 0);
    (void)pthread_mutex_lock(&wechat->books->lock);
    payment_notifier_forget(wechat->notifier);
    (void)pthread_mutex_unlock(&wechat->books->lock);
    payment_books_reset(wechat->books);
}

int wechat_system_turn(void *state, const char *what)
{
    static const struct {
        const char *word;
        enum { LIE, TURN, BY, HURRY } kind;
        int value;
    } known[] = {
        {"honest", LIE, WECHAT_HONEST},
        {"signtest", LIE, WECHAT_SIGNTEST},
        {"unknown-serial", LIE, WECHAT_UNKNOWN_SERIAL},
        {"stale", LIE, WECHAT_STALE},
        {"other-body", LIE, WECHAT_OTHER_BODY},
        {"not-signed", LIE, WECHAT_NOT_SIGNED},
        {"other-seal", LIE, WECHAT_OTHER_SEAL},
        {"bill-creating", TURN, WECHAT_TURN_CREATING},
        {"bill-older", TURN, WECHAT_TURN_OLDER},
        {"bill-bad-hash", TURN, WECHAT_TURN_BAD_HASH},
        {"bill-bad-sum", TURN, WECHAT_TURN_BAD_SUM},
        {"refund-closed", TURN, WECHAT_TURN_REFUND_CLOSED},
        {"refund-abnormal", TURN, WECHAT_TURN_REFUND_ABNORMAL},
        {"refund-slow", TURN, WECHAT_TURN_REFUND_SLOW},
        {"quiet", TURN, WECHAT_TURN_QUIET},
        {"by-any", BY, 0},
        {"by-key", BY, 1},
        {"by-certificate", BY, 2},
        {"hurry", HURRY, 200},
    };
    struct wechat_system *wechat = state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].word, what) != 0) {
            continue;
        }
        if (known[i].kind == HURRY) {
            payment_notifier_hurry(wechat->notifier, known[i].value);
        } else if (known[i].kind == TURN) {
            (void)atomic_fetch_or(&wechat->turns, known[i].value);
        } else {
            atomic_store(known[i].kind == LIE ? &wechat->lie : &wechat->by, known[i].value);
        }
        return 0;
    }
    return -1;
}

int wechat_system_open(struct wechat_system *wechat, struct payment_books *books,
                       struct payment_notifier *notifier)
{
    memset(wechat, 0, sizeof *wechat);
    wechat->books = books;
    wechat->notifier = notifier;
    wechat_notices_prepare(wechat);
    return 0;
}

void wechat_system_close(struct wechat_system *wechat)
{
    wechat_signing_close(&wechat->signing);
}
