#include <string.h>

#include "both-sides/json/json_writer.h"
#include "headend/crypto/rsa_seal.h"
#include "headend/crypto/token.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/wechat_private.h"

/* POST /v3/security/echo: what is sent comes back, once as it is and once sealed for us. So four keys are
 * tried: ours and theirs for signing, ours and theirs for sealing. With the address for notifications it
 * also sends one (SECURITY_ECHO.SUCCESS), which a headend that runs there takes. */

/* malloc'ed; NULL: no memory. */
static char *write_question(const struct wechat *wechat, const char *message, const char *sealed)
{
    struct json_writer json;
    size_t length = 0;
    if (json_begin(&json) != 0) {
        return NULL;
    }
    json_open_map(&json, NULL);
    json_text(&json, "notify_url", wechat->notify_url);
    json_text(&json, "echo_message", message);
    json_text(&json, "encrypted_echo_message", sealed);
    json_close_map(&json);
    return json_take(&json, &length);
}

/* NULL, or what is wrong with it. */
static const char *compare(const struct wechat *wechat, const struct json_value *root, const char *message)
{
    char sealed[RSA_SIGNATURE_SIZE], opened[TOKEN_SIZE];
    size_t length = 0;
    int wrong = 0;
    provider_text(root, "encrypted_echo_message", sealed, sizeof sealed, &wrong);
    if (wrong || !provider_says(root, "echo_message", message)) {
        return "not as agreed";
    }
    return rsa_open(wechat->merchant_key, sealed, opened, sizeof opened, &length) == 0 &&
                   strcmp(opened, message) == 0
               ? NULL
               : "sealed with another key";
}

enum provider_outcome wechat_self_test(struct payment_provider *provider, int timeout_ms,
                                       struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    char message[TOKEN_SIZE], sealed[RSA_SIGNATURE_SIZE], serial[PAYMENT_SERIAL_SIZE];
    wechat_prepare(wechat, timeout_ms / 2);
    if (token_make(message) != 0) {
        return provider_say(PROVIDER_LATER, "no random numbers", word);
    }
    if (wechat_keys_seal(wechat->keys, message, sealed, serial) != 0) {
        return provider_say(PROVIDER_UNKNOWN, "no certificate", word);
    }
    char *body = write_question(wechat, message, sealed);
    if (body == NULL) {
        return provider_say(PROVIDER_LATER, "out of memory", word);
    }
    enum provider_outcome outcome =
        wechat_ask_as(wechat, "/v3/security/echo", serial, body, timeout_ms, &answer, word);
    if (outcome != PROVIDER_DONE) {
        return outcome;
    }
    const char *problem = compare(wechat, answer.root, message);
    wechat_answer_end(wechat, &answer);
    return problem == NULL ? outcome : provider_say(PROVIDER_UNKNOWN, problem, word);
}
