#include "screens/stage/strings.h"

#include <inttypes.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"

enum { NUMBER_SIZE = 24 };

struct strings {
    char *values[STRING_COUNT];
};

static const char *const string_names[STRING_COUNT] = {
#define STRING_NAME(id, name) name,
    STRING_IDS(STRING_NAME)
#undef STRING_NAME
};

static int find_name(const char *name)
{
    for (int i = 0; i < STRING_COUNT; i++) {
        if (strcmp(string_names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

/* <string name="…">text</string> */
static int take_string(struct strings *strings, const char *path, xmlNode *node)
{
    xmlChar *name = xmlGetProp(node, (const xmlChar *)"name");
    xmlChar *text = xmlNodeGetContent(node);
    int id = name != NULL ? find_name((const char *)name) : -1;
    int result = 0;
    if (id < 0) {
        log_line(LOG_LEVEL_WARNING, "strings", "%s:%ld: \"%s\" is no string of this hall", path,
                 xmlGetLineNo(node), name != NULL ? (const char *)name : "");
    } else if (text == NULL) {
        result = -1;
    } else {
        free(strings->values[id]);
        strings->values[id] = strdup((const char *)text);
        result = strings->values[id] != NULL ? 0 : -1;
    }
    xmlFree(name);
    xmlFree(text);
    return result;
}

struct strings *strings_read(const char *path)
{
    struct strings *strings = calloc(1, sizeof *strings);
    xmlDoc *document = xmlReadFile(
        path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS);
    xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    if (strings == NULL || root == NULL) {
        const xmlError *error = xmlGetLastError();
        log_line(LOG_LEVEL_ERROR, "strings", "%s: %s", path,
                 error != NULL && error->message != NULL ? error->message : "cannot be read");
        goto fail;
    }
    for (xmlNode *node = root->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && take_string(strings, path, node) != 0) {
            goto fail;
        }
    }
    for (int i = 0; i < STRING_COUNT; i++) {
        if (strings->values[i] == NULL) {
            log_line(LOG_LEVEL_WARNING, "strings", "%s: \"%s\" is missing", path, string_names[i]);
        }
    }
    xmlFreeDoc(document);
    return strings;
fail:
    xmlFreeDoc(document);
    strings_free(strings);
    return NULL;
}

void strings_free(struct strings *strings)
{
    if (strings == NULL) {
        return;
    }
    for (int i = 0; i < STRING_COUNT; i++) {
        free(strings->values[i]);
    }
    free(strings);
}

const char *string_get(const struct strings *strings, enum string_id id)
{
    const char *value = strings->values[id];
    return value != NULL ? value : string_names[id];
}

/* Appends as much of `text` as fits, in whole characters. */
static size_t append(char *out, size_t size, size_t used, const char *text, size_t length)
{
    if (length > size - 1 - used) {
        length = size - 1 - used;
        while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u) {
            length--;
        }
    }
    memcpy(out + used, text, length);
    return used + length;
}

char *string_format(char *out, size_t size, const struct strings *strings, enum string_id id,
                    const char *const *values, size_t count)
{
    size_t used = 0;
    const char *p = string_get(strings, id);
    while (*p != '\0') {
        size_t plain = strcspn(p, "{");
        used = append(out, size, used, p, plain);
        p += plain;
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            size_t index = (size_t)(p[1] - '0');
            if (index < count) {
                used = append(out, size, used, values[index], strlen(values[index]));
            }
            p += 3;
        } else if (*p == '{') {
            used = append(out, size, used, p, 1);
            p++;
        }
    }
    out[used] = '\0';
    return out;
}

char *string_format_numbers(char *out, size_t size, const struct strings *strings, enum string_id id,
                            int64_t first, int64_t second)
{
    char numbers[2][NUMBER_SIZE];
    const char *values[] = {numbers[0], numbers[1]};
    (void)snprintf(numbers[0], sizeof numbers[0], "%" PRId64, first);
    (void)snprintf(numbers[1], sizeof numbers[1], "%" PRId64, second);
    return string_format(out, size, strings, id, values, 2);
}
