#include "both-sides/html/html_tag.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/html/html_reference.h"
#include "both-sides/utf8.h"

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* --- text --- */

/* "&amp;mdash;", and "&amp;amp;" however often. */
static size_t read_escaped_twice(const char *text, size_t length, struct html_reference *reference)
{
    enum { AMP = 4, LONGEST = 48 };
    size_t skipped = 0;
    while (skipped + AMP < length && strncasecmp(text + 1 + skipped, "amp;", AMP) == 0) {
        skipped += AMP;
    }
    if (skipped == 0) {
        return 0;
    }
    char rest[LONGEST] = "&";
    size_t left = length - 1 - skipped;
    left = left < LONGEST - 1 ? left : LONGEST - 1;
    memcpy(rest + 1, text + 1 + skipped, left);
    size_t taken = html_reference_read(rest, left + 1, 0, reference);
    if (taken > 0 && rest[taken - 1] == ';') {
        return skipped + taken;
    }
    *reference = (struct html_reference){{'&', 0}, 1};
    return skipped + 1;
}

static size_t read_reference(const char *text, size_t length, int in_attribute, int mended,
                             struct html_reference *reference)
{
    size_t taken = mended ? read_escaped_twice(text, length, reference) : 0;
    return taken > 0 ? taken : html_reference_read(text, length, in_attribute, reference);
}

size_t html_text_decode(const char *text, size_t length, int in_attribute, int mended, char *out)
{
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        struct html_reference reference;
        size_t taken =
            text[at] == '&' ? read_reference(text + at, length - at, in_attribute, mended, &reference) : 0;
        if (taken == 0) {
            if (text[at] != '\0') {
                out[used++] = text[at];
            }
            at++;
            continue;
        }
        for (size_t i = 0; i < reference.count; i++) {
            used += utf8_encode(reference.code_points[i], out + used);
        }
        at += taken;
    }
    out[used] = '\0';
    return used;
}

/* --- tags --- */

const char *html_name_end(const char *name, const char *end)
{
    while (name < end && !is_blank(*name) && *name != '/' && *name != '>') {
        name++;
    }
    return name;
}

struct attribute {
    const char *name, *value; /* value NULL: it has none */
    size_t name_length, value_length;
};

/* Reads the attribute at `at`, which is not blank; returns what is behind it. */
static const char *read_attribute(const char *at, const char *end, struct attribute *out)
{
    *out = (struct attribute){.name = at};
    at++; /* whatever it is, "=" too */
    while (at < end && !is_blank(*at) && *at != '=' && *at != '/') {
        at++;
    }
    out->name_length = (size_t)(at - out->name);
    const char *equals = at;
    while (equals < end && is_blank(*equals)) {
        equals++;
    }
    if (equals == end || *equals != '=') {
        return at;
    }
    at = equals + 1;
    while (at < end && is_blank(*at)) {
        at++;
    }
    out->value = at;
    if (at < end && (*at == '"' || *at == '\'')) {
        const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
        out->value = at + 1;
        out->value_length = (size_t)((close != NULL ? close : end) - out->value);
        return close != NULL ? close + 1 : end;
    }
    while (at < end && !is_blank(*at)) {
        at++;
    }
    out->value_length = (size_t)(at - out->value);
    return at;
}

static int looks_like_address(const char *text)
{
    return text[strcspn(text, "/.\\")] != '\0' && strncasecmp(text, "data:", 5) != 0;
}

static const char *choose_source(const struct html_tag *tag)
{
    for (int i = HTML_ATTRIBUTE_DATA_SRC; i <= HTML_ATTRIBUTE_SRC; i++) {
        const char *value = tag->values[i];
        if (value != NULL && looks_like_address(value)) {
            return value;
        }
    }
    const char *source = tag->values[HTML_ATTRIBUTE_SRC];
    return source != NULL && source[strspn(source, " \t\r\n\f")] != '\0' ? source : NULL;
}

void html_tag_read(const char *text, const char *end, char *room, struct html_tag *tag)
{
    const char *at = html_name_end(text + 1, end);
    memset(tag, 0, sizeof *tag);
    tag->element = html_element_find(text + 1, (size_t)(at - text - 1));
    while (at < end) {
        struct attribute attribute;
        if (is_blank(*at) || *at == '/') {
            at++;
            continue;
        }
        at = read_attribute(at, end, &attribute);
        enum html_attribute known = html_attribute_find(attribute.name, attribute.name_length);
        if (known == HTML_ATTRIBUTE_COUNT || tag->values[known] != NULL) {
            continue;
        }
        tag->values[known] = room;
        room +=
            html_text_decode(attribute.value, attribute.value_length, 1, known == HTML_ATTRIBUTE_ALT, room) +
            1;
    }
    html_style_read(tag->values[HTML_ATTRIBUTE_STYLE], tag->values[HTML_ATTRIBUTE_ALIGN],
                    tag->values[HTML_ATTRIBUTE_HIDDEN], &tag->style);
    if (tag->element->kind == HTML_PICTURE) {
        tag->source = choose_source(tag);
    }
}

int html_tag_number(const struct html_tag *tag, enum html_attribute attribute, int least, int most,
                    int missing)
{
    const char *text = tag->values[attribute];
    char *end = NULL;
    long value = text != NULL ? strtol(text, &end, 10) : 0;
    if (end == text) {
        return missing;
    }
    return value < least ? least : value > most ? most : (int)value;
}
