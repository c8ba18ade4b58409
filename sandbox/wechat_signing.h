#ifndef SANDBOX_WECHAT_SIGNING_H
#define SANDBOX_WECHAT_SIGNING_H

#include <openssl/types.h>
#include <stdint.h>

#include "both-sides/json/json_writer.h"
#include "headend/crypto/aes_gcm.h"
#include "headend/crypto/rsa_signature.h"

/* Keys of WeChat Pay and of its one merchant, made when they are first wanted and kept in memory; what is
 * signed and sealed with them.
 */

#define WECHAT_MERCHANT "1900000109"
#define WECHAT_APP      "wx8888888888888888"

enum { WECHAT_SERIAL_SIZE = 65, WECHAT_NONCE_SIZE = 33 };

/* By what an answer or a notification is signed. */
enum wechat_signer { WECHAT_BY_KEY, WECHAT_BY_CERTIFICATE };

/* What is wrong with what is signed. */
enum wechat_lie {
    WECHAT_HONEST,
    WECHAT_SIGNTEST,       /* a probe */
    WECHAT_UNKNOWN_SERIAL, /* signed by a certificate that nobody has yet */
    WECHAT_STALE,          /* six minutes old */
    WECHAT_OTHER_BODY,     /* signed over another body */
    WECHAT_NOT_SIGNED,
    WECHAT_OTHER_SEAL, /* of notifications: sealed with another key */
    WECHAT_LIES
};

struct wechat_signing {
    EVP_PKEY *merchant, *public_key, *certificate_key;
    char *certificate; /* PEM */
    char api_key[AES_GCM_KEY_BYTES + 1];
    char merchant_serial[WECHAT_SERIAL_SIZE], public_key_id[WECHAT_SERIAL_SIZE],
        certificate_serial[WECHAT_SERIAL_SIZE];
};

/* -1: OpenSSL cannot. */
int wechat_signing_open(struct wechat_signing *signing);
void wechat_signing_close(struct wechat_signing *signing);

struct wechat_stamp {
    char serial[WECHAT_SERIAL_SIZE], timestamp[24], nonce[WECHAT_NONCE_SIZE], signature[RSA_SIGNATURE_SIZE];
};
int wechat_stamp_make(const struct wechat_signing *signing, enum wechat_signer signer, enum wechat_lie lie,
                      const char *body, size_t length, struct wechat_stamp *stamp);

/* NULL: the request is the merchant's; else what is wrong with it. */
const char *wechat_request_problem(const struct wechat_signing *signing, const char *method,
                                   const char *target, const char *authorization, const char *body,
                                   size_t length, int64_t now_ms);

/* "algorithm", "nonce", "associated_data", "ciphertext". */
void wechat_seal(const struct wechat_signing *signing, enum wechat_lie lie, const char *data,
                 const char *text, struct json_writer *json);

/* For merchants: all that they are given. */
void wechat_signing_write(const struct wechat_signing *signing, struct json_writer *json);

#endif
