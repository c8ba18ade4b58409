#include "headend/content/content_set.h"
#include "tests/unit/both-sides/xml/agreement_fixture.h"

/* The table (content_kinds.c) and the schema (content.rng) say the same. */

static int table_accepts(xmlDoc *document, int *whole)
{
    xmlChar *text = NULL;
    int length = 0;
    xmlDocDumpMemory(document, &text, &length);
    struct content_set *set = content_set_create();
    assert_non_null(set);
    assert_int_equal(content_set_read_text(set, "f", (const char *)text, (size_t)length, NULL), 0);
    *whole = content_set_errors(set) == 0;
    content_set_free(set);
    xmlFree(text);
    return *whole;
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
    "99",
    "opening",
    "1000001",
    "1000000001",
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

/* Days that there are not, hours that overlap, and a record twice are beyond a grammar. */
static int table_may_refuse(const xmlNode *element, const char *change)
{
    static const char *const stricter[] = {"date", "valid-to", "updated",    "spans",
                                           "from", "to",       "source-date"};
    for (size_t i = 0; i < sizeof stricter / sizeof stricter[0]; i++) {
        if (strcmp(change, stricter[i]) == 0) {
            return 1;
        }
    }
    return strcmp(change, "doubled") == 0 && element->parent == xmlDocGetRootElement(element->doc);
}

/* A document with this record alone: ten thousand times the whole file would take minutes. */
static void try_record(struct agreement *agreement, const xmlNode *record)
{
    xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
    assert_non_null(document);
    xmlNode *root = xmlNewNode(NULL, BAD_CAST "content");
    assert_non_null(root);
    (void)xmlDocSetRootElement(document, root);
    xmlSetProp(root, BAD_CAST "version", BAD_CAST "1");
    xmlNode *copy = xmlDocCopyNode((xmlNode *)(uintptr_t)record, document, 1);
    assert_non_null(xmlAddChild(root, copy));
    try_document(agreement, document);
    xmlFreeDoc(document);
}

static void table_and_schema_give_one_verdict(void **state)
{
    struct agreement agreement = {.values = values,
                                  .value_count = sizeof values / sizeof values[0],
                                  .table_accepts = table_accepts,
                                  .table_may_refuse = table_may_refuse,
                                  .schema = schema_of("assets/schemas/content.rng")};
    xmlDoc *document = document_of("tests/fuzz/headend/content/corpus-content/everything.xml");
    (void)state;
    assert_accepted(&agreement, document);
    for (const xmlNode *record = xmlDocGetRootElement(document)->children; record != NULL;
         record = record->next) {
        if (record->type == XML_ELEMENT_NODE) {
            try_record(&agreement, record);
        }
    }
    xmlRelaxNGFree(agreement.schema);
    xmlFreeDoc(document);
    assert_true(agreement.compared > 12000 / VALUE_STEP);
    assert_int_equal(agreement.differing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_and_schema_give_one_verdict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
