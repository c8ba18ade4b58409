#include "headend/providers/wechat_keys.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/log.h"
#include "headend/crypto/aes_gcm.h"
#include "headend/crypto/base64.h"
#include "headend/crypto/rsa_seal.h"
#include "headend/providers/provider_value.h"

enum { CERTIFICATE_BYTES = 8 * 1024 };
static const int64_t refresh_us = INT64_C(12) * 3600 * 1000000, retry_us = INT64_C(60) * 1000000;

struct certificate {
    char serial[PAYMENT_SERIAL_SIZE];
    EVP_PKEY *key;
};

struct certificates {
    struct certificate each[WECHAT_CERTIFICATES_MAX];
    size_t count;
};

struct wechat_keys {
    const struct wechat_config *config;
    unsigned char api_key[WECHAT_API_KEY_BYTES];
    EVP_PKEY *public_key; /* NULL: certificates only */
    pthread_mutex_t lock; /* guards all below */
    struct certificates certificates;
    int64_t taken_us, asked_us, logged_us; /* steady clock; 0: never */
    int is_wanted;
};

static void forget(struct certificates *certificates)
{
    for (size_t i = 0; i < certificates->count; i++) {
        EVP_PKEY_free(certificates->each[i].key);
    }
    *certificates = (struct certificates){.count = 0};
}

struct wechat_keys *wechat_keys_new(const struct wechat_config *config,
                                    const unsigned char api_key[WECHAT_API_KEY_BYTES],
                                    char problem[OWN_SECRET_PROBLEM_SIZE])
{
    struct wechat_keys *keys = calloc(1, sizeof *keys);
    memcpy(problem, "out of memory", sizeof "out of memory");
    if (keys == NULL || pthread_mutex_init(&keys->lock, NULL) != 0) {
        free(keys);
        return NULL;
    }
    keys->config = config;
    memcpy(keys->api_key, api_key, sizeof keys->api_key);
    if (config->public_key[0] != '\0') {
        keys->public_key = rsa_public_key_read(config->public_key, problem);
        if (keys->public_key == NULL) {
            wechat_keys_free(keys);
            return NULL;
        }
    }
    return keys;
}

void wechat_keys_free(struct wechat_keys *keys)
{
    if (keys != NULL) {
        forget(&keys->certificates);
        EVP_PKEY_free(keys->public_key);
        (void)pthread_mutex_destroy(&keys->lock);
        explicit_bzero(keys, sizeof *keys);
        free(keys);
    }
}

/* --- Verifying --- */

static EVP_PKEY *find(const struct certificates *certificates, const char *serial)
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (strcasecmp(certificates->each[i].serial, serial) == 0) {
            return certificates->each[i].key;
        }
    }
    return NULL;
}

/* To be freed. NULL: there is none. */
static EVP_PKEY *key_of(struct wechat_keys *keys, const char *serial)
{
    (void)pthread_mutex_lock(&keys->lock);
    EVP_PKEY *key = keys->public_key != NULL && strcmp(serial, keys->config->public_key_id) == 0
                        ? keys->public_key
                        : find(&keys->certificates, serial);
    if (key != NULL && EVP_PKEY_up_ref(key) != 1) {
        key = NULL;
    }
    int64_t now_us = steady_us();
    int is_news = key == NULL && (keys->logged_us == 0 || now_us - keys->logged_us > retry_us);
    keys->logged_us = is_news ? now_us : keys->logged_us;
    keys->is_wanted = keys->is_wanted || key == NULL;
    (void)pthread_mutex_unlock(&keys->lock);
    if (is_news) {
        log_line(
            LOG_LEVEL_ERROR, "payment",
            "WeChat Pay signed with %.64s, which is neither public-key-id nor a certificate that we have: "
            "docs/operators.md, WeChat Pay",
            serial);
    }
    return key;
}

int wechat_keys_seal(struct wechat_keys *keys, const char *text, char sealed[RSA_SIGNATURE_SIZE],
                     char serial[PAYMENT_SERIAL_SIZE])
{
    (void)pthread_mutex_lock(&keys->lock);
    const struct certificate *certificate = keys->certificates.count > 0 ? &keys->certificates.each[0] : NULL;
    EVP_PKEY *key = keys->public_key != NULL ? keys->public_key
                    : certificate != NULL    ? certificate->key
                                             : NULL;
    int result = key != NULL ? rsa_seal(key, text, strlen(text), sealed) : -1;
    (void)snprintf(serial, PAYMENT_SERIAL_SIZE, "%s",
                   keys->public_key != NULL ? keys->config->public_key_id
                   : certificate != NULL    ? certificate->serial
                                            : "");
    (void)pthread_mutex_unlock(&keys->lock);
    return result;
}

static int is_of_now(const char *timestamp, int64_t now_ms)
{
    int64_t seconds = 0;
    int64_t now_s = now_ms / 1000;
    return digits_read(timestamp, 0, INT64_MAX, &seconds) == 0 && seconds >= now_s - WECHAT_WINDOW_S &&
           seconds <= now_s + WECHAT_WINDOW_S;
}

/* A signature of a probe ("WECHATPAY/SIGNTEST/…") is base64 of other bytes, and fails as any wrong one. */
static int is_signed(EVP_PKEY *key, const struct wechat_signature *signature, const char *body, size_t length)
{
    char *text = NULL;
    size_t text_length = 0;
    FILE *stream = open_memstream(&text, &text_length);
    if (stream == NULL) {
        return 0;
    }
    (void)fprintf(stream, "%s\n%s\n", signature->timestamp, signature->nonce);
    (void)fwrite(body, 1, length, stream);
    (void)fputc('\n', stream);
    int good = fclose(stream) == 0 && rsa_is_signed(key, text, text_length, signature->signature);
    if (text != NULL) {
        explicit_bzero(text, text_length);
        free(text);
    }
    return good;
}

static const char *form_problem(const struct wechat_signature *signature, int64_t now_ms)
{
    if (signature->serial == NULL || signature->timestamp == NULL || signature->nonce == NULL ||
        signature->signature == NULL || strlen(signature->serial) >= PAYMENT_SERIAL_SIZE ||
        strlen(signature->nonce) >= WECHAT_TEXT_SIZE) {
        return "not signed";
    }
    return is_of_now(signature->timestamp, now_ms) ? NULL : "stale";
}

const char *wechat_keys_verify(struct wechat_keys *keys, const struct wechat_signature *signature,
                               const char *body, size_t length, int64_t now_ms)
{
    const char *problem = form_problem(signature, now_ms);
    if (problem != NULL) {
        return problem;
    }
    EVP_PKEY *key = key_of(keys, signature->serial);
    if (key == NULL) {
        return "unknown key";
    }
    int good = is_signed(key, signature, body, length);
    EVP_PKEY_free(key);
    return good ? NULL : "not verified";
}

/* --- Certificates --- */

int wechat_keys_want_certificates(struct wechat_keys *keys, int64_t now_us)
{
    int wanted = 0;
    if (keys->config->certificates) {
        (void)pthread_mutex_lock(&keys->lock);
        wanted = keys->is_wanted || keys->taken_us == 0 || now_us - keys->taken_us > refresh_us;
        wanted = wanted && (keys->asked_us == 0 || now_us - keys->asked_us > retry_us);
        keys->asked_us = wanted ? now_us : keys->asked_us;
        (void)pthread_mutex_unlock(&keys->lock);
    }
    return wanted;
}

/* What was decrypted, as long as it holds. */
static EVP_PKEY *read_certificate(const unsigned char *text, size_t length)
{
    BIO *bytes = BIO_new_mem_buf(text, (int)length);
    X509 *certificate = bytes != NULL ? PEM_read_bio_X509(bytes, NULL, NULL, NULL) : NULL;
    EVP_PKEY *key = certificate != NULL && X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0 &&
                            X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0
                        ? X509_get_pubkey(certificate)
                        : NULL;
    if (key != NULL && (!EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_get_bits(key) < RSA_BITS_LEAST)) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    X509_free(certificate);
    (void)BIO_free(bytes);
    return key;
}

/* -1: not as agreed. One that does not hold is left out. */
static int add_certificate(const struct wechat_keys *keys, const struct json_value *item,
                           struct certificates *certificates)
{
    const struct json_value *sealed = json_value_part(item, "encrypt_certificate");
    unsigned char text[CERTIFICATE_BYTES];
    char nonce[WECHAT_TEXT_SIZE];
    struct certificate *next = &certificates->each[certificates->count];
    size_t length = 0;
    int wrong = 0;
    const char *sealed_text = json_value_text(sealed, "ciphertext", &wrong);
    const char *data = json_value_text(sealed, "associated_data", &wrong);
    provider_text(item, "serial_no", next->serial, sizeof next->serial, &wrong);
    provider_text(sealed, "nonce", nonce, sizeof nonce, &wrong);
    const struct aes_gcm aes = {.key = keys->api_key, .nonce = nonce, .data = data};
    if (wrong || base64_read(sealed_text, strlen(sealed_text), text, sizeof text, &length) != 0 ||
        aes_gcm_open(&aes, text, &length) != 0) {
        return -1;
    }
    next->key = read_certificate(text, length);
    certificates->count += next->key != NULL;
    return 0;
}

static int read_certificates(const struct wechat_keys *keys, const char *body, size_t length,
                             struct certificates *certificates)
{
    struct json_tree *tree = json_tree_read(body, length);
    const struct json_value *root = json_tree_root(tree);
    const struct json_value *list = json_value_part(root, "data");
    int good = tree != NULL && provider_is_distinct(root) && list != NULL && list->kind == JSON_LIST &&
               list->count <= WECHAT_CERTIFICATES_MAX;
    for (const struct json_value *item = good ? list->first : NULL; item != NULL && good; item = item->next) {
        good = add_certificate(keys, item, certificates) == 0;
    }
    json_tree_wipe(tree);
    return good && certificates->count > 0 ? 0 : -1;
}

int wechat_keys_take_certificates(struct wechat_keys *keys, const struct wechat_signature *signature,
                                  const char *body, size_t length, int64_t now_ms)
{
    struct certificates taken = {.count = 0};
    EVP_PKEY *key = NULL;
    int good = form_problem(signature, now_ms) == NULL && read_certificates(keys, body, length, &taken) == 0;
    if (good) {
        key = find(&taken, signature->serial);
        good = key != NULL ? is_signed(key, signature, body, length)
                           : wechat_keys_verify(keys, signature, body, length, now_ms) == NULL;
    }
    if (!good) {
        forget(&taken);
        log_line(LOG_LEVEL_ERROR, "payment",
                 "WeChat Pay's certificates are not believed: is api-key the APIv3 key of this merchant?");
        return -1;
    }
    (void)pthread_mutex_lock(&keys->lock);
    struct certificates old = keys->certificates;
    keys->certificates = taken;
    keys->taken_us = steady_us();
    keys->is_wanted = 0;
    (void)pthread_mutex_unlock(&keys->lock);
    forget(&old);
    return 0;
}
