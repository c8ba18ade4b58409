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
#include "headend/content/content_set.h"

/* The table (content_shape*.c) and the schema (content.rng) say the same. Every element and attribute of a
 * file that has them all is taken away, doubled, renamed, set to each of many values; the two must give one
 * verdict each time. */

static xmlRelaxNG *schema;
static int compared, differing;

static int table_accepts(xmlDoc *document)
{
    xmlChar *text = NULL;
    int length = 0;
    xmlDocDumpMemory(document, &text, &length);
    struct content_set *set = content_set_create();
    assert_non_null(set);
    assert_int_equal(content_set_read_text(set, "f", (const char *)text, (size_t)length, NULL), 0);
    size_t errors = content_set_errors(set);
    content_set_free(set);
    xmlFree(text);
    return errors == 0;
}

static void be_silent(void *user, xmlError *error)
{
    (void)user;
    (void)error;
}

static int schema_accepts(xmlDoc *document)
{
    xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(schema);
    assert_non_null(validator);
    xmlRelaxNGSetValidStructuredErrors(validator, be_silent, NULL);
    int verdict = xmlRelaxNGValidateDoc(validator, document);
    xmlRelaxNGFreeValidCtxt(validator);
    assert_true(verdict >= 0);
    return verdict == 0;
}

/* `table_may_refuse`: the change is one that the grammar cannot see. */
static void compare(xmlDoc *document, int table_may_refuse, const char *what, const xmlNode *element,
                    const char *detail)
{
    int table = table_accepts(document);
    int grammar = schema_accepts(document);
    compared++;
    if ((grammar && !table && !table_may_refuse) || (!grammar && table)) {
        differing++;
        print_error("%s <%s> %s: the table %s it, the schema %s it\n", what, (const char *)element->name,
                    detail, table ? "accepts" : "refuses", grammar ? "accepts" : "refuses");
    }
}

#define TEN     "aaaaaaaaaa"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const char *const values[] = {
    "",
    "0",
    "-1",
    "1",
    " 3 ",
    "6",
    "7",
    "100",
    "1000",
    "10000",
    "9007199254740991",
    "9007199254740992",
    "99999999999999999999",
    "180000001",
    "2147483648",
    "a_b",
    " a  b ",
    "true",
    "false",
    "necessary",
    "certificate",
    "either",
    "both",
    "workday",
    "checklist",
    "radio",
    "is",
    "431000",
    "431000001001",
    "20261001",
    "20261301",
    "2026-10-01",
    "https://",
    "https:///a",
    "https://a.example/b?c=d#e",
    "https://a b",
    "12345:0900-1200",
    "1:0900-1200;2:0900-1200",
    "0900-1200",
    "郴州 政务",
    "\xf0\xab\x96\xaf",
    TEN "aa",
    TEN "aaa",
    TEN TEN,
    TEN TEN "a",
    TEN TEN TEN,
    TEN TEN TEN "a",
    TEN TEN TEN "aaaaaa",
    TEN TEN TEN "aaaaaaa",
    TEN TEN TEN TEN,
    TEN TEN TEN TEN "a",
    TEN TEN TEN TEN TEN "a",
    TEN TEN TEN TEN TEN TEN,
    TEN TEN TEN TEN TEN TEN "a",
    HUNDRED,
    HUNDRED "a",
    HUNDRED TEN TEN,
    HUNDRED TEN TEN "a",
    HUNDRED HUNDRED,
    HUNDRED HUNDRED "a",
    HUNDRED HUNDRED HUNDRED,
    HUNDRED HUNDRED HUNDRED "a",
    HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED,
    HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED "a",
};

/* Days that there are not, and hours that overlap, are beyond a grammar. */
static int is_stricter(const char *name)
{
    return strcmp(name, "date") == 0 || strcmp(name, "valid-to") == 0 || strcmp(name, "updated") == 0 ||
           strcmp(name, "spans") == 0;
}

static void try_values_of_attribute(xmlDoc *document, xmlNode *element, const char *name)
{
    xmlChar *kept = xmlGetProp(element, BAD_CAST name);
    assert_non_null(kept);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        xmlSetProp(element, BAD_CAST name, BAD_CAST values[i]);
        compare(document, is_stricter(name), name, element, values[i]);
    }
    xmlUnsetProp(element, BAD_CAST name);
    compare(document, 0, name, element, "taken away");
    xmlSetProp(element, BAD_CAST name, kept);
    xmlFree(kept);
}

static void try_additions(xmlDoc *document, xmlNode *element)
{
    xmlSetProp(element, BAD_CAST "stranger", BAD_CAST "1");
    compare(document, 0, "stranger=", element, "added");
    xmlUnsetProp(element, BAD_CAST "stranger");

    xmlNode *child = xmlNewChild(element, NULL, BAD_CAST "stranger", NULL);
    compare(document, 0, "a stranger in", element, "");
    xmlUnlinkNode(child);
    xmlFreeNode(child);

    /* A text node would be merged into one that stands there already. */
    xmlNode *text = xmlNewCDataBlock(document, BAD_CAST "\xe5\xad\x97", 3);
    assert_non_null(xmlAddChild(element, text));
    compare(document, 0, "text in", element, "");
    xmlUnlinkNode(text);
    xmlFreeNode(text);
}

static void try_element(xmlDoc *document, xmlNode *element)
{
    int is_record = element->parent == xmlDocGetRootElement(document);
    xmlNode *copy = xmlCopyNode(element, 1);
    assert_non_null(xmlAddNextSibling(element, copy));
    compare(document, is_record, "doubled", element, "");
    xmlUnlinkNode(copy);

    xmlNode *place = xmlNewComment(BAD_CAST "place");
    xmlReplaceNode(element, place);
    compare(document, 0, "without", element, "");
    xmlReplaceNode(place, element);
    xmlFreeNode(place);
    xmlFreeNode(copy);

    copy = xmlCopyNode(element, 1);
    xmlNodeSetName(copy, BAD_CAST "stranger");
    xmlReplaceNode(element, copy);
    compare(document, 0, "renamed", element, "");
    xmlReplaceNode(copy, element);
    xmlFreeNode(copy);
}

static void try_text(xmlDoc *document, xmlNode *element)
{
    if (element->children == NULL || element->children != element->last ||
        element->children->type != XML_TEXT_NODE) {
        return;
    }
    xmlChar *kept = xmlNodeGetContent(element);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        xmlNodeSetContent(element, BAD_CAST values[i]);
        compare(document, 0, "text", element, values[i]);
    }
    xmlNodeSetContent(element, kept);
    xmlFree(kept);
}

static void try_all(xmlDoc *document, xmlNode *element)
{
    /* Taking an attribute away and putting it back moves it to the end: the names are kept first. */
    char names[16][40];
    size_t count = 0;
    try_additions(document, element);
    if (element->parent != (xmlNode *)document) {
        try_element(document, element);
    }
    try_text(document, element);
    for (const xmlAttr *attribute = element->properties; attribute != NULL && count < 16;
         attribute = attribute->next) {
        (void)snprintf(names[count++], sizeof names[0], "%s", (const char *)attribute->name);
    }
    for (size_t i = 0; i < count; i++) {
        try_values_of_attribute(document, element, names[i]);
    }
    for (xmlNode *child = element->children, *next; child != NULL; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE) {
            try_all(document, child);
        }
    }
}

/* A document with this record alone: ten thousand times the whole file would take minutes. */
static void try_record(const xmlNode *record)
{
    xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
    assert_non_null(document);
    xmlNode *root = xmlNewNode(NULL, BAD_CAST "content");
    assert_non_null(root);
    (void)xmlDocSetRootElement(document, root);
    xmlSetProp(root, BAD_CAST "version", BAD_CAST "1");
    xmlNode *copy = xmlDocCopyNode((xmlNode *)(uintptr_t)record, document, 1);
    assert_non_null(xmlAddChild(root, copy));
    assert_true(table_accepts(document) && schema_accepts(document));
    try_all(document, root);
    assert_true(table_accepts(document) && schema_accepts(document)); /* every change was taken back */
    xmlFreeDoc(document);
}

static void table_and_schema_give_one_verdict(void **state)
{
    struct config_errors errors = {0};
    size_t length = 0;
    (void)state;
    char *text =
        config_file_read("tests/fuzz/headend/content/corpus-content/everything.xml", &length, &errors);
    assert_non_null(text);
    xmlDoc *document = config_document_read(text, length, &errors);
    free(text);
    assert_non_null(document);
    xmlRelaxNGParserCtxt *reader = xmlRelaxNGNewParserCtxt("assets/schemas/content.rng");
    assert_non_null(reader);
    schema = xmlRelaxNGParse(reader);
    xmlRelaxNGFreeParserCtxt(reader);
    assert_non_null(schema);

    assert_true(table_accepts(document) && schema_accepts(document));
    for (const xmlNode *record = xmlDocGetRootElement(document)->children; record != NULL;
         record = record->next) {
        if (record->type == XML_ELEMENT_NODE) {
            try_record(record);
        }
    }
    xmlRelaxNGFree(schema);
    xmlFreeDoc(document);
    assert_true(compared > 7000);
    assert_int_equal(differing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_and_schema_give_one_verdict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
