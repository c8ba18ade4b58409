#include "backend-client/cache/response_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Header, all numbers little-endian:
 *  0 magic and version   8   8 ETag's length u32   12 key's length u32
 * 16 moment u64         24 body's length u64       32 checksum u64 (counted as zero in itself)
 * then ETag, key, body. */
static const unsigned char magic[8] = {'T', 'V', 'F', 'E', 'E', 'D', '0', '1'};

enum { AT_ETAG_LENGTH = 8, AT_KEY_LENGTH = 12, AT_MOMENT = 16, AT_BODY_LENGTH = 24, AT_CHECKSUM = 32 };

static void put(unsigned char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        at[i] = (unsigned char)(value >> (8 * i));
    }
}

static uint64_t get(const unsigned char *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value |= (uint64_t)at[i] << (8 * i);
    }
    return value;
}

/* FNV-1a over words of eight bytes: every step can be undone, so no change of a single word goes unseen. */
static uint64_t checksum(uint64_t sum, const unsigned char *bytes, size_t length)
{
    const uint64_t prime = 0x100000001B3U;
    size_t at = 0;
    for (; length - at >= 8; at += 8) {
        sum = (sum ^ get(bytes + at, 8)) * prime;
        sum ^= sum >> 32;
    }
    return (sum ^ get(bytes + at, length - at) ^ (uint64_t)(length - at) << 60) * prime;
}

static uint64_t file_checksum(const unsigned char *bytes, size_t size)
{
    uint64_t sum = checksum(0xCBF29CE484222325U, bytes, AT_CHECKSUM);
    return checksum(sum, bytes + RESPONSE_HEADER_BYTES, size - RESPONSE_HEADER_BYTES);
}

void response_file_name(const char *key, char name[RESPONSE_NAME_SIZE])
{
    uint64_t hash = checksum(0xCBF29CE484222325U, (const unsigned char *)key, strlen(key));
    hash ^= hash >> 29;
    hash *= 0xBF58476D1CE4E5B9U;
    hash ^= hash >> 32;
    (void)snprintf(name, RESPONSE_NAME_SIZE, "%016" PRIx64 ".feed", hash);
}

unsigned char *response_file_build(const char *key, const char *etag, int64_t fetched_ms, const void *body,
                                   size_t length, size_t *size)
{
    size_t key_length = strlen(key);
    size_t etag_length = strlen(etag);
    if (key_length > RESPONSE_KEY_MAX || etag_length > RESPONSE_ETAG_MAX || length > RESPONSE_BODY_MAX) {
        return NULL;
    }
    *size = RESPONSE_HEADER_BYTES + etag_length + key_length + length;
    unsigned char *bytes = malloc(*size);
    if (bytes == NULL) {
        return NULL;
    }
    memcpy(bytes, magic, sizeof magic);
    put(bytes + AT_ETAG_LENGTH, etag_length, 4);
    put(bytes + AT_KEY_LENGTH, key_length, 4);
    put(bytes + AT_MOMENT, (uint64_t)fetched_ms, 8);
    put(bytes + AT_BODY_LENGTH, length, 8);
    unsigned char *at = bytes + RESPONSE_HEADER_BYTES;
    at = mempcpy(at, etag, etag_length);
    at = mempcpy(at, key, key_length);
    if (length > 0) {
        memcpy(at, body, length);
    }
    put(bytes + AT_CHECKSUM, file_checksum(bytes, *size), 8);
    return bytes;
}

int response_file_parse(const unsigned char *bytes, size_t size, const char *key,
                        struct response_entry *entry)
{
    if (size < RESPONSE_HEADER_BYTES || size > RESPONSE_FILE_MAX || memcmp(bytes, magic, sizeof magic) != 0) {
        return -1;
    }
    uint64_t etag_length = get(bytes + AT_ETAG_LENGTH, 4);
    uint64_t key_length = get(bytes + AT_KEY_LENGTH, 4);
    uint64_t body_length = get(bytes + AT_BODY_LENGTH, 8);
    if (etag_length > RESPONSE_ETAG_MAX || key_length > RESPONSE_KEY_MAX || body_length > RESPONSE_BODY_MAX ||
        RESPONSE_HEADER_BYTES + etag_length + key_length + body_length != size) {
        return -1;
    }
    if (get(bytes + AT_CHECKSUM, 8) != file_checksum(bytes, size)) {
        return -1;
    }
    const unsigned char *etag = bytes + RESPONSE_HEADER_BYTES;
    const unsigned char *kept_key = etag + etag_length;
    if (key_length != strlen(key) || memcmp(kept_key, key, (size_t)key_length) != 0) {
        return -1;
    }
    for (size_t i = 0; i < etag_length; i++) {
        if (etag[i] < 0x21 || etag[i] > 0x7E) {
            return -1; /* it would go into a header line */
        }
    }
    memcpy(entry->etag, etag, (size_t)etag_length);
    entry->etag[etag_length] = '\0';
    entry->fetched_ms = (int64_t)get(bytes + AT_MOMENT, 8);
    entry->body = kept_key + key_length;
    entry->length = (size_t)body_length;
    return 0;
}

int64_t response_file_peek_ms(const unsigned char header[RESPONSE_HEADER_BYTES])
{
    return memcmp(header, magic, sizeof magic) == 0 ? (int64_t)get(header + AT_MOMENT, 8) : 0;
}
