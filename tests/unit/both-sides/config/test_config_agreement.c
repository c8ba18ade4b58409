#include "both-sides/config/config_rules.h"
#include "tests/unit/both-sides/xml/agreement_fixture.h"

/* The table (config_table.c) and the schema (headend.rng) say the same. */

static int table_accepts(xmlDoc *document, int *whole)
{
    struct hall_config *config = calloc(1, sizeof *config);
    struct config_errors errors = {0};
    assert_non_null(config);
    config_read(document, config, &errors);
    int accepted = errors.count == 0;
    config_check_rules(document, config, &errors);
    free(config);
    *whole = errors.count == 0;
    return accepted;
}

/* inet_pton is stricter than a grammar can be. */
static int table_may_refuse(const xmlNode *element, const char *change)
{
    (void)element;
    return strcmp(change, "address") == 0;
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
    struct agreement agreement = {.values = values,
                                  .value_count = sizeof values / sizeof values[0],
                                  .table_accepts = table_accepts,
                                  .table_may_refuse = table_may_refuse,
                                  .schema = schema_of("assets/schemas/headend.rng")};
    xmlDoc *document = document_of("assets/headend.xml");
    (void)state;
    add_remotes(document);
    try_document(&agreement, document);
    xmlRelaxNGFree(agreement.schema);
    xmlFreeDoc(document);
    assert_true(agreement.compared > 3000);
    assert_int_equal(agreement.differing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_and_schema_give_one_verdict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
