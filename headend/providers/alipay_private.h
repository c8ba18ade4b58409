#ifndef HEADEND_PROVIDERS_ALIPAY_PRIVATE_H
#define HEADEND_PROVIDERS_ALIPAY_PRIVATE_H

#include <openssl/types.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/json/json_writer.h"
#include "headend/http/form.h"
#include "headend/providers/alipay.h"
#include "headend/providers/exchange.h"

/* For alipay….c. */

struct alipay {
    struct payment_provider provider;
    const struct alipay_config *config;
    char notify_url[UPSTREAM_URL_SIZE + 64];
    EVP_PKEY *app_key, *alipay_key;
    struct exchange *exchange;
};

/* What was answered, verified: the part "…_response" alone, as that is what was signed. */
struct alipay_answer {
    struct json_tree *tree;
    const struct json_value *root;
};

/* `content`: the open object biz_content, which it ends. DONE: code 10000, to be wiped with
 * json_tree_wipe(answer->tree). */
enum provider_outcome alipay_ask(struct alipay *alipay, const char *method, struct json_writer *content,
                                 int timeout_ms, struct alipay_answer *answer, struct provider_word *word);

/* The text of a member of a JSON object as it stands there; the JSON was read before. NULL: there is none. */
const char *alipay_raw_part(const char *json, size_t length, const char *name, size_t *part_length);

/* Name=value&… sorted by name, without empty values (and `leaves_out`: sign and sign_type), as Alipay signs.
 * malloc'ed; NULL: no memory. */
char *alipay_signed_text(const struct form *form, int leaves_out, size_t *length);

/* Of a trade's answer. NULL: read; else a word. */
const char *alipay_read_trade(const struct json_value *trade, struct provider_payment *payment);
/* Of a form whose signature was verified. */
const char *alipay_read_notice(const struct alipay_config *config, const struct form *form, int64_t now_ms,
                               struct provider_notification *notification);

int alipay_read_notification(struct payment_provider *provider, const struct provider_head *head,
                             const char *body, size_t length, int64_t now_ms,
                             struct provider_notification *notification, struct provider_word *word);

enum provider_outcome alipay_day(struct payment_provider *provider, int date, int timeout_ms,
                                 struct provider_day *day, struct provider_word *word);

#endif
