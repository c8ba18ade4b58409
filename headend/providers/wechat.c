#include "headend/providers/wechat.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "headend/crypto/rsa_signature.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/wechat_private.h"

/* What was sent as far as it was written; NULL: no memory. */
static char *taken(struct json_writer *json)
{
    size_t length = 0;
    json_close_map(json);
    return json_take(json, &length);
}

/* Before anything is sent. */
static enum provider_outcome no_memory(struct provider_word *word)
{
    return provider_say(PROVIDER_LATER, "out of memory", word);
}

/* --- Orders --- */

static int is_code(const char *text)
{
    size_t length = strlen(text);
    return length < PROVIDER_CODE_SIZE && strncmp(text, "weixin://", 9) == 0;
}

static char *write_order(const struct wechat *wechat, const struct provider_order *order)
{
    struct json_writer json;
    char expires[PROVIDER_MOMENT_SIZE];
    provider_moment_write(order->expires_ms, 'T', expires);
    if (json_begin(&json) != 0) {
        return NULL;
    }
    json_open_map(&json, NULL);
    json_text(&json, "appid", wechat->config->app);
    json_text(&json, "mchid", wechat->config->merchant);
    json_text(&json, "description", order->description);
    json_text(&json, "out_trade_no", order->out_trade_no);
    json_text(&json, "time_expire", expires);
    json_text(&json, "notify_url", wechat->notify_url);
    json_open_map(&json, "amount");
    json_number(&json, "total", order->fen);
    json_text(&json, "currency", "CNY");
    json_close_map(&json);
    return taken(&json);
}

static enum provider_outcome order(struct payment_provider *provider, const struct provider_order *asked,
                                   int timeout_ms, char code[PROVIDER_CODE_SIZE], struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    int wrong = 0;
    code[0] = '\0';
    char *body = write_order(wechat, asked);
    if (body == NULL) {
        return no_memory(word);
    }
    enum provider_outcome outcome =
        wechat_ask(wechat, "/v3/pay/transactions/native", body, timeout_ms, &answer, word);
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    provider_text(answer.root, "code_url", code, PROVIDER_CODE_SIZE, &wrong);
    if (wrong || !is_code(code)) {
        code[0] = '\0';
        outcome = provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    }
    wechat_answer_end(wechat, &answer);
    return outcome;
}

static enum provider_outcome query(struct payment_provider *provider, const char *out_trade_no,
                                   int timeout_ms, struct provider_payment *payment,
                                   struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    char path[WECHAT_PATH_SIZE];
    memset(payment, 0, sizeof *payment);
    (void)snprintf(path, sizeof path, "/v3/pay/transactions/out-trade-no/%s?mchid=%s", out_trade_no,
                   wechat->config->merchant);
    enum provider_outcome outcome = wechat_ask(wechat, path, NULL, timeout_ms, &answer, word);
    if (outcome == PROVIDER_REFUSED && answer.status == 404 &&
        (strcmp(word->text, "ORDER_NOT_EXIST") == 0 || strcmp(word->text, "ORDERNOTEXIST") == 0)) {
        memcpy(payment->out_trade_no, out_trade_no, strnlen(out_trade_no, PROVIDER_NUMBER_SIZE - 1));
        return provider_say(PROVIDER_DONE, "", word);
    }
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    const char *problem = wechat_read_payment(wechat, answer.root, payment);
    if (problem == NULL && strcmp(payment->out_trade_no, out_trade_no) != 0) {
        problem = "another order";
    }
    wechat_answer_end(wechat, &answer);
    return problem == NULL ? outcome : provider_say(PROVIDER_UNKNOWN, problem, word);
}

static enum provider_outcome close_order(struct payment_provider *provider, const char *out_trade_no,
                                         int timeout_ms, struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    struct json_writer json;
    char path[WECHAT_PATH_SIZE];
    (void)snprintf(path, sizeof path, "/v3/pay/transactions/out-trade-no/%s/close", out_trade_no);
    if (json_begin(&json) != 0) {
        return no_memory(word);
    }
    json_open_map(&json, NULL);
    json_text(&json, "mchid", wechat->config->merchant);
    char *body = taken(&json);
    if (body == NULL) {
        return no_memory(word);
    }
    enum provider_outcome outcome = wechat_ask(wechat, path, body, timeout_ms, &answer, word);
    if (outcome == PROVIDER_DONE) {
        wechat_answer_end(wechat, &answer);
    }
    return outcome;
}

/* --- Refunds --- */

static char *write_refund(const struct wechat *wechat, const struct provider_refund_order *order)
{
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return NULL;
    }
    json_open_map(&json, NULL);
    json_text(&json, "transaction_id", order->transaction_id);
    json_text(&json, "out_refund_no", order->out_refund_no);
    json_text(&json, "reason", order->reason);
    json_text(&json, "notify_url", wechat->notify_url);
    json_open_map(&json, "amount");
    json_number(&json, "refund", order->fen);
    json_number(&json, "total", order->total_fen);
    json_text(&json, "currency", "CNY");
    json_close_map(&json);
    return taken(&json);
}

/* The refund of an answer, which is ended; it must be of the numbers that were asked for. */
static enum provider_outcome take_refund(struct wechat *wechat, struct wechat_answer *answer,
                                         const char *out_trade_no, const char *out_refund_no,
                                         struct provider_refund *refund, struct provider_word *word)
{
    const char *problem = wechat_read_refund(wechat, answer->root, "status", refund);
    if (problem == NULL && (strcmp(refund->out_refund_no, out_refund_no) != 0 ||
                            strcmp(refund->out_trade_no, out_trade_no) != 0)) {
        problem = "another order";
    }
    wechat_answer_end(wechat, answer);
    return problem == NULL ? PROVIDER_DONE : provider_say(PROVIDER_UNKNOWN, problem, word);
}

static enum provider_outcome refund(struct payment_provider *provider,
                                    const struct provider_refund_order *asked, int timeout_ms,
                                    struct provider_refund *found, struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    memset(found, 0, sizeof *found);
    char *body = write_refund(wechat, asked);
    if (body == NULL) {
        return no_memory(word);
    }
    enum provider_outcome outcome =
        wechat_ask(wechat, "/v3/refund/domestic/refunds", body, timeout_ms, &answer, word);
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    outcome = take_refund(wechat, &answer, asked->out_trade_no, asked->out_refund_no, found, word);
    return outcome == PROVIDER_DONE && found->fen != asked->fen
               ? provider_say(PROVIDER_UNKNOWN, "another amount", word)
               : outcome;
}

static enum provider_outcome query_refund(struct payment_provider *provider, const char *out_trade_no,
                                          const char *out_refund_no, int timeout_ms,
                                          struct provider_refund *found, struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    char path[WECHAT_PATH_SIZE];
    memset(found, 0, sizeof *found);
    (void)snprintf(path, sizeof path, "/v3/refund/domestic/refunds/%s", out_refund_no);
    enum provider_outcome outcome = wechat_ask(wechat, path, NULL, timeout_ms, &answer, word);
    if (outcome == PROVIDER_REFUSED && answer.status == 404 &&
        strcmp(word->text, "RESOURCE_NOT_EXISTS") == 0) {
        memcpy(found->out_trade_no, out_trade_no, strnlen(out_trade_no, PROVIDER_NUMBER_SIZE - 1));
        memcpy(found->out_refund_no, out_refund_no, strnlen(out_refund_no, PROVIDER_NUMBER_SIZE - 1));
        return provider_say(PROVIDER_DONE, "", word);
    }
    return outcome == PROVIDER_DONE ? take_refund(wechat, &answer, out_trade_no, out_refund_no, found, word)
                                    : outcome;
}

/* --- The provider --- */

static void discard(struct wechat *wechat)
{
    if (wechat != NULL) {
        exchange_free(wechat->exchange);
        wechat_keys_free(wechat->keys);
        EVP_PKEY_free(wechat->merchant_key);
        explicit_bzero(wechat, sizeof *wechat);
        free(wechat);
    }
}

static void free_wechat(struct payment_provider *provider)
{
    discard((struct wechat *)provider);
}

static const struct payment_provider_calls calls = {
    .kind = PAYMENT_PROVIDER_WECHAT,
    .grace_ms = INT64_C(5) * 60 * 1000,
    .taken = {.status = 204, .body = ""},
    .refused = {.status = 500,
                .type = "application/json",
                .body = "{\"code\":\"FAIL\",\"message\":\"FAIL\"}"},
    .order = order,
    .query = query,
    .close = close_order,
    .refund = refund,
    .query_refund = query_refund,
    .day = wechat_day,
    .self_test = wechat_self_test,
    .read_notification = wechat_read_notification,
    .free = free_wechat,
};

static int read_api_key(const char *path, unsigned char key[WECHAT_API_KEY_BYTES],
                        char problem[OWN_SECRET_PROBLEM_SIZE])
{
    char text[OWN_SECRET_SIZE];
    int result = own_secret_read(path, text, problem);
    if (result == 0 && strlen(text) != WECHAT_API_KEY_BYTES) {
        (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%.220s: an APIv3 key has %d characters", path,
                       WECHAT_API_KEY_BYTES);
        result = -1;
    } else if (result == 0) {
        memcpy(key, text, WECHAT_API_KEY_BYTES);
    }
    explicit_bzero(text, sizeof text);
    return result;
}

/* It stands in a header between quotes. */
static int check_serial(const char *serial, char problem[OWN_SECRET_PROBLEM_SIZE])
{
    if (strspn(serial, "0123456789ABCDEFabcdef") == strlen(serial)) {
        return 0;
    }
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE,
                   "serial=\"%.100s\": a certificate's serial is hexadecimal", serial);
    return -1;
}

struct payment_provider *wechat_open(const struct payment_config *config,
                                     char problem[OWN_SECRET_PROBLEM_SIZE])
{
    struct wechat *wechat = calloc(1, sizeof *wechat);
    char why[UPSTREAM_PROBLEM_SIZE] = "";
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "out of memory");
    if (wechat == NULL) {
        return NULL;
    }
    wechat->provider.calls = &calls;
    wechat->config = &config->wechat;
    (void)snprintf(wechat->notify_url, sizeof wechat->notify_url, "%s" PAYMENT_NOTIFY_PATH "%s",
                   config->notify_url, payment_provider_name(PAYMENT_PROVIDER_WECHAT));
    if (check_serial(config->wechat.serial, problem) != 0 ||
        read_api_key(config->wechat.api_key, wechat->api_key, problem) != 0) {
        goto failed;
    }
    wechat->merchant_key = rsa_private_key_read(config->wechat.merchant_key, problem);
    wechat->keys =
        wechat->merchant_key != NULL ? wechat_keys_new(wechat->config, wechat->api_key, problem) : NULL;
    if (wechat->keys == NULL) {
        goto failed;
    }
    wechat->exchange = exchange_new(&config->wechat.upstream, config->wechat.reserve_url, why);
    if (wechat->exchange == NULL) {
        (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%s", why);
        goto failed;
    }
    return &wechat->provider;
failed:
    discard(wechat);
    return NULL;
}
