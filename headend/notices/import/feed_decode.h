#ifndef HEADEND_NOTICES_IMPORT_FEED_DECODE_H
#define HEADEND_NOTICES_IMPORT_FEED_DECODE_H

#include "headend/notices/import/feed_buffer.h"
#include "headend/notices/import/feed_notes.h"

/* A feed's bytes as strict UTF-8 without byte order marks and control characters.
 *
 * What an encoding is called is a hint only: a mark at the beginning, then what the bytes can be, then the
 * XML declaration, then the Content-Type of the server (`charset`, "" where it says nothing). Bytes that are
 * no character become U+FFFD, or nothing where a text was cut off before its end tag; all of it is noted. */
void feed_decode(const char *bytes, size_t length, const char *charset, struct feed_notes *notes,
                 struct feed_buffer *out);

/* For feed_decode.c, in feed_charset.c: what a label means. */
struct feed_charset {
    const char *iconv; /* its name there */
    enum feed_charset_kind {
        CHARSET_UTF8,
        CHARSET_UTF16,
        CHARSET_GB, /* one, two or four bytes */
        CHARSET_PAIRS /* one byte or two, the second one perhaps ']' */,
        CHARSET_OTHER
    } kind;
};

/* NULL for a label that says nothing that is known. */
const struct feed_charset *feed_charset_of(const char *label);

/* The label of the XML declaration at the beginning of bytes that keep ASCII as it is; "" if there is none.
 */
void feed_charset_declared(const char *bytes, size_t length, char label[40]);

/* Decodes by iconv. Returns how many bytes were no character; -1 if iconv does not know the encoding. `out`
 * and `notes` may be NULL, to count only. */
long feed_charset_decode(const struct feed_charset *charset, const char *bytes, size_t length,
                         struct feed_notes *notes, struct feed_buffer *out);

/* For both: what stands for bytes that are no character: nothing where the field ends behind them. */
void feed_decode_put_wrong(const char *next, size_t left, struct feed_buffer *out);

#endif
