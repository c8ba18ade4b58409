#include "headend/masking/masking.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_LEAST = 11, MOBILE_DIGITS = 11, LOCAL_LEAST = 7, LOCAL_MOST = 8, NAME_BYTES_LEAST = 4 };

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

static int is_control(char character)
{
    return (unsigned char)character < ' ' || character == 0x7F;
}

/* --- Numbers, as people write them --- */

/* The digit or X that stands here, ASCII or full-width (０ … ９, Ｘ, ｘ), as ASCII; '\0': neither. */
static char digit_at(const char *at, size_t *bytes)
{
    const unsigned char *byte = (const unsigned char *)at;
    *bytes = 1;
    char plain = *at;
    if (byte[0] == 0xEF && (byte[1] == 0xBC || byte[1] == 0xBD) && byte[2] >= 0x80) {
        unsigned folded = (byte[1] == 0xBC ? 0x20U : 0x60U) + (byte[2] - 0x80U);
        *bytes = 3;
        plain = folded < 0x80U ? (char)folded : '\0';
    }
    return (plain >= '0' && plain <= '9') || plain == 'X' || plain == 'x' ? plain : '\0';
}

/* Bytes of what may stand once between the digits of a number; 0: something else stands here. */
static size_t separator_bytes(const char *at)
{
    static const char *const wide[] = {"\xe3\x80\x80", "\xc2\xa0",     "\xef\xbc\x8d",
                                       "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x93"};
    if (*at == ' ' || *at == '-' || (*at != '\0' && is_control(*at))) {
        return 1;
    }
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strncmp(at, wide[i], strlen(wide[i])) == 0) {
            return strlen(wide[i]);
        }
    }
    return 0;
}

enum { HEAD_DIGITS = 4 };

/* Digits without a gap; of an ID number, the X that ends it too. */
struct run {
    size_t bytes, digits;
    char head[HEAD_DIGITS]; /* the first ones */
};

static struct run run_at(const char *at)
{
    struct run run = {0};
    size_t bytes = 0;
    for (char digit = digit_at(at, &bytes); digit != '\0'; digit = digit_at(at + run.bytes, &bytes)) {
        int is_x = digit == 'X' || digit == 'x';
        if (is_x && run.digits == 0) {
            break;
        }
        if (run.digits < HEAD_DIGITS) {
            run.head[run.digits] = digit;
        }
        run.digits++;
        run.bytes += bytes;
        if (is_x) {
            break;
        }
    }
    return run;
}

/* 010, 02x, 03xx to 09xx; 0: that is no area code. A trunk 0 before a mobile's 1 is none. */
static size_t area_digits(const struct run *run)
{
    if (run->digits < 3 || run->head[0] != '0') {
        return 0;
    }
    if (run->head[1] == '1') {
        return run->head[2] == '0' ? 3 : 0;
    }
    return run->head[1] == '2' ? 3 : run->head[1] >= '3' ? 4 : 0;
}

/* Bytes of an office's phone with its area code (0735-1234567, 01012345678) that stands here; 0: none does.
 */
static size_t landline_bytes(const char *at)
{
    struct run run = run_at(at);
    size_t area = area_digits(&run);
    size_t bytes = run.bytes;
    size_t local = area > 0 && run.digits > area ? run.digits - area : 0;
    if (area > 0 && run.digits == area) {
        size_t gap = separator_bytes(at + bytes);
        struct run rest = run_at(at + bytes + gap);
        local = gap > 0 ? rest.digits : 0;
        bytes += gap + rest.bytes;
    }
    return local >= LOCAL_LEAST && local <= LOCAL_MOST ? bytes : 0;
}

/* Bytes of a date like 2026-11-24 that stands here; 0: none does. */
static size_t date_bytes(const char *at)
{
    struct run year = run_at(at);
    int is_year = year.digits == 4 && year.bytes == 4 &&
                  (memcmp(year.head, "19", 2) == 0 || memcmp(year.head, "20", 2) == 0);
    if (!is_year || at[4] != '-' || strspn(at + 5, "0123456789") != 2 || at[7] != '-' ||
        strspn(at + 8, "0123456789") != 2) {
        return 0;
    }
    return 10;
}

/* The number that begins here, over single gaps; it ends before an office's phone. */
static size_t number_bytes(const char *at, size_t *digits)
{
    struct run run = run_at(at);
    size_t bytes = run.bytes;
    size_t gap = 0;
    *digits = run.digits;
    while (run.digits > 0 && (gap = separator_bytes(at + bytes)) > 0 &&
           landline_bytes(at + bytes + gap) == 0) {
        run = run_at(at + bytes + gap);
        *digits += run.digits;
        bytes += run.digits > 0 ? gap + run.bytes : 0;
    }
    return bytes;
}

/* Written without its gaps. */
static void put_masked(struct masking *masking, const char *at, size_t digits)
{
    size_t head = digits == MOBILE_DIGITS ? 3 : 1;
    size_t tail = digits == MOBILE_DIGITS ? 2 : 1;
    for (size_t i = 0; i < digits; i++) {
        size_t bytes = 0;
        at += separator_bytes(at);
        char digit = digit_at(at, &bytes);
        put(masking, i < head || i >= digits - tail ? &digit : "*", 1);
        at += bytes;
    }
}

static void put_plain(struct masking *masking, const char *at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(masking, is_control(at[i]) ? " " : at + i, 1);
    }
}

/* Bytes of the number that was put; 0: none stands here. */
static size_t put_number(struct masking *masking, const char *at)
{
    size_t digits = 0;
    size_t open = landline_bytes(at);
    open = open > 0 ? open : date_bytes(at);
    size_t bytes = open > 0 ? open : number_bytes(at, &digits);
    if (digits >= NUMBER_LEAST) {
        put_masked(masking, at, digits);
    } else {
        put_plain(masking, at, bytes);
    }
    return bytes;
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
        if (name_length > 0 && strncmp(at, name, name_length) == 0) {
            put(&masking, at, character_bytes(at));
            put(&masking, stars, sizeof stars - 1);
            at += name_length;
            continue;
        }
        size_t number = put_number(&masking, at);
        put_plain(&masking, at + number, number == 0 ? 1 : 0);
        at += number > 0 ? number : 1;
    }
    masking.out[masking.length] = '\0';
    cut(masking.out, characters_max);
    return masking.out;
}

void mask_tail(const char *number, size_t shortest, char tail[MASK_TAIL_SIZE])
{
    size_t length = strlen(number);
    const char *from = number + length - (length < MASK_TAIL_SIZE ? length : MASK_TAIL_SIZE - 1);
    int is_shown = length >= shortest && length >= MASK_TAIL_SIZE;
    for (const char *at = from; *at != '\0'; at++) {
        is_shown &= *at > ' ' && *at < 0x7F;
    }
    memset(tail, 0, MASK_TAIL_SIZE);
    memcpy(tail, from, is_shown ? MASK_TAIL_SIZE - 1 : 0);
}
