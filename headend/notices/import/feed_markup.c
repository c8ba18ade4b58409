#include "headend/notices/import/feed_markup.h"

#include <string.h>
#include <strings.h>

#include "both-sides/html/html_reference.h"

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_name(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

int markup_name_is(struct markup_piece piece, const char *name)
{
    return strlen(name) == piece.length && strncasecmp(piece.text, name, piece.length) == 0;
}

/* --- Reading a tag --- */

struct scan {
    const char *at, *end;
};

static void skip_blanks(struct scan *scan)
{
    while (scan->at < scan->end && is_blank(*scan->at)) {
        scan->at++;
    }
}

static struct markup_piece read_name(struct scan *scan)
{
    struct markup_piece name = {scan->at, 0};
    int prefixes = 0; /* one at the most, or XML does not take it */
    while (scan->at < scan->end &&
           (is_name(*scan->at) || (*scan->at == ':' && scan->at > name.text && scan->at + 1 < scan->end &&
                                   is_name_start(scan->at[1]) && prefixes++ == 0))) {
        scan->at++;
    }
    name.length = (size_t)(scan->at - name.text);
    return name;
}

/* "value", 'value', value, or nothing: then the name stands for it. -1: no tag would be so. */
static int read_value(struct scan *scan, struct markup_piece *value)
{
    skip_blanks(scan);
    if (scan->at == scan->end || *scan->at != '=') {
        return 0;
    }
    scan->at++;
    skip_blanks(scan);
    if (scan->at == scan->end) {
        return -1;
    }
    char quote = *scan->at;
    if (quote == '"' || quote == '\'') {
        const char *close = memchr(scan->at + 1, quote, (size_t)(scan->end - scan->at - 1));
        if (close == NULL) {
            scan->at = scan->end;
            return -1;
        }
        *value = (struct markup_piece){scan->at + 1, (size_t)(close - scan->at - 1)};
        scan->at = close + 1;
        return 0;
    }
    value->text = scan->at;
    while (scan->at < scan->end && !is_blank(*scan->at) && *scan->at != '>' && *scan->at != '<') {
        scan->at++;
    }
    value->length = (size_t)(scan->at - value->text);
    if (value->length > 0 && value->text[value->length - 1] == '/' && scan->at < scan->end &&
        *scan->at == '>') {
        value->length--; /* <br clear=all/> */
        scan->at--;
    }
    return 0;
}

static int is_known(const struct markup_tag *tag, struct markup_piece name)
{
    for (size_t i = 0; i < tag->attribute_count; i++) {
        const struct markup_piece *known = &tag->attributes[i].name;
        if (known->length == name.length && memcmp(known->text, name.text, name.length) == 0) {
            return 1;
        }
    }
    return 0;
}

static int read_attribute(struct scan *scan, struct markup_tag *tag)
{
    struct markup_piece name = read_name(scan);
    struct markup_piece value = name;
    if (read_value(scan, &value) != 0) {
        return -1;
    }
    int is_full = tag->attribute_count == MARKUP_ATTRIBUTES_MAX;
    if (name.length == 0 || !is_name_start(name.text[0]) || is_full || is_known(tag, name)) {
        tag->attributes_left_out += is_full ? 1 : 0;
        return 0;
    }
    tag->attributes[tag->attribute_count++] = (struct markup_attribute){name, value};
    return 0;
}

static int read_attributes(struct scan *scan, struct markup_tag *tag)
{
    for (;;) {
        skip_blanks(scan);
        if (scan->at == scan->end || *scan->at == '<') {
            return -1;
        }
        if (*scan->at == '>') {
            scan->at++;
            return 0;
        }
        if (*scan->at == '/' && scan->at + 1 < scan->end && scan->at[1] == '>') {
            tag->kind = TAG_EMPTY;
            scan->at += 2;
            return 0;
        }
        if (!is_name(*scan->at)) {
            scan->at++; /* a quote too many, a stray slash */
        } else if (read_attribute(scan, tag) != 0) {
            return -1;
        }
    }
}

void markup_read_tag(const char *text, size_t length, struct markup_tag *tag)
{
    struct scan scan = {text + 1, text + length};
    tag->kind = TAG_NONE;
    tag->length = 1;
    tag->attribute_count = 0;
    tag->attributes_left_out = 0;
    int is_end = scan.at < scan.end && *scan.at == '/';
    scan.at += is_end ? 1 : 0;
    if (scan.at == scan.end || !is_name_start(*scan.at)) {
        return;
    }
    tag->name = read_name(&scan);
    char next = scan.at < scan.end ? *scan.at : '\0';
    if (!is_blank(next) && next != '>' && next != '/') {
        return;
    }
    tag->kind = TAG_START;
    int is_whole = read_attributes(&scan, tag) == 0;
    tag->kind = !is_whole ? TAG_NONE : is_end ? TAG_END : tag->kind;
    tag->length = (size_t)(scan.at - text);
}

/* --- Writing --- */

static void write_character(uint32_t character, struct feed_buffer *out)
{
    switch (character) {
    case '<':
        feed_buffer_put_text(out, "&lt;");
        break;
    case '>':
        feed_buffer_put_text(out, "&gt;");
        break;
    case '&':
        feed_buffer_put_text(out, "&amp;");
        break;
    case '"':
        feed_buffer_put_text(out, "&quot;");
        break;
    default:
        feed_buffer_put_character(out, character);
    }
}

static int is_of_xml(uint32_t character)
{
    return character >= 0x20
               ? character != 0xFFFE && character != 0xFFFF && (character < 0x7F || character > 0x9F)
               : character == '\t' || character == '\n' || character == '\r';
}

/* The number of "&#55357;", which HTML takes for no character; 0: none stands there. */
static uint32_t surrogate_at(const char *text, size_t length, size_t *taken)
{
    uint32_t number = 0;
    size_t at = 2;
    if (length < 8 || text[0] != '&' || text[1] != '#') {
        return 0;
    }
    int is_hexadecimal = text[2] == 'x' || text[2] == 'X';
    at += is_hexadecimal ? 1 : 0;
    for (; at < length && at < 9 && text[at] != ';'; at++) {
        char small = (char)(text[at] | 0x20);
        int digit = text[at] >= '0' && text[at] <= '9'               ? text[at] - '0'
                    : is_hexadecimal && small >= 'a' && small <= 'f' ? small - 'a' + 10
                                                                     : -1;
        if (digit < 0) {
            return 0;
        }
        number = number * (is_hexadecimal ? 16 : 10) + (uint32_t)digit;
    }
    *taken = at + 1;
    return at < length && text[at] == ';' && number >= 0xD800 && number <= 0xDFFF ? number : 0;
}

/* A reference to each half of a surrogate pair. Returns the bytes, 0 if there is no such pair. */
static size_t write_pair(const char *text, size_t length, struct feed_buffer *out)
{
    size_t first = 0;
    size_t second = 0;
    uint32_t high = surrogate_at(text, length, &first);
    uint32_t low = high != 0 && high < 0xDC00 ? surrogate_at(text + first, length - first, &second) : 0;
    if (low < 0xDC00) {
        return 0;
    }
    feed_buffer_put_character(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    return first + second;
}

/* Returns the bytes of the reference that "&" begins, or 1 where it begins none. */
static size_t write_reference(const char *text, size_t length, size_t line, struct feed_notes *notes,
                              struct feed_buffer *out)
{
    struct html_reference reference;
    size_t pair = write_pair(text, length, out);
    if (pair > 0) {
        return pair;
    }
    size_t taken = html_reference_read(text, length, 0, &reference);
    if (taken == 0 || text[taken - 1] != ';') {
        feed_note(notes, line, "a raw & is taken as it stands");
        feed_buffer_put_text(out, "&amp;");
        return 1;
    }
    for (size_t i = 0; i < reference.count; i++) {
        if (is_of_xml(reference.code_points[i])) {
            write_character(reference.code_points[i], out);
        } else {
            feed_note(notes, line, "control characters are left out");
        }
    }
    return taken;
}

void markup_write_text(const char *text, size_t length, size_t line, struct feed_notes *notes,
                       struct feed_buffer *out)
{
    for (size_t at = 0; at < length;) {
        size_t run = at;
        while (run < length && text[run] != '&' && text[run] != '<' && text[run] != '>' && text[run] != '"') {
            run++;
        }
        feed_buffer_put(out, text + at, run - at);
        at = run;
        if (at < length && text[at] == '&') {
            at += write_reference(text + at, length - at, line, notes, out);
        } else if (at < length) {
            write_character((unsigned char)text[at++], out);
        }
    }
}

void markup_write_literal(const char *text, size_t length, struct feed_buffer *out)
{
    for (size_t at = 0; at < length; at++) {
        size_t run = at;
        while (run < length && text[run] != '&' && text[run] != '<' && text[run] != '>') {
            run++;
        }
        feed_buffer_put(out, text + at, run - at);
        if (run < length) {
            write_character((unsigned char)text[run], out);
        }
        at = run;
    }
}

static int names_space(struct markup_piece name)
{
    return name.length >= 5 && strncmp(name.text, "xmlns", 5) == 0;
}

size_t markup_write_tag(const struct markup_tag *tag, size_t namespaces_max, struct feed_buffer *out)
{
    struct feed_notes ignored = {.count = 0};
    size_t namespaces = 0;
    feed_buffer_put(out, "<", 1);
    feed_buffer_put(out, tag->name.text, tag->name.length);
    for (size_t i = 0; i < tag->attribute_count; i++) {
        const struct markup_attribute *attribute = &tag->attributes[i];
        if (names_space(attribute->name) && namespaces++ >= namespaces_max) {
            continue;
        }
        feed_buffer_put(out, " ", 1);
        feed_buffer_put(out, attribute->name.text, attribute->name.length);
        feed_buffer_put(out, "=\"", 2);
        markup_write_text(attribute->value.text, attribute->value.length, 0, &ignored, out);
        feed_buffer_put(out, "\"", 1);
    }
    feed_buffer_put_text(out, tag->kind == TAG_EMPTY ? "/>" : ">");
    return namespaces < namespaces_max ? namespaces : namespaces_max;
}
