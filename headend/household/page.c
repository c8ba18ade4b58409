#include "headend/household/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "both-sides/memory/xml_memory.h"
#include "both-sides/records/person_scope.h"
#include "headend/http/cookie.h"
#include "headend/pages/phone_page.h"

static const char where[] = "household";

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

int page_scopes(xmlTextWriter *writer, unsigned scopes)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < PERSON_SCOPE_COUNT; i++) {
        if ((scopes & PERSON_SCOPE_BIT(i)) != 0) {
            result = xmlTextWriterStartElement(writer, BAD_CAST "scope") >= 0 &&
                             page_attribute(writer, "word", person_scopes.words[i]) == 0 &&
                             xmlTextWriterEndElement(writer) >= 0
                         ? 0
                         : -1;
        }
    }
    return result;
}

const struct refusal *page_go(struct reply *reply, const char *location)
{
    reply->status = MHD_HTTP_SEE_OTHER;
    reply->location = strdup(location);
    reply->body = strdup("");
    reply->length = 0;
    return reply->location != NULL && reply->body != NULL ? NULL : &refusal_unavailable;
}

int page_set_cookie(struct reply *reply, const char *name, const char *value)
{
    size_t free_place = 0;
    while (free_place < COOKIES_MAX && reply->cookies[free_place] != NULL) {
        free_place++;
    }
    if (free_place == COOKIES_MAX) {
        return -1;
    }
    reply->cookies[free_place] =
        cookie_write(&(struct cookie){.name = name, .value = value, .same_site = COOKIE_LAX});
    return reply->cookies[free_place] != NULL ? 0 : -1;
}

void page_read_cookie(const struct request *request, const char *name, char phone[TOKEN_SIZE],
                      char code[USER_CODE_SIZE])
{
    char value[COOKIE_VALUE_SIZE];
    phone[0] = '\0';
    if (code != NULL) {
        code[0] = '\0';
    }
    if (cookie_read(request_header(request, MHD_HTTP_HEADER_COOKIE), name, value) != 0) {
        return;
    }
    size_t length = strcspn(value, ".");
    if (length == TOKEN_SIZE - 1) {
        (void)snprintf(phone, TOKEN_SIZE, "%.*s", (int)length, value);
        if (code != NULL && value[length] == '.' && user_code_read(value + length + 1, code) != 0) {
            code[0] = '\0';
        }
    }
    explicit_bzero(value, sizeof value);
}
