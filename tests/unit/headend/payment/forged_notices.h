#ifndef FORGED_NOTICES_H
#define FORGED_NOTICES_H

/* Notifications of WeChat Pay that nobody should believe (I13): true ones are signed once, a stamp every
 * eight minutes, and what is offered is one of them with something wrong. They tell of payments that nobody
 * made. */

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "headend/crypto/aes_gcm.h"
#include "headend/crypto/rsa_signature.h"
#include "headend/providers/wechat_private.h"
#include "tests/unit/headend/payment/payment_world.h"

enum {
    NOTICES = 32,
    NOTICES_APART_MS = 8 * 60 * 1000, /* so that one is always of now, by a window of five minutes */
    NOTICE_SIZE = 1024,
};

enum forgery {
    FORGED_NOT_AT_ALL, /* to see that it is believed */
    FORGED_STALE,
    FORGED_BY_ANOTHER_KEY,
    FORGED_ANOTHER_BODY,
    FORGED_ANOTHER_STAMP,
    FORGED_ANOTHER_NONCE,
    FORGED_UNKNOWN_KEY,
    FORGED_UNSIGNED,
    FORGED_PROBE,
    FORGERIES
};

struct notice {
    char stamp[24], body[NOTICE_SIZE];
    char signatures[2][RSA_SIGNATURE_SIZE]; /* WeChat Pay's, and of a key of nobody */
};

struct forger {
    struct wechat_config config;
    struct wechat wechat;
    EVP_PKEY *keys[2];
    struct notice notices[NOTICES];
};

#define FORGER_NONCE  "sample-nonce"
#define FORGER_SERIAL "PUB_KEY_ID_sample"

/* --- True ones --- */

static int seal_payment(const struct forger *forger, int which, char sealed[NOTICE_SIZE])
{
    const struct aes_gcm aes = {
        .key = forger->wechat.api_key, .nonce = "0123456789ab", .data = "transaction"};
    char resource[NOTICE_SIZE / 2];
    unsigned char bytes[NOTICE_SIZE / 2 + AES_GCM_TAG_BYTES];
    int length =
        snprintf(resource, sizeof resource,
                 "{\"appid\":\"%s\",\"mchid\":\"%s\",\"out_trade_no\":\"order-%d\",\"trade_state\":"
                 "\"SUCCESS\",\"transaction_id\":\"forged-%d\",\"success_time\":\"1970-01-01T23:40:00"
                 "+08:00\",\"amount\":{\"total\":%d,\"currency\":\"CNY\"}}",
                 forger->config.app, forger->config.merchant, which % WORLD_ORDERS, which, WORLD_FEN);
    if (length < 0 || aes_gcm_seal(&aes, resource, (size_t)length, bytes) != 0) {
        return -1;
    }
    base64_write(bytes, (size_t)length + AES_GCM_TAG_BYTES, sealed);
    return 0;
}

static int make_notice(struct forger *forger, int which)
{
    struct notice *notice = &forger->notices[which];
    char sealed[NOTICE_SIZE];
    char text[2 * NOTICE_SIZE];
    if (seal_payment(forger, which, sealed) != 0) {
        return -1;
    }
    (void)snprintf(notice->stamp, sizeof notice->stamp, "%d",
                   (int)((WORLD_BEGINS_MS + (int64_t)which * NOTICES_APART_MS) / 1000));
    (void)snprintf(
        notice->body, sizeof notice->body,
        "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\","
        "\"ciphertext\":\"%.700s\",\"nonce\":\"0123456789ab\",\"associated_data\":\"transaction\"}}",
        sealed);
    int length = snprintf(text, sizeof text, "%s\n%s\n%s\n", notice->stamp, FORGER_NONCE, notice->body);
    return length > 0 && rsa_sign(forger->keys[0], text, (size_t)length, notice->signatures[0]) == 0 &&
                   rsa_sign(forger->keys[1], text, (size_t)length, notice->signatures[1]) == 0
               ? 0
               : -1;
}

static int write_public_key(EVP_PKEY *key, const char *path)
{
    FILE *file = fopen(path, "w");
    int result = file != NULL && PEM_write_PUBKEY(file, key) == 1 ? 0 : -1;
    return file != NULL && fclose(file) == 0 ? result : -1;
}

/* Keys of its own; `folder` gets the file of one. */
static inline int forger_begin(struct forger *forger, const char *folder)
{
    char problem[OWN_SECRET_PROBLEM_SIZE];
    *forger = (struct forger){.config = {.merchant = "1900000109", .app = "wx88"}};
    (void)snprintf(forger->config.public_key, sizeof forger->config.public_key, "%s/key.pem", folder);
    (void)snprintf(forger->config.public_key_id, sizeof forger->config.public_key_id, FORGER_SERIAL);
    for (int i = 0; i < 2; i++) {
        forger->keys[i] = EVP_RSA_gen(RSA_BITS_LEAST);
        if (forger->keys[i] == NULL) {
            return -1;
        }
    }
    memset(forger->wechat.api_key, 'k', sizeof forger->wechat.api_key);
    forger->wechat.config = &forger->config;
    if (write_public_key(forger->keys[0], forger->config.public_key) != 0) {
        return -1;
    }
    forger->wechat.keys = wechat_keys_new(&forger->config, forger->wechat.api_key, problem);
    int result = forger->wechat.keys != NULL ? 0 : -1;
    for (int i = 0; i < NOTICES && result == 0; i++) {
        result = make_notice(forger, i);
    }
    return result;
}

static inline void forger_end(struct forger *forger)
{
    wechat_keys_free(forger->wechat.keys);
    EVP_PKEY_free(forger->keys[0]);
    EVP_PKEY_free(forger->keys[1]);
}

/* --- Forged ones --- */

static const char *header_of_notice(const void *context, const char *name)
{
    static const char *const names[] = {"Wechatpay-Serial", "Wechatpay-Timestamp", "Wechatpay-Nonce",
                                        "Wechatpay-Signature"};
    const char *const *values = context;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            return values[i];
        }
    }
    return NULL;
}

/* The notice whose stamp is of now; the last where time has gone on beyond all. */
static int notice_of(int64_t now)
{
    int64_t which = (now - WORLD_BEGINS_MS + NOTICES_APART_MS / 2) / NOTICES_APART_MS;
    return which < NOTICES ? (int)which : NOTICES - 1;
}

/* Offers it as a request would. 0: it is believed. `word` says why not. */
static int offer_notice(struct forger *forger, enum forgery forgery, int64_t now,
                        struct provider_notification *told, struct provider_word *word)
{
    enum { SERIAL, STAMP, NONCE, SIGNATURE, HEADERS };
    const struct notice *notice = &forger->notices[notice_of(now)];
    const struct notice *other = &forger->notices[(notice_of(now) + NOTICES / 2) % NOTICES];
    const char *body = forgery == FORGED_ANOTHER_BODY ? other->body : notice->body;
    const char *headers[HEADERS] = {FORGER_SERIAL, notice->stamp, FORGER_NONCE, notice->signatures[0]};
    switch (forgery) {
    case FORGED_STALE:
        headers[STAMP] = other->stamp;
        headers[SIGNATURE] = other->signatures[0];
        body = other->body;
        break;
    case FORGED_BY_ANOTHER_KEY:
        headers[SIGNATURE] = notice->signatures[1];
        break;
    case FORGED_ANOTHER_STAMP:
        headers[SIGNATURE] = other->signatures[0];
        body = other->body;
        break;
    case FORGED_ANOTHER_NONCE:
        headers[NONCE] = "another-nonce";
        break;
    case FORGED_UNKNOWN_KEY:
        headers[SERIAL] = "PUB_KEY_ID_of_nobody";
        break;
    case FORGED_UNSIGNED:
        headers[SIGNATURE] = NULL;
        break;
    case FORGED_PROBE:
        headers[SIGNATURE] = "WECHATPAY/SIGNTEST/sample";
        break;
    case FORGED_NOT_AT_ALL:
    case FORGED_ANOTHER_BODY:
    case FORGERIES:
        break;
    }
    const struct provider_head head = {.value = header_of_notice, .context = headers};
    return wechat_read_notification(&forger->wechat.provider, &head, body, strlen(body), now, told, word);
}

#endif
