#ifndef AGREEMENT_FIXTURE_H
#define AGREEMENT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "both-sides/xml/config_document.h"

/* A record table and its grammar say the same: every element and attribute of a document is taken away,
 * doubled, renamed, set to each of many values; the two must give one verdict each time. */

struct agreement {
    const char *const *values;
    size_t value_count;
    /* Whether the table accepts a document; *whole: the rules that no grammar can say, too. */
    int (*table_accepts)(xmlDoc *document, int *whole);
    /* A change that the grammar cannot see: of the attribute of this name, or "doubled". */
    int (*table_may_refuse)(const xmlNode *element, const char *change);
    xmlRelaxNG *schema;
    int compared, differing;
};

/* With ASan, where each comparison takes five times as long, every third value: the release build tries all.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { VALUE_STEP = 3 };
#define HAS_VALUE_STEP
#endif
#endif
#ifndef HAS_VALUE_STEP
enum { VALUE_STEP = 1 };
#endif

static void be_silent(void *user, xmlError *error)
{
    (void)user;
    (void)error;
}

static int schema_accepts(const struct agreement *agreement, xmlDoc *document)
{
    xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(agreement->schema);
    assert_non_null(validator);
    xmlRelaxNGSetValidStructuredErrors(validator, be_silent, NULL);
    int verdict = xmlRelaxNGValidateDoc(validator, document);
    xmlRelaxNGFreeValidCtxt(validator);
    assert_true(verdict >= 0);
    return verdict == 0;
}

static void compare(struct agreement *agreement, xmlDoc *document, int may_refuse, const char *what,
                    const xmlNode *element, const char *detail)
{
    int whole = 0;
    int table = agreement->table_accepts(document, &whole);
    int grammar = schema_accepts(agreement, document);
    agreement->compared++;
    if ((grammar && !table && !may_refuse) || (!grammar && whole)) {
        agreement->differing++;
        print_error("%s <%s> %s: the table %s it, the schema %s it\n", what, (const char *)element->name,
                    detail, whole ? "accepts" : "refuses", grammar ? "accepts" : "refuses");
    }
}

static void try_values_of_attribute(struct agreement *agreement, xmlDoc *document, xmlNode *element,
                                    const char *name, xmlNs *ns)
{
    xmlChar *kept =
        ns != NULL ? xmlGetNsProp(element, BAD_CAST name, ns->href) : xmlGetProp(element, BAD_CAST name);
    assert_non_null(kept);
    int may_refuse = agreement->table_may_refuse(element, name);
    for (size_t i = 0; i < agreement->value_count; i += VALUE_STEP) {
        xmlSetNsProp(element, ns, BAD_CAST name, BAD_CAST agreement->values[i]);
        compare(agreement, document, may_refuse, name, element, agreement->values[i]);
    }
    xmlUnsetNsProp(element, ns, BAD_CAST name);
    compare(agreement, document, 0, name, element, "taken away");
    xmlSetNsProp(element, ns, BAD_CAST name, kept);
    xmlFree(kept);
}

static void try_additions(struct agreement *agreement, xmlDoc *document, xmlNode *element)
{
    xmlSetProp(element, BAD_CAST "stranger", BAD_CAST "1");
    compare(agreement, document, 0, "stranger=", element, "added");
    xmlUnsetProp(element, BAD_CAST "stranger");

    xmlNode *child = xmlNewChild(element, NULL, BAD_CAST "stranger", NULL);
    compare(agreement, document, 0, "a stranger in", element, "");
    xmlUnlinkNode(child);
    xmlFreeNode(child);

    /* A text node would be merged into one that stands there already. */
    xmlNode *text = xmlNewCDataBlock(document, BAD_CAST "\xe5\xad\x97", 3);
    assert_non_null(xmlAddChild(element, text));
    compare(agreement, document, 0, "text in", element, "");
    xmlUnlinkNode(text);
    xmlFreeNode(text);
}

static void try_element(struct agreement *agreement, xmlDoc *document, xmlNode *element)
{
    xmlNode *copy = xmlCopyNode(element, 1);
    assert_non_null(xmlAddNextSibling(element, copy));
    compare(agreement, document, agreement->table_may_refuse(element, "doubled"), "doubled", element, "");
    xmlUnlinkNode(copy);

    xmlNode *place = xmlNewComment(BAD_CAST "place");
    xmlReplaceNode(element, place);
    compare(agreement, document, 0, "without", element, "");
    xmlReplaceNode(place, element);
    xmlFreeNode(place);
    xmlFreeNode(copy);

    copy = xmlCopyNode(element, 1);
    xmlNodeSetName(copy, BAD_CAST "stranger");
    xmlReplaceNode(element, copy);
    compare(agreement, document, 0, "renamed", element, "");
    xmlReplaceNode(copy, element);
    xmlFreeNode(copy);
}

static void try_text(struct agreement *agreement, xmlDoc *document, xmlNode *element)
{
    if (element->children == NULL || element->children != element->last ||
        element->children->type != XML_TEXT_NODE) {
        return;
    }
    xmlChar *kept = xmlNodeGetContent(element);
    for (size_t i = 0; i < agreement->value_count; i += VALUE_STEP) {
        xmlNodeSetContent(element, BAD_CAST agreement->values[i]);
        compare(agreement, document, 0, "text", element, agreement->values[i]);
    }
    xmlNodeSetContent(element, kept);
    xmlFree(kept);
}

static void try_all(struct agreement *agreement, xmlDoc *document, xmlNode *element)
{
    enum { ATTRIBUTES_MAX = 16 };
    try_additions(agreement, document, element);
    if (element->parent != (xmlNode *)document) {
        try_element(agreement, document, element);
    }
    try_text(agreement, document, element);
    /* Taking an attribute away and putting it back moves it to the end: the names are kept first. */
    char names[ATTRIBUTES_MAX][40];
    xmlNs *prefixes[ATTRIBUTES_MAX];
    size_t count = 0;
    for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next) {
        assert_true(count < ATTRIBUTES_MAX);
        (void)snprintf(names[count], sizeof names[count], "%s", (const char *)attribute->name);
        prefixes[count++] = attribute->ns;
    }
    for (size_t i = 0; i < count; i++) {
        try_values_of_attribute(agreement, document, element, names[i], prefixes[i]);
    }
    for (xmlNode *child = element->children, *next; child != NULL; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE) {
            try_all(agreement, document, child);
        }
    }
}

static void assert_accepted(const struct agreement *agreement, xmlDoc *document)
{
    int whole = 0;
    assert_true(agreement->table_accepts(document, &whole) && whole && schema_accepts(agreement, document));
}

static void try_document(struct agreement *agreement, xmlDoc *document)
{
    assert_accepted(agreement, document);
    try_all(agreement, document, xmlDocGetRootElement(document));
    assert_accepted(agreement, document); /* every change was taken back */
}

static xmlDoc *document_of(const char *path)
{
    struct config_errors errors = {0};
    size_t length = 0;
    char *text = config_file_read(path, &length, &errors);
    assert_non_null(text);
    xmlDoc *document = config_document_read(text, length, &errors);
    free(text);
    assert_non_null(document);
    return document;
}

static xmlRelaxNG *schema_of(const char *path)
{
    xmlRelaxNGParserCtxt *reader = xmlRelaxNGNewParserCtxt(path);
    assert_non_null(reader);
    xmlRelaxNG *schema = xmlRelaxNGParse(reader);
    xmlRelaxNGFreeParserCtxt(reader);
    assert_non_null(schema);
    return schema;
}

#endif
