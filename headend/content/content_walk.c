#include "headend/content/content_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/printable.h"
#include "both-sides/xml/config_error.h"
#include "headend/content/content_value.h"

enum {
    NAME_SIZE = 64,
    ALLOWED_SIZE = sizeof(((struct config_error *)0)->allowed),
    SHOWN_BYTES = 60, /* of a wrong value in its message */
};

struct walk {
    struct arena *arena;
    struct config_errors *errors;
    int no_memory;
};

static const char blank[] = " \t\r\n";

static const char *text_of(const xmlChar *text)
{
    return text == NULL ? "" : (const char *)text;
}

int content_line(const xmlNode *element)
{
    return (int)xmlGetLineNo(element);
}

/* One space for each run of white space, none around: an operator may break lines. */
static char *collapse(char *text)
{
    char *out = text;
    for (const char *in = text + strspn(text, blank); *in != '\0';) {
        size_t word = strcspn(in, blank);
        memmove(out, in, word);
        out += word;
        in += word;
        in += strspn(in, blank);
        if (*in != '\0') {
            *out++ = ' ';
        }
    }
    *out = '\0';
    return text;
}

static void no_memory(struct walk *walk, const xmlNode *element)
{
    if (!walk->no_memory) {
        config_error_add(walk->errors, content_line(element), text_of(element->name), "try again",
                         "out of memory");
    }
    walk->no_memory = 1;
}

/* --- Values --- */

static void value_error(struct walk *walk, const xmlNode *element, const struct content_value *value,
                        const char *text)
{
    char allowed[ALLOWED_SIZE];
    char shown[SHOWN_BYTES + 1];
    int cut = 0;
    content_value_allowed(value, allowed, sizeof allowed);
    (void)printable_copy(shown, sizeof shown, text, strlen(text), &cut);
    int is_attribute = value->place == CONTENT_ATTRIBUTE;
    config_error_add(walk->errors, content_line(element), text_of(element->name), allowed,
                     "%s%s\"%s%s\" is not allowed", is_attribute ? value->name : "", is_attribute ? "=" : "",
                     shown, cut ? "..." : "");
}

/* Takes over `raw`. */
static void take_value(struct walk *walk, const xmlNode *element, const struct content_value *value,
                       xmlChar *raw, void *record)
{
    char nothing[] = "";
    char *text = collapse(raw != NULL ? (char *)raw : nothing);
    switch (content_value_take(value, text, record, walk->arena)) {
    case CONTENT_VALUE_GOOD:
        break;
    case CONTENT_VALUE_WRONG:
        value_error(walk, element, value, text);
        break;
    case CONTENT_VALUE_NO_MEMORY:
        no_memory(walk, element);
        break;
    }
    xmlFree(raw);
}

static size_t find_value(const struct content_element *shape, enum content_place place, const char *name)
{
    size_t i = 0;
    while (i < shape->value_count &&
           (shape->values[i].place != place || strcmp(shape->values[i].name, name) != 0)) {
        i++;
    }
    return i;
}

/* "only id, theme and flow", or of elements "only <name>, <summary> and <fee>". */
static void list_names(const struct content_element *shape, enum content_place place, char *out, size_t size)
{
    const char *names[64];
    size_t count = 0;
    int elements = place == CONTENT_CHILD;
    for (size_t i = 0; i < shape->value_count && count < CONTENT_COUNT(names); i++) {
        if (shape->values[i].place == place) {
            names[count++] = shape->values[i].name;
        }
    }
    for (size_t i = 0; elements && i < shape->child_count && count < CONTENT_COUNT(names); i++) {
        names[count++] = shape->children[i].element->name;
    }
    size_t used = (size_t)snprintf(out, size, count == 0 ? "none" : "only ");
    for (size_t i = 0; i < count && used < size; i++) {
        const char *between = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        int written = snprintf(out + used, size - used, elements ? "%s<%s>" : "%s%s", between, names[i]);
        used += written > 0 ? (size_t)written : 0;
    }
}

static void take_attributes(struct walk *walk, const xmlNode *element, const struct content_element *shape,
                            uint64_t *seen, void *record)
{
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        size_t i = find_value(shape, CONTENT_ATTRIBUTE, text_of(attribute->name));
        if (i == shape->value_count || attribute->ns != NULL) {
            char allowed[ALLOWED_SIZE];
            list_names(shape, CONTENT_ATTRIBUTE, allowed, sizeof allowed);
            config_error_add(walk->errors, content_line(element), text_of(element->name), allowed,
                             "there is no attribute %.60s here", text_of(attribute->name));
            continue;
        }
        *seen |= (uint64_t)1 << i;
        take_value(walk, element, &shape->values[i],
                   xmlNodeListGetString(element->doc, attribute->children, 1), record);
    }
}

static void text_only(struct walk *walk, const xmlNode *element)
{
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            config_error_add(walk->errors, content_line(child), text_of(element->name), "text only",
                             "<%.60s> cannot stand here", text_of(child->name));
        }
    }
}

/* A child element that is nothing but a text. */
static void take_text_child(struct walk *walk, const xmlNode *child, const struct content_value *value,
                            int seen, void *record)
{
    char allowed[NAME_SIZE];
    if (seen) {
        (void)snprintf(allowed, sizeof allowed, "one in <%.40s>", text_of(child->parent->name));
        config_error_add(walk->errors, content_line(child), value->name, allowed, "a second <%s>",
                         value->name);
        return;
    }
    for (const xmlAttr *attribute = child->properties; attribute != NULL; attribute = attribute->next) {
        config_error_add(walk->errors, content_line(child), value->name, "none",
                         "there is no attribute %.60s here", text_of(attribute->name));
    }
    text_only(walk, child);
    take_value(walk, child, value, xmlNodeGetContent(child), record);
}

static void check_required(struct walk *walk, const xmlNode *element, const struct content_element *shape,
                           uint64_t seen)
{
    char allowed[ALLOWED_SIZE];
    for (size_t i = 0; i < shape->value_count; i++) {
        const struct content_value *value = &shape->values[i];
        if (!value->required || (seen & (uint64_t)1 << i) != 0) {
            continue;
        }
        content_value_allowed(value, allowed, sizeof allowed);
        if (value->place == CONTENT_ATTRIBUTE) {
            config_error_add(walk->errors, content_line(element), text_of(element->name), allowed,
                             "the attribute %s is missing", value->name);
        } else {
            config_error_add(walk->errors, content_line(element), text_of(element->name), allowed,
                             "<%s> is missing", value->name);
        }
    }
}

/* --- Elements --- */

static void fill(struct walk *walk, const xmlNode *element, const struct content_element *shape,
                 void *record);

static int is_use(const xmlNode *node, const struct content_use *use)
{
    return node->type == XML_ELEMENT_NODE && node->ns == NULL &&
           strcmp(text_of(node->name), use->element->name) == 0;
}

/* How many there are; one error where there are too many or too few of them. */
static size_t count_use(struct walk *walk, const xmlNode *parent, const struct content_use *use)
{
    char allowed[NAME_SIZE + 40];
    size_t count = 0;
    const xmlNode *first_beyond = NULL;
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (is_use(child, use) && ++count == use->most + 1) {
            first_beyond = child;
        }
    }
    (void)snprintf(allowed, sizeof allowed, "%zu to %zu in <%.40s>", use->least, use->most,
                   text_of(parent->name));
    if (first_beyond != NULL) {
        config_error_add(walk->errors, content_line(first_beyond), use->element->name, allowed,
                         "<%s> stands here %zu times", use->element->name, count);
        return use->most;
    }
    if (count < use->least) {
        config_error_add(walk->errors, content_line(parent), text_of(parent->name), allowed,
                         "<%s> is missing", use->element->name);
    }
    return count;
}

static void fill_many(struct walk *walk, const xmlNode *parent, const struct content_use *use, size_t count,
                      void *record)
{
    char *items = arena_alloc(walk->arena, count * use->stride);
    if (items == NULL) {
        no_memory(walk, parent);
        return;
    }
    memset(items, 0, count * use->stride);
    size_t filled = 0;
    for (const xmlNode *child = parent->children; child != NULL && filled < count; child = child->next) {
        if (is_use(child, use)) {
            fill(walk, child, use->element, items + filled * use->stride);
            filled++;
        }
    }
    memcpy((char *)record + use->offset, &items, sizeof items);
    memcpy((char *)record + use->count_offset, &filled, sizeof filled);
}

static void fill_one(struct walk *walk, const xmlNode *parent, const struct content_use *use, void *record)
{
    const int given = 1;
    const xmlNode *child = parent->children;
    while (!is_use(child, use)) {
        child = child->next;
    }
    fill(walk, child, use->element, (char *)record + use->offset);
    if (use->count_offset != SIZE_MAX) {
        memcpy((char *)record + use->count_offset, &given, sizeof given);
    }
}

/* What holds of a part of the record whose element is missing. */
static void missing_values(const struct content_element *shape, void *record)
{
    for (size_t i = 0; i < shape->value_count; i++) {
        content_value_missing(&shape->values[i], record);
    }
    for (size_t i = 0; i < shape->child_count; i++) {
        if (shape->children[i].stride == 0) {
            missing_values(shape->children[i].element, (char *)record + shape->children[i].offset);
        }
    }
}

void content_walk_loose_text(const xmlNode *element, struct config_errors *errors)
{
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        int is_text = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
        if (is_text && text_of(child->content)[strspn(text_of(child->content), blank)] != '\0') {
            config_error_add(errors, content_line(element), text_of(element->name),
                             "elements and attributes only", "there is text between the elements");
            return;
        }
    }
}

static void stranger(struct walk *walk, const xmlNode *child, const struct content_element *shape)
{
    char allowed[ALLOWED_SIZE];
    list_names(shape, CONTENT_CHILD, allowed, sizeof allowed);
    config_error_add(walk->errors, content_line(child), shape->name, allowed,
                     child->ns != NULL ? "<%.60s> is in an XML namespace and cannot stand here"
                                       : "<%.60s> cannot stand here",
                     text_of(child->name));
}

static void take_children(struct walk *walk, const xmlNode *element, const struct content_element *shape,
                          uint64_t *seen, void *record)
{
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        size_t i = find_value(shape, CONTENT_CHILD, text_of(child->name));
        size_t use = 0;
        while (use < shape->child_count && !is_use(child, &shape->children[use])) {
            use++;
        }
        if (i < shape->value_count && child->ns == NULL) {
            take_text_child(walk, child, &shape->values[i], (*seen >> i & 1) != 0, record);
            *seen |= (uint64_t)1 << i;
        } else if (use == shape->child_count) {
            stranger(walk, child, shape);
        }
    }
    for (size_t i = 0; i < shape->child_count; i++) {
        const struct content_use *use = &shape->children[i];
        size_t count = count_use(walk, element, use);
        if (count > 0 && use->stride > 0) {
            fill_many(walk, element, use, count, record);
        } else if (count > 0) {
            fill_one(walk, element, use, record);
        }
    }
}

static void fill(struct walk *walk, const xmlNode *element, const struct content_element *shape, void *record)
{
    uint64_t seen = 0; /* a bit for each value of the table */
    size_t own = 0;
    missing_values(shape, record);
    take_attributes(walk, element, shape, &seen, record);
    while (own < shape->value_count && shape->values[own].place != CONTENT_OWN_TEXT) {
        own++;
    }
    if (own < shape->value_count) {
        text_only(walk, element);
        xmlChar *text = xmlNodeGetContent(element);
        if (shape->values[own].required ||
            (text != NULL && text_of(text)[strspn(text_of(text), blank)] != '\0')) {
            seen |= (uint64_t)1 << own;
            take_value(walk, element, &shape->values[own], text, record);
        } else {
            xmlFree(text);
        }
    } else {
        content_walk_loose_text(element, walk->errors);
        take_children(walk, element, shape, &seen, record);
    }
    check_required(walk, element, shape, seen);
}

int content_walk(const xmlNode *element, const struct content_element *shape, void *record,
                 struct arena *arena, struct config_errors *errors)
{
    struct walk walk = {.arena = arena, .errors = errors};
    fill(&walk, element, shape, record);
    return walk.no_memory ? -1 : 0;
}
