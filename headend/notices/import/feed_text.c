#include "headend/notices/import/feed_text.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "both-sides/printable.h"

static int has_markup(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        char next = at[1];
        int letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        if ((*at == '<' && (letter || next == '/' || next == '!')) ||
            (*at == '&' && (letter || next == '#'))) {
            return 1;
        }
    }
    return 0;
}

char *feed_text_without_markup(const char *text)
{
    size_t length = strlen(text);
    if (!has_markup(text) || length > INT_MAX) {
        return memory_counted(strdup(text));
    }
    htmlDocPtr document = htmlReadMemory(text, (int)length, NULL, "UTF-8",
                                         HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                             HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
    if (document == NULL) {
        return memory_counted(strdup(text));
    }
    xmlChar *content = xmlNodeGetContent((const xmlNode *)document);
    char *plain = memory_counted(strdup(content != NULL ? (const char *)content : ""));
    xmlFree(content);
    xmlFreeDoc(document);
    return plain;
}

static int is_blank(uint32_t character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r' ||
           character == 0xA0 || character == 0x3000 || (character >= 0x2000 && character <= 0x200B) ||
           character == 0xFEFF;
}

char *feed_text_line(const char *text, size_t characters)
{
    static const char ellipsis[] = "…";
    size_t left = strlen(text);
    char *out = memory_counted(malloc(left + sizeof ellipsis));
    size_t used = 0;
    size_t count = 0;
    size_t last = 0; /* where the last character that may stay begins */
    int blank = 0;
    while (out != NULL && left > 0) {
        uint32_t character = 0;
        size_t length = utf8_character(text, left, &character);
        size_t step = length != 0 ? length : 1;
        if (length != 0 && is_blank(character)) {
            blank = used > 0;
        } else if (length != 0 && !is_control_character(character)) {
            if (count + (blank ? 2 : 1) > characters) {
                memcpy(out + last, ellipsis, sizeof ellipsis - 1);
                used = last + sizeof ellipsis - 1;
                break;
            }
            if (blank) {
                out[used++] = ' ';
                count++;
                blank = 0;
            }
            last = used;
            memcpy(out + used, text, length);
            used += length;
            count++;
        }
        text += step;
        left -= step;
    }
    if (out != NULL) {
        out[used] = '\0';
    }
    return out;
}
