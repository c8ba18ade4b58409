#include <string.h>

#include "both-sides/records/record_values.h"
#include "both-sides/xml/record_xml.h"
#include "both-sides/xml/record_xml_value.h"

struct writing {
    xmlTextWriter *writer;
    int failed;
};

static void check(struct writing *writing, int written)
{
    writing->failed = writing->failed || written < 0;
}

static void start(struct writing *writing, const char *name)
{
    check(writing, xmlTextWriterStartElement(writing->writer, BAD_CAST name));
}

static void end(struct writing *writing)
{
    check(writing, xmlTextWriterEndElement(writing->writer));
}

static void write_list(struct writing *writing, const struct record_field *field, const char *name,
                       const void *record)
{
    const char *items = record_items(field, record);
    check(writing, xmlTextWriterStartAttribute(writing->writer, BAD_CAST name));
    for (size_t i = 0; i < record_count(field, record); i++) {
        check(writing, xmlTextWriterWriteString(writing->writer, BAD_CAST(i > 0 ? " " : "")));
        check(writing, xmlTextWriterWriteString(writing->writer, BAD_CAST(items + i * field->size)));
    }
    check(writing, xmlTextWriterEndAttribute(writing->writer));
}

static void write_value(struct writing *writing, const struct record_field *field, const void *record)
{
    char buffer[XML_VALUE_TEXT_SIZE];
    char name_buffer[XML_NAME_SIZE];
    const char *name = xml_field_name(field, name_buffer);
    if (field->type == FIELD_CHARS_LIST) {
        write_list(writing, field, name, record);
        return;
    }
    const xmlChar *text = BAD_CAST xml_value_text(field, record, buffer);
    if (field->xml == XML_ATTRIBUTE) {
        check(writing, xmlTextWriterWriteAttribute(writing->writer, BAD_CAST name, text));
    } else if (field->xml == XML_CHILD) {
        check(writing, xmlTextWriterWriteElement(writing->writer, BAD_CAST name, text));
    } else {
        check(writing, xmlTextWriterWriteString(writing->writer, text));
    }
}

static void write_element(struct writing *writing, const char *name, const struct record_table *table,
                          const void *record);

static void write_languages(struct writing *writing, const struct record_field *field, const char *name,
                            const void *texts)
{
    for (size_t i = 0; i < record_field_count(field->record); i++) {
        const struct record_field *language = record_field_at(field->record, i);
        if (record_is_given(language, texts)) {
            start(writing, name);
            check(writing, xmlTextWriterWriteAttribute(writing->writer, BAD_CAST "xml:lang",
                                                       BAD_CAST language->xml_name));
            check(writing, xmlTextWriterWriteString(writing->writer, BAD_CAST record_text(language, texts)));
            end(writing);
        }
    }
}

static void write_items(struct writing *writing, const struct record_field *field, const char *name,
                        const void *record)
{
    const char *items = record_items(field, record);
    for (size_t i = 0; i < record_count(field, record); i++) {
        write_element(writing, name, field->record, items + i * field->size);
    }
}

/* A record, a part or a list of them. */
static void write_inside(struct writing *writing, const struct record_field *field, const void *record)
{
    char buffer[XML_NAME_SIZE];
    const char *name = xml_child_name(field, buffer);
    if (!record_is_given(field, record)) {
        return;
    }
    if (field->xml == XML_CHILDREN) {
        start(writing, name);
        write_items(writing, field, field->record->element, record);
        end(writing);
    } else if (field->xml == XML_LANGUAGES) {
        write_languages(writing, field, name, (const char *)record + field->offset);
    } else if (field->xml == XML_CHILD && xml_is_list(field)) {
        write_items(writing, field, name, record);
    } else if (field->xml == XML_CHILD) {
        write_element(writing, name, field->record, (const char *)record + field->offset);
    }
}

static void write_element(struct writing *writing, const char *name, const struct record_table *table,
                          const void *record)
{
    /* Attributes have to be written first. */
    static const enum xml_place order[] = {XML_ATTRIBUTE, XML_CHILD, XML_OWN_TEXT};
    start(writing, name);
    for (size_t place = 0; place < sizeof order / sizeof order[0]; place++) {
        for (size_t i = 0; i < record_field_count(table); i++) {
            const struct record_field *field = record_field_at(table, i);
            if (field->xml == order[place] && xml_is_value(field) &&
                (xml_is_required(field) || record_is_given(field, record))) {
                write_value(writing, field, record);
            }
        }
    }
    for (size_t i = 0; i < record_field_count(table); i++) {
        if (!xml_is_value(record_field_at(table, i))) {
            write_inside(writing, record_field_at(table, i), record);
        }
    }
    end(writing);
}

int record_xml_write(xmlTextWriter *writer, const struct record_table *table, const void *record)
{
    struct writing writing = {.writer = writer};
    write_element(&writing, table->element, table, record);
    return writing.failed ? -1 : 0;
}
