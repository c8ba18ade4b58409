#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/relaxng.h>

#include "both-sides/config/config_rules.h"
#include "both-sides/xml/config_document.h"

/* The table (config_table.c) and the schema (headend.rng) say the same. Every element and attribute of the
 * sample is taken away, doubled, renamed, set to each of many values; the two must give one verdict each
 * time. */

static xmlRelaxNG *schema;
static int compared, differing;

static int table_accepts(xmlDoc *document, int with_rules)
{
    struct hall_config *config = calloc(1, sizeof *config);
    struct config_errors errors = {0};
    assert_non_null(config);
    config_read(document, config, &errors);
    if (with_rules) {
        config_check_rules(document, config, &errors);
    }
    free(config);
    return errors.count == 0;
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

/* `rules_may_refuse`: the change is one that the grammar cannot see. */
static void compare(xmlDoc *document, int rules_may_refuse, const char *what, const xmlNode *element,
                    const char *detail)
{
    int table = table_accepts(document, 0);
    int whole = table_accepts(document, 1);
    int grammar = schema_accepts(document);
    compared++;
    if ((grammar && !table && !rules_may_refuse) || (!grammar && whole)) {
        differing++;
        print_error("%s <%s> %s: the table %s it, the schema %s it\n", what, (const char *)element->name,
                    detail, whole ? "accepts" : "refuses", grammar ? "accepts" : "refuses");
    }
}

static const char *const values[] = {
    "",
    " ",
    "0",
    "-1",
    "+1",
    "1",
    "2",
    " 3 ",
    "007",
    "4",
    "9",
    "10",
    "99",
    "100",
    "640",
    "899",
    "900",
    "86400",
    "86401",
    "1.5",
    "1e3",
    "0x10",
    "9999999",
    "99999999999999999999",
    "abc",
    "ABC",
    "a_b",
    "a-b",
    "zh-CN",
    "en",
    "zh",
    "EN",
    "http://a",
    "http://a/",
    "https://[::1]:80/x",
    "http://a:0",
    "http://a:123456",
    "http://-a",
    "http://a b",
    "HTTP://a",
    "431000",
    "431000001",
    "431000001001",
    "4310000",
    "notices",
    "help",
    "search",
    "guides",
    "cases",
    "stations",
    "policies",
    "regular",
    "bold",
    "127.0.0.1",
    "KEY_OK",
    "KEY_",
    "key_ok",
    "767",
    "0x",
    "0x123456789",
    "0xaF",
    "OK",
    "NONE",
    "5",
    "郴州",
    "𫖯",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",  /* 32 */
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", /* 33 */
    "aaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaa",
};

static void try_values_of_attribute(xmlDoc *document, xmlNode *element, const char *name, xmlNs *ns)
{
    xmlChar *kept =
        ns != NULL ? xmlGetNsProp(element, BAD_CAST name, ns->href) : xmlGetProp(element, BAD_CAST name);
    assert_non_null(kept);
    int address = strcmp(name, "address") == 0; /* inet_pton is stricter than a grammar can be */
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        xmlSetNsProp(element, ns, BAD_CAST name, BAD_CAST values[i]);
        compare(document, address, name, element, values[i]);
    }
    xmlUnsetNsProp(element, ns, BAD_CAST name);
    compare(document, 0, name, element, "taken away");
    xmlSetNsProp(element, ns, BAD_CAST name, kept);
    xmlFree(kept);
}

static void try_element(xmlDoc *document, xmlNode *element)
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

    /* Doubled, renamed, taken away: the root stays as it is. */
    if (element->parent != (xmlNode *)document) {
        xmlNode *copy = xmlCopyNode(element, 1);
        assert_non_null(xmlAddNextSibling(element, copy));
        compare(document, 0, "doubled", element, "");
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
    try_element(document, element);
    try_text(document, element);
    /* Taking an attribute away and putting it back moves it to the end: the names are kept first. */
    char names[8][40];
    xmlNs *prefixes[8];
    size_t count = 0;
    for (const xmlAttr *attribute = element->properties; attribute != NULL && count < 8;
         attribute = attribute->next) {
        (void)snprintf(names[count], sizeof names[count], "%s", (const char *)attribute->name);
        prefixes[count++] = attribute->ns;
    }
    for (size_t i = 0; i < count; i++) {
        try_values_of_attribute(document, element, names[i], prefixes[i]);
    }
    for (xmlNode *child = element->children, *next; child != NULL; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE) {
            try_all(document, child);
        }
    }
}

/* The sample has its <remotes> in a comment only. */
static void add_remotes(xmlDoc *document)
{
    static const char text[] = "<remotes><remote device='rc*'><key code='KEY_PROG1' is='HOME'/>"
                               "<key scancode='0x1f' is='NONE'/></remote></remotes>";
    xmlDoc *fragment = xmlReadMemory(text, (int)sizeof text - 1, "remotes", NULL, 0);
    assert_non_null(fragment);
    xmlNode *copy = xmlDocCopyNode(xmlDocGetRootElement(fragment), document, 1);
    xmlFreeDoc(fragment);
    assert_non_null(copy);
    xmlNode *box = xmlFirstElementChild(xmlDocGetRootElement(document));
    assert_non_null(xmlAddChild(box, copy));
}

static void table_and_schema_give_one_verdict(void **state)
{
    struct config_errors errors = {0};
    size_t length = 0;
    (void)state;
    char *text = config_file_read("assets/headend.xml", &length, &errors);
    assert_non_null(text);
    xmlDoc *document = config_document_read(text, length, &errors);
    free(text);
    assert_non_null(document);
    add_remotes(document);
    xmlRelaxNGParserCtxt *reader = xmlRelaxNGNewParserCtxt("assets/schemas/headend.rng");
    assert_non_null(reader);
    schema = xmlRelaxNGParse(reader);
    xmlRelaxNGFreeParserCtxt(reader);
    assert_non_null(schema);

    assert_true(table_accepts(document, 1) && schema_accepts(document));
    try_all(document, xmlDocGetRootElement(document));
    assert_true(table_accepts(document, 1) && schema_accepts(document)); /* every change was taken back */

    xmlRelaxNGFree(schema);
    xmlFreeDoc(document);
    assert_true(compared > 3000);
    assert_int_equal(differing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_and_schema_give_one_verdict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
