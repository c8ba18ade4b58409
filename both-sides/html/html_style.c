#include "both-sides/html/html_style.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t\r\n\f";

static int is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

static int read_align(const char *text, size_t length)
{
    if (is_word(text, length, "center") || is_word(text, length, "middle") ||
        is_word(text, length, "-webkit-center")) {
        return HTML_ALIGN_CENTRE;
    }
    if (is_word(text, length, "right") || is_word(text, length, "end")) {
        return HTML_ALIGN_END;
    }
    if (is_word(text, length, "left") || is_word(text, length, "start") || is_word(text, length, "justify")) {
        return HTML_ALIGN_START;
    }
    return -1;
}

static int read_weight(const char *text, size_t length)
{
    if (is_word(text, length, "bold") || is_word(text, length, "bolder")) {
        return 1;
    }
    if (is_word(text, length, "normal") || is_word(text, length, "lighter")) {
        return 0;
    }
    if (length == 3 && text[0] >= '1' && text[0] <= '9') {
        return text[0] >= '6';
    }
    return -1;
}

static int has_word(const char *text, size_t length, const char *word)
{
    size_t word_length = strlen(word);
    for (size_t at = 0; at + word_length <= length; at++) {
        if (strncasecmp(text + at, word, word_length) == 0) {
            return 1;
        }
    }
    return 0;
}

static void read_declaration(const char *name, size_t name_length, const char *value, size_t length,
                             struct html_style *style)
{
    static const char important[] = "!important";
    const size_t tail = sizeof important - 1;
    if (length > tail && strncasecmp(value + length - tail, important, tail) == 0) {
        length -= tail;
        while (length > 0 && strchr(spaces, value[length - 1]) != NULL) {
            length--;
        }
    }
    if (is_word(name, name_length, "display")) {
        style->hidden = is_word(value, length, "none");
    } else if (is_word(name, name_length, "mso-hide")) {
        style->hidden |= is_word(value, length, "all");
    } else if (is_word(name, name_length, "font-weight")) {
        int bold = read_weight(value, length);
        style->bold = bold >= 0 ? bold : style->bold;
    } else if (is_word(name, name_length, "text-decoration") ||
               is_word(name, name_length, "text-decoration-line")) {
        style->struck |= has_word(value, length, "line-through");
    } else if (is_word(name, name_length, "vertical-align")) {
        style->shift = is_word(value, length, "super") ? 1 : is_word(value, length, "sub") ? -1 : 0;
    } else if (is_word(name, name_length, "text-align")) {
        int align = read_align(value, length);
        style->align = align >= 0 ? align : style->align;
    }
}

/* "name: value; name: value". Quoted text with a semicolon in it is cut apart, which does no harm here. */
static void read_declarations(const char *text, struct html_style *style)
{
    while (*text != '\0') {
        size_t length = strcspn(text, ";");
        const char *next = text + length + (text[length] == ';');
        const char *name = text + strspn(text, spaces);
        const char *colon = memchr(text, ':', length);
        if (colon != NULL && name < colon) {
            const char *end = text + length;
            size_t name_length = (size_t)(colon - name);
            const char *value = colon + 1;
            while (value < end && strchr(spaces, *value) != NULL) {
                value++;
            }
            while (end > value && strchr(spaces, end[-1]) != NULL) {
                end--;
            }
            while (name_length > 0 && strchr(spaces, name[name_length - 1]) != NULL) {
                name_length--;
            }
            read_declaration(name, name_length, value, (size_t)(end - value), style);
        }
        text = next;
    }
}

void html_style_read(const char *style, const char *align, const char *hidden, struct html_style *out)
{
    *out = (struct html_style){.bold = -1, .align = -1};
    if (style != NULL) {
        read_declarations(style, out);
    }
    if (align != NULL && out->align < 0) {
        out->align = read_align(align, strlen(align));
    }
    out->hidden |= hidden != NULL;
}
