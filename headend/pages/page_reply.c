#include "headend/pages/page_reply.h"

#include "both-sides/log.h"
#include "both-sides/memory/xml_memory.h"
#include "headend/pages/phone_page.h"

static const char where[] = "pages";

struct writing {
    int (*write)(xmlTextWriter *writer, const void *about);
    const void *about;
    xmlDoc *document;
};

static int write_document(void *context)
{
    struct writing *writing = context;
    xmlTextWriter *writer = xmlNewTextWriterDoc(&writing->document, 0);
    int good = writer != NULL && xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL) >= 0 &&
               xmlTextWriterStartElement(writer, BAD_CAST "page") >= 0 &&
               writing->write(writer, writing->about) == 0 && xmlTextWriterEndDocument(writer) >= 0;
    xmlFreeTextWriter(writer);
    if (!good) {
        xmlFreeDoc(writing->document);
        writing->document = NULL;
    }
    return good ? 0 : -1;
}

const struct refusal *page_reply(struct request *request,
                                 int (*write)(xmlTextWriter *writer, const void *about), const void *about,
                                 struct reply *reply)
{
    const char *parameters[] = {NULL};
    struct writing writing = {.write = write, .about = about};
    struct phone_pages *pages = phone_pages_of(request->worker);
    if (pages == NULL) {
        return &refusal_unavailable;
    }
    if (xml_memory_try(write_document, &writing) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for a phone's page");
        return &refusal_unavailable;
    }
    reply->body = phone_page_make(pages, writing.document, parameters, &reply->length);
    xmlFreeDoc(writing.document);
    return reply->body != NULL ? NULL : &refusal_unavailable;
}

int page_attribute(xmlTextWriter *writer, const char *name, const char *value)
{
    return xmlTextWriterWriteAttribute(writer, BAD_CAST name, BAD_CAST value) >= 0 ? 0 : -1;
}

int page_number(xmlTextWriter *writer, const char *name, long long value)
{
    return xmlTextWriterWriteFormatAttribute(writer, BAD_CAST name, "%lld", value) >= 0 ? 0 : -1;
}
