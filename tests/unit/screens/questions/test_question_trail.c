/* The trail of a household's answers: forth, back, a change of mind, and what it makes of the rest. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screens/questions/checklist.h"
#include "screens/questions/question_trail.h"

/* who: alone → age → end; together → children → age → end; firm → end-firm. */
enum { WHO, CHILDREN, AGE, END, END_FIRM, NODES };
enum { ALONE = 1, TOGETHER = 2, FIRM = 4 };

static char alone[1][FLOW_ID_SIZE] = {"alone"}, firm[1][FLOW_ID_SIZE] = {"firm"};
static char of_firm[1][FLOW_ID_SIZE] = {"licence"};
static struct flow_clause is_alone = {"who", FLOW_IS, alone, 1, 0}, is_firm = {"who", FLOW_IS, firm, 1, 0};
static struct flow_clause is_young = {"age", FLOW_MOST, NULL, 0, 15};
static struct flow_next ways[] = {{"age", &is_alone, 1}, {"end-firm", &is_firm, 1}};
static struct flow_option options[] = {{"alone", "", ""}, {"together", "", ""}, {"firm", "", ""}};
static struct flow_exemption young = {&is_young, 1, "too young"};
static struct flow_node nodes[NODES] = {
    {.id = "who",
     .kind = FLOW_RADIO,
     .options = options,
     .option_count = 3,
     .next = ways,
     .next_count = 2,
     .otherwise = "children"},
    {.id = "children", .kind = FLOW_NUMBER, .otherwise = "age"},
    {.id = "age", .kind = FLOW_NUMBER, .otherwise = "end"},
    {.id = "end", .kind = FLOW_OUTCOME},
    {.id = "end-firm", .kind = FLOW_OUTCOME, .items = of_firm, .item_count = 1},
};
static struct flow_item items[] = {
    {.id = "id-card", .exempt = &young, .exempt_count = 1},
    {.id = "household-book"},
    {.id = "alone-only", .when = &is_alone, .when_count = 1},
    {.id = "licence", .when = &is_firm, .when_count = 1},
    {.id = "photo"},
};
static struct service_flow flow = {
    .start = "who", .nodes = nodes, .node_count = NODES, .items = items, .item_count = 5};

static size_t choose(struct question_trail *trail, unsigned chosen)
{
    struct flow_answer_value answer = {.chosen = chosen};
    return question_trail_answer(trail, &answer);
}

static size_t type(struct question_trail *trail, int64_t number)
{
    struct flow_answer_value answer = {.number = number};
    return question_trail_answer(trail, &answer);
}

static void stands_at(const struct question_trail *trail, const char *node)
{
    if (strcmp(question_trail_node(trail)->id, node) != 0) {
        fail_msg("expected to stand at %s, not at %s", node, question_trail_node(trail)->id);
    }
}

static void goes_forth_and_back_and_keeps(void **state)
{
    static struct question_trail trail;
    char problem[200];
    (void)state;
    assert_int_equal(service_flow_check(&flow, problem), 0);
    question_trail_start(&trail, &flow);
    stands_at(&trail, "who");
    assert_false(question_trail_back(&trail));
    assert_int_equal(choose(&trail, TOGETHER), 0);
    stands_at(&trail, "children");
    assert_int_equal(type(&trail, 2), 0);
    assert_true(question_trail_back(&trail));
    stands_at(&trail, "children");
    assert_int_equal(question_trail_given(&trail)->number, 2);
    assert_true(question_trail_back(&trail));
    assert_int_equal(question_trail_given(&trail)->chosen, TOGETHER);
    /* The same answer again leads to where one was. */
    assert_int_equal(choose(&trail, TOGETHER), 0);
    stands_at(&trail, "age");
    assert_int_equal(type(&trail, 40), 0);
    stands_at(&trail, "end");
}

static void a_change_keeps_what_stands_and_tells_what_falls(void **state)
{
    static struct question_trail trail;
    struct question_row rows[FLOW_NODES_MAX];
    (void)state;
    question_trail_start(&trail, &flow);
    (void)choose(&trail, TOGETHER);
    (void)type(&trail, 2);
    (void)type(&trail, 40);
    question_trail_go(&trail, 0);
    assert_int_equal(choose(&trail, ALONE), 1); /* the number of children */
    stands_at(&trail, "end");                   /* the age still stands */
    assert_int_equal(question_trail_rows(&trail, rows), 3);
    assert_int_equal(rows[0].node, WHO);
    assert_int_equal(rows[1].node, AGE);
    assert_int_equal(rows[1].at, 1);
    assert_true(rows[1].counts);
    assert_int_equal(rows[2].node, CHILDREN);
    assert_false(rows[2].counts);

    /* What had fallen is not told again, and stands again when it is asked again. */
    question_trail_go(&trail, 0);
    assert_int_equal(choose(&trail, FIRM), 1); /* the age */
    stands_at(&trail, "end-firm");
    question_trail_go(&trail, 0);
    assert_int_equal(choose(&trail, TOGETHER), 0);
    stands_at(&trail, "end");
    assert_int_equal(question_trail_rows(&trail, rows), 3);
    assert_true(rows[2].counts);
    question_trail_go(&trail, 99); /* no such place */
    stands_at(&trail, "end");
}

static void the_longest_way_is_told(void **state)
{
    static const size_t left[NODES] = {[WHO] = 2, [CHILDREN] = 1, [AGE] = 0, [END] = 0, [END_FIRM] = 0};
    (void)state;
    for (size_t i = 0; i < NODES; i++) {
        if (service_flow_most_left(&flow, i) != left[i]) {
            fail_msg("after %s: %zu questions, wanted %zu", nodes[i].id, service_flow_most_left(&flow, i),
                     left[i]);
        }
    }
}

static void ticks_are_kept_without_counting(void **state)
{
    static struct question_trail trail;
    struct flow_answer_value ticked = {.chosen = FIRM};
    (void)state;
    question_trail_start(&trail, &flow);
    question_trail_keep(&trail, &ticked);
    assert_int_equal(question_trail_given(&trail)->chosen, FIRM);
    assert_false(question_trail_given(&trail)->given);
    (void)choose(&trail, ALONE);
    question_trail_go(&trail, 0);
    question_trail_keep(&trail, &ticked); /* an answer that was given stays */
    assert_int_equal(question_trail_given(&trail)->chosen, ALONE);
}

static void forgetting_leaves_nothing(void **state)
{
    static struct question_trail trail;
    static const struct question_trail nothing;
    (void)state;
    question_trail_start(&trail, &flow);
    (void)choose(&trail, ALONE);
    (void)type(&trail, 77);
    question_trail_forget(&trail);
    assert_memory_equal(&trail, &nothing, sizeof trail);
}

/* --- The checklist's items --- */

struct items_case {
    unsigned who;
    int64_t age; /* -1: not asked */
    const char *added;
};

/* id-card household-book alone-only licence | photo: highest bit first. */
static void the_phone_gets_which_items_and_nothing_else(void **state)
{
    static const struct items_case cases[] = {
        {ALONE, 40, "?outcome=end&items=e8&exempt=00"},
        {ALONE, 15, "?outcome=end&items=68&exempt=80"},
        {FIRM, -1, "?outcome=end-firm&items=10&exempt=00"}, /* looks at the licence only */
    };
    static struct question_trail trail;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum flow_item_state states[FLOW_ITEMS_MAX];
        const char *whys[FLOW_ITEMS_MAX];
        char added[200] = "", small[20];
        question_trail_start(&trail, &flow);
        (void)choose(&trail, cases[i].who);
        if (cases[i].age >= 0) {
            (void)type(&trail, cases[i].age);
        }
        checklist_states(&trail, question_trail_node(&trail), states, whys);
        assert_int_equal(checklist_added(&flow, question_trail_node(&trail), states, added, sizeof added), 0);
        assert_string_equal(added, cases[i].added);
        assert_string_equal(whys[0], states[0] == FLOW_ITEM_EXEMPT ? "too young" : "");
        assert_int_equal(checklist_added(&flow, question_trail_node(&trail), states, small, sizeof small),
                         -1);
    }
}

/* An answer that no longer counts exempts from nothing. */
static void what_fell_says_nothing(void **state)
{
    static struct question_trail trail;
    enum flow_item_state states[FLOW_ITEMS_MAX];
    (void)state;
    question_trail_start(&trail, &flow);
    (void)choose(&trail, ALONE);
    (void)type(&trail, 12);
    question_trail_go(&trail, 0);
    (void)choose(&trail, FIRM);
    checklist_states(&trail, &nodes[END], states, NULL);
    assert_int_equal(states[0], FLOW_ITEM_NEEDED);
    assert_int_equal(states[2], FLOW_ITEM_NO_CONCERN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_forth_and_back_and_keeps),
        cmocka_unit_test(a_change_keeps_what_stands_and_tells_what_falls),
        cmocka_unit_test(the_longest_way_is_told),
        cmocka_unit_test(ticks_are_kept_without_counting),
        cmocka_unit_test(forgetting_leaves_nothing),
        cmocka_unit_test(the_phone_gets_which_items_and_nothing_else),
        cmocka_unit_test(what_fell_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
