#include "backend-client/article/article_style.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t\r\n\f";

const char *attribute_find(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
        if (strcasecmp(attributes[i], name) == 0) {
            return attributes[i + 1] == NULL ? "" : attributes[i + 1];
        }
    }
    return NULL;
}

int attribute_number(const char *const *attributes, const char *name, int least, int most, int missing)
{
    const char *text = attribute_find(attributes, name);
    if (text == NULL) {
        return missing;
    }
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text) {
        return missing;
    }
    return value < least ? least : value > most ? most : (int)value;
}

static int is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

static int read_align(const char *text, size_t length)
{
    if (is_word(text, length, "center") || is_word(text, length, "middle") ||
        is_word(text, length, "-webkit-center")) {
        return ALIGN_CENTRE;
    }
    if (is_word(text, length, "right") || is_word(text, length, "end")) {
        return ALIGN_END;
    }
    if (is_word(text, length, "left") || is_word(text, length, "start") || is_word(text, length, "justify")) {
        return ALIGN_START;
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

static void read_declaration(const char *name, size_t name_length, const char *value, size_t length,
                             struct element_style *style)
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
    } else if (is_word(name, name_length, "visibility")) {
        style->hidden |= is_word(value, length, "hidden");
    } else if (is_word(name, name_length, "mso-hide")) {
        style->hidden |= is_word(value, length, "all");
    } else if (is_word(name, name_length, "font-weight")) {
        int bold = read_weight(value, length);
        style->bold = bold >= 0 ? bold : style->bold;
    } else if (is_word(name, name_length, "text-align")) {
        int align = read_align(value, length);
        style->align = align >= 0 ? align : style->align;
    }
}

/* "name: value; name: value". Quoted text with a semicolon in it is cut apart, which does no harm here. */
static void read_declarations(const char *text, struct element_style *style)
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

void element_style_read(const char *const *attributes, struct element_style *style)
{
    *style = (struct element_style){.hidden = 0, .bold = -1, .align = -1};
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
        const char *name = attributes[i];
        const char *value = attributes[i + 1] == NULL ? "" : attributes[i + 1];
        if (strcasecmp(name, "style") == 0) {
            read_declarations(value, style);
        } else if (strcasecmp(name, "align") == 0) {
            if (style->align < 0) {
                style->align = read_align(value, strlen(value));
            }
        } else if (strcasecmp(name, "hidden") == 0) {
            style->hidden = 1;
        }
    }
}
