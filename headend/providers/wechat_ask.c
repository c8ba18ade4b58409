#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/crypto/rsa_signature.h"
#include "headend/crypto/token.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/wechat_private.h"

/* Signed requests (Authorization: WECHATPAY2-SHA256-RSA2048) and verified answers. */

enum {
    AUTHORIZATION_SIZE = RSA_SIGNATURE_SIZE + 512,
    HEADER_SIZE = 128,
    OK = 200,
    NO_CONTENT = 204,
    TOO_MANY = 429
};

/* --- A request --- */

/* Over METHOD, path with its query, stamp, nonce and body, a line each. */
static int sign(const struct wechat *wechat, const char *path, const char *body, const char *stamp,
                const char *nonce, char signature[RSA_SIGNATURE_SIZE])
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return -1;
    }
    (void)fprintf(stream, "%s\n%s\n%s\n%s\n%s\n", body != NULL ? "POST" : "GET", path, stamp, nonce,
                  body != NULL ? body : "");
    int result = fclose(stream) == 0 ? rsa_sign(wechat->merchant_key, text, length, signature) : -1;
    free(text);
    return result;
}

static int write_authorization(const struct wechat *wechat, const char *path, const char *body,
                               char header[AUTHORIZATION_SIZE])
{
    char signature[RSA_SIGNATURE_SIZE], nonce[TOKEN_SIZE], stamp[24];
    (void)snprintf(stamp, sizeof stamp, "%" PRId64, wall_ms() / 1000);
    if (token_make(nonce) != 0) {
        return -1;
    }
    nonce[32] = '\0'; /* as long as it may be */
    if (sign(wechat, path, body, stamp, nonce, signature) != 0) {
        return -1;
    }
    int length =
        snprintf(header, AUTHORIZATION_SIZE,
                 "Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",signature=\"%s\","
                 "timestamp=\"%s\",serial_no=\"%s\"",
                 wechat->config->merchant, nonce, signature, stamp, wechat->config->serial);
    return length > 0 && length < AUTHORIZATION_SIZE ? 0 : -1;
}

static enum exchange_result send_signed(struct wechat *wechat, const char *path, const char *serial,
                                        const char *body, int timeout_ms, char *room, size_t size,
                                        struct exchange_answer *answer)
{
    char authorization[AUTHORIZATION_SIZE], header[HEADER_SIZE];
    (void)snprintf(header, sizeof header, "Wechatpay-Serial: %s", serial);
    if (write_authorization(wechat, path, body, authorization) != 0) {
        return EXCHANGE_CAPPED;
    }
    const char *const headers[] = {"Accept: application/json", "Content-Type: application/json",
                                   authorization, serial[0] != '\0' ? header : NULL, NULL};
    const struct upstream_request request = {.path = path,
                                             .headers = headers,
                                             .body = body,
                                             .length = body != NULL ? strlen(body) : 0,
                                             .room = room,
                                             .room_size = size};
    return exchange_ask(wechat->exchange, &request, timeout_ms, answer);
}

static struct wechat_signature signature_of(const struct exchange_answer *answer)
{
    return (struct wechat_signature){
        .serial = upstream_client_header(answer->client, "Wechatpay-Serial"),
        .timestamp = upstream_client_header(answer->client, "Wechatpay-Timestamp"),
        .nonce = upstream_client_header(answer->client, "Wechatpay-Nonce"),
        .signature = upstream_client_header(answer->client, "Wechatpay-Signature")};
}

/* --- Certificates, before they are needed --- */

static void fetch_certificates(struct wechat *wechat, int timeout_ms)
{
    struct exchange_answer answer;
    if (send_signed(wechat, "/v3/certificates", wechat->config->public_key_id, NULL, timeout_ms, NULL, 0,
                    &answer) != EXCHANGE_ANSWERED) {
        return;
    }
    if (answer.response.status == OK) {
        struct wechat_signature signature = signature_of(&answer);
        (void)wechat_keys_take_certificates(wechat->keys, &signature, answer.response.body,
                                            answer.response.length, wall_ms());
    }
    exchange_end(wechat->exchange, &answer);
}

/* --- An answer --- */

/* A refusal by its word; of one that is not here the status tells. */
static enum provider_outcome outcome_of(const char *code, int status)
{
    static const struct {
        const char *code;
        enum provider_outcome outcome;
    } known[] = {
        {"FREQUENCY_LIMITED", PROVIDER_LATER},  {"RATELIMIT_EXCEEDED", PROVIDER_LATER},
        {"STATEMENT_CREATING", PROVIDER_LATER}, {"NOT_ENOUGH", PROVIDER_LATER},
        {"SYSTEM_ERROR", PROVIDER_UNKNOWN},     {"BANK_ERROR", PROVIDER_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].code, code) == 0) {
            return known[i].outcome;
        }
    }
    return status == TOO_MANY              ? PROVIDER_LATER
           : status >= 400 && status < 500 ? PROVIDER_REFUSED
                                           : PROVIDER_UNKNOWN;
}

static enum provider_outcome read_answer(struct wechat_answer *answer, struct provider_word *word)
{
    char code[PROVIDER_WORD_SIZE];
    int wrong = 0;
    if (answer->status == NO_CONTENT && answer->exchange.response.length == 0) {
        return PROVIDER_DONE;
    }
    answer->tree = json_tree_read(answer->exchange.response.body, answer->exchange.response.length);
    answer->root = json_tree_root(answer->tree);
    if (answer->tree == NULL || !provider_is_distinct(answer->root)) {
        return provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    }
    if (answer->status == OK) {
        return PROVIDER_DONE;
    }
    provider_text(answer->root, "code", code, sizeof code, &wrong);
    return wrong ? provider_say(PROVIDER_UNKNOWN, "not as agreed", word)
                 : provider_say(outcome_of(code, answer->status), code, word);
}

void wechat_answer_end(struct wechat *wechat, struct wechat_answer *answer)
{
    json_tree_wipe(answer->tree);
    exchange_end(wechat->exchange, &answer->exchange);
}

void wechat_prepare(struct wechat *wechat, int timeout_ms)
{
    if (wechat_keys_want_certificates(wechat->keys, steady_us())) {
        fetch_certificates(wechat, timeout_ms);
    }
}

enum provider_outcome wechat_ask(struct wechat *wechat, const char *path, char *body, int timeout_ms,
                                 struct wechat_answer *answer, struct provider_word *word)
{
    return wechat_ask_as(wechat, path, wechat->config->public_key_id, body, timeout_ms, answer, word);
}

enum provider_outcome wechat_ask_as(struct wechat *wechat, const char *path, const char *serial, char *body,
                                    int timeout_ms, struct wechat_answer *answer, struct provider_word *word)
{
    int64_t until_us = steady_us() + (int64_t)timeout_ms * 1000;
    *answer = (struct wechat_answer){.status = 0};
    wechat_prepare(wechat, timeout_ms / 2);
    int left_ms = (int)((until_us - steady_us()) / 1000);
    enum exchange_result sent =
        left_ms > 0 ? send_signed(wechat, path, serial, body, left_ms, NULL, 0, &answer->exchange)
                    : EXCHANGE_CAPPED;
    free(body);
    if (sent != EXCHANGE_ANSWERED) {
        return sent == EXCHANGE_CAPPED ? provider_say(PROVIDER_LATER, "too many calls", word)
                                       : provider_say(PROVIDER_UNKNOWN, "no answer", word);
    }
    answer->status = answer->exchange.response.status;
    struct wechat_signature signature = signature_of(&answer->exchange);
    const char *doubt = wechat_keys_verify(wechat->keys, &signature, answer->exchange.response.body,
                                           answer->exchange.response.length, wall_ms());
    enum provider_outcome outcome =
        doubt != NULL ? provider_say(PROVIDER_UNKNOWN, doubt, word) : read_answer(answer, word);
    if (outcome == PROVIDER_DONE) {
        return provider_say(outcome, "", word);
    }
    wechat_answer_end(wechat, answer);
    return outcome;
}

int wechat_download(struct wechat *wechat, const char *path, int timeout_ms, char *room, size_t size,
                    size_t *length)
{
    struct exchange_answer answer;
    if (send_signed(wechat, path, wechat->config->public_key_id, NULL, timeout_ms, room, size, &answer) !=
        EXCHANGE_ANSWERED) {
        return -1;
    }
    int good = answer.response.status == OK;
    *length = answer.response.length;
    exchange_end(wechat->exchange, &answer);
    return good ? 0 : -1;
}
