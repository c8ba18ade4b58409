#include "headend/notices/import/feed_export.h"

#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/durable_file.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed.h"
#include "headend/notices/import/feed_date.h"
#include "headend/notices/store_notices.h"

struct export
{
    xmlTextWriter *writer;
    int failed;
    int notices;
};

static void check(struct export *export, int written)
{
    export->failed = export->failed || written < 0;
}

static void element(struct export *export, const char *name, const char *text)
{
    check(export, xmlTextWriterWriteElement(export->writer, BAD_CAST name, BAD_CAST text));
}

static void open_element(struct export *export, const char *name)
{
    check(export, xmlTextWriterStartElement(export->writer, BAD_CAST name));
}

static void close_element(struct export *export)
{
    check(export, xmlTextWriterEndElement(export->writer));
}

static void attribute(struct export *export, const char *name, const char *text)
{
    check(export, xmlTextWriterWriteAttribute(export->writer, BAD_CAST name, BAD_CAST text));
}

static void moment(struct export *export, const char *name, int64_t ms)
{
    char text[FEED_DATE_SIZE];
    if (ms != 0) {
        feed_date_write(ms, text);
        element(export, name, text);
    }
}

static void nested(struct export *export, const char *outer, const char *inner, const char *text)
{
    open_element(export, outer);
    element(export, inner, text);
    close_element(export);
}

static void extension(struct export *export, const struct notice_record *record)
{
    const char level[] = {(char)('0' + record->level), '\0'};
    element(export, "hall:level", level);
    element(export, "hall:area", record->area_code);
    if (record->undated) {
        moment(export, "hall:undated", record->published);
    }
    if (record->owner[0] != '\0') {
        element(export, "hall:owner", record->owner);
    }
    moment(export, "hall:valid-from", record->valid_from);
    moment(export, "hall:valid-to", record->valid_to);
    if (record->speech[0] != '\0') {
        element(export, "hall:speech", record->speech);
    }
}

static int write_notice(void *context, const struct notice_record *record, int64_t withdrawn)
{
    struct export *export = context;
    if (withdrawn != 0) {
        return 0; /* stands among the withdrawals */
    }
    export->notices++;
    open_element(export, "entry");
    element(export, "id", record->guid);
    element(export, "title", record->title);
    if (!record->undated) {
        moment(export, "published", record->published);
    }
    moment(export, "updated", record->changed);
    nested(export, "author", "name", record->org_name);
    open_element(export, "category");
    attribute(export, "term", feed_category_word(record->category));
    close_element(export);
    if (record->qr_link[0] != '\0') {
        open_element(export, "link");
        attribute(export, "href", record->qr_link);
        close_element(export);
    }
    nested(export, "source", "title", record->source);
    extension(export, record);
    open_element(export, "content");
    attribute(export, "type", "html");
    check(export, xmlTextWriterWriteString(export->writer, BAD_CAST record->body));
    close_element(export);
    close_element(export);
    return export->failed ? -1 : 0;
}

static int write_withdrawal(void *context, const char *guid, const struct withdrawal *withdrawal)
{
    struct export *export = context;
    char text[FEED_DATE_SIZE];
    feed_date_write(withdrawal->moment, text);
    open_element(export, "at:deleted-entry");
    attribute(export, "ref", guid);
    attribute(export, "when", text);
    if (withdrawal->owner[0] != '\0') {
        element(export, "hall:owner", withdrawal->owner);
    }
    close_element(export);
    return export->failed ? -1 : 0;
}

static int write_feed(struct export *export, struct store *store, const char *title)
{
    check(export, xmlTextWriterSetIndent(export->writer, 1));
    check(export, xmlTextWriterStartDocument(export->writer, NULL, "UTF-8", NULL));
    open_element(export, "feed");
    attribute(export, "xmlns", "http://www.w3.org/2005/Atom");
    attribute(export, "xmlns:at", "http://purl.org/atompub/tombstones/1.0");
    attribute(export, "xmlns:hall", FEED_NAMESPACE);
    element(export, "id", FEED_EXPORT_ID);
    element(export, "title", title);
    moment(export, "updated", wall_ms());
    if (!export->failed && store_notices_each(store, write_notice, export) == 0 &&
        store_withdrawals_each(store, write_withdrawal, export) == 0) {
        close_element(export);
        check(export, xmlTextWriterEndDocument(export->writer));
        return export->failed ? -1 : 0;
    }
    return -1;
}

int feed_export(struct store *store, const char *title, const char *path, char *problem, size_t problem_size)
{
    struct export export = {0};
    int result = -1;
    xmlBuffer *buffer = xmlBufferCreate();
    export.writer = buffer != NULL ? xmlNewTextWriterMemory(buffer, 0) : NULL;
    if (export.writer == NULL || store_begin_read(store) != 0 || write_feed(&export, store, title) != 0) {
        (void)snprintf(problem, problem_size, "%s", export.failed ? "out of memory" : store_problem(store));
    } else {
        xmlFreeTextWriter(export.writer); /* writes the rest into the buffer */
        export.writer = NULL;
        /* The text goes through memory: a writer to a file does not tell when the disk is full. */
        int code = durable_file_write(path, 0666, xmlBufferContent(buffer), (size_t)xmlBufferLength(buffer));
        result = code == 0 ? export.notices : -1;
        (void)snprintf(problem, problem_size, "%s: %s", path, strerror(code));
    }
    store_end(store);
    if (export.writer != NULL) {
        xmlFreeTextWriter(export.writer);
    }
    if (buffer != NULL) {
        xmlBufferFree(buffer);
    }
    return result;
}
