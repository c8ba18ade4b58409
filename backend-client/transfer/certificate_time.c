#include "backend-client/transfer/certificate_time.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

static int ends_after(const X509 *certificate, int64_t moment_ms)
{
    time_t moment = (time_t)(moment_ms / 1000);
    return certificate != NULL && X509_cmp_time(X509_get0_notAfter(certificate), &moment) > 0;
}

/* Looks only: what OpenSSL found stays. */
static int on_verify(int is_good, X509_STORE_CTX *store)
{
    const SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    struct certificate_time *moment = ssl == NULL ? NULL : SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
    if (is_good || moment == NULL) {
        return is_good;
    }
    int error = X509_STORE_CTX_get_error(store);
    if (error == X509_V_ERR_CERT_NOT_YET_VALID ||
        (error == X509_V_ERR_CERT_HAS_EXPIRED &&
         ends_after(X509_STORE_CTX_get_current_cert(store), moment->earliest_ms))) {
        moment->clock_is_wrong = 1;
    }
    return is_good;
}

CURLcode certificate_time_use(CURL *easy, void *ssl_context, void *context)
{
    const struct certificate_time *moment = context;
    SSL_CTX *ssl = ssl_context;
    (void)easy;
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(ssl), (time_t)(moment->judged_ms / 1000));
    if (SSL_CTX_set_app_data(ssl, context) != 1) {
        return CURLE_OUT_OF_MEMORY;
    }
    SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER, on_verify);
    return CURLE_OK;
}
