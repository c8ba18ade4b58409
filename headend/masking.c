#include "headend/masking.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_LEAST = 11, MOBILE_DIGITS = 11, NAME_BYTES_LEAST = 4 };

static const char stars[] = "**";
static const char ellipsis[] = "\xe2\x80\xa6";

/* Bytes of the character that begins here; the text is UTF-8. */
static size_t character_bytes(const char *at)
{
    size_t length = 1;
    while (((unsigned char)at[length] & 0xC0U) == 0x80U) {
        length++;
    }
    return length;
}

char *mask_name(const char *name)
{
    size_t first = name[0] != '\0' ? character_bytes(name) : 0;
    char *masked = calloc(1, first + sizeof stars);
    if (masked != NULL && first > 0) {
        memcpy(masked, name, first);
        memcpy(masked + first, stars, sizeof stars);
    }
    return masked;
}

/* --- Text --- */

struct masking {
    char *out;
    size_t length;
};

static void put(struct masking *masking, const char *bytes, size_t count)
{
    memcpy(masking->out + masking->length, bytes, count);
    masking->length += count;
}

static void put_stars(struct masking *masking, size_t count)
{
    memset(masking->out + masking->length, '*', count);
    masking->length += count;
}

/* How many digits stand here, with an X behind them as an ID number may have it. */
static size_t number_length(const char *at)
{
    size_t digits = strspn(at, "0123456789");
    return digits > 0 && (at[digits] == 'X' || at[digits] == 'x') ? digits + 1 : digits;
}

static void put_number(struct masking *masking, const char *at, size_t length)
{
    if (length < NUMBER_LEAST || (at[0] == '0' && length <= NUMBER_LEAST + 1)) {
        put(masking, at, length);
        return;
    }
    size_t head = length == MOBILE_DIGITS ? 3 : 1;
    size_t tail = length == MOBILE_DIGITS ? 2 : 1;
    put(masking, at, head);
    put_stars(masking, length - head - tail);
    put(masking, at + length - tail, tail);
}

/* Ends the text behind its `most`th character if it has more. */
static void cut(char *text, size_t most)
{
    size_t at = 0;
    size_t last = 0;
    for (size_t count = 0; text[at] != '\0'; count++) {
        if (count == most) {
            memcpy(text + last, ellipsis, sizeof ellipsis);
            return;
        }
        last = at;
        at += character_bytes(text + at);
    }
}

char *mask_text(const char *text, const char *name, size_t characters_max)
{
    /* A name of one letter would blank the text. No mask is longer than what it stands for but by the stars.
     */
    size_t name_length = strlen(name) >= NAME_BYTES_LEAST ? strlen(name) : 0;
    size_t length = strlen(text);
    struct masking masking = {.out = malloc(2 * length + sizeof ellipsis)};
    if (masking.out == NULL) {
        return NULL;
    }
    for (const char *at = text; *at != '\0';) {
        size_t number = number_length(at);
        if (name_length > 0 && strncmp(at, name, name_length) == 0) {
            put(&masking, at, character_bytes(at));
            put(&masking, stars, sizeof stars - 1);
            at += name_length;
        } else if (number > 0) {
            put_number(&masking, at, number);
            at += number;
        } else {
            put(&masking, (unsigned char)*at < ' ' || *at == 0x7F ? " " : at, 1);
            at++;
        }
    }
    masking.out[masking.length] = '\0';
    cut(masking.out, characters_max);
    return masking.out;
}
