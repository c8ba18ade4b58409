#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "headend/notices/import/feed_decode.h"

/* --- Labels --- */

static const struct feed_charset utf8 = {"UTF-8", CHARSET_UTF8}, utf16 = {"UTF-16", CHARSET_UTF16},
                                 gb18030 = {"GB18030", CHARSET_GB}, big5 = {"BIG5-HKSCS", CHARSET_PAIRS},
                                 korean = {"UHC", CHARSET_OTHER}, japanese = {"CP932", CHARSET_OTHER},
                                 euc_jp = {"EUC-JP", CHARSET_OTHER}, western = {"CP1252", CHARSET_OTHER};

/* "gb2312" on a page of an office is GBK in truth, and GB 18030 holds both. */
static const struct {
    const char *label; /* small letters and digits only */
    const struct feed_charset *charset;
} labels[] = {
    {"utf8", &utf8},           {"unicode", &utf16},      {"utf16", &utf16},      {"utf16le", &utf16},
    {"utf16be", &utf16},       {"ucs2", &utf16},         {"gb2312", &gb18030},   {"gb231280", &gb18030},
    {"gbk", &gb18030},         {"xgbk", &gb18030},       {"cp936", &gb18030},    {"ms936", &gb18030},
    {"windows936", &gb18030},  {"gb18030", &gb18030},    {"euccn", &gb18030},    {"chinese", &gb18030},
    {"big5", &big5},           {"big5hkscs", &big5},     {"cp950", &big5},       {"xxbig5", &big5},
    {"euckr", &korean},        {"ksc56011987", &korean}, {"cp949", &korean},     {"windows949", &korean},
    {"uhc", &korean},          {"shiftjis", &japanese},  {"sjis", &japanese},    {"cp932", &japanese},
    {"windows31j", &japanese}, {"eucjp", &euc_jp},       {"iso88591", &western}, {"latin1", &western},
    {"windows1252", &western}, {"usascii", &western},    {"ascii", &western},
};

const struct feed_charset *feed_charset_of(const char *label)
{
    char plain[40];
    size_t length = 0;
    for (; *label != '\0' && length < sizeof plain - 1; label++) {
        char small = *label >= 'A' && *label <= 'Z' ? (char)(*label + ('a' - 'A')) : *label;
        if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
            plain[length++] = small;
        }
    }
    plain[length] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (strcmp(labels[i].label, plain) == 0) {
            return labels[i].charset;
        }
    }
    return NULL;
}

void feed_charset_declared(const char *bytes, size_t length, char label[40])
{
    label[0] = '\0';
    const char *start = memmem(bytes, length < 1000 ? length : 1000, "<?xml", 5);
    const char *end = start != NULL ? memchr(start, '>', length - (size_t)(start - bytes)) : NULL;
    const char *at = end != NULL ? memmem(start, (size_t)(end - start), "encoding", 8) : NULL;
    if (at == NULL) {
        return;
    }
    at += 8;
    while (at < end && strchr(" \t\r\n=\"'", *at) != NULL) {
        at++;
    }
    size_t used = 0;
    for (; at < end && used < 39 && strchr(" \t\r\n\"'?", *at) == NULL; at++) {
        label[used++] = *at;
    }
    label[used] = '\0';
}

/* --- Characters --- */

static unsigned char byte_at(const char *bytes, size_t length, size_t at)
{
    return at < length ? (unsigned char)bytes[at] : 0;
}

/* 1 where "]]>" and then a tag stand: the end of a CDATA section. */
static int section_ends(const char *bytes, size_t length, size_t at)
{
    if (length - at < 3 || memcmp(bytes + at, "]]>", 3) != 0) {
        return 0;
    }
    for (at += 3; at < length && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0';) {
        at++;
    }
    return at == length || bytes[at] == '<';
}

static int is_second_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Looked at anew behind each wrong byte: so much at first, and twice as much behind what was right, so that
 * all that is looked at in vain is no more than what there is. */
enum { LOOK_FIRST = 8, LOOK_MOST = 4096 };

/* How far the bytes from `at` on need no look, as far as `look`: up to a first half of a character that took
 * the "]" of "]]>" for its second, or up to the euro sign of GBK. */
static size_t plain_length(enum feed_charset_kind kind, const char *bytes, size_t length, size_t at,
                           size_t look)
{
    size_t start = at;
    if (kind == CHARSET_OTHER) {
        return length - at;
    }
    while (at < length && at - start < look) {
        unsigned char first = (unsigned char)bytes[at];
        unsigned char second = byte_at(bytes, length, at + 1);
        int is_euro = first == 0x80 && kind == CHARSET_GB;
        if (first < 0x80) {
            at++;
        } else if (is_euro || (second == ']' && section_ends(bytes, length, at + 1))) {
            return at - start;
        } else if (kind == CHARSET_GB && is_second_digit(second) && byte_at(bytes, length, at + 2) >= 0x81 &&
                   is_second_digit(byte_at(bytes, length, at + 3))) {
            at += 4;
        } else {
            at += second >= 0x40 ? 2 : 1;
        }
    }
    return (at < length ? at : length) - start;
}

/* How many of the bytes at `at`, which are no character, belong together. */
static size_t wrong_length(enum feed_charset_kind kind, const char *bytes, size_t length, size_t at)
{
    unsigned char second = byte_at(bytes, length, at + 1);
    unsigned char third = byte_at(bytes, length, at + 2);
    if ((unsigned char)bytes[at] < 0x81 || at + 1 >= length) {
        return 1;
    }
    if (kind == CHARSET_GB && is_second_digit(second)) {
        /* Half of a character of four bytes, if nothing follows; else a digit must not be lost. */
        size_t half = third >= 0x81 && at + 3 <= length ? 3 : 2;
        return at + half == length || bytes[at + half] == '<' || section_ends(bytes, length, at + half) ? half
                                                                                                        : 1;
    }
    return second >= 0x40 && !section_ends(bytes, length, at + 1) ? 2 : 1;
}

void feed_decode_put_wrong(const char *next, size_t left, struct feed_buffer *out)
{
    int ends = left == 0 || *next == '<' || (left >= 3 && memcmp(next, "]]>", 3) == 0);
    if (!ends) {
        feed_buffer_put_character(out, 0xFFFD);
    }
}

struct decoding {
    iconv_t converter;
    const struct feed_charset *charset;
    const char *bytes;
    size_t length, at;
    size_t look;          /* ahead */
    size_t line, line_at; /* counted up to there */
    struct feed_notes *notes;
    struct feed_buffer *out;
    long wrong;
};

static size_t line_of(struct decoding *decoding)
{
    for (; decoding->line_at < decoding->at; decoding->line_at++) {
        decoding->line += decoding->bytes[decoding->line_at] == '\n';
    }
    return decoding->line;
}

static void pass_wrong(struct decoding *decoding)
{
    const struct feed_charset *charset = decoding->charset;
    size_t taken = wrong_length(charset->kind, decoding->bytes, decoding->length, decoding->at);
    const char *next = decoding->bytes + decoding->at + taken;
    if (decoding->notes != NULL) {
        feed_note(decoding->notes, line_of(decoding),
                  "bytes that are no character of %s, or half of one, are left out", charset->iconv);
    }
    decoding->at += taken;
    decoding->wrong++;
    if (decoding->out != NULL) {
        feed_decode_put_wrong(next, decoding->length - decoding->at, decoding->out);
    }
}

/* Up to `end`, or to where iconv stops. */
static void convert(struct decoding *decoding, size_t end)
{
    char piece[4096];
    char *from = (char *)(uintptr_t)(decoding->bytes + decoding->at);
    size_t left = end - decoding->at;
    size_t code = 0;
    do {
        char *to = piece;
        size_t room = sizeof piece;
        code = iconv(decoding->converter, &from, &left, &to, &room);
        if (decoding->out != NULL) {
            feed_buffer_put(decoding->out, piece, sizeof piece - room);
        }
    } while (code == (size_t)-1 && errno == E2BIG);
    decoding->at = end - left;
    (void)iconv(decoding->converter, NULL, NULL, NULL, NULL);
}

long feed_charset_decode(const struct feed_charset *charset, const char *bytes, size_t length,
                         struct feed_notes *notes, struct feed_buffer *out)
{
    struct decoding decoding = {.converter = iconv_open("UTF-8", charset->iconv),
                                .charset = charset,
                                .bytes = bytes,
                                .length = length,
                                .look = LOOK_FIRST,
                                .line = 1,
                                .notes = notes,
                                .out = out};
    if (decoding.converter == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr): what iconv.h says
        /* All labels are known to glibc, which says so of one that it has no memory for as well. */
        (void)memory_counted(NULL);
        return -1;
    }
    while (decoding.at < length) {
        size_t plain = plain_length(charset->kind, bytes, length, decoding.at, decoding.look);
        size_t end = decoding.at + plain;
        convert(&decoding, end);
        if (decoding.at == length || (decoding.at == end && plain >= decoding.look)) {
            decoding.look = decoding.look < LOOK_MOST ? decoding.look * 2 : LOOK_MOST;
            continue;
        }
        decoding.look = LOOK_FIRST;
        if (decoding.at == end && charset->kind == CHARSET_GB && bytes[end] == '\x80') {
            if (out != NULL) {
                feed_buffer_put_character(out, 0x20AC);
            }
            decoding.at++;
        } else {
            pass_wrong(&decoding);
        }
    }
    (void)iconv_close(decoding.converter);
    return decoding.wrong;
}
