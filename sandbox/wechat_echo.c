#include <stdio.h>
#include <string.h>

#include "both-sides/web_address.h"
#include "headend/crypto/rsa_seal.h"
#include "sandbox/wechat_system.h"

/* The self-test of signing and sealing: what a merchant sends comes back, what was sealed for WeChat Pay
 * comes back sealed for the merchant; and with an address a notification. */

/* By whom a field is sealed for us says the header. NULL: there is no such key. */
static EVP_PKEY *key_of(const struct wechat_system *wechat, const char *serial)
{
    const struct wechat_signing *signing = &wechat->signing;
    return serial == NULL                                     ? NULL
           : strcmp(serial, signing->public_key_id) == 0      ? signing->public_key
           : strcmp(serial, signing->certificate_serial) == 0 ? signing->certificate_key
                                                              : NULL;
}

static int answer(const struct wechat_echo *echo, struct upstream_reply *reply)
{
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    json_text(&json, "echo_message", echo->message);
    if (echo->sealed[0] != '\0') {
        json_text(&json, "encrypted_echo_message", echo->sealed);
    }
    json_close_map(&json);
    reply->status = 200;
    reply->body = json_take(&json, &reply->length);
    return reply->body != NULL ? 0 : -1;
}

int wechat_echo_answer(struct wechat_system *wechat, const struct upstream_request *request,
                       const struct json_value *root, struct upstream_reply *reply)
{
    struct wechat_echo echo = {.message = ""};
    char opened[WECHAT_ECHO_SIZE];
    size_t length = 0;
    int wrong = 0;
    const char *message = json_value_text(root, "echo_message", &wrong);
    const char *sealed = json_value_text(root, "encrypted_echo_message", &wrong);
    const char *address = json_value_text(root, "notify_url", &wrong);
    EVP_PKEY *key = key_of(wechat, upstream_header(request, "Wechatpay-Serial"));
    int has_address = web_address_is_private(address) && web_address_is_good(address, WEB_HTTP_OR_HTTPS) &&
                      strpbrk(address, "?#") == NULL && strlen(address) < sizeof echo.notify_url;
    if (wrong || message[0] == '\0' || strlen(message) >= sizeof echo.message || key == NULL ||
        (address[0] != '\0' && !has_address)) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "参数错误");
    }
    if (sealed[0] != '\0' && (rsa_open(key, sealed, opened, sizeof opened, &length) != 0 ||
                              rsa_seal(wechat->signing.merchant, opened, length, echo.sealed) != 0)) {
        return wechat_refuse(reply, 400, "PARAM_ERROR", "敏感字段解密失败");
    }
    (void)snprintf(echo.message, sizeof echo.message, "%s", message);
    (void)snprintf(echo.notify_url, sizeof echo.notify_url, "%s", address);
    wechat->echo = echo;
    if (address[0] != '\0' && (atomic_load(&wechat->turns) & WECHAT_TURN_QUIET) == 0) {
        payment_notify(wechat->notifier, &wechat->echo_kind, &wechat->echo);
    }
    return answer(&echo, reply);
}
