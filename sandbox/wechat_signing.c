#include "sandbox/wechat_signing.h"

#include <inttypes.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "headend/crypto/hex.h"

enum {
    RSA_BITS = 2048,
    SERIAL_BYTES = 20,
    NONCE_BYTES = 16,
    WINDOW_S = 300,
    OLD_S = 360,
    SEALED_MAX = 16 * 1024
};

static const char scheme[] = "WECHATPAY2-SHA256-RSA2048 ";

/* --- Keys --- */

static int random_hex(char *out, size_t bytes)
{
    unsigned char random[SERIAL_BYTES];
    if (bytes > sizeof random || RAND_bytes(random, (int)bytes) != 1) {
        return -1;
    }
    random[0] |= 0x40; /* a serial has all its digits */
    random[0] &= 0x7f;
    hex_write(random, bytes, out);
    return 0;
}

static void to_upper(char *text)
{
    for (; *text != '\0'; text++) {
        *text = *text >= 'a' && *text <= 'f' ? (char)(*text - 'a' + 'A') : *text;
    }
}

/* What a BIO holds, malloc'ed. */
static char *text_of(BIO *bio)
{
    char *bytes = NULL;
    long length = BIO_get_mem_data(bio, &bytes);
    char *text = length > 0 ? strndup(bytes, (size_t)length) : NULL;
    (void)BIO_free(bio);
    return text;
}

static char *certify(EVP_PKEY *key, char serial[WECHAT_SERIAL_SIZE])
{
    BIGNUM *number = NULL;
    X509 *certificate = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    int good = certificate != NULL && bio != NULL && random_hex(serial, SERIAL_BYTES) == 0 &&
               BN_hex2bn(&number, serial) > 0 &&
               BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL &&
               X509_set_version(certificate, X509_VERSION_3) == 1 &&
               X509_gmtime_adj(X509_getm_notBefore(certificate), -86400) != NULL &&
               X509_gmtime_adj(X509_getm_notAfter(certificate), 365L * 86400) != NULL &&
               X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                                          (const unsigned char *)"Sandbox Tenpay", -1, -1, 0) == 1 &&
               X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1 &&
               X509_set_pubkey(certificate, key) == 1 && X509_sign(certificate, key, EVP_sha256()) > 0 &&
               PEM_write_bio_X509(bio, certificate) == 1;
    BN_free(number);
    X509_free(certificate);
    to_upper(serial);
    if (!good) {
        (void)BIO_free(bio);
        return NULL;
    }
    return text_of(bio);
}

int wechat_signing_open(struct wechat_signing *signing)
{
    memset(signing, 0, sizeof *signing);
    signing->merchant = EVP_RSA_gen(RSA_BITS);
    signing->public_key = EVP_RSA_gen(RSA_BITS);
    signing->certificate_key = EVP_RSA_gen(RSA_BITS);
    if (signing->merchant == NULL || signing->public_key == NULL || signing->certificate_key == NULL ||
        random_hex(signing->api_key, AES_GCM_KEY_BYTES / 2) != 0 ||
        random_hex(signing->merchant_serial, SERIAL_BYTES) != 0) {
        wechat_signing_close(signing);
        return -1;
    }
    to_upper(signing->merchant_serial);
    (void)snprintf(signing->public_key_id, sizeof signing->public_key_id, "PUB_KEY_ID_011%s%020d",
                   WECHAT_MERCHANT, 7);
    signing->certificate = certify(signing->certificate_key, signing->certificate_serial);
    if (signing->certificate == NULL) {
        wechat_signing_close(signing);
        return -1;
    }
    return 0;
}

void wechat_signing_close(struct wechat_signing *signing)
{
    EVP_PKEY_free(signing->merchant);
    EVP_PKEY_free(signing->public_key);
    EVP_PKEY_free(signing->certificate_key);
    free(signing->certificate);
    memset(signing, 0, sizeof *signing);
}

/* --- What WeChat Pay signs --- */

int wechat_stamp_make(const struct wechat_signing *signing, enum wechat_signer signer, enum wechat_lie lie,
                      const char *body, size_t length, struct wechat_stamp *stamp)
{
    static const char probe[] = "WECHATPAY/SIGNTEST/";
    int by_key = signer == WECHAT_BY_KEY;
    char *text = NULL;
    size_t text_length = 0;
    FILE *stream = open_memstream(&text, &text_length);
    if (stream == NULL || random_hex(stamp->nonce, NONCE_BYTES) != 0) {
        return -1;
    }
    (void)snprintf(stamp->timestamp, sizeof stamp->timestamp, "%" PRId64,
                   wall_ms() / 1000 - (lie == WECHAT_STALE ? OLD_S : 0));
    (void)snprintf(stamp->serial, sizeof stamp->serial, "%s",
                   lie == WECHAT_UNKNOWN_SERIAL ? "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
                   : by_key                     ? signing->public_key_id
                                                : signing->certificate_serial);
    (void)fprintf(stream, "%s\n%s\n%.*s\n%s", stamp->timestamp, stamp->nonce, (int)length, body,
                  lie == WECHAT_OTHER_BODY ? "\n" : "");
    int result = fclose(stream) == 0 ? rsa_sign(by_key ? signing->public_key : signing->certificate_key, text,
                                                text_length, stamp->signature)
                                     : -1;
    free(text);
    if (lie == WECHAT_SIGNTEST) {
        memcpy(stamp->signature, probe, sizeof probe - 1);
    }
    return result;
}

/* --- What the merchant signs --- */

/* name="value" of a header. -1: it is not there, or too long. */
static int take_value(const char *header, const char *name, char *out, size_t size)
{
    char wanted[32];
    (void)snprintf(wanted, sizeof wanted, "%s=\"", name);
    const char *at = strstr(header, wanted);
    at = at != NULL ? at + strlen(wanted) : NULL;
    size_t length = at != NULL ? strcspn(at, "\"") : 0;
    if (at == NULL || at[length] != '"' || length >= size) {
        return -1;
    }
    memcpy(out, at, length);
    out[length] = '\0';
    return 0;
}

static int is_merchants(const struct wechat_signing *signing, const char *method, const char *target,
                        const struct wechat_stamp *stamp, const char *body, size_t length)
{
    char *text = NULL;
    size_t text_length = 0;
    FILE *stream = open_memstream(&text, &text_length);
    if (stream == NULL) {
        return 0;
    }
    (void)fprintf(stream, "%s\n%s\n%s\n%s\n%.*s\n", method, target, stamp->timestamp, stamp->nonce,
                  (int)length, body);
    int good = fclose(stream) == 0 && rsa_is_signed(signing->merchant, text, text_length, stamp->signature);
    free(text);
    return good;
}

const char *wechat_request_problem(const struct wechat_signing *signing, const char *method,
                                   const char *target, const char *authorization, const char *body,
                                   size_t length, int64_t now_ms)
{
    struct wechat_stamp stamp;
    char merchant[WECHAT_SERIAL_SIZE];
    int64_t seconds = 0;
    if (authorization == NULL || strncmp(authorization, scheme, sizeof scheme - 1) != 0 ||
        take_value(authorization, "mchid", merchant, sizeof merchant) != 0 ||
        take_value(authorization, "nonce_str", stamp.nonce, sizeof stamp.nonce) != 0 ||
        take_value(authorization, "timestamp", stamp.timestamp, sizeof stamp.timestamp) != 0 ||
        take_value(authorization, "serial_no", stamp.serial, sizeof stamp.serial) != 0 ||
        take_value(authorization, "signature", stamp.signature, sizeof stamp.signature) != 0) {
        return "Http头Authorization值格式错误";
    }
    if (strcmp(merchant, WECHAT_MERCHANT) != 0 || strcmp(stamp.serial, signing->merchant_serial) != 0) {
        return "商户证书序列号有误";
    }
    if (digits_read(stamp.timestamp, 0, INT64_MAX, &seconds) != 0 || seconds < now_ms / 1000 - WINDOW_S ||
        seconds > now_ms / 1000 + WINDOW_S) {
        return "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟";
    }
    return is_merchants(signing, method, target, &stamp, body, length) ? NULL : "签名错误";
}

/* --- Sealing --- */

void wechat_seal(const struct wechat_signing *signing, enum wechat_lie lie, const char *data,
                 const char *text, struct json_writer *json)
{
    static const char other_key[] = "00000000000000000000000000000000";
    char nonce[AES_GCM_NONCE_BYTES + 1];
    size_t length = strlen(text);
    unsigned char *sealed = length <= SEALED_MAX ? malloc(length + AES_GCM_TAG_BYTES) : NULL;
    char *base64 = sealed != NULL ? malloc(BASE64_SIZE(length + AES_GCM_TAG_BYTES)) : NULL;
    const struct aes_gcm aes = {
        .key = (const unsigned char *)(lie == WECHAT_OTHER_SEAL ? other_key : signing->api_key),
        .nonce = nonce,
        .data = data};
    if (base64 == NULL || random_hex(nonce, AES_GCM_NONCE_BYTES / 2) != 0 ||
        aes_gcm_seal(&aes, text, length, sealed) != 0) {
        json->failed = 1;
    } else {
        base64_write(sealed, length + AES_GCM_TAG_BYTES, base64);
        json_text(json, "algorithm", "AEAD_AES_256_GCM");
        json_text(json, "nonce", nonce);
        json_text(json, "associated_data", data);
        json_text(json, "ciphertext", base64);
    }
    free(sealed);
    free(base64);
}

/* --- For merchants --- */

static void write_pem(struct json_writer *json, const char *name, EVP_PKEY *key, int is_private)
{
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio == NULL || (is_private ? PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL)
                                   : PEM_write_bio_PUBKEY(bio, key)) != 1) {
        json->failed = 1;
        (void)BIO_free(bio);
        return;
    }
    char *text = text_of(bio);
    json_text(json, name, text != NULL ? text : "");
    free(text);
}

void wechat_signing_write(const struct wechat_signing *signing, struct json_writer *json)
{
    json_text(json, "merchant", WECHAT_MERCHANT);
    json_text(json, "app", WECHAT_APP);
    json_text(json, "serial", signing->merchant_serial);
    json_text(json, "api_key", signing->api_key);
    write_pem(json, "merchant_key", signing->merchant, 1);
    json_text(json, "public_key_id", signing->public_key_id);
    write_pem(json, "public_key", signing->public_key, 0);
    json_text(json, "certificate_serial", signing->certificate_serial);
    json_text(json, "certificate", signing->certificate);
}
