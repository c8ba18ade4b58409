#include "headend/notices/import/feed_decode.h"

#include <string.h>

#include "both-sides/utf8.h"

static size_t count_lines(const char *bytes, size_t length)
{
    size_t lines = 0;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n';
    }
    return lines;
}

/* --- UTF-8 --- */

enum { SURROGATES_BYTES = 6 };

struct utf8_step {
    size_t length;
    int is_pair;
};

/* What stands where UTF-8 ends: two surrogates that are one character, or the start of one that is cut,
 * overlong or none. */
static struct utf8_step wrong_step(const unsigned char *at, size_t left)
{
    unsigned char pair[SURROGATES_BYTES];
    size_t joined = 0;
    if (left >= sizeof pair) {
        memcpy(pair, at, sizeof pair);
        (void)utf8_join_surrogates(pair, sizeof pair, &joined);
    }
    if (joined == 1 && at[0] == 0xED && at[1] < 0xB0) {
        return (struct utf8_step){SURROGATES_BYTES, 1};
    }
    size_t wanted = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : at[0] >= 0xC0 ? 2 : 1;
    size_t length = 1;
    while (length < wanted && length < left && (at[length] & 0xC0U) == 0x80U) {
        length++;
    }
    return (struct utf8_step){length, 0};
}

struct utf8_measure {
    size_t wide, narrow; /* characters of three or four bytes, of two */
    size_t wrong;
};

static struct utf8_measure measure_utf8(const char *bytes, size_t length)
{
    struct utf8_measure measure = {0};
    for (size_t at = 0; at < length;) {
        const unsigned char *here = (const unsigned char *)bytes + at;
        size_t step = 1;
        if (*here >= 0x80) {
            uint32_t character = utf8_decode(here, length - at, &step);
            if (character == UTF8_WRONG && step == 1) {
                struct utf8_step wrong = wrong_step(here, length - at);
                step = wrong.length;
                measure.wrong += !wrong.is_pair;
                measure.wide += (size_t)wrong.is_pair;
            } else {
                measure.wide += step >= 3;
                measure.narrow += step == 2;
            }
        }
        at += step;
    }
    return measure;
}

static void decode_utf8(const char *bytes, size_t length, struct feed_notes *notes, struct feed_buffer *out)
{
    size_t line = 1;
    for (size_t at = 0; at < length;) {
        const unsigned char *here = (const unsigned char *)bytes + at;
        size_t valid = utf8_valid_length(here, length - at);
        feed_buffer_put(out, bytes + at, valid);
        line += count_lines(bytes + at, valid);
        at += valid;
        if (at == length) {
            break;
        }
        here += valid;
        struct utf8_step step = wrong_step(here, length - at);
        at += step.length;
        if (step.is_pair) {
            unsigned char pair[SURROGATES_BYTES];
            memcpy(pair, here, sizeof pair);
            feed_buffer_put(out, (const char *)pair, utf8_join_surrogates(pair, sizeof pair, NULL));
        } else {
            feed_note(notes, line, "bytes that are no character of UTF-8, or half of one, are left out");
            feed_decode_put_wrong(bytes + at, length - at, out);
        }
    }
}

/* --- UTF-16 --- */

static uint32_t unit_at(const unsigned char *bytes, int is_big)
{
    return is_big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* 1 where a byte is too many: what stands behind it is ASCII three times. */
static int is_shifted(const unsigned char *bytes, size_t left, int is_big)
{
    if (left < 7) {
        return 0;
    }
    for (size_t i = 1; i < 7; i += 2) {
        uint32_t unit = unit_at(bytes + i, is_big);
        if (unit < 0x20 || unit > 0x7E) {
            return 0;
        }
    }
    return 1;
}

static void decode_utf16(const char *text, size_t length, int is_big, struct feed_notes *notes,
                         struct feed_buffer *out)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t line = 1;
    for (size_t at = 0; at < length;) {
        size_t left = length - at;
        uint32_t unit = left >= 2 ? unit_at(bytes + at, is_big) : 0;
        if (left < 2 || is_shifted(bytes + at, left, is_big)) {
            feed_note(notes, line, "half of a character of UTF-16 is left out");
            at++;
            continue;
        }
        at += 2;
        uint32_t next = left >= 4 ? unit_at(bytes + at, is_big) : 0;
        if (unit >= 0xD800 && unit <= 0xDBFF && next >= 0xDC00 && next <= 0xDFFF) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
            at += 2;
        } else if (unit >= 0xD800 && unit <= 0xDFFF) {
            feed_note(notes, line, "half of a surrogate pair is left out");
            continue;
        }
        line += unit == '\n';
        feed_buffer_put_character(out, unit);
    }
}

/* --- Which encoding --- */

static const unsigned char utf8_mark[] = {0xEF, 0xBB, 0xBF};

static size_t skip_marks(const char *bytes, size_t length)
{
    size_t at = 0;
    while (length - at >= sizeof utf8_mark && memcmp(bytes + at, utf8_mark, sizeof utf8_mark) == 0) {
        at += sizeof utf8_mark;
    }
    return at;
}

enum utf16_kind { NOT_UTF16, UTF16_LITTLE, UTF16_BIG };

static enum utf16_kind utf16_kind_of(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (length < 4) {
        return NOT_UTF16;
    }
    if ((bytes[0] == 0xFF && bytes[1] == 0xFE) ||
        (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)) {
        return UTF16_LITTLE;
    }
    if ((bytes[0] == 0xFE && bytes[1] == 0xFF) ||
        (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)) {
        return UTF16_BIG;
    }
    return NOT_UTF16;
}

static int is_of_bytes(const struct feed_charset *charset)
{
    return charset != NULL && charset->kind != CHARSET_UTF8 && charset->kind != CHARSET_UTF16;
}

/* For bytes that are not UTF-8 throughout. */
static const struct feed_charset *choose_of_bytes(const char *bytes, size_t length,
                                                  const struct feed_charset *declared,
                                                  const struct feed_charset *served,
                                                  const struct utf8_measure *measure)
{
    const struct feed_charset *best = is_of_bytes(declared) ? declared : is_of_bytes(served) ? served : NULL;
    long wrong = best != NULL ? feed_charset_decode(best, bytes, length, NULL, NULL) : -1;
    if (wrong > 0 && is_of_bytes(served) && served != best) {
        long other = feed_charset_decode(served, bytes, length, NULL, NULL);
        best = other >= 0 && other < wrong ? served : best;
    }
    if (wrong >= 0 && (is_of_bytes(declared) || measure->wide <= 4 * measure->wrong)) {
        return best;
    }
    /* Nobody says so; but most of it is no UTF-8. */
    const struct feed_charset *chinese = feed_charset_of("gb18030");
    if (measure->wide < 4 * measure->wrong) {
        long other = feed_charset_decode(chinese, bytes, length, NULL, NULL);
        return other >= 0 && (size_t)other < measure->wrong ? chinese : NULL;
    }
    return NULL;
}

static void decode_bytes(const char *bytes, size_t length, const char *served_label, int has_mark,
                         struct feed_notes *notes, struct feed_buffer *out)
{
    char label[40];
    feed_charset_declared(bytes, length, label);
    const struct feed_charset *declared = feed_charset_of(label);
    const struct feed_charset *served = feed_charset_of(served_label);
    struct utf8_measure measure = measure_utf8(bytes, length);
    const struct feed_charset *chosen = NULL;
    int is_latin_only = measure.wide == 0 && measure.narrow > 0;
    if (!has_mark &&
        (measure.wrong > 0 || (is_latin_only && is_of_bytes(declared != NULL ? declared : served)))) {
        chosen = choose_of_bytes(bytes, length, declared, served, &measure);
    }
    int is_ascii = measure.wide + measure.narrow + measure.wrong == 0;
    const char *name = chosen != NULL ? chosen->iconv : "UTF-8";
    int says = declared != NULL && (declared->kind == CHARSET_UTF16 || !is_ascii);
    if (label[0] != '\0' && declared == NULL) {
        feed_note(notes, 1, "its encoding \"%s\" is not known; %s is taken", label, name);
    } else if (says && strcmp(declared->iconv, name) != 0) {
        feed_note(notes, 1, "it says \"%s\", but is %s", label, name);
    } else if (declared == NULL && chosen != NULL) {
        feed_note(notes, 1, "it does not say its encoding; %s is taken%s", name,
                  chosen == served ? " from the Content-Type" : "");
    }
    if (chosen == NULL) {
        decode_utf8(bytes, length, notes, out);
    } else if (feed_charset_decode(chosen, bytes, length, notes, out) < 0) {
        out->failed = 1;
    }
}

/* --- Characters that XML does not have --- */

static int is_left_out(uint32_t character)
{
    return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
           (character >= 0x7F && character <= 0x9F) || character == 0xFEFF || character == 0xFFFE ||
           character == 0xFFFF;
}

static void leave_out(struct feed_buffer *text, struct feed_notes *notes)
{
    size_t used = 0;
    size_t line = 1;
    for (size_t at = 0; at < text->length;) {
        size_t step = 1;
        uint32_t character = utf8_decode((const unsigned char *)text->bytes + at, text->length - at, &step);
        if (is_left_out(character)) {
            feed_note(notes, line, "%s",
                      character == 0xFEFF ? "byte order marks within it are left out"
                                          : "control characters are left out");
        } else {
            line += character == '\n';
            memmove(text->bytes + used, text->bytes + at, step);
            used += step;
        }
        at += step;
    }
    feed_buffer_cut(text, used);
}

void feed_decode(const char *bytes, size_t length, const char *charset, struct feed_notes *notes,
                 struct feed_buffer *out)
{
    size_t marks = skip_marks(bytes, length);
    enum utf16_kind wide = utf16_kind_of(bytes + marks, length - marks);
    if (marks > sizeof utf8_mark) {
        feed_note(notes, 1, "more than one byte order mark stands before it");
    }
    feed_buffer_put(out, "", 0);
    if (wide != NOT_UTF16) {
        size_t skip =
            marks +
            (memcmp(bytes + marks, "\xFF\xFE", 2) == 0 || memcmp(bytes + marks, "\xFE\xFF", 2) == 0 ? 2 : 0);
        decode_utf16(bytes + skip, length - skip, wide == UTF16_BIG, notes, out);
    } else {
        decode_bytes(bytes + marks, length - marks, charset, marks > 0, notes, out);
    }
    if (!out->failed) {
        leave_out(out, notes);
    }
}
