#include "headend/http/certificate.h"

#include <gnutls/x509.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "both-sides/clock.h"
#include "headend/crypto/digest.h"

enum { CHAIN_MAX = 8, FILE_BYTES_MAX = 64 * 1024, KEY_ID_SIZE = 64 };

/* What two files held. */
struct pair {
    struct pair *older;
    gnutls_pcert_st chain[CHAIN_MAX];
    unsigned chain_length;
    gnutls_privkey_t key;
    int64_t begin_ms, end_ms;
    char digest[DIGEST_HEX_SIZE]; /* of both files: whether they are others */
};

struct certificate {
    char *certificate_file, *key_file;
    /* The older ones hang behind it until the end: a handshake may still be using them, and there are few. */
    _Atomic(struct pair *) now;
};

static int failed(char problem[CERTIFICATE_PROBLEM_SIZE], const char *path, const char *why)
{
    (void)snprintf(problem, CERTIFICATE_PROBLEM_SIZE, "%.300s: %s", path, why);
    return -1;
}

/* --- Reading --- */

static int load_file(const char *path, gnutls_datum_t *data, char problem[CERTIFICATE_PROBLEM_SIZE])
{
    struct stat about;
    if (stat(path, &about) == 0 && about.st_size > FILE_BYTES_MAX) {
        return failed(problem, path, "it is too large for a certificate or a key");
    }
    return gnutls_load_file(path, data) == GNUTLS_E_SUCCESS ? 0 : failed(problem, path, "it cannot be read");
}

static int import_chain(struct pair *pair, const gnutls_datum_t *data, const char *path,
                        char problem[CERTIFICATE_PROBLEM_SIZE])
{
    gnutls_x509_crt_t first = NULL;
    unsigned length = CHAIN_MAX;
    int code = gnutls_pcert_list_import_x509_raw(pair->chain, &length, data, GNUTLS_X509_FMT_PEM, 0);
    if (code != GNUTLS_E_SUCCESS || length == 0) {
        return failed(problem, path,
                      code == GNUTLS_E_SHORT_MEMORY_BUFFER ? "it has more than 8 certificates"
                                                           : "it has no certificate in PEM form");
    }
    pair->chain_length = length;
    if (gnutls_pcert_export_x509(&pair->chain[0], &first) != GNUTLS_E_SUCCESS) {
        return failed(problem, path, "its certificate cannot be used");
    }
    pair->begin_ms = (int64_t)gnutls_x509_crt_get_activation_time(first) * 1000;
    pair->end_ms = (int64_t)gnutls_x509_crt_get_expiration_time(first) * 1000;
    gnutls_x509_crt_deinit(first);
    return 0;
}

static int import_key(struct pair *pair, const gnutls_datum_t *data, const char *path,
                      char problem[CERTIFICATE_PROBLEM_SIZE])
{
    return gnutls_privkey_init(&pair->key) == GNUTLS_E_SUCCESS &&
                   gnutls_privkey_import_x509_raw(pair->key, data, GNUTLS_X509_FMT_PEM, NULL, 0) ==
                       GNUTLS_E_SUCCESS
               ? 0
               : failed(problem, path, "it has no key in PEM form without a password");
}

static int id_of(gnutls_pubkey_t key, unsigned char id[KEY_ID_SIZE])
{
    size_t size = KEY_ID_SIZE;
    memset(id, 0, KEY_ID_SIZE);
    return gnutls_pubkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, id, &size) == GNUTLS_E_SUCCESS ? 0 : -1;
}

static int belong_together(const struct pair *pair)
{
    unsigned char of_certificate[KEY_ID_SIZE];
    unsigned char of_key[KEY_ID_SIZE];
    gnutls_pubkey_t public_key = NULL;
    int good = gnutls_pubkey_init(&public_key) == GNUTLS_E_SUCCESS &&
               gnutls_pubkey_import_privkey(public_key, pair->key, 0, 0) == GNUTLS_E_SUCCESS &&
               id_of(public_key, of_key) == 0 && id_of(pair->chain[0].pubkey, of_certificate) == 0 &&
               memcmp(of_key, of_certificate, KEY_ID_SIZE) == 0;
    if (public_key != NULL) {
        gnutls_pubkey_deinit(public_key);
    }
    return good;
}

static int digest_both(struct pair *pair, const gnutls_datum_t *certificate, const gnutls_datum_t *key)
{
    char both[2 * DIGEST_HEX_SIZE];
    int failed = digest_bytes(certificate->data, certificate->size, both) != 0 ||
                 digest_bytes(key->data, key->size, both + DIGEST_HEX_SIZE) != 0;
    return failed ? -1 : digest_bytes(both, sizeof both, pair->digest);
}

static void pair_free(struct pair *pair)
{
    if (pair != NULL) {
        for (unsigned i = 0; i < pair->chain_length; i++) {
            gnutls_pcert_deinit(&pair->chain[i]);
        }
        if (pair->key != NULL) {
            gnutls_privkey_deinit(pair->key);
        }
        free(pair);
    }
}

static int fill(struct pair *pair, const struct certificate *certificate, const gnutls_datum_t *chain,
                const gnutls_datum_t *key, char problem[CERTIFICATE_PROBLEM_SIZE])
{
    if (import_chain(pair, chain, certificate->certificate_file, problem) != 0 ||
        import_key(pair, key, certificate->key_file, problem) != 0) {
        return -1;
    }
    if (!belong_together(pair)) {
        return failed(problem, certificate->key_file, "it is not the key of the certificate");
    }
    return digest_both(pair, chain, key) == 0 ? 0 : failed(problem, certificate->key_file, "out of memory");
}

/* NULL: `problem`. */
static struct pair *pair_load(const struct certificate *certificate, char problem[CERTIFICATE_PROBLEM_SIZE])
{
    gnutls_datum_t chain = {NULL, 0};
    gnutls_datum_t key = {NULL, 0};
    struct pair *pair = calloc(1, sizeof *pair);
    if (pair == NULL) {
        (void)failed(problem, certificate->certificate_file, "out of memory");
    } else if (load_file(certificate->certificate_file, &chain, problem) != 0 ||
               load_file(certificate->key_file, &key, problem) != 0 ||
               fill(pair, certificate, &chain, &key, problem) != 0) {
        pair_free(pair);
        pair = NULL;
    }
    if (key.data != NULL) {
        explicit_bzero(key.data, key.size);
    }
    gnutls_free(key.data);
    gnutls_free(chain.data);
    return pair;
}

/* 1: it does not hold now; `problem`. */
static int is_out_of_time(const struct certificate *certificate, const struct pair *pair,
                          char problem[CERTIFICATE_PROBLEM_SIZE])
{
    char day[sizeof "2026-12-31"];
    int64_t now = wall_ms();
    time_t moment = (time_t)((now < pair->begin_ms ? pair->begin_ms : pair->end_ms) / 1000);
    struct tm parts;
    problem[0] = '\0';
    if (now >= pair->begin_ms && now < pair->end_ms) {
        return 0;
    }
    if (gmtime_r(&moment, &parts) == NULL || strftime(day, sizeof day, "%Y-%m-%d", &parts) == 0) {
        day[0] = '\0';
    }
    (void)snprintf(problem, CERTIFICATE_PROBLEM_SIZE, "%.300s: the certificate %s on %s: no box believes it",
                   certificate->certificate_file, now < pair->begin_ms ? "begins" : "ended", day);
    return 1;
}

/* --- Its life --- */

struct certificate *certificate_load(const char *certificate_file, const char *key_file,
                                     char problem[CERTIFICATE_PROBLEM_SIZE])
{
    struct certificate *certificate = calloc(1, sizeof *certificate);
    if (certificate == NULL) {
        (void)failed(problem, certificate_file, "out of memory");
        return NULL;
    }
    certificate->certificate_file = strdup(certificate_file);
    certificate->key_file = strdup(key_file);
    struct pair *pair = NULL;
    if (certificate->certificate_file == NULL || certificate->key_file == NULL) {
        (void)failed(problem, certificate_file, "out of memory");
    } else {
        pair = pair_load(certificate, problem);
    }
    if (pair == NULL) {
        certificate_free(certificate);
        return NULL;
    }
    (void)is_out_of_time(certificate, pair, problem);
    atomic_store(&certificate->now, pair);
    return certificate;
}

void certificate_free(struct certificate *certificate)
{
    if (certificate == NULL) {
        return;
    }
    struct pair *pair = atomic_load(&certificate->now);
    while (pair != NULL) {
        struct pair *older = pair->older;
        pair_free(pair);
        pair = older;
    }
    free(certificate->certificate_file);
    free(certificate->key_file);
    free(certificate);
}

int certificate_renew(struct certificate *certificate, char problem[CERTIFICATE_PROBLEM_SIZE])
{
    struct pair *now = atomic_load(&certificate->now);
    struct pair *pair = pair_load(certificate, problem);
    if (pair == NULL) {
        return -1;
    }
    if (strcmp(pair->digest, now->digest) == 0) {
        pair_free(pair);
        return 0;
    }
    if (is_out_of_time(certificate, pair, problem)) {
        pair_free(pair);
        return -1;
    }
    pair->older = now;
    atomic_store(&certificate->now, pair);
    return 1;
}

int64_t certificate_end_ms(const struct certificate *certificate)
{
    return atomic_load(&certificate->now)->end_ms;
}

/* --- For GnuTLS --- */

void certificate_use(struct certificate *certificate, gnutls_session_t session)
{
    gnutls_session_set_ptr(session, certificate);
}

/* Whatever name the client asked for: there is one. */
int certificate_retrieve(gnutls_session_t session, const gnutls_datum_t *authorities, int authority_count,
                         const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
                         gnutls_pcert_st **chain, unsigned *chain_length, gnutls_privkey_t *key)
{
    const struct certificate *certificate = gnutls_session_get_ptr(session);
    struct pair *pair = atomic_load(&certificate->now);
    (void)authorities;
    (void)authority_count;
    (void)algorithms;
    (void)algorithm_count;
    *chain = pair->chain;
    *chain_length = pair->chain_length;
    *key = pair->key;
    return 0;
}
