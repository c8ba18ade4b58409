#include "both-sides/xml/config_document.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/memory/xml_memory.h"
#include "both-sides/xml/config_error.h"

static const char well_formed[] = "every <x> closed by </x> or written <x/>, attribute values in quotes, & "
                                  "written &amp; and < written &lt;";

/* What the parser met first. */
struct first_problem {
    int line;
    int doctype;
    size_t elements; /* seen so far */
    const struct document_limits *limits;
    char message[160];
};

static const struct document_limits config_limits = {.bytes = CONFIG_BYTES_MAX, .elements = CONFIG_BYTES_MAX};

static void note_error(void *user, xmlError *error)
{
    xmlParserCtxt *parser = user;
    struct first_problem *first = parser->_private;
    if (error == NULL || error->level < XML_ERR_ERROR || first->line != 0) {
        return;
    }
    const char *message = error->message != NULL ? error->message : "unknown reason";
    size_t length = strcspn(message, "\n");
    length = length < sizeof first->message ? length : sizeof first->message - 1;
    memcpy(first->message, message, length);
    first->message[length] = '\0';
    first->line = error->line > 0 ? error->line : 1;
}

static void refuse_doctype(void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    xmlParserCtxt *parser = user;
    struct first_problem *first = parser->_private;
    if (first->line == 0) {
        first->line = parser->input != NULL ? parser->input->line : 1;
        first->doctype = 1;
    }
    xmlStopParser(parser);
}

/* A tree takes some hundred bytes an element, however few the file has for it. */
static void count_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
                          const xmlChar **attribute_list)
{
    xmlParserCtxt *parser = user;
    struct first_problem *first = parser->_private;
    if (++first->elements > first->limits->elements) {
        if (first->line == 0) {
            first->line = parser->input != NULL ? parser->input->line : 1;
        }
        xmlStopParser(parser);
        return;
    }
    xmlSAX2StartElementNs(user, name, prefix, uri, namespaces, namespace_list, attributes, defaulted,
                          attribute_list);
}

static void report(const struct first_problem *first, struct config_errors *errors)
{
    if (first->elements > first->limits->elements) {
        char allowed[60];
        (void)snprintf(allowed, sizeof allowed, "at most %zu elements", first->limits->elements);
        config_error_add(errors, first->line, "document", allowed, "the file has too many elements");
    } else if (first->doctype) {
        config_error_add(errors, first->line, "document", "no <!DOCTYPE ...>: the file needs none",
                         "the file has a DOCTYPE");
    } else {
        config_error_add(errors, first->line > 0 ? first->line : 1, "document", well_formed,
                         "the file is not well-formed XML: %s",
                         first->message[0] != '\0' ? first->message : "it could not be read");
    }
}

xmlDoc *config_document_read(const char *text, size_t length, struct config_errors *errors)
{
    return config_document_read_within(text, length, &config_limits, errors);
}

struct parsing {
    const char *text;
    size_t length;
    const struct document_limits *limits;
    struct config_errors *errors;
    xmlDoc *document; /* NULL: not well-formed; said */
};

/* -1: out of memory. */
static int parse(void *context)
{
    struct parsing *parsing = context;
    struct first_problem first = {.limits = parsing->limits};
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL) {
        return -1;
    }
    parser->_private = &first;
    parser->sax->serror = note_error;
    parser->sax->startElementNs = count_element;
    parser->sax->internalSubset = refuse_doctype;
    xmlDoc *document = xmlCtxtReadMemory(parser, parsing->text, (int)parsing->length, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    if (document == NULL || first.line != 0) {
        report(&first, parsing->errors);
        xmlFreeDoc(document);
        document = NULL;
    }
    xmlFreeParserCtxt(parser);
    parsing->document = document;
    return 0;
}

xmlDoc *config_document_read_within(const char *text, size_t length, const struct document_limits *limits,
                                    struct config_errors *errors)
{
    if (length > limits->bytes) {
        char allowed[40];
        (void)snprintf(allowed, sizeof allowed, "at most %zu KiB", limits->bytes / 1024);
        config_error_add(errors, 0, "document", allowed, "the file has %zu bytes", length);
        return NULL;
    }
    struct parsing parsing = {.text = text, .length = length, .limits = limits, .errors = errors};
    if (xml_memory_try(parse, &parsing) != 0) {
        config_error_add(errors, 0, "document", "try again", "out of memory");
        return NULL;
    }
    return parsing.document;
}

char *config_file_read(const char *path, size_t *length, struct config_errors *errors)
{
    return config_file_read_within(path, CONFIG_BYTES_MAX, length, errors);
}

char *config_file_read_within(const char *path, size_t most, size_t *length, struct config_errors *errors)
{
    char *text = NULL;
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) != 0) {
        config_error_add(errors, 0, "file", "a file that this user may read", "it cannot be read: %s",
                         strerror(errno));
        goto out;
    }
    if (!S_ISREG(status.st_mode)) {
        config_error_add(errors, 0, "file", "a plain file", "it is not a plain file");
        goto out;
    }
    text = malloc(most + 2);
    size_t used = 0;
    ssize_t got = text != NULL ? 1 : -1;
    while (got > 0 && used <= most) {
        got = read(file, text + used, most + 1 - used);
        got = got < 0 && errno == EINTR ? 1 : got;
        used += got > 0 ? (size_t)got : 0;
    }
    if (got < 0 || used > most) {
        char allowed[80];
        (void)snprintf(allowed, sizeof allowed, "a file of at most %zu KiB that this user may read",
                       most / 1024);
        config_error_add(errors, 0, "file", allowed,
                         got < 0 ? "it cannot be read: %s" : "it is too large%.0s", strerror(errno));
        free(text);
        text = NULL;
    }
    if (text != NULL) {
        text[used] = 0;
    }
    *length = used;
out:
    if (file >= 0) {
        (void)close(file);
    }
    return text;
}

/* --- The schema --- */

static void note_schema_error(void *user, xmlError *error)
{
    struct first_problem *first = user;
    if (error == NULL || error->message == NULL || first->line != 0) {
        return;
    }
    size_t length = strcspn(error->message, "\n");
    length = length < sizeof first->message ? length : sizeof first->message - 1;
    memcpy(first->message, error->message, length);
    first->message[length] = '\0';
    first->line = error->line > 0 ? error->line : 1;
}

static xmlRelaxNG *schema_read(const char *path, struct first_problem *first)
{
    xmlRelaxNGParserCtxt *reader = xmlRelaxNGNewParserCtxt(path);
    if (reader == NULL) {
        return NULL;
    }
    xmlRelaxNGSetParserStructuredErrors(reader, note_schema_error, first);
    xmlRelaxNG *schema = xmlRelaxNGParse(reader);
    xmlRelaxNGFreeParserCtxt(reader);
    return schema;
}

struct validation {
    xmlDoc *document;
    const char *schema_path;
    struct config_errors *errors;
};

static int validate(void *context)
{
    const struct validation *validation = context;
    const char *schema_path = validation->schema_path;
    struct config_errors *errors = validation->errors;
    struct first_problem first = {0};
    const char *slash = strrchr(schema_path, '/');
    const char *schema_name = slash != NULL ? slash + 1 : schema_path;
    char allowed[120];
    int result = -1;
    xmlRelaxNGValidCtxt *validator = NULL;
    xmlRelaxNG *schema = access(schema_path, R_OK) == 0 ? schema_read(schema_path, &first) : NULL;
    if (schema == NULL) {
        (void)snprintf(allowed, sizeof allowed,
                       "the schema that is installed with this program, assets/schemas/%.40s", schema_name);
        config_error_add(errors, 0, "schema", allowed, "the schema %s cannot be used%s%s", schema_path,
                         first.line != 0 ? ": " : "", first.message);
        goto out;
    }
    validator = xmlRelaxNGNewValidCtxt(schema);
    if (validator == NULL) {
        config_error_add(errors, 0, "schema", "try again", "out of memory");
        goto out;
    }
    xmlRelaxNGSetValidStructuredErrors(validator, note_schema_error, &first);
    int verdict = xmlRelaxNGValidateDoc(validator, validation->document);
    if (verdict < 0) {
        config_error_add(errors, 0, "schema", "a schema of this program's version",
                         "the schema check failed inside");
        goto out;
    }
    result = verdict == 0 ? 0 : 1;
    if (verdict > 0) {
        (void)snprintf(allowed, sizeof allowed, "what %.40s says", schema_name);
        config_error_add(errors, first.line > 0 ? first.line : 1, "document", allowed, "%s",
                         first.message[0] != '\0' ? first.message : "the schema does not accept it");
    }
out:
    if (validator != NULL) {
        xmlRelaxNGFreeValidCtxt(validator);
    }
    if (schema != NULL) {
        xmlRelaxNGFree(schema);
    }
    return result;
}

int config_document_validate(xmlDoc *document, const char *schema_path, struct config_errors *errors)
{
    struct validation validation = {document, schema_path, errors};
    int result = xml_memory_try(validate, &validation);
    if (result == XML_MEMORY_MISSING) {
        config_error_add(errors, 0, "schema", "try again", "out of memory");
        result = -1;
    }
    return result;
}
