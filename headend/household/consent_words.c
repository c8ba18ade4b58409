#include "headend/household/consent_words.h"

#include <libxml/parser.h>
#include <string.h>

#include "both-sides/digits.h"
#include "both-sides/log.h"
#include "both-sides/memory/xml_memory.h"
#include "both-sides/records/record_values.h"

enum { VERSION_MAX = 1000000 };

static const char where[] = "household";

/* -1: it is not as it must be. */
static int take(struct consent_words *words, const xmlNode *element)
{
    xmlChar *scope = xmlGetNoNsProp(element, BAD_CAST "scope");
    xmlChar *version = xmlGetNoNsProp(element, BAD_CAST "version");
    int64_t number = 0;
    size_t at = scope != NULL ? word_list_find(&person_scopes, (const char *)scope) : SIZE_MAX;
    int good = at < PERSON_SCOPE_COUNT && words->elements[at] == NULL && version != NULL &&
               digits_read((const char *)version, 1, VERSION_MAX, &number) == 0;
    if (good) {
        words->elements[at] = element;
        words->versions[at] = (int)number;
    }
    xmlFree(scope);
    xmlFree(version);
    return good ? 0 : -1;
}

struct reading {
    const char *path;
    struct consent_words *words;
};

static int read_document(void *context)
{
    struct reading *reading = context;
    struct consent_words *words = reading->words;
    words->document =
        xmlReadFile(reading->path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = words->document != NULL ? xmlDocGetRootElement(words->document) : NULL;
    int result = root != NULL ? 0 : -1;
    for (const xmlNode *child = root != NULL ? root->children : NULL; child != NULL && result == 0;
         child = child->next) {
        result = child->type == XML_ELEMENT_NODE ? take(words, child) : 0;
    }
    for (size_t i = 0; i < PERSON_SCOPE_COUNT; i++) {
        result = words->elements[i] != NULL ? result : -1;
    }
    return result;
}

int consent_words_read(const char *path, struct consent_words *words)
{
    struct reading reading = {.path = path, .words = words};
    memset(words, 0, sizeof *words);
    if (xml_memory_try(read_document, &reading) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: needs a <consent> with scope and version for each scope", path);
        consent_words_clear(words);
        return -1;
    }
    return 0;
}

void consent_words_clear(struct consent_words *words)
{
    xmlFreeDoc(words->document);
    memset(words, 0, sizeof *words);
}

int consent_words_write(const struct consent_words *words, enum person_scope scope, xmlTextWriter *writer)
{
    int result = xmlTextWriterStartElement(writer, BAD_CAST "consent") >= 0 &&
                         xmlTextWriterWriteAttribute(writer, BAD_CAST "scope",
                                                     BAD_CAST person_scopes.words[scope]) >= 0 &&
                         xmlTextWriterWriteFormatAttribute(writer, BAD_CAST "version", "%d",
                                                           words->versions[scope]) >= 0
                     ? 0
                     : -1;
    for (const xmlNode *child = words->elements[scope]->children; child != NULL && result == 0;
         child = child->next) {
        const xmlChar *text = child->children != NULL ? child->children->content : NULL;
        if (child->type == XML_ELEMENT_NODE && text != NULL) {
            result = xmlTextWriterWriteElement(writer, child->name, text) >= 0 ? 0 : -1;
        }
    }
    return result == 0 && xmlTextWriterEndElement(writer) >= 0 ? 0 : -1;
}
