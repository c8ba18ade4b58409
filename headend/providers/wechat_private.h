#ifndef HEADEND_PROVIDERS_WECHAT_PRIVATE_H
#define HEADEND_PROVIDERS_WECHAT_PRIVATE_H

#include <openssl/types.h>

#include "both-sides/json/json_tree.h"
#include "headend/providers/exchange.h"
#include "headend/providers/wechat.h"
#include "headend/providers/wechat_keys.h"

/* For wechat….c. */

struct wechat {
    struct payment_provider provider;
    const struct wechat_config *config;
    char notify_url[UPSTREAM_URL_SIZE + 64];
    unsigned char api_key[WECHAT_API_KEY_BYTES];
    EVP_PKEY *merchant_key;
    struct wechat_keys *keys;
    struct exchange *exchange;
};

enum { WECHAT_PATH_SIZE = 512 };

/* What was answered, verified. */
struct wechat_answer {
    struct exchange_answer exchange;
    int status;
    struct json_tree *tree; /* NULL with 204 */
    const struct json_value *root;
};

/* A GET where `body` is NULL, else a POST of JSON, which it frees. DONE: 200 or 204, to be ended. Else
 * `answer->status` (0: none) and the word: what the provider refuses with comes as REFUSED, LATER or UNKNOWN
 * by its word. */
enum provider_outcome wechat_ask(struct wechat *wechat, const char *path, char *body, int timeout_ms,
                                 struct wechat_answer *answer, struct provider_word *word);
/* The same with another serial in the head than the public key's: of whom a field is sealed for. */
enum provider_outcome wechat_ask_as(struct wechat *wechat, const char *path, const char *serial, char *body,
                                    int timeout_ms, struct wechat_answer *answer, struct provider_word *word);
void wechat_answer_end(struct wechat *wechat, struct wechat_answer *answer);
/* Fetches the certificates, if they are to be fetched now. */
void wechat_prepare(struct wechat *wechat, int timeout_ms);

/* A signed GET whose answer is not signed, into `room` (`size` with the NUL behind it). -1: no answer with
 * 200. */
int wechat_download(struct wechat *wechat, const char *path, int timeout_ms, char *room, size_t size,
                    size_t *length);

/* Reads of resources (an answer, or what a notification had sealed). NULL: read; else a word why not. */
const char *wechat_read_payment(const struct wechat *wechat, const struct json_value *resource,
                                struct provider_payment *payment);
/* `status_name`: "status" in answers, "refund_status" in notifications. */
const char *wechat_read_refund(const struct wechat *wechat, const struct json_value *resource,
                               const char *status_name, struct provider_refund *refund);

int wechat_read_notification(struct payment_provider *provider, const struct provider_head *head,
                             const char *body, size_t length, int64_t now_ms,
                             struct provider_notification *notification, struct provider_word *word);

enum provider_outcome wechat_self_test(struct payment_provider *provider, int timeout_ms,
                                       struct provider_word *word);

enum provider_outcome wechat_day(struct payment_provider *provider, int date, int timeout_ms,
                                 struct provider_day *day, struct provider_word *word);

#endif
