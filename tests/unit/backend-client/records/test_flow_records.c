/* Flows: what the tables refuse, and what service_flow_check refuses behind them. */

#include "tests/unit/backend-client/json_text.h"

#include "backend-client/records/guide_decode.h"

#define FLOW(nodes, items, more)                                                                             \
    "{'id':'f','kind':'checklist','title':'t','start':'q','nodes':[" nodes "],'items':[" items               \
    "],'rev':4" more "}"
#define QUESTION(more)                                                                                       \
    "{'id':'q','kind':'radio','text':'w','options':[{'id':'yes','text':'y'},{'id':'no','text':'n'}],"        \
    "'default':'end'" more "}"
#define END          "{'id':'end','kind':'outcome','text':'e','items':['card']}"
#define CARD(more)   "{'id':'card','name':'c'" more "}"
#define CLAUSE(more) "{'node':'q','op':'is','values':['yes']" more "}"

static int try_flow(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct flow_record *record = flow_record_decode(bytes, length, error);
    int good = record != NULL;
    flow_record_free(record);
    return good;
}

#define FULL                                                                                                 \
    FLOW(QUESTION(",'help':'h','speech':'s','next':[{'to':'end','when':[" CLAUSE("") "]}]") "," END,         \
         CARD(",'detail':'d','need':'optional','when':[" CLAUSE("") "],'exempt':[{'when':[" CLAUSE(          \
             "") "],'why':'because'}]"),                                                                     \
         ",'guide':'retire','page':'/flows/f','source':'s','as_of':5")

static void test_flows(void **state)
{
    (void)state;
    static const struct json_case cases[] = {
        {FLOW(QUESTION("") "," END, CARD(""), ""), ""},
        {FULL, ""},
        {"{'id':'f','kind':'checklist'}", "flow: title: missing"},
        {"{'id':'f','kind':'quiz'}", "flow: kind: none of"},
        {FLOW("{'id':'q','kind':'slider'", "", ""), "nodes[0]: kind: none of"},
        {FLOW("{'id':'q','kind':'radio','text':''", "", ""), "nodes[0]: text: too short"},
        {FLOW(QUESTION(",'next':[{'to':'end'}]"), "", ""), "nodes[0]: next[0]: when: missing"},
        {FLOW(QUESTION(",'next':[{'to':'end','when':[{'node':'q'}]}]"), "", ""),
         "nodes[0]: next[0]: when[0]: op: missing"},
        {FLOW(QUESTION(",'next':[{'to':'end','when':[{'node':'q','op':'like'}]}]"), "", ""),
         "nodes[0]: next[0]: when[0]: op: none of"},
        {FLOW(QUESTION(",'next':[{'to':'end','when':[" CLAUSE(",'number':1.5") "]}]"), "", ""),
         "nodes[0]: next[0]: when[0]: number: not a whole number"},
        {FLOW("", CARD(",'need':'maybe'"), ""), "items[0]: need: none of"},
        {FLOW("", CARD(",'exempt':[{'when':[]}]"), ""), "items[0]: exempt[0]: why: missing"},
        {FLOW(QUESTION("") "," END, CARD(""), ",'rev':5"), "flow: rev: there twice"},
        /* The check of both sides, whose words name the node. */
        {FLOW("", "", ""), "flow: "},
        {FLOW(QUESTION(""), CARD(""), ""), "flow: node q: "},
        {FLOW("{'id':'q','kind':'number','text':'w','default':'q'}," END, CARD(""), ""), "flow: node "},
        {FLOW(QUESTION("") "," END ",{'id':'lost','kind':'outcome','text':'e'}", CARD(""), ""),
         "flow: node lost: "},
        {FLOW("{'id':'q','kind':'radio','text':'w','options':[{'id':'a','text':'a'}]}," END, CARD(""), ""),
         "flow: node q: "},
    };
    static const struct json_bound bounds[] = {
        {FLOW(QUESTION("") "," END, "$", ""), CARD(""), 1, ",", "flow: item card"},
        {FLOW(QUESTION("") "," END, CARD(",'when':[$]"), ""), CLAUSE(""), 8, ",",
         "items[0]: when[8]: more than 8"},
        {FLOW(QUESTION("") "," END, CARD(",'exempt':[$]"), ""), "{'when':[" CLAUSE("") "],'why':'w'}", 8, ",",
         "items[0]: exempt[8]: more than 8"},
        {FLOW(QUESTION(",'help':'$'") "," END, CARD(""), ""), "一", 200, "", "nodes[0]: help: too long"},
    };
    check_json_cases(cases, sizeof cases / sizeof cases[0], try_flow);
    check_json_bounds(bounds, sizeof bounds / sizeof bounds[0], try_flow);
    check_json_cuts(FULL, try_flow);
}

/* 10,000 nodes end at the first that is too many; lists within lists have an end, too. */
static void test_floods(void **state)
{
    (void)state;
    static const struct {
        const char *text, *piece, *between, *error;
        size_t count;
    } floods[] = {
        {FLOW("$", "", ""), QUESTION(""), ",", "nodes[200]: more than 200", 10000},
        {FLOW("", "$", ""), CARD(""), ",", "items[300]: more than 300", 10000},
        {FLOW(QUESTION(",'next':[$]"), "", ""), "{'to':'end','when':[]}", ",", "nodes[0]: next[16]: more",
         10000},
        {FLOW("{'id':'q','kind':'outcome','text':'e','items':[$]}", "", ""), "'card'", ",",
         "nodes[0]: items[300]: more than 300", 10000},
        {FLOW("{'id':'q','kind':'radio','text':'w','options':[$]}", "", ""), "{'id':'a','text':'a'}", ",",
         "nodes[0]: options[8]: more than 8", 10000},
        {FLOW(QUESTION(",'next':[{'to':'end','when':[{'node':'q','op':'is','values':[$]}]}]"), "", ""),
         "'yes'", ",", "nodes[0]: next[0]: when[0]: values[16]: more than 16", 10000},
    };
    for (size_t i = 0; i < sizeof floods / sizeof floods[0]; i++) {
        char error[JSON_ERROR_SIZE] = "unset";
        char *text = json_repeated(floods[i].text, floods[i].piece, floods[i].count, floods[i].between);
        char *bytes = json_bytes(text, strlen(text));
        assert_int_equal(try_flow(bytes, strlen(text), error), 0);
        if (strncmp(error, floods[i].error, strlen(floods[i].error)) != 0) {
            fail_msg("expected \"%s\", got \"%s\"", floods[i].error, error);
        }
        free(bytes);
        free(text);
    }
}

static void test_values(void **state)
{
    (void)state;
    char error[JSON_ERROR_SIZE];
    char *bytes = json_bytes(FULL, strlen(FULL));
    struct flow_record *record = flow_record_decode(bytes, strlen(FULL), error);
    free(bytes);
    assert_non_null(record);
    const struct service_flow *flow = &record->flow;
    assert_string_equal(flow->id, "f");
    assert_int_equal(flow->kind, FLOW_CHECKLIST);
    assert_string_equal(flow->guide, "retire");
    assert_string_equal(flow->start, "q");
    assert_int_equal(flow->node_count, 2);
    assert_int_equal(flow->nodes[0].kind, FLOW_RADIO);
    assert_int_equal(flow->nodes[0].option_count, 2);
    assert_string_equal(flow->nodes[0].options[1].id, "no");
    assert_string_equal(flow->nodes[0].options[1].hint, "");
    assert_string_equal(flow->nodes[0].otherwise, "end");
    assert_string_equal(flow->nodes[0].next[0].to, "end");
    assert_int_equal(flow->nodes[0].next[0].when[0].op, FLOW_IS);
    assert_string_equal(flow->nodes[0].next[0].when[0].values[0], "yes");
    assert_int_equal(flow->nodes[1].kind, FLOW_OUTCOME);
    assert_string_equal(flow->nodes[1].items[0], "card");
    assert_string_equal(flow->nodes[1].where, "");
    assert_int_equal(flow->items[0].need, FLOW_OPTIONAL);
    assert_string_equal(flow->items[0].exempt[0].why, "because");
    assert_int_equal(flow->items[0].exempt[0].when_count, 1);
    assert_string_equal(record->page, "/flows/f");
    assert_int_equal(record->rev, 4);
    assert_int_equal(record->as_of, 5);
    flow_record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flows),
        cmocka_unit_test(test_floods),
        cmocka_unit_test(test_values),
    };
    return cmocka_run_group_tests_name("flow records", tests, NULL, NULL);
}
