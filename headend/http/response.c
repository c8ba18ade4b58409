#include "headend/http/response.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "headend/crypto/digest.h"

enum { COMPRESS_FROM_BYTES = 256 };

/* gzip form of `body` in malloc'ed memory, or NULL where there is none that is smaller. */
static void *compress_body(const char *body, size_t length, size_t *compressed)
{
    z_stream stream = {0};
    if (length < COMPRESS_FROM_BYTES || length > UINT32_MAX / 2 ||
        deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY) !=
            Z_OK) {
        return NULL;
    }
    unsigned char *out = malloc(length);
    if (out != NULL) {
        stream.next_in = (z_const Bytef *)body;
        stream.avail_in = (uInt)length;
        stream.next_out = out;
        stream.avail_out = (uInt)length;
        if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
            free(out);
            out = NULL;
        }
        *compressed = stream.total_out;
    }
    (void)deflateEnd(&stream);
    return out;
}

static int add_headers(struct MHD_Response *mhd_response, const struct response *response,
                       const struct response_content *content, const char *encoding)
{
    return mhd_response != NULL &&
                   MHD_add_response_header(mhd_response, MHD_HTTP_HEADER_ETAG, response->etag) == MHD_YES &&
                   MHD_add_response_header(mhd_response, MHD_HTTP_HEADER_CACHE_CONTROL,
                                           content->cache_control) == MHD_YES &&
                   (!content->compress || MHD_add_response_header(mhd_response, MHD_HTTP_HEADER_VARY,
                                                                  "Accept-Encoding") == MHD_YES) &&
                   (encoding == NULL ||
                    MHD_add_response_header(mhd_response, MHD_HTTP_HEADER_CONTENT_ENCODING, encoding) ==
                        MHD_YES)
               ? 0
               : -1;
}

/* A page runs no script, loads nothing and tells no other site where one came from. Without any referrer a
 * browser would not say either whose form it posts. */
static int add_page_headers(struct MHD_Response *mhd_response, int has_form)
{
    static const char no_form[] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                  "form-action 'none'; frame-ancestors 'none'";
    static const char own_form[] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                   "form-action 'self'; frame-ancestors 'none'";
    return MHD_add_response_header(mhd_response, "Content-Security-Policy", has_form ? own_form : no_form) ==
                       MHD_YES &&
                   MHD_add_response_header(mhd_response, "Referrer-Policy",
                                           has_form ? "same-origin" : "no-referrer") == MHD_YES
               ? 0
               : -1;
}

int response_add_type(struct MHD_Response *mhd_response, const char *type, int has_form)
{
    if (strncmp(type, "text/html", strlen("text/html")) == 0 &&
        add_page_headers(mhd_response, has_form) != 0) {
        return -1;
    }
    return MHD_add_response_header(mhd_response, MHD_HTTP_HEADER_CONTENT_TYPE, type) == MHD_YES &&
                   MHD_add_response_header(mhd_response, "X-Content-Type-Options", "nosniff") == MHD_YES
               ? 0
               : -1;
}

/* Takes over `bytes`. */
static struct MHD_Response *body_response(void *bytes, size_t length)
{
    struct MHD_Response *mhd_response = MHD_create_response_from_buffer(length, bytes, MHD_RESPMEM_MUST_FREE);
    if (mhd_response == NULL) {
        free(bytes);
    }
    return mhd_response;
}

/* What a list says of its own age is not hashed: a client that has the list learns from "not modified" that
 * it is as good as new. But a clock that was ahead has said a wrong age, which would stay there for ever: so
 * the day counts. */
static void write_etag(struct response *response, const struct response_content *content, const char *hex)
{
    enum { DAY_DIGITS = 5, HEX_DIGITS = 32 };
    const int64_t day_ms = 24LL * 3600 * 1000;
    if (content->hashed == 0) {
        (void)snprintf(response->etag, sizeof response->etag, "W/\"%.*s\"", HEX_DIGITS, hex);
        return;
    }
    int64_t day = content->made / day_ms;
    (void)snprintf(response->etag, sizeof response->etag, "W/\"%.*s%0*x\"", HEX_DIGITS - DAY_DIGITS, hex,
                   DAY_DIGITS, (unsigned)day & 0xFFFFFU);
    if (response->valid_until > (day + 1) * day_ms) {
        response->valid_until = (day + 1) * day_ms;
    }
}

struct response *response_make(const struct response_content *content)
{
    char hex[DIGEST_HEX_SIZE];
    struct response *response = calloc(1, sizeof *response);
    size_t hashed = content->hashed != 0 ? content->hashed : content->length;
    if (response == NULL || digest_bytes(content->body, hashed, hex) != 0) {
        free(content->body);
        free(response);
        return NULL;
    }
    atomic_init(&response->holders, 1);
    response->made = content->made;
    response->valid_until = content->valid_until;
    write_etag(response, content, hex);
    response->plain_bytes = content->length;
    void *compressed =
        content->compress ? compress_body(content->body, content->length, &response->gzip_bytes) : NULL;
    response->plain = body_response(content->body, content->length);
    response->not_modified = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    int failed = add_headers(response->plain, response, content, NULL) != 0 ||
                 response_add_type(response->plain, content->type, 0) != 0 ||
                 add_headers(response->not_modified, response, content, NULL) != 0;
    if (compressed != NULL) {
        response->gzip = body_response(compressed, response->gzip_bytes);
        failed = failed || add_headers(response->gzip, response, content, "gzip") != 0 ||
                 response_add_type(response->gzip, content->type, 0) != 0;
    } else {
        response->gzip_bytes = 0;
    }
    if (failed) {
        response_free(response);
        return NULL;
    }
    return response;
}

void response_hold(struct response *response)
{
    (void)atomic_fetch_add(&response->holders, 1);
}

void response_free(struct response *response)
{
    if (response == NULL || atomic_fetch_sub(&response->holders, 1) > 1) {
        return;
    }
    struct MHD_Response *responses[] = {response->plain, response->gzip, response->not_modified};
    for (size_t i = 0; i < sizeof responses / sizeof responses[0]; i++) {
        if (responses[i] != NULL) {
            MHD_destroy_response(responses[i]);
        }
    }
    free(response);
}

/* RFC 9110 13.1.2: a list of tags, compared weakly, or a star. */
int response_matches(const struct response *response, const char *if_none_match)
{
    if (if_none_match == NULL) {
        return 0;
    }
    const char *opaque = response->etag + 2; /* without W/ */
    size_t length = strlen(opaque);
    for (const char *at = if_none_match; *at != '\0';) {
        at += strspn(at, " \t,");
        if (*at == '*') {
            return 1;
        }
        at += strncmp(at, "W/", 2) == 0 ? 2 : 0;
        if (strncmp(at, opaque, length) == 0) {
            return 1;
        }
        const char *close = *at == '"' ? strchr(at + 1, '"') : NULL;
        if (close == NULL) {
            return 0; /* not a list of tags */
        }
        at = close + 1;
    }
    return 0;
}
