#include "both-sides/config/provisioning_file.h"

#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "both-sides/xml/config_document.h"
#include "both-sides/xml/record_xml.h"

enum { BYTES_MAX = 4096, ELEMENTS_MAX = 1 };

static const char number_digits[] = "0123456789abcdef";
static const char token_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char wanted[] =
    "<box version=\"1\" number=\"…\" token=\"…\"/> as tv-hall-admin box add writes it";

size_t provisioning_text(const struct provisioning *provisioning, char text[PROVISIONING_TEXT_SIZE])
{
    return (size_t)snprintf(text, PROVISIONING_TEXT_SIZE,
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<box version=\"1\" number=\"%s\" token=\"%s\"/>\n",
                            provisioning->number, provisioning->token);
}

static int is_made_of(const char *text, const char *digits, size_t size)
{
    return strspn(text, digits) == size - 1 && text[size - 1] == '\0';
}

int provisioning_number_is_good(const char *number)
{
    return is_made_of(number, number_digits, PROVISIONING_NUMBER_SIZE);
}

/* Never says what stands there: it may be a token, or part of one. */
static void read_attribute(xmlNode *box, const char *name, const char *digits, size_t size, char *out,
                           struct config_errors *errors)
{
    char allowed[80];
    xmlChar *value = xmlGetNoNsProp(box, BAD_CAST name);
    if (value != NULL && is_made_of((const char *)value, digits, size)) {
        memcpy(out, value, size);
    } else {
        (void)snprintf(allowed, sizeof allowed, "%zu characters, of %.20s…", size - 1, digits);
        config_error_add(errors, record_xml_line(box), "box", allowed, "%s is %s", name,
                         value == NULL ? "missing" : "not as it is written");
    }
    if (value != NULL) {
        explicit_bzero(value, strlen((const char *)value));
        xmlFree(value);
    }
}

static void read_box(xmlDoc *document, struct provisioning *provisioning, struct config_errors *errors)
{
    xmlNode *box = xmlDocGetRootElement(document);
    xmlChar *version = box != NULL ? xmlGetNoNsProp(box, BAD_CAST "version") : NULL;
    if (box == NULL || box->ns != NULL || !xmlStrEqual(box->name, BAD_CAST "box") ||
        !xmlStrEqual(version, BAD_CAST "1")) {
        config_error_add(errors, box == NULL ? 1 : record_xml_line(box), "box", wanted,
                         "this is no provisioning file that this program knows");
    } else {
        read_attribute(box, "number", number_digits, PROVISIONING_NUMBER_SIZE, provisioning->number, errors);
        read_attribute(box, "token", token_digits, PROVISIONING_TOKEN_SIZE, provisioning->token, errors);
    }
    xmlFree(version);
}

int provisioning_read_text(const char *text, size_t length, struct provisioning *provisioning,
                           struct config_errors *errors)
{
    const struct document_limits limits = {.bytes = BYTES_MAX, .elements = ELEMENTS_MAX};
    memset(errors, 0, sizeof *errors);
    memset(provisioning, 0, sizeof *provisioning);
    xmlDoc *document = config_document_read_within(text, length, &limits, errors);
    if (document != NULL) {
        read_box(document, provisioning, errors);
    }
    xmlFreeDoc(document);
    if (errors->count == 0) {
        return 0;
    }
    explicit_bzero(provisioning, sizeof *provisioning);
    return -1;
}

int provisioning_read(const char *path, struct provisioning *provisioning, int *others_may_read,
                      struct config_errors *errors)
{
    struct stat about;
    size_t length = 0;
    memset(errors, 0, sizeof *errors);
    memset(provisioning, 0, sizeof *provisioning);
    *others_may_read = stat(path, &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    char *text = config_file_read_within(path, BYTES_MAX, &length, errors);
    if (text == NULL) {
        return -1;
    }
    int result = provisioning_read_text(text, length, provisioning, errors);
    explicit_bzero(text, length);
    free(text);
    return result;
}
