#include "headend/providers/alipay.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/crypto/rsa_signature.h"
#include "headend/crypto/token.h"
#include "headend/providers/alipay_private.h"
#include "headend/providers/provider_value.h"

enum { BODY_MAX = 64 * 1024 };

/* Begins biz_content. -1: no memory. */
static int begin(struct json_writer *json, struct provider_word *word)
{
    if (json_begin(json) != 0) {
        (void)provider_say(PROVIDER_LATER, "out of memory", word);
        return -1;
    }
    json_open_map(json, NULL);
    return 0;
}

/* The answer is of this order. */
static int is_of(const struct alipay_answer *answer, const char *out_trade_no)
{
    return provider_says(answer->root, "out_trade_no", out_trade_no);
}

static void copy_number(char out[PROVIDER_NUMBER_SIZE], const char *number)
{
    (void)snprintf(out, PROVIDER_NUMBER_SIZE, "%s", number);
}

/* --- Orders --- */

static enum provider_outcome order(struct payment_provider *provider, const struct provider_order *asked,
                                   int timeout_ms, char code[PROVIDER_CODE_SIZE], struct provider_word *word)
{
    struct alipay *alipay = (struct alipay *)provider;
    struct alipay_answer answer;
    struct json_writer json;
    char amount[YUAN_SIZE], expires[PROVIDER_MOMENT_SIZE];
    int wrong = 0;
    code[0] = '\0';
    if (begin(&json, word) != 0) {
        return PROVIDER_LATER;
    }
    yuan_write(asked->fen, amount);
    provider_moment_write(asked->expires_ms, ' ', expires);
    json_text(&json, "out_trade_no", asked->out_trade_no);
    json_text(&json, "total_amount", amount);
    json_text(&json, "subject", asked->description);
    json_text(&json, "time_expire", expires);
    enum provider_outcome outcome =
        alipay_ask(alipay, "alipay.trade.precreate", &json, timeout_ms, &answer, word);
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    provider_text(answer.root, "qr_code", code, PROVIDER_CODE_SIZE, &wrong);
    if (wrong || strncmp(code, "https://", 8) != 0 || !is_of(&answer, asked->out_trade_no)) {
        code[0] = '\0';
        outcome = provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    }
    json_tree_wipe(answer.tree);
    return outcome;
}

static enum provider_outcome query(struct payment_provider *provider, const char *out_trade_no,
                                   int timeout_ms, struct provider_payment *payment,
                                   struct provider_word *word)
{
    struct alipay *alipay = (struct alipay *)provider;
    struct alipay_answer answer;
    struct json_writer json;
    memset(payment, 0, sizeof *payment);
    if (begin(&json, word) != 0) {
        return PROVIDER_LATER;
    }
    json_text(&json, "out_trade_no", out_trade_no);
    enum provider_outcome outcome =
        alipay_ask(alipay, "alipay.trade.query", &json, timeout_ms, &answer, word);
    if (outcome == PROVIDER_REFUSED && strcmp(word->text, "ACQ.TRADE_NOT_EXIST") == 0) {
        copy_number(payment->out_trade_no, out_trade_no);
        return provider_say(PROVIDER_DONE, "", word);
    }
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    const char *problem = alipay_read_trade(answer.root, payment);
    problem = problem == NULL && strcmp(payment->out_trade_no, out_trade_no) != 0 ? "another order" : problem;
    json_tree_wipe(answer.tree);
    return problem == NULL ? outcome : provider_say(PROVIDER_UNKNOWN, problem, word);
}

static enum provider_outcome close_order(struct payment_provider *provider, const char *out_trade_no,
                                         int timeout_ms, struct provider_word *word)
{
    struct alipay_answer answer;
    struct json_writer json;
    if (begin(&json, word) != 0) {
        return PROVIDER_LATER;
    }
    json_text(&json, "out_trade_no", out_trade_no);
    enum provider_outcome outcome =
        alipay_ask((struct alipay *)provider, "alipay.trade.close", &json, timeout_ms, &answer, word);
    if (outcome == PROVIDER_DONE) {
        json_tree_wipe(answer.tree);
    }
    return outcome;
}

/* --- Refunds --- */

/* fund_change says whether this call moved money: "N" may be a repetition, or not moved yet. */
static enum provider_outcome refund(struct payment_provider *provider,
                                    const struct provider_refund_order *asked, int timeout_ms,
                                    struct provider_refund *found, struct provider_word *word)
{
    struct alipay_answer answer;
    struct json_writer json;
    char amount[YUAN_SIZE];
    int wrong = 0;
    memset(found, 0, sizeof *found);
    if (begin(&json, word) != 0) {
        return PROVIDER_LATER;
    }
    yuan_write(asked->fen, amount);
    json_text(&json, "trade_no", asked->transaction_id);
    json_text(&json, "out_trade_no", asked->out_trade_no);
    json_text(&json, "out_request_no", asked->out_refund_no);
    json_text(&json, "refund_amount", amount);
    json_text(&json, "refund_reason", asked->reason);
    enum provider_outcome outcome =
        alipay_ask((struct alipay *)provider, "alipay.trade.refund", &json, timeout_ms, &answer, word);
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    provider_text(answer.root, "trade_no", found->transaction_id, sizeof found->transaction_id, &wrong);
    int is_other = wrong || strcmp(found->transaction_id, asked->transaction_id) != 0 ||
                   !is_of(&answer, asked->out_trade_no);
    found->state =
        provider_says(answer.root, "fund_change", "Y") ? PROVIDER_REFUND_DONE : PROVIDER_REFUND_PROCESSING;
    json_tree_wipe(answer.tree);
    if (is_other) {
        memset(found, 0, sizeof *found);
        return provider_say(PROVIDER_UNKNOWN, "another order", word);
    }
    copy_number(found->out_trade_no, asked->out_trade_no);
    copy_number(found->out_refund_no, asked->out_refund_no);
    found->fen = asked->fen;
    return outcome;
}

/* A refund that is not there is answered with 10000 and nothing. */
static const char *read_refund(const struct alipay_answer *answer, struct provider_refund *found)
{
    int wrong = 0;
    if (json_value_part(answer->root, "refund_status") == NULL) {
        found->state = json_value_part(answer->root, "out_request_no") != NULL ? PROVIDER_REFUND_PROCESSING
                                                                               : PROVIDER_REFUND_NOT_THERE;
        return NULL;
    }
    provider_text(answer->root, "trade_no", found->transaction_id, sizeof found->transaction_id, &wrong);
    found->fen = provider_yuan(answer->root, "refund_amount", &wrong);
    if (wrong || found->fen == 0 || !provider_says(answer->root, "refund_status", "REFUND_SUCCESS")) {
        return "not as agreed";
    }
    found->state = PROVIDER_REFUND_DONE;
    return provider_says(answer->root, "out_trade_no", found->out_trade_no) &&
                   provider_says(answer->root, "out_request_no", found->out_refund_no)
               ? NULL
               : "another order";
}

static enum provider_outcome query_refund(struct payment_provider *provider, const char *out_trade_no,
                                          const char *out_refund_no, int timeout_ms,
                                          struct provider_refund *found, struct provider_word *word)
{
    struct alipay_answer answer;
    struct json_writer json;
    memset(found, 0, sizeof *found);
    copy_number(found->out_trade_no, out_trade_no);
    copy_number(found->out_refund_no, out_refund_no);
    if (begin(&json, word) != 0) {
        return PROVIDER_LATER;
    }
    json_text(&json, "out_trade_no", out_trade_no);
    json_text(&json, "out_request_no", out_refund_no);
    enum provider_outcome outcome = alipay_ask((struct alipay *)provider, "alipay.trade.fastpay.refund.query",
                                               &json, timeout_ms, &answer, word);
    if (outcome == PROVIDER_REFUSED && strcmp(word->text, "ACQ.TRADE_NOT_EXIST") == 0) {
        return provider_say(PROVIDER_DONE, "", word);
    }
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    const char *problem = read_refund(&answer, found);
    json_tree_wipe(answer.tree);
    if (problem != NULL) {
        memset(found, 0, sizeof *found);
        return provider_say(PROVIDER_UNKNOWN, problem, word);
    }
    return outcome;
}

/* --- Notifications --- */

static const char *read_form(const struct alipay *alipay, char *copy, size_t length, int64_t now_ms,
                             struct provider_notification *notification)
{
    struct form form;
    size_t text_length = 0;
    if (form_read(copy, length, &form) != 0) {
        return "not as agreed";
    }
    const char *signature = form_value(&form, "sign");
    const char *type = form_value(&form, "sign_type");
    char *text = alipay_signed_text(&form, 1, &text_length);
    int good = text != NULL && signature != NULL && type != NULL && strcmp(type, "RSA2") == 0 &&
               rsa_is_signed(alipay->alipay_key, text, text_length, signature);
    if (text != NULL) {
        explicit_bzero(text, text_length);
        free(text);
    }
    return good ? alipay_read_notice(alipay->config, &form, now_ms, notification) : "not verified";
}

int alipay_read_notification(struct payment_provider *provider, const struct provider_head *head,
                             const char *body, size_t length, int64_t now_ms,
                             struct provider_notification *notification, struct provider_word *word)
{
    char *copy = length <= BODY_MAX ? malloc(length + 1) : NULL;
    const char *problem = "not as agreed";
    (void)head;
    memset(notification, 0, sizeof *notification);
    if (copy != NULL) {
        memcpy(copy, body, length);
        copy[length] = '\0';
        problem = read_form((struct alipay *)provider, copy, length, now_ms, notification);
        explicit_bzero(copy, length);
        free(copy);
    }
    if (problem != NULL) {
        memset(notification, 0, sizeof *notification);
    }
    (void)provider_say(PROVIDER_DONE, problem != NULL ? problem : "", word);
    return problem == NULL ? 0 : -1;
}

/* --- The provider --- */

static void discard(struct alipay *alipay)
{
    if (alipay != NULL) {
        exchange_free(alipay->exchange);
        EVP_PKEY_free(alipay->app_key);
        EVP_PKEY_free(alipay->alipay_key);
        free(alipay);
    }
}

static void free_alipay(struct payment_provider *provider)
{
    discard((struct alipay *)provider);
}

/* A signed "there is no such order" proves all keys. */
static enum provider_outcome self_test(struct payment_provider *provider, int timeout_ms,
                                       struct provider_word *word)
{
    struct provider_payment payment;
    char number[PROVIDER_NUMBER_SIZE] = "selftest-";
    char nonce[TOKEN_SIZE];
    if (token_make(nonce) != 0) {
        return provider_say(PROVIDER_LATER, "no random numbers", word);
    }
    size_t begin = strlen(number);
    memcpy(number + begin, nonce, sizeof number - 1 - begin);
    enum provider_outcome outcome = query(provider, number, timeout_ms, &payment, word);
    return outcome == PROVIDER_DONE && payment.state != PROVIDER_ORDER_NOT_THERE
               ? provider_say(PROVIDER_UNKNOWN, "another order", word)
               : outcome;
}

static const struct payment_provider_calls calls = {
    .kind = PAYMENT_PROVIDER_ALIPAY,
    .grace_ms = INT64_C(5) * 60 * 1000,
    .taken = {.status = 200, .type = "text/plain", .body = "success"},
    .refused = {.status = 200, .type = "text/plain", .body = "failure"},
    .order = order,
    .query = query,
    .close = close_order,
    .refund = refund,
    .query_refund = query_refund,
    .day = alipay_day,
    .self_test = self_test,
    .read_notification = alipay_read_notification,
    .free = free_alipay,
};

struct payment_provider *alipay_open(const struct payment_config *config,
                                     char problem[OWN_SECRET_PROBLEM_SIZE])
{
    struct alipay *alipay = calloc(1, sizeof *alipay);
    char why[UPSTREAM_PROBLEM_SIZE] = "";
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "out of memory");
    if (alipay == NULL) {
        return NULL;
    }
    alipay->provider.calls = &calls;
    alipay->config = &config->alipay;
    (void)snprintf(alipay->notify_url, sizeof alipay->notify_url, "%s" PAYMENT_NOTIFY_PATH "%s",
                   config->notify_url, payment_provider_name(PAYMENT_PROVIDER_ALIPAY));
    alipay->app_key = rsa_private_key_read(config->alipay.app_key, problem);
    alipay->alipay_key =
        alipay->app_key != NULL ? rsa_public_key_read(config->alipay.alipay_key, problem) : NULL;
    if (alipay->alipay_key != NULL) {
        alipay->exchange = exchange_new(&config->alipay.upstream, "", why);
        if (alipay->exchange != NULL) {
            return &alipay->provider;
        }
        (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%s", why);
    }
    discard(alipay);
    return NULL;
}
