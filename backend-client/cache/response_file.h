#ifndef BACKEND_CLIENT_CACHE_RESPONSE_FILE_H
#define BACKEND_CLIENT_CACHE_RESPONSE_FILE_H

#include <stddef.h>
#include <stdint.h>

/* One file of the response cache: a header with the request's key, the ETag, a moment and a checksum over
 * all, then the answer's bytes. */

enum {
    RESPONSE_KEY_MAX = 512,
    RESPONSE_ETAG_MAX = 200,
    RESPONSE_BODY_MAX = 4 * 1024 * 1024,
    RESPONSE_HEADER_BYTES = 40,
    RESPONSE_FILE_MAX = RESPONSE_HEADER_BYTES + RESPONSE_KEY_MAX + RESPONSE_ETAG_MAX + RESPONSE_BODY_MAX,
    RESPONSE_NAME_SIZE = 22, /* 16 hexadecimal digits and ".feed" */
};

struct response_entry {
    char etag[RESPONSE_ETAG_MAX + 1];
    int64_t fetched_ms;        /* when the headend last said that it is right, ms UTC */
    const unsigned char *body; /* within the file's bytes */
    size_t length;
};

/* The name of the file for a request. */
void response_file_name(const char *key, char name[RESPONSE_NAME_SIZE]);

/* A whole file in malloc'ed memory; NULL without memory or beyond a bound. */
unsigned char *response_file_build(const char *key, const char *etag, int64_t fetched_ms, const void *body,
                                   size_t length, size_t *size);

/* Returns 0, or -1 if the bytes are damaged, cut, of another version or for another request. */
int response_file_parse(const unsigned char *bytes, size_t size, const char *key,
                        struct response_entry *entry);

/* The moment in a header that is not checked any further: good enough to choose what goes first. */
int64_t response_file_peek_ms(const unsigned char header[RESPONSE_HEADER_BYTES]);

#endif
