#include <stdlib.h>
#include <string.h>

#include "headend/crypto/aes_gcm.h"
#include "headend/crypto/base64.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/wechat_private.h"

/* {"event_type":"TRANSACTION.SUCCESS","resource":{"algorithm":"AEAD_AES_256_GCM","ciphertext":…,"nonce":…,"associated_data":…}}
 */

enum { TYPE_SIZE = 65, SEALED_MAX = 32 * 1024 };

static const char *header(const struct provider_head *head, const char *name)
{
    return head->value(head->context, name);
}

/* A resource, verified and opened, by its kind. */
static const char *take_resource(const struct wechat *wechat, const char *type,
                                 const struct json_value *resource,
                                 struct provider_notification *notification)
{
    if (strcmp(type, "TRANSACTION.SUCCESS") == 0) {
        notification->kind = PROVIDER_NOTIFIES_PAYMENT;
        return wechat_read_payment(wechat, resource, &notification->payment);
    }
    if (strncmp(type, "REFUND.", 7) == 0) {
        notification->kind = PROVIDER_NOTIFIES_REFUND;
        return json_value_part(resource, "mchid") != NULL
                   ? wechat_read_refund(wechat, resource, "refund_status", &notification->refund)
                   : "another merchant";
    }
    notification->kind = PROVIDER_NOTIFIES_NOTHING;
    return NULL;
}

static const char *open_resource(const struct wechat *wechat, const char *type,
                                 const struct json_value *sealed, unsigned char *room,
                                 struct provider_notification *notification)
{
    char nonce[TYPE_SIZE];
    size_t length = 0;
    int wrong = 0;
    const char *text = json_value_text(sealed, "ciphertext", &wrong);
    const char *data = json_value_text(sealed, "associated_data", &wrong);
    provider_text(sealed, "nonce", nonce, sizeof nonce, &wrong);
    const struct aes_gcm aes = {.key = wechat->api_key, .nonce = nonce, .data = data};
    if (wrong || !provider_says(sealed, "algorithm", "AEAD_AES_256_GCM") ||
        base64_read(text, strlen(text), room, SEALED_MAX, &length) != 0) {
        return "not as agreed";
    }
    if (aes_gcm_open(&aes, room, &length) != 0) {
        return "sealed with another key";
    }
    struct json_tree *tree = json_tree_read((const char *)room, length);
    const struct json_value *resource = json_tree_root(tree);
    const char *problem = tree != NULL && provider_is_distinct(resource)
                              ? take_resource(wechat, type, resource, notification)
                              : "not as agreed";
    json_tree_wipe(tree);
    explicit_bzero(room, length);
    return problem;
}

static const char *read_body(const struct wechat *wechat, const char *body, size_t length,
                             struct provider_notification *notification)
{
    char type[TYPE_SIZE];
    int wrong = 0;
    struct json_tree *tree = json_tree_read(body, length);
    const struct json_value *root = json_tree_root(tree);
    unsigned char *room = malloc(SEALED_MAX);
    const char *problem = "not as agreed";
    if (tree != NULL && room != NULL && provider_is_distinct(root)) {
        provider_text(root, "event_type", type, sizeof type, &wrong);
        problem = wrong ? problem
                        : open_resource(wechat, type, json_value_part(root, "resource"), room, notification);
    }
    free(room);
    json_tree_wipe(tree);
    return problem;
}

int wechat_read_notification(struct payment_provider *provider, const struct provider_head *head,
                             const char *body, size_t length, int64_t now_ms,
                             struct provider_notification *notification, struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    const struct wechat_signature signature = {.serial = header(head, "Wechatpay-Serial"),
                                               .timestamp = header(head, "Wechatpay-Timestamp"),
                                               .nonce = header(head, "Wechatpay-Nonce"),
                                               .signature = header(head, "Wechatpay-Signature")};
    memset(notification, 0, sizeof *notification);
    const char *problem = wechat_keys_verify(wechat->keys, &signature, body, length, now_ms);
    if (problem == NULL) {
        problem = read_body(wechat, body, length, notification);
    }
    (void)provider_say(PROVIDER_DONE, problem != NULL ? problem : "", word);
    if (problem != NULL) {
        memset(notification, 0, sizeof *notification);
    }
    return problem == NULL ? 0 : -1;
}
