#include <stdio.h>
#include <string.h>

#include "both-sides/printable.h"
#include "both-sides/records/record_values.h"
#include "both-sides/xml/record_xml.h"
#include "both-sides/xml/record_xml_value.h"

enum {
    ALLOWED_SIZE = sizeof(((struct config_error *)0)->allowed),
    SHOWN_BYTES = 60, /* of a wrong value in its message */
};

struct reading {
    struct arena *arena;
    struct config_errors *errors;
    int no_memory;
};

/* Which fields of a table an element has: a bit each. */
struct seen {
    uint64_t given, good;
};

static const char *text_of(const xmlChar *text)
{
    return text == NULL ? "" : (const char *)text;
}

static const char *name_of(const xmlNode *node)
{
    return text_of(node->name);
}

int record_xml_line(const xmlNode *element)
{
    return (int)xmlGetLineNo(element);
}

const xmlNode *record_xml_next(const xmlNode *node, const xmlNode *top)
{
    if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != top && node->next == NULL) {
        node = node->parent;
    }
    return node == top ? NULL : node->next;
}

static void no_memory(struct reading *reading, const xmlNode *element)
{
    if (!reading->no_memory) {
        config_error_add(reading->errors, record_xml_line(element), name_of(element), "try again",
                         "out of memory");
    }
    reading->no_memory = 1;
}

/* --- What may stand where --- */

/* "only id, theme and flow", or of elements "only <name>, <summary> and <fee>". */
static void list_names(const struct record_table *table, int elements, char *out, size_t size)
{
    char name[XML_NAME_SIZE];
    size_t count = 0;
    size_t total = 0;
    size_t used = 0;
    for (int printing = 0; printing <= 1; printing++) {
        for (size_t i = 0; i < record_field_count(table); i++) {
            const struct record_field *field = record_field_at(table, i);
            int is_element =
                field->xml == XML_CHILD || field->xml == XML_CHILDREN || field->xml == XML_LANGUAGES;
            if (elements ? !is_element : field->xml != XML_ATTRIBUTE) {
                continue;
            }
            total += !printing;
            if (printing && used < size) {
                const char *between = count == 0 ? "only " : count + 1 == total ? " and " : ", ";
                int written = snprintf(out + used, size - used, elements ? "%s<%s>" : "%s%s", between,
                                       xml_child_name(field, name));
                used += written > 0 ? (size_t)written : 0;
                count++;
            }
        }
    }
    if (total == 0) {
        (void)snprintf(out, size, "none");
    }
}

void record_xml_children(const struct record_table *table, char *out, size_t size)
{
    list_names(table, 1, out, size);
}

void record_xml_refuse_text(const xmlNode *element, struct config_errors *errors)
{
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        int is_text = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
        if (is_text && text_of(child->content)[strspn(text_of(child->content), " \t\r\n")] != '\0') {
            config_error_add(errors, record_xml_line(element), name_of(element),
                             "elements and attributes only", "there is text between the elements");
            return;
        }
    }
}

static void refuse_child(struct reading *reading, const xmlNode *child, const char *allowed)
{
    config_error_add(reading->errors, record_xml_line(child), name_of(child->parent), allowed,
                     child->ns != NULL ? "<%.60s> is in an XML namespace and cannot stand here"
                                       : "<%.60s> cannot stand here",
                     name_of(child));
}

static void refuse_children(struct reading *reading, const xmlNode *element)
{
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            refuse_child(reading, child, "text only");
        }
    }
}

/* "xml:lang", "digit": as the operator wrote it. */
static const char *attribute_name(const xmlAttr *attribute, char name[XML_NAME_SIZE])
{
    const char *prefix = attribute->ns != NULL ? text_of(attribute->ns->prefix) : "";
    (void)snprintf(name, XML_NAME_SIZE, "%s%s%s", prefix, prefix[0] != '\0' ? ":" : "",
                   text_of(attribute->name));
    return name;
}

static void refuse_attribute(struct reading *reading, const xmlAttr *attribute, const char *allowed)
{
    char name[XML_NAME_SIZE];
    config_error_add(reading->errors, record_xml_line(attribute->parent), name_of(attribute->parent), allowed,
                     "there is no attribute %s here", attribute_name(attribute, name));
}

static void refuse_attributes(struct reading *reading, const xmlNode *element)
{
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        refuse_attribute(reading, attribute, "none");
    }
}

static int is_element_called(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns == NULL && strcmp(name_of(node), name) == 0;
}

/* --- Values --- */

static void value_error(struct reading *reading, const xmlNode *element, const struct record_field *field,
                        const char *text)
{
    char allowed[ALLOWED_SIZE];
    char shown[SHOWN_BYTES + 1];
    char name[XML_NAME_SIZE];
    int cut = 0;
    int is_attribute = field->xml == XML_ATTRIBUTE;
    xml_value_allowed(field, allowed, sizeof allowed);
    (void)printable_copy(shown, sizeof shown, text, strlen(text), &cut);
    config_error_add(reading->errors, record_xml_line(element), name_of(element), allowed,
                     "%s%s\"%s%s\" is not allowed", is_attribute ? xml_field_name(field, name) : "",
                     is_attribute ? "=" : "", shown, cut ? "..." : "");
}

/* Takes over `raw`. Returns 1 if the value is good. */
static int take_value(struct reading *reading, const xmlNode *element, const struct record_field *field,
                      xmlChar *raw, void *record)
{
    char nothing[] = "";
    char *text = raw != NULL ? (char *)raw : nothing;
    enum xml_verdict verdict = xml_value_take(field, text, record, reading->arena);
    switch (verdict) {
    case XML_VALUE_GOOD:
        break;
    case XML_VALUE_WRONG:
        value_error(reading, element, field, xml_trim(text));
        break;
    case XML_VALUE_NO_MEMORY:
        no_memory(reading, element);
        break;
    }
    xmlFree(raw);
    return verdict == XML_VALUE_GOOD;
}

static void note(struct seen *seen, size_t field, int good)
{
    seen->given |= (uint64_t)1 << field;
    seen->good |= (uint64_t)good << field;
}

static void take_attributes(struct reading *reading, const xmlNode *element, const struct record_table *table,
                            struct seen *seen, void *record)
{
    char name[XML_NAME_SIZE];
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        size_t i = 0;
        while (i < record_field_count(table) &&
               (record_field_at(table, i)->xml != XML_ATTRIBUTE || attribute->ns != NULL ||
                strcmp(xml_field_name(record_field_at(table, i), name), text_of(attribute->name)) != 0)) {
            i++;
        }
        if (i == record_field_count(table)) {
            char allowed[ALLOWED_SIZE];
            list_names(table, 0, allowed, sizeof allowed);
            refuse_attribute(reading, attribute, allowed);
            continue;
        }
        xmlChar *raw = xmlNodeListGetString(element->doc, attribute->children, 1);
        note(seen, i, take_value(reading, element, record_field_at(table, i), raw, record));
    }
}

/* A child element that is nothing but a text. */
static int take_text_child(struct reading *reading, const xmlNode *child, const struct record_field *field,
                           int is_second, void *record)
{
    char allowed[ALLOWED_SIZE];
    if (is_second) {
        (void)snprintf(allowed, sizeof allowed, "one in <%.40s>", name_of(child->parent));
        config_error_add(reading->errors, record_xml_line(child), name_of(child), allowed, "a second <%s>",
                         name_of(child));
        return 0;
    }
    refuse_attributes(reading, child);
    refuse_children(reading, child);
    return take_value(reading, child, field, xmlNodeGetContent(child), record);
}

static void take_own_text(struct reading *reading, const xmlNode *element, const struct record_field *field,
                          struct seen *seen, size_t index, void *record)
{
    xmlChar *text = xmlNodeGetContent(element);
    refuse_children(reading, element);
    if (xml_is_required(field) || (text != NULL && text[strspn(text_of(text), " \t\r\n")] != '\0')) {
        note(seen, index, take_value(reading, element, field, text, record));
    } else {
        xmlFree(text);
    }
}

/* --- Texts in languages: <name xml:lang="zh-CN">…</name><name xml:lang="en">…</name> --- */

static void take_words(struct reading *reading, const xmlNode *element, const struct record_field *language,
                       void *record)
{
    char allowed[ALLOWED_SIZE];
    xmlChar *raw = xmlNodeGetContent(element);
    char nothing[] = "";
    char *text = xml_trim(raw != NULL ? (char *)raw : nothing);
    int64_t length = text_characters(text);
    if (length >= 1 && xml_value_take(language, text, record, reading->arena) == XML_VALUE_GOOD) {
        xmlFree(raw);
        return;
    }
    (void)snprintf(allowed, sizeof allowed,
                   "1 to %d characters on one line, at most %zu bytes, no control characters",
                   (int)language->max, language->size - 1);
    if (length <= 0) {
        config_error_add(reading->errors, record_xml_line(element), name_of(element), allowed,
                         length == 0 ? "the text is empty"
                                     : "the text has a line break or another control character in it");
    } else {
        config_error_add(reading->errors, record_xml_line(element), name_of(element), allowed,
                         "the text has %ld characters", (long)length);
    }
    xmlFree(raw);
}

/* The place of the language among the part's fields, field_count: none of them. */
static size_t language_of(struct reading *reading, const xmlNode *element, const struct record_table *texts)
{
    char name[XML_NAME_SIZE];
    xmlChar *raw = NULL;
    size_t i = 0;
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        if (strcmp(attribute_name(attribute, name), "xml:lang") == 0) {
            raw = xmlNodeListGetString(element->doc, attribute->children, 1);
        } else {
            refuse_attribute(reading, attribute, "xml:lang");
        }
    }
    char nothing[] = "";
    const char *language = xml_trim(raw != NULL ? (char *)raw : nothing);
    while (i < record_field_count(texts) && strcmp(record_field_at(texts, i)->xml_name, language) != 0) {
        i++;
    }
    if (i == record_field_count(texts)) {
        char allowed[ALLOWED_SIZE];
        size_t used = 0;
        for (size_t j = 0; j < record_field_count(texts) && used < sizeof allowed; j++) {
            used += (size_t)snprintf(allowed + used, sizeof allowed - used, "%sxml:lang=\"%s\"",
                                     j > 0 ? " or " : "", record_field_at(texts, j)->xml_name);
        }
        config_error_add(
            reading->errors, record_xml_line(element), name_of(element), allowed,
            language[0] == '\0' ? "the attribute xml:lang is missing%s" : "the language is \"%s\"", language);
    }
    xmlFree(raw);
    return i;
}

static void take_languages(struct reading *reading, const xmlNode *parent, const struct record_field *field,
                           const char *name, void *record)
{
    const struct record_table *texts = field->record;
    unsigned seen = 0;
    int any = 0;
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (!is_element_called(child, name)) {
            continue;
        }
        any = 1;
        refuse_children(reading, child);
        size_t i = language_of(reading, child, texts);
        if (i < record_field_count(texts) && (seen & 1U << i) != 0) {
            config_error_add(reading->errors, record_xml_line(child), name, "one for each language",
                             "a second <%s> in the language %s", name, record_field_at(texts, i)->xml_name);
        } else if (i < record_field_count(texts)) {
            seen |= 1U << i;
            take_words(reading, child, record_field_at(texts, i), (char *)record + field->offset);
        }
    }
    if ((seen & 1U) == 0 && (any || xml_is_required(field))) {
        config_error_add(reading->errors, record_xml_line(parent), name_of(parent),
                         "Chinese is needed, English may follow", "<%s xml:lang=\"%s\"> is missing", name,
                         record_field_at(texts, 0)->xml_name);
    }
}

/* --- Elements --- */

static void read_element(struct reading *reading, const xmlNode *element, const struct record_table *table,
                         void *record);

/* A record or a part, which there may be one of. */
static void take_record(struct reading *reading, const xmlNode *parent, const struct record_field *field,
                        const char *name, void *record)
{
    char allowed[ALLOWED_SIZE];
    const int given = 1;
    int count = 0;
    (void)snprintf(allowed, sizeof allowed, "%s one in <%.40s>",
                   xml_is_required(field) ? "exactly" : "at most", name_of(parent));
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (!is_element_called(child, name)) {
            continue;
        }
        if (++count > 1) {
            config_error_add(reading->errors, record_xml_line(child), name, allowed, "one <%s> too many",
                             name);
            continue;
        }
        read_element(reading, child, field->record, (char *)record + field->offset);
        if (field->type == FIELD_RECORD && field->count_offset != SIZE_MAX) {
            memcpy((char *)record + field->count_offset, &given, sizeof given);
        }
    }
    if (count == 0 && xml_is_required(field)) {
        config_error_add(reading->errors, record_xml_line(parent), name_of(parent), allowed,
                         "<%s> is missing", name);
    }
}

/* How many there are; one error where there are too many or too few of them. */
static size_t count_items(struct reading *reading, const xmlNode *parent, const struct record_field *field,
                          const char *name, size_t least)
{
    char allowed[ALLOWED_SIZE];
    size_t most = (size_t)field->max;
    size_t count = 0;
    const xmlNode *first_beyond = NULL;
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (is_element_called(child, name) && ++count == most + 1) {
            first_beyond = child;
        }
    }
    (void)snprintf(allowed, sizeof allowed, "%zu to %zu in <%.40s>", least, most, name_of(parent));
    if (first_beyond != NULL) {
        config_error_add(reading->errors, record_xml_line(first_beyond), name, allowed,
                         "<%s> stands here %zu times", name, count);
        return most;
    }
    if (count < least) {
        config_error_add(reading->errors, record_xml_line(parent), name_of(parent), allowed,
                         "<%s> is missing", name);
    }
    return count;
}

static void take_items(struct reading *reading, const xmlNode *parent, const struct record_field *field,
                       const char *name, size_t least, void *record)
{
    size_t count = count_items(reading, parent, field, name, least);
    size_t filled = 0;
    char *items = NULL;
    if (field->type == FIELD_RECORDS_INSIDE) {
        items = (char *)record + field->offset;
    } else if (count > 0) {
        items = arena_alloc(reading->arena, count * field->size);
        if (items == NULL) {
            no_memory(reading, parent);
            return;
        }
        memset(items, 0, count * field->size);
        record_set_pointer(field, items, record);
    }
    for (const xmlNode *child = parent->children; child != NULL && filled < count; child = child->next) {
        if (is_element_called(child, name)) {
            read_element(reading, child, field->record, items + filled * field->size);
            filled++;
        }
    }
    record_set_count(field, filled, record);
}

static void take_wrapped(struct reading *reading, const xmlNode *parent, const struct record_field *field,
                         const char *name, void *record)
{
    char allowed[ALLOWED_SIZE];
    const char *item = field->record->element;
    int count = 0;
    (void)snprintf(allowed, sizeof allowed, "%s one in <%.40s>",
                   xml_is_required(field) ? "exactly" : "at most", name_of(parent));
    for (const xmlNode *wrapper = parent->children; wrapper != NULL; wrapper = wrapper->next) {
        if (!is_element_called(wrapper, name)) {
            continue;
        }
        if (++count > 1) {
            config_error_add(reading->errors, record_xml_line(wrapper), name, allowed, "one <%s> too many",
                             name);
            continue;
        }
        refuse_attributes(reading, wrapper);
        record_xml_refuse_text(wrapper, reading->errors);
        for (const xmlNode *child = wrapper->children; child != NULL; child = child->next) {
            if (child->type == XML_ELEMENT_NODE && !is_element_called(child, item)) {
                char only[XML_NAME_SIZE + 8];
                (void)snprintf(only, sizeof only, "only <%s>", item);
                refuse_child(reading, child, only);
            }
        }
        take_items(reading, wrapper, field, item, field->min > 1 ? (size_t)field->min : 1, record);
    }
    if (count == 0 && xml_is_required(field)) {
        config_error_add(reading->errors, record_xml_line(parent), name_of(parent), allowed,
                         "<%s> is missing", name);
    }
}

static void take_field(struct reading *reading, const xmlNode *element, const struct record_field *field,
                       void *record)
{
    char buffer[XML_NAME_SIZE];
    const char *name = xml_child_name(field, buffer);
    switch (field->xml) {
    case XML_CHILDREN:
        take_wrapped(reading, element, field, name, record);
        break;
    case XML_LANGUAGES:
        take_languages(reading, element, field, name, record);
        break;
    case XML_CHILD:
        if (xml_is_list(field)) {
            take_items(reading, element, field, name, (size_t)field->min, record);
        } else if (!xml_is_value(field)) {
            take_record(reading, element, field, name, record);
        }
        break;
    case XML_NOWHERE:
    case XML_ATTRIBUTE:
    case XML_OWN_TEXT:
        break;
    }
}

static size_t find_child(const struct record_table *table, const xmlNode *child)
{
    char name[XML_NAME_SIZE];
    size_t i = 0;
    while (i < record_field_count(table) &&
           (record_field_at(table, i)->xml == XML_NOWHERE ||
            record_field_at(table, i)->xml == XML_ATTRIBUTE ||
            record_field_at(table, i)->xml == XML_OWN_TEXT ||
            !is_element_called(child, xml_child_name(record_field_at(table, i), name)))) {
        i++;
    }
    return i;
}

static void take_children(struct reading *reading, const xmlNode *element, const struct record_table *table,
                          struct seen *seen, void *record)
{
    record_xml_refuse_text(element, reading->errors);
    for (const xmlNode *child = element->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        size_t i = find_child(table, child);
        if (i == record_field_count(table)) {
            char allowed[ALLOWED_SIZE];
            list_names(table, 1, allowed, sizeof allowed);
            refuse_child(reading, child, allowed);
        } else if (xml_is_value(record_field_at(table, i))) {
            int is_second = (seen->given >> i & 1) != 0;
            note(seen, i, take_text_child(reading, child, record_field_at(table, i), is_second, record));
        }
    }
    for (size_t i = 0; i < record_field_count(table); i++) {
        take_field(reading, element, record_field_at(table, i), record);
    }
}

static void check_required(struct reading *reading, const xmlNode *element, const struct record_table *table,
                           uint64_t given)
{
    char allowed[ALLOWED_SIZE];
    char name[XML_NAME_SIZE];
    for (size_t i = 0; i < record_field_count(table); i++) {
        const struct record_field *field = record_field_at(table, i);
        int is_here = field->xml == XML_ATTRIBUTE || field->xml == XML_CHILD;
        if (!is_here || !xml_is_value(field) || !xml_is_required(field) || (given >> i & 1) != 0) {
            continue;
        }
        xml_value_allowed(field, allowed, sizeof allowed);
        config_error_add(reading->errors, record_xml_line(element), name_of(element), allowed,
                         field->xml == XML_ATTRIBUTE ? "the attribute %s is missing" : "<%s> is missing",
                         xml_field_name(field, name));
    }
}

/* --- Rules between fields --- */

static size_t index_of(const struct record_table *table, const char *name)
{
    size_t i = 0;
    while (i < record_field_count(table) && strcmp(record_field_at(table, i)->name, name) != 0) {
        i++;
    }
    return i;
}

static void check_rule(struct reading *reading, const xmlNode *element, const struct record_table *table,
                       const struct record_rule *rule, const struct seen *seen, const void *record)
{
    char name[XML_NAME_SIZE];
    char other_name[XML_NAME_SIZE];
    size_t field = index_of(table, rule->field);
    size_t other = index_of(table, rule->other);
    int given = (int)(seen->given >> field & 1);
    int other_given = (int)(seen->given >> other & 1);
    int line = record_xml_line(element);
    const char *one = xml_field_name(record_field_at(table, field), name);
    const char *two = xml_field_name(record_field_at(table, other), other_name);
    int64_t number = 0;
    int64_t word = 0;
    switch (rule->kind) {
    case RULE_TOGETHER:
        if (given != other_given) {
            config_error_add(reading->errors, line, name_of(element), rule->allowed,
                             "%s and %s belong together", one, two);
        }
        break;
    case RULE_EITHER:
        if (given == other_given) {
            config_error_add(reading->errors, line, name_of(element), rule->allowed,
                             given ? "both a %s and a %s are given" : "neither a %s nor a %s is given", one,
                             two);
        }
        break;
    case RULE_ZERO_UNLESS:
        number = record_number(record_field_at(table, field), record);
        word = record_number(record_field_at(table, other), record);
        if ((seen->good >> other & 1) != 0 && word != rule->value && number != 0) {
            config_error_add(reading->errors, line, name_of(element), rule->allowed,
                             "%s=\"%ld\" goes with %s=\"%s\" only", one, (long)number, two,
                             record_field_at(table, other)->words->words[rule->value]);
        }
        break;
    }
}

static void read_element(struct reading *reading, const xmlNode *element, const struct record_table *table,
                         void *record)
{
    struct seen seen = {0};
    size_t own = 0;
    record_set_missing(table, record);
    take_attributes(reading, element, table, &seen, record);
    while (own < record_field_count(table) && record_field_at(table, own)->xml != XML_OWN_TEXT) {
        own++;
    }
    if (own < record_field_count(table)) {
        take_own_text(reading, element, record_field_at(table, own), &seen, own, record);
    } else {
        take_children(reading, element, table, &seen, record);
    }
    check_required(reading, element, table, seen.given);
    for (size_t i = 0; i < table->rule_count; i++) {
        check_rule(reading, element, table, &table->rules[i], &seen, record);
    }
    for (size_t i = 0; i < record_field_count(table); i++) {
        if (record_field_at(table, i)->type == FIELD_LINE) {
            record_set_number(record_field_at(table, i), record_xml_line(element), record);
        }
    }
}

int record_xml_read(const xmlNode *element, const struct record_table *table, void *record,
                    struct arena *arena, struct config_errors *errors)
{
    struct reading reading = {.arena = arena, .errors = errors};
    read_element(&reading, element, table, record);
    return reading.no_memory ? -1 : 0;
}
