#include "headend/content/content_text.h"

#include <stdlib.h>
#include <string.h>

#include "headend/content/content_shape.h"
#include "headend/content/content_value.h"

struct writing {
    xmlTextWriter *writer;
    int failed;
};

static void check(struct writing *writing, int written)
{
    writing->failed = writing->failed || written < 0;
}

static void write_ids(struct writing *writing, const struct content_value *value, const void *record)
{
    char(*ids)[CONTENT_ID_SIZE] = NULL;
    size_t count = 0;
    memcpy(&ids, (const char *)record + value->offset, sizeof ids);
    memcpy(&count, (const char *)record + value->count_offset, sizeof count);
    check(writing, xmlTextWriterStartAttribute(writing->writer, BAD_CAST value->name));
    for (size_t i = 0; i < count; i++) {
        check(writing, xmlTextWriterWriteString(writing->writer, BAD_CAST(i > 0 ? " " : "")));
        check(writing, xmlTextWriterWriteString(writing->writer, BAD_CAST ids[i]));
    }
    check(writing, xmlTextWriterEndAttribute(writing->writer));
}

static void write_value(struct writing *writing, const struct content_value *value, const void *record)
{
    char buffer[CONTENT_VALUE_TEXT_SIZE];
    if (value->kind == CONTENT_IDS) {
        write_ids(writing, value, record);
        return;
    }
    const xmlChar *text = BAD_CAST content_value_text(value, record, buffer);
    switch (value->place) {
    case CONTENT_ATTRIBUTE:
        check(writing, xmlTextWriterWriteAttribute(writing->writer, BAD_CAST value->name, text));
        break;
    case CONTENT_CHILD:
        check(writing, xmlTextWriterWriteElement(writing->writer, BAD_CAST value->name, text));
        break;
    case CONTENT_OWN_TEXT:
        check(writing, xmlTextWriterWriteString(writing->writer, text));
        break;
    }
}

static size_t count_of(const struct content_use *use, const void *record)
{
    size_t count = 0;
    memcpy(&count, (const char *)record + use->count_offset, sizeof count);
    return count;
}

/* A part of its parent's record: there, when something is in it. */
static int part_is_there(const struct content_use *use, const void *record)
{
    const struct content_element *element = use->element;
    int there = 0;
    for (size_t i = 0; i < element->value_count && !there; i++) {
        there = content_value_given(&element->values[i], record);
    }
    for (size_t i = 0; i < element->child_count && !there; i++) {
        there = count_of(&element->children[i], record) > 0;
    }
    return there;
}

static void write_element(struct writing *writing, const struct content_element *element, const void *record);

static void write_use(struct writing *writing, const struct content_use *use, const void *record)
{
    int given = 0;
    if (use->stride > 0) {
        const char *items = NULL;
        memcpy(&items, (const char *)record + use->offset, sizeof items);
        for (size_t i = 0; i < count_of(use, record); i++) {
            write_element(writing, use->element, items + i * use->stride);
        }
        return;
    }
    if (use->count_offset == SIZE_MAX) {
        given = part_is_there(use, record);
    } else {
        memcpy(&given, (const char *)record + use->count_offset, sizeof given);
    }
    if (given) {
        write_element(writing, use->element, (const char *)record + use->offset);
    }
}

static void write_element(struct writing *writing, const struct content_element *element, const void *record)
{
    /* Attributes have to be written first. */
    static const enum content_place order[] = {CONTENT_ATTRIBUTE, CONTENT_CHILD, CONTENT_OWN_TEXT};
    check(writing, xmlTextWriterStartElement(writing->writer, BAD_CAST element->name));
    for (size_t place = 0; place < CONTENT_COUNT(order); place++) {
        for (size_t i = 0; i < element->value_count; i++) {
            const struct content_value *value = &element->values[i];
            if (value->place == order[place] && (value->required || content_value_given(value, record))) {
                write_value(writing, value, record);
            }
        }
    }
    for (size_t i = 0; i < element->child_count; i++) {
        write_use(writing, &element->children[i], record);
    }
    check(writing, xmlTextWriterEndElement(writing->writer));
}

int content_write(xmlTextWriter *writer, enum content_kind kind, const void *value)
{
    struct writing writing = {.writer = writer};
    write_element(&writing, content_kinds[kind].element, value);
    return writing.failed ? -1 : 0;
}

char *content_text(enum content_kind kind, const void *value)
{
    char *text = NULL;
    xmlBuffer *buffer = xmlBufferCreate();
    xmlTextWriter *writer = buffer != NULL ? xmlNewTextWriterMemory(buffer, 0) : NULL;
    if (writer != NULL) {
        int failed = content_write(writer, kind, value) != 0;
        xmlFreeTextWriter(writer); /* writes the rest into the buffer */
        text = failed ? NULL : strdup((const char *)xmlBufferContent(buffer));
    }
    if (buffer != NULL) {
        xmlBufferFree(buffer);
    }
    return text;
}
