#ifndef HEADEND_PROVIDERS_WECHAT_KEYS_H
#define HEADEND_PROVIDERS_WECHAT_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/config/payment_config.h"
#include "headend/crypto/own_secret.h"
#include "headend/crypto/rsa_signature.h"

/* By what WeChat Pay is believed: its public key, platform certificates, or both while a merchant switches;
 * the header Wechatpay-Serial of an answer or a notification says which. Certificates come encrypted with the
 * APIv3 key (GET /v3/certificates); a new one appears 10 days before the old one ends, and both are in use
 * for the last 5. From any thread. */

enum { WECHAT_CERTIFICATES_MAX = 8, WECHAT_TEXT_SIZE = 129, WECHAT_API_KEY_BYTES = 32 };

/* How far a stamp may lie from our clock. */
#define WECHAT_WINDOW_S 300

struct wechat_keys;

/* What signs an answer or a notification: headers, each NULL where it is missing. */
struct wechat_signature {
    const char *serial, *timestamp, *nonce, *signature;
};

/* The configuration outlives it; the APIv3 key is copied. NULL: `problem`. */
struct wechat_keys *wechat_keys_new(const struct wechat_config *config,
                                    const unsigned char api_key[WECHAT_API_KEY_BYTES],
                                    char problem[OWN_SECRET_PROBLEM_SIZE]);
void wechat_keys_free(struct wechat_keys *keys); /* NULL is allowed */

/* NULL: it is WeChat Pay's and of now. Else why it is not believed, as a word of ours. An unknown serial is
 * told to the operator, and makes certificates be asked for anew. */
const char *wechat_keys_verify(struct wechat_keys *keys, const struct wechat_signature *signature,
                               const char *body, size_t length, int64_t now_ms);

/* Seals a field for WeChat Pay, by its public key, else by a certificate; `serial` says by which. -1: there
 * is neither, or it cannot be sealed. */
int wechat_keys_seal(struct wechat_keys *keys, const char *text, char sealed[RSA_SIGNATURE_SIZE],
                     char serial[PAYMENT_SERIAL_SIZE]);

/* 1: certificates are to be asked for, by whoever got the 1 and nobody else for a while. */
int wechat_keys_want_certificates(struct wechat_keys *keys, int64_t now_us);
/* The answer with certificates, which is signed with one of them or the public key. -1: not believed
 * (logged); those of before stay.
 */
int wechat_keys_take_certificates(struct wechat_keys *keys, const struct wechat_signature *signature,
                                  const char *body, size_t length, int64_t now_ms);

#endif
