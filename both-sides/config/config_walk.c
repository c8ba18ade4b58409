#include "both-sides/config/config_walk.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/config/config_error.h"
#include "both-sides/config/config_shape.h"
#include "both-sides/config/config_value.h"
#include "both-sides/printable.h"

enum {
    NAME_SIZE = 64,
    TEXT_SIZE = 1024, /* longer than anything that is allowed */
    ALLOWED_SIZE = sizeof(((struct config_error *)0)->allowed),
    SHOWN_BYTES = 60, /* of a wrong value in its message */
};

struct walk {
    struct hall_config *config;
    struct config_lines *lines;
    struct config_errors *errors;
};

static const char *text_of(const xmlChar *text)
{
    return text == NULL ? "" : (const char *)text;
}

static int line_of(const xmlNode *node)
{
    return (int)xmlGetLineNo(node);
}

/* "xml:lang", "digit": as the operator wrote it. */
static void attribute_name(const xmlAttr *attribute, char *out, size_t size)
{
    const char *prefix = attribute->ns != NULL ? text_of(attribute->ns->prefix) : "";
    (void)snprintf(out, size, "%s%s%s", prefix, prefix[0] != '\0' ? ":" : "", text_of(attribute->name));
}

/* Appends the text of a list of nodes; returns 0, or -1 when it is too long. */
static int gather_text(const xmlNode *first, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (const xmlNode *node = first; node != NULL; node = node->next) {
        if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE) {
            continue;
        }
        const char *text = text_of(node->content);
        size_t length = strlen(text);
        int fits = used + length < size;
        size_t taken = fits ? length : size - 1 - used;
        memcpy(out + used, text, taken);
        used += taken;
        out[used] = '\0';
        if (!fits) {
            return -1;
        }
    }
    return 0;
}

/* The text without the white space around it, as the schema sees it too. */
static char *trimmed(char *text)
{
    static const char blank[] = " \t\r\n";
    text += strspn(text, blank);
    size_t length = strlen(text);
    while (length > 0 && strchr(blank, text[length - 1]) != NULL) {
        length--;
    }
    text[length] = '\0';
    return text;
}

static void value_error(struct walk *walk, const xmlNode *element, const struct value_shape *shape,
                        const char *text)
{
    char allowed[ALLOWED_SIZE];
    config_value_allowed(shape, allowed, sizeof allowed);
    char shown[SHOWN_BYTES + 1];
    int cut = 0;
    (void)printable_copy(shown, sizeof shown, text, strlen(text), &cut);
    config_error_add(walk->errors, line_of(element), text_of(element->name), allowed,
                     "%s%s\"%s%s\" is not allowed", shape->name != NULL ? shape->name : "",
                     shape->name != NULL ? "=" : "", shown, cut ? "..." : "");
}

static void take_value(struct walk *walk, const xmlNode *element, const struct value_shape *shape,
                       const xmlNode *first, void *target)
{
    char text[TEXT_SIZE];
    int whole = gather_text(first, text, sizeof text) == 0;
    const char *value = trimmed(text);
    if (whole && config_value_good(shape, value)) {
        config_value_store(shape, value, target);
    } else {
        value_error(walk, element, shape, value);
    }
}

static void store_fallbacks(const struct value_shape *shapes, size_t count, void *target)
{
    for (size_t i = 0; i < count; i++) {
        if (shapes[i].fallback != NULL) {
            config_value_store(&shapes[i], shapes[i].fallback, target);
        }
    }
}

/* "width, height, safe-area" */
static void list_names(const struct element_shape *shape, int children, char *out, size_t size)
{
    size_t count = children ? shape->child_count : shape->attribute_count;
    size_t used = (size_t)snprintf(out, size, count == 0 ? "none" : children ? "only " : "");
    for (size_t i = 0; i < count && used < size; i++) {
        const char *between = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        int written = children
                          ? snprintf(out + used, size - used, "%s<%s>", between, shape->children[i].name)
                          : snprintf(out + used, size - used, "%s%s", between, shape->attributes[i].name);
        used += written > 0 ? (size_t)written : 0;
    }
}

static void check_attributes(struct walk *walk, const xmlNode *element, const struct element_shape *shape,
                             void *target)
{
    char name[NAME_SIZE];
    char allowed[ALLOWED_SIZE];
    unsigned seen = 0; /* a bit for each line of the table: XML itself refuses an attribute written twice */
    store_fallbacks(shape->attributes, shape->attribute_count, target);
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        attribute_name(attribute, name, sizeof name);
        size_t i = 0;
        while (i < shape->attribute_count && strcmp(shape->attributes[i].name, name) != 0) {
            i++;
        }
        if (i == shape->attribute_count) {
            list_names(shape, 0, allowed, sizeof allowed);
            config_error_add(walk->errors, line_of(element), text_of(element->name), allowed,
                             "there is no attribute %s here", name);
            continue;
        }
        seen |= 1U << i;
        take_value(walk, element, &shape->attributes[i], attribute->children, target);
    }
    for (size_t i = 0; i < shape->attribute_count; i++) {
        if (shape->attributes[i].required && (seen & 1U << i) == 0) {
            config_value_allowed(&shape->attributes[i], allowed, sizeof allowed);
            config_error_add(walk->errors, line_of(element), text_of(element->name), allowed,
                             "the attribute %s is missing", shape->attributes[i].name);
        }
    }
}

/* --- Words: <name xml:lang="zh-CN">…</name><name xml:lang="en">…</name> --- */

static void take_words(struct walk *walk, const xmlNode *element, const struct element_use *use, int english,
                       struct tile_text *target)
{
    char text[TEXT_SIZE];
    char allowed[ALLOWED_SIZE];
    int most = english ? use->en_most : use->zh_most;
    int whole = gather_text(element->children, text, sizeof text) == 0;
    const char *value = trimmed(text);
    int length = config_words_length(value);
    if (whole && length >= 1 && length <= most && strlen(value) < sizeof target->zh) {
        (void)snprintf(english ? target->en : target->zh, sizeof target->zh, "%s", value);
        return;
    }
    (void)snprintf(allowed, sizeof allowed,
                   "1 to %d characters on one line, at most %zu bytes, no control characters", most,
                   sizeof target->zh - 1);
    if (length < 0) {
        config_error_add(walk->errors, line_of(element), use->name, allowed,
                         "the text has a line break or another control character in it");
    } else if (length == 0) {
        config_error_add(walk->errors, line_of(element), use->name, allowed, "the text is empty");
    } else {
        config_error_add(walk->errors, line_of(element), use->name, allowed, "the text has %s%d characters",
                         whole ? "" : "more than ", length);
    }
}

/* One element of words. `seen` has a bit for each language. */
static void check_words(struct walk *walk, const xmlNode *element, const struct element_use *use,
                        unsigned *seen, struct tile_text *target)
{
    char name[NAME_SIZE];
    char language[NAME_SIZE] = "";
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        attribute_name(attribute, name, sizeof name);
        if (strcmp(name, "xml:lang") == 0) {
            (void)gather_text(attribute->children, language, sizeof language);
        } else {
            config_error_add(walk->errors, line_of(element), use->name, "xml:lang",
                             "there is no attribute %s here", name);
        }
    }
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            config_error_add(walk->errors, line_of(child), use->name, "text only",
                             "<%.40s> cannot stand here", text_of(child->name));
        }
    }
    const char *value = trimmed(language);
    int english = strcmp(value, "en") == 0;
    if (!english && strcmp(value, "zh-CN") != 0) {
        config_error_add(walk->errors, line_of(element), use->name, "xml:lang=\"zh-CN\" or xml:lang=\"en\"",
                         value[0] == '\0' ? "the attribute xml:lang is missing%s" : "the language is \"%s\"",
                         value);
        return;
    }
    if ((*seen & 1U << english) != 0) {
        config_error_add(walk->errors, line_of(element), use->name, "one for each language",
                         "a second <%s> in the language %s", use->name, value);
        return;
    }
    *seen |= 1U << english;
    take_words(walk, element, use, english, target);
}

static void check_words_seen(struct walk *walk, const xmlNode *parent, const struct element_use *use,
                             unsigned seen)
{
    if ((seen & 1U) == 0 && (use->least > 0 || seen != 0)) {
        config_error_add(walk->errors, line_of(parent), text_of(parent->name),
                         "Chinese is needed, English may follow", "<%s xml:lang=\"zh-CN\"> is missing",
                         use->name);
    }
}

/* --- Elements --- */

static void keep_line(struct walk *walk, const xmlNode *element, const struct element_use *use, size_t index)
{
    int line = line_of(element);
    if (strcmp(use->name, "tile") == 0) {
        walk->lines->tile[index] = line;
    } else if (strcmp(use->name, "font") == 0) {
        walk->lines->font[index] = line;
    } else if (strcmp(use->name, "fonts") == 0) {
        walk->lines->fonts = line;
    } else if (strcmp(use->name, "display") == 0) {
        walk->lines->display = line;
    } else if (strcmp(use->name, "server") == 0) {
        walk->config->server.present = 1;
    }
}

static void check_element(struct walk *walk, const xmlNode *element, const struct element_shape *shape,
                          void *target);

static void check_count(struct walk *walk, const xmlNode *parent, const xmlNode *child,
                        const struct element_use *use, size_t count)
{
    char allowed[ALLOWED_SIZE];
    if (use->most == 1) {
        (void)snprintf(allowed, sizeof allowed, "%s one in <%s>", use->least == 1 ? "exactly" : "at most",
                       text_of(parent->name));
    } else {
        (void)snprintf(allowed, sizeof allowed, "%zu to %zu in <%s>", use->least, use->most,
                       text_of(parent->name));
    }
    if (child == NULL && count < use->least) {
        config_error_add(walk->errors, line_of(parent), text_of(parent->name), allowed, "<%s> is missing",
                         use->name);
    } else if (child != NULL) {
        config_error_add(walk->errors, line_of(child), use->name, allowed, "one <%s> too many", use->name);
    }
}

static void keep_own_line(const xmlNode *element, const struct element_use *use, char *target)
{
    int line = line_of(element);
    if (use->line_offset > 0) {
        memcpy(target + use->line_offset, &line, sizeof line);
    }
}

/* Every child element that is a `use`, and whether there are enough of them. */
static void check_use(struct walk *walk, const xmlNode *parent, const struct element_use *use, void *target)
{
    char *place = (char *)target + use->offset;
    size_t count = 0;
    unsigned languages = 0;
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || child->ns != NULL ||
            strcmp(text_of(child->name), use->name) != 0) {
            continue;
        }
        if (use->shape == NULL) {
            check_words(walk, child, use, &languages, (struct tile_text *)(void *)place);
        } else if (count == use->most) {
            check_count(walk, parent, child, use, count);
        } else {
            keep_line(walk, child, use, count);
            check_element(walk, child, use->shape, place + count * use->stride);
            keep_own_line(child, use, place + count * use->stride);
            count++;
        }
    }
    if (use->shape == NULL) {
        check_words_seen(walk, parent, use, languages);
        return;
    }
    check_count(walk, parent, NULL, use, count);
    if (use->stride > 0) {
        memcpy((char *)target + use->count_offset, &count, sizeof count);
    }
}

static void check_strangers(struct walk *walk, const xmlNode *element, const struct element_shape *shape)
{
    char allowed[ALLOWED_SIZE];
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            if (shape->text == NULL &&
                text_of(child->content)[strspn(text_of(child->content), " \t\r\n")] != '\0') {
                config_error_add(walk->errors, line_of(element), shape->name, "elements and attributes only",
                                 "there is text between the elements");
            }
            continue;
        }
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        size_t i = 0;
        while (i < shape->child_count && strcmp(shape->children[i].name, text_of(child->name)) != 0) {
            i++;
        }
        if (i == shape->child_count || child->ns != NULL) {
            list_names(shape, 1, allowed, sizeof allowed);
            config_error_add(walk->errors, line_of(child), shape->name,
                             shape->text != NULL ? "text only" : allowed,
                             child->ns != NULL ? "<%.40s> is in an XML namespace and cannot stand here"
                                               : "<%.40s> cannot stand here",
                             text_of(child->name));
        }
    }
}

static void check_element(struct walk *walk, const xmlNode *element, const struct element_shape *shape,
                          void *target)
{
    check_attributes(walk, element, shape, target);
    check_strangers(walk, element, shape);
    if (shape->text != NULL) {
        take_value(walk, element, shape->text, element->children, target);
    }
    for (size_t i = 0; i < shape->child_count; i++) {
        check_use(walk, element, &shape->children[i], target);
    }
}

/* What holds where an optional element is missing altogether. */
static void store_all_fallbacks(const struct element_shape *shape, void *target)
{
    store_fallbacks(shape->attributes, shape->attribute_count, target);
    if (shape->text != NULL) {
        store_fallbacks(shape->text, 1, target);
    }
    for (size_t i = 0; i < shape->child_count; i++) {
        const struct element_use *use = &shape->children[i];
        if (use->shape != NULL && use->stride == 0) {
            store_all_fallbacks(use->shape, (char *)target + use->offset);
        }
    }
}

void config_walk(xmlDoc *document, struct hall_config *config, struct config_lines *lines,
                 struct config_errors *errors)
{
    struct walk walk = {.config = config, .lines = lines, .errors = errors};
    const xmlNode *root = xmlDocGetRootElement(document);
    const struct element_use *use = &config_root_use;
    if (root == NULL || root->ns != NULL || strcmp(text_of(root->name), use->name) != 0) {
        config_error_add(
            errors, root == NULL ? 1 : line_of(root), root == NULL ? "document" : text_of(root->name),
            "<headend version=\"1\"> around everything, without xmlns", "this is not a headend.xml");
        return;
    }
    store_all_fallbacks(use->shape, config);
    check_element(&walk, root, use->shape, config);
}
