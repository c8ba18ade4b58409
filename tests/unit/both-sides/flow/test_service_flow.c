/* One flow of every kind of question: what each operation says, where answers lead, what is needed; and what
 * is refused with which words. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/flow/service_flow.h"

/* who (radio) → helps (check) → age (number) → rent (money) → born (date) → home (area) → end; a pensioner
 * leaves for end-old after who. */
enum { WHO, HELPS, AGE, RENT, BORN, HOME, END, END_OLD, NODES };
enum { WORKER, PENSIONER, PUPIL };

struct made_flow {
    struct service_flow flow;
    struct flow_node nodes[NODES];
    struct flow_option who[3], helps[2];
    struct flow_next next[4];
    struct flow_clause clauses[12];
    char values[12][FLOW_ID_SIZE];
    struct flow_item items[2];
    struct flow_exemption exemption;
    char outcome_items[1][FLOW_ID_SIZE];
};

static struct made_flow made;

static void question(int index, const char *id, int kind, const char *otherwise)
{
    struct flow_node *node = &made.nodes[index];
    memcpy(node->id, id, strlen(id) + 1);
    memcpy(node->otherwise, otherwise, strlen(otherwise) + 1);
    node->kind = kind;
}

static struct flow_clause *clause(int index, const char *node, int op, const char *value, int64_t number)
{
    struct flow_clause *made_clause = &made.clauses[index];
    memset(made_clause, 0, sizeof *made_clause);
    memcpy(made_clause->node, node, strlen(node) + 1);
    made_clause->op = op;
    made_clause->number = number;
    if (value != NULL) {
        memcpy(made.values[index], value, strlen(value) + 1);
        made_clause->values = &made.values[index];
        made_clause->value_count = 1;
    }
    return made_clause;
}

static void make_flow(void)
{
    memset(&made, 0, sizeof made);
    question(WHO, "who", FLOW_RADIO, "helps");
    question(HELPS, "helps", FLOW_CHECK, "age");
    question(AGE, "age", FLOW_NUMBER, "rent");
    question(RENT, "rent", FLOW_MONEY, "born");
    question(BORN, "born", FLOW_DATE, "home");
    question(HOME, "home", FLOW_AREA, "end");
    question(END, "end", FLOW_OUTCOME, "");
    question(END_OLD, "end-old", FLOW_OUTCOME, "");
    made.who[WORKER] = (struct flow_option){"worker", "Worker", ""};
    made.who[PENSIONER] = (struct flow_option){"pensioner", "Pensioner", ""};
    made.who[PUPIL] = (struct flow_option){"pupil", "Pupil", ""};
    made.helps[0] = (struct flow_option){"disability", "Disability", ""};
    made.helps[1] = (struct flow_option){"low-income", "Low income", ""};
    made.nodes[WHO].options = made.who;
    made.nodes[WHO].option_count = 3;
    made.nodes[HELPS].options = made.helps;
    made.nodes[HELPS].option_count = 2;
    made.nodes[WHO].next = made.next;
    made.nodes[WHO].next_count = 1;
    memcpy(made.next[0].to, "end-old", 8);
    made.next[0].when = clause(0, "who", FLOW_IS, "pensioner", 0);
    made.next[0].when_count = 1;
    memcpy(made.items[0].id, "id-card", 8);
    memcpy(made.items[1].id, "rent-contract", 14);
    made.items[0].exempt = &made.exemption;
    made.items[0].exempt_count = 1;
    made.exemption =
        (struct flow_exemption){clause(1, "age", FLOW_MOST, NULL, 15), 1, "too young to have one"};
    made.items[1].when = clause(2, "rent", FLOW_LEAST, NULL, 1);
    made.items[1].when_count = 1;
    memcpy(made.outcome_items[0], "id-card", 8);
    made.nodes[END_OLD].items = made.outcome_items;
    made.nodes[END_OLD].item_count = 1;
    made.flow.nodes = made.nodes;
    made.flow.node_count = NODES;
    made.flow.items = made.items;
    made.flow.item_count = 2;
    memcpy(made.flow.start, "who", 4);
}

/* --- What clauses say --- */

struct clause_case {
    const char *node;
    int op;
    const char *value;
    int64_t number;
    int unanswered, holds;
};

static void each_operation_says_what_the_contract_says(void **state)
{
    static const struct clause_case cases[] = {
        {"who", FLOW_IS, "worker", 0, 0, 1},          {"who", FLOW_IS, "pupil", 0, 0, 0},
        {"who", FLOW_NOT, "worker", 0, 1, 0},         {"who", FLOW_NOT, "pupil", 0, 1, 1},
        {"helps", FLOW_HAS, "disability", 0, 0, 0},   {"helps", FLOW_HAS, "low-income", 0, 0, 1},
        {"helps", FLOW_LACKS, "disability", 0, 1, 1}, {"helps", FLOW_LACKS, "low-income", 0, 1, 0},
        {"age", FLOW_LEAST, NULL, 30, 0, 1},          {"age", FLOW_LEAST, NULL, 31, 0, 0},
        {"age", FLOW_MOST, NULL, 30, 0, 1},           {"age", FLOW_MOST, NULL, 29, 0, 0},
        {"rent", FLOW_LEAST, NULL, 0, 0, 1},          {"rent", FLOW_LEAST, NULL, 150001, 0, 0},
        {"born", FLOW_MOST, NULL, 19991231, 0, 1},    {"born", FLOW_LEAST, NULL, 20000101, 0, 0},
        {"home", FLOW_WITHIN, "431000", 0, 0, 1},     {"home", FLOW_WITHIN, "430000", 0, 0, 1},
        {"home", FLOW_WITHIN, "431002", 0, 0, 1},     {"home", FLOW_WITHIN, "431003", 0, 0, 0},
        {"home", FLOW_WITHIN, "431002000", 0, 0, 1},  {"home", FLOW_WITHIN, "431002001", 0, 0, 1},
        {"home", FLOW_WITHIN, "431002002", 0, 0, 0},  {"home", FLOW_WITHIN, "431002001003", 0, 0, 0},
        {"home", FLOW_WITHIN, "431100", 0, 0, 0},
    };
    struct flow_answer_value none[NODES] = {0};
    struct flow_answer_value answers[NODES] = {
        [WHO] = {.given = 1, .chosen = 1U << WORKER}, [HELPS] = {.given = 1, .chosen = 2},
        [AGE] = {.given = 1, .number = 30},           [RENT] = {.given = 1, .number = 150000},
        [BORN] = {.given = 1, .number = 19991231},    [HOME] = {.given = 1, .area_code = "431002001"},
    };
    (void)state;
    make_flow();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct clause_case *c = &cases[i];
        const struct flow_clause *when = clause(5, c->node, c->op, c->value, c->number);
        int unanswered = service_flow_holds(&made.flow, none, when, 1);
        int holds = service_flow_holds(&made.flow, answers, when, 1);
        if (unanswered != c->unanswered || holds != c->holds) {
            fail_msg("%s, operation %d, %s %lld: expected %d unanswered and %d, got %d and %d", c->node,
                     c->op, c->value != NULL ? c->value : "", (long long)c->number, c->unanswered, c->holds,
                     unanswered, holds);
        }
    }
}

static void all_clauses_must_hold_and_one_value_is_enough(void **state)
{
    struct flow_answer_value answers[NODES] = {
        [WHO] = {.given = 1, .chosen = 1U << PUPIL}, [AGE] = {.given = 1, .number = 9}};
    (void)state;
    make_flow();
    assert_true(service_flow_holds(&made.flow, answers, NULL, 0));
    struct flow_clause *when = clause(5, "who", FLOW_IS, "worker", 0);
    (void)clause(6, "age", FLOW_MOST, NULL, 18);
    assert_false(service_flow_holds(&made.flow, answers, when, 2));
    memcpy(made.values[6], "pupil", 6); /* worker or pupil */
    when->value_count = 2;
    assert_true(service_flow_holds(&made.flow, answers, when, 2));
}

/* --- Ways and items --- */

static void only_the_path_counts(void **state)
{
    struct flow_answer_value answers[NODES] = {0}, counted[NODES];
    size_t path[FLOW_DEPTH_MAX + 1];
    const char *why = NULL;
    (void)state;
    make_flow();
    assert_int_equal(service_flow_path(&made.flow, answers, path), 1);
    assert_int_equal(path[0], WHO);
    answers[WHO] = (struct flow_answer_value){.given = 1, .chosen = 1U << WORKER};
    answers[HELPS] = (struct flow_answer_value){.given = 1};
    answers[AGE] = (struct flow_answer_value){.given = 1, .number = 12};
    answers[RENT] = (struct flow_answer_value){.given = 1, .number = 90000};
    assert_int_equal(service_flow_path(&made.flow, answers, path), 5);
    assert_int_equal(path[4], BORN);
    service_flow_counted(&made.flow, answers, counted);
    assert_int_equal(service_flow_item(&made.flow, counted, &made.items[0], &why), FLOW_ITEM_EXEMPT);
    assert_string_equal(why, "too young to have one");
    assert_int_equal(service_flow_item(&made.flow, counted, &made.items[1], &why), FLOW_ITEM_NEEDED);

    /* A pensioner is asked no more, and what was said of age and rent says nothing. */
    answers[WHO].chosen = 1U << PENSIONER;
    assert_int_equal(service_flow_path(&made.flow, answers, path), 2);
    assert_int_equal(path[1], END_OLD);
    service_flow_counted(&made.flow, answers, counted);
    assert_int_equal(service_flow_item(&made.flow, counted, &made.items[0], &why), FLOW_ITEM_NEEDED);
    assert_int_equal(service_flow_item(&made.flow, counted, &made.items[1], &why), FLOW_ITEM_NO_CONCERN);
    assert_true(answers[RENT].given); /* kept, should they change their mind again */
}

/* --- What is refused --- */

static void spoil_start(void)
{
    memcpy(made.flow.start, "x", 2);
}
static void spoil_start_form(void)
{
    memcpy(made.flow.start, "\x1b[2J", 5);
}
static void spoil_no_nodes(void)
{
    made.flow.node_count = 0;
}
static void spoil_10000_nodes(void)
{
    made.flow.node_count = 10000;
}
static void spoil_items(void)
{
    made.flow.item_count = FLOW_ITEMS_MAX + 1;
}
static void spoil_id(void)
{
    memcpy(made.nodes[AGE].id, "A ge", 5);
}
static void spoil_kind(void)
{
    made.nodes[AGE].kind = 7;
}
static void spoil_options(void)
{
    made.nodes[WHO].option_count = 0;
}
static void spoil_options_many(void)
{
    made.nodes[WHO].option_count = FLOW_OPTIONS_MAX + 1;
}
static void spoil_option_id(void)
{
    made.who[1].id[0] = '\0';
}
static void spoil_option_twice(void)
{
    memcpy(made.who[2].id, "worker", 7);
}
static void spoil_options_of_number(void)
{
    made.nodes[AGE].options = made.who, made.nodes[AGE].option_count = 1;
}
static void spoil_bounds(void)
{
    made.nodes[AGE].min = 10, made.nodes[AGE].max = 9;
}
static void spoil_minus(void)
{
    made.nodes[AGE].min = -1;
}
static void spoil_date_bound(void)
{
    made.nodes[BORN].max = 20260230;
}
static void spoil_money(void)
{
    made.nodes[RENT].min = 101, made.nodes[RENT].max = 199;
}
static void spoil_outcome(void)
{
    memcpy(made.nodes[END].otherwise, "age", 4);
}
static void spoil_outcome_item(void)
{
    memcpy(made.outcome_items[0], "passport", 9);
}
static void spoil_values(void)
{
    made.clauses[0].value_count = 0;
}
static void spoil_values_many(void)
{
    made.clauses[0].value_count = FLOW_VALUES_MAX + 1;
}
static void spoil_clauses_many(void)
{
    made.next[0].when_count = FLOW_CLAUSES_MAX + 1;
}
static void spoil_next_many(void)
{
    made.nodes[WHO].next_count = FLOW_NEXT_MAX + 1;
}
static void spoil_number_values(void)
{
    (void)clause(1, "age", FLOW_MOST, "worker", 15);
}
static void spoil_area(void)
{
    (void)clause(2, "home", FLOW_WITHIN, "4310", 0);
}
static void spoil_area_letters(void)
{
    (void)clause(2, "home", FLOW_WITHIN, "43100a", 0);
}
static void spoil_item_clause(void)
{
    (void)clause(2, "end", FLOW_IS, "worker", 0);
}
static void spoil_item_node(void)
{
    (void)clause(2, "nobody", FLOW_IS, "worker", 0);
}
static void spoil_item_twice(void)
{
    memcpy(made.items[1].id, "id-card", 8);
}
static void spoil_need(void)
{
    made.items[1].need = 3;
}
static void spoil_why(void)
{
    made.exemption.why = "";
}
static void spoil_exemptions(void)
{
    made.items[0].exempt_count = FLOW_EXEMPTIONS_MAX + 1;
}
static void spoil_cycle(void)
{
    memcpy(made.nodes[HOME].otherwise, "who", 4);
}
static void spoil_self(void)
{
    memcpy(made.nodes[HOME].otherwise, "home", 5);
}
/* Its way without a clause hides the default. */
static void spoil_hidden(void)
{
    made.next[0].when_count = 0;
}

struct refusal_case {
    void (*spoil)(void);
    const char *problem;
};

static void says_what_is_wrong_and_where(void **state)
{
    static const struct refusal_case cases[] = {
        {spoil_start, "start: no node is called x"},
        {spoil_start_form, "start: no node is called (not an id)"},
        {spoil_no_nodes, "flow: has 0 nodes: 1 to 200"},
        {spoil_10000_nodes, "flow: has 10000 nodes: 1 to 200"},
        {spoil_items, "flow: has 301 items: at most 300"},
        {spoil_id, "node number 3: its id is not of [a-z0-9-], at most 40"},
        {spoil_kind, "node age: is of no kind"},
        {spoil_options, "node who: has 0 options: 1 to 8"},
        {spoil_options_many, "node who: has 9 options: 1 to 8"},
        {spoil_option_id, "node who: the id of option 2 is not of [a-z0-9-], at most 40"},
        {spoil_option_twice, "node who: option worker comes twice"},
        {spoil_options_of_number, "node age: has 1 options: only radio and check have any"},
        {spoil_bounds, "node age: min is more than max: no answer is possible"},
        {spoil_minus, "node age: a bound below 0: remotes have no minus"},
        {spoil_date_bound, "node born: a bound that is no date"},
        {spoil_money, "node rent: no whole yuan lies between its bounds: no answer is possible"},
        {spoil_outcome, "node end: an outcome leads nowhere"},
        {spoil_outcome_item, "node end-old: no item is called passport"},
        {spoil_values, "node who: a clause about who with 0 values: 1 to 16"},
        {spoil_values_many, "node who: a clause about who with 17 values: 1 to 16"},
        {spoil_clauses_many, "node who: 9 clauses together: at most 8"},
        {spoil_next_many, "node who: has 17 next: at most 16"},
        {spoil_number_values, "item id-card: a clause about age with 1 values: it takes a number"},
        {spoil_area, "item rent-contract: a clause with a value that is no area code of node home: 4310"},
        {spoil_area_letters,
         "item rent-contract: a clause with a value that is no area code of node home: 43100a"},
        {spoil_item_clause, "item rent-contract: a clause whose operation does not fit the kind of node end"},
        {spoil_item_node, "item rent-contract: a clause about nothing: no node is called nobody"},
        {spoil_item_twice, "item id-card: comes twice"},
        {spoil_need, "item rent-contract: is of no need"},
        {spoil_why, "item id-card: an exemption without a why"},
        {spoil_exemptions, "item id-card: has 9 exemptions: at most 8"},
        {spoil_cycle, "node home: leads back to node who: a cycle"},
        {spoil_self, "node home: leads back to node home: a cycle"},
        {spoil_hidden, "node helps: no path from the start reaches it"},
    };
    char problem[200] = "x";
    (void)state;
    make_flow();
    assert_int_equal(service_flow_check(&made.flow, problem), 0);
    assert_string_equal(problem, "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        make_flow();
        cases[i].spoil();
        if (service_flow_check(&made.flow, problem) == 0 || strcmp(problem, cases[i].problem) != 0) {
            fail_msg("expected \"%s\", got \"%s\"", cases[i].problem, problem);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_operation_says_what_the_contract_says),
        cmocka_unit_test(all_clauses_must_hold_and_one_value_is_enough),
        cmocka_unit_test(only_the_path_counts),
        cmocka_unit_test(says_what_is_wrong_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
