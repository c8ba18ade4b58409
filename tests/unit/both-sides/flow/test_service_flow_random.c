/* The property of flows, over random flows: a good one passes and whatever is answered ends in an
 * outcome within the depth; with any one thing spoilt it is refused, and the refusal names the place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/both-sides/flow/random_flow.h"

enum { FLOWS = 1500, WALKS = 40 };

static struct random_flow made; /* too large for a stack */
static char problem[200];

static void expect_good(uint64_t seed)
{
    if (service_flow_check(&made.flow, problem) != 0) {
        fail_msg("seed %llu: a good flow was refused: %s", (unsigned long long)seed, problem);
    }
}

/* Answers what is asked until nothing is; returns the questions. */
static size_t walk(uint64_t seed, struct flow_answer_value *answers)
{
    size_t path[FLOW_DEPTH_MAX + 1];
    for (size_t asked = 0; asked <= FLOW_DEPTH_MAX; asked++) {
        size_t count = service_flow_path(&made.flow, answers, path);
        assert_true(count > 0);
        if (made.nodes[path[count - 1]].kind == FLOW_OUTCOME) {
            return count - 1;
        }
        answer_at_random(&made, answers, path[count - 1]);
    }
    fail_msg("seed %llu: still asked after %d questions", (unsigned long long)seed, FLOW_DEPTH_MAX);
    return 0;
}

static void good_flows_pass_and_end(void **state)
{
    size_t longest = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= FLOWS; seed++) {
        random_flow_make(&made, seed);
        expect_good(seed);
        for (size_t i = 0; i < WALKS; i++) {
            struct flow_answer_value answers[RANDOM_NODES_MAX] = {0};
            size_t questions = walk(seed, answers);
            longest = questions > longest ? questions : longest;
            for (size_t k = 0; k < made.flow.item_count; k++) {
                const char *why = NULL;
                enum flow_item_state item = service_flow_item(&made.flow, answers, &made.items[k], &why);
                assert_true((item == FLOW_ITEM_EXEMPT) == (why != NULL));
            }
        }
    }
    assert_int_equal(longest, FLOW_DEPTH_MAX); /* else the flows are too small to show anything */
}

/* Changing one answer of a finished path never leaves the household without an outcome at the end. */
static void a_change_of_mind_ends_too(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= FLOWS; seed++) {
        struct flow_answer_value answers[RANDOM_NODES_MAX] = {0};
        random_flow_make(&made, seed);
        for (size_t change = 0; change < 10; change++) {
            (void)walk(seed, answers);
            answer_at_random(&made, answers, pick(&made, made.question_count));
        }
        /* Answers that are off the path say nothing: the path is the same without them. */
        struct flow_answer_value counted[RANDOM_NODES_MAX];
        size_t path[FLOW_DEPTH_MAX + 1], again[FLOW_DEPTH_MAX + 1];
        size_t count = service_flow_path(&made.flow, answers, path);
        service_flow_counted(&made.flow, answers, counted);
        assert_int_equal(service_flow_path(&made.flow, counted, again), count);
        assert_memory_equal(path, again, count * sizeof path[0]);
    }
}

/* --- Spoiling --- */

/* Each spoils one thing and returns the node that has to be named, NULL: this flow cannot be spoilt so. */
typedef const char *(*spoiler)(void);

static struct flow_node *any_question(void)
{
    return &made.nodes[pick(&made, made.question_count)];
}

/* A way out that has a clause, NULL: the node drawn has none. */
static struct flow_next *any_next(struct flow_node **node)
{
    *node = any_question();
    return (*node)->next_count == 0 ? NULL : &(*node)->next[pick(&made, (*node)->next_count)];
}

static const char *no_default(void)
{
    struct flow_node *node = any_question();
    node->otherwise[0] = '\0';
    return node->id;
}

static const char *edge_to_nowhere(void)
{
    struct flow_node *node;
    struct flow_next *next = any_next(&node);
    memcpy(next != NULL ? next->to : node->otherwise, "nowhere", 8);
    return node->id;
}

static const char *unreachable(void)
{
    size_t end = made.flow.node_count - 1;
    struct flow_node *node = add_node(&made, (int)pick(&made, FLOW_OUTCOME + 1));
    if (node->kind != FLOW_OUTCOME) {
        memcpy(node->otherwise, made.nodes[end].id, FLOW_ID_SIZE);
    }
    return node->id;
}

static const char *clause_on_unknown_node(void)
{
    struct flow_node *node;
    struct flow_next *next = any_next(&node);
    if (next == NULL) {
        return NULL;
    }
    memcpy(next->when[0].node, "nobody", 7);
    return node->id;
}

static const char *unknown_option(void)
{
    struct flow_node *node;
    struct flow_next *next = any_next(&node);
    if (next == NULL || next->when[0].value_count == 0) {
        return NULL;
    }
    memcpy(next->when[0].values[0], "o-8", 4);
    return node->id;
}

static const char *wrong_op(void)
{
    struct flow_node *node;
    struct flow_next *next = any_next(&node);
    if (next == NULL) {
        return NULL;
    }
    struct flow_clause *clause = &next->when[0];
    int by_number = clause->op == FLOW_LEAST || clause->op == FLOW_MOST;
    clause->op = by_number ? FLOW_IS : FLOW_MOST;
    return node->id;
}

/* A way back from a node to one that led to it. */
static const char *back_edge(void)
{
    size_t from = pick(&made, made.question_count);
    size_t to = asked_by(&made, from);
    struct flow_next *next = add_next(&made, from, to, from);
    return next->to; /* on the cycle; which node of it is named depends on where the walk came in */
}

/* Twelve more questions before what was the default: with the one before them they are thirteen. */
static const char *too_deep(void)
{
    struct flow_node *from = any_question();
    char to[FLOW_ID_SIZE];
    memcpy(to, from->otherwise, sizeof to);
    for (size_t i = 0; i < FLOW_DEPTH_MAX; i++) {
        struct flow_node *node = add_node(&made, FLOW_NUMBER);
        memcpy(from->otherwise, node->id, FLOW_ID_SIZE);
        from = node;
    }
    memcpy(from->otherwise, to, FLOW_ID_SIZE);
    return "";
}

/* A clause about a question that only comes later. */
static const char *not_asked_before(void)
{
    size_t last = made.question_count - 1;
    if (last == 0) {
        return NULL;
    }
    made.nodes[0].next_count = made.nodes[0].next_count < FLOW_NEXT_MAX ? made.nodes[0].next_count : 0;
    (void)add_next(&made, 0, last, last);
    return made.nodes[0].id;
}

static const char *comes_twice(void)
{
    if (made.flow.node_count < 2) {
        return NULL;
    }
    size_t i = 1 + pick(&made, made.flow.node_count - 1);
    memcpy(made.nodes[i].id, made.nodes[i - 1].id, FLOW_ID_SIZE);
    return made.nodes[i].id;
}

struct spoiling {
    const char *name;
    spoiler spoil;
    const char *says;
};

static const struct spoiling spoilings[] = {
    {"a default taken out", no_default, "has no default"},
    {"an edge to nowhere", edge_to_nowhere, "no node is called nowhere"},
    {"a back edge", back_edge, "a cycle"},
    {"a node that nothing leads to", unreachable, "no path from the start reaches it"},
    {"a clause on an unknown node", clause_on_unknown_node, "no node is called nobody"},
    {"an unknown option", unknown_option, "o-8"},
    {"an operation of another kind", wrong_op, "does not fit the kind"},
    {"too deep a path", too_deep, "on one path: at most 12"},
    {"a clause about a later question", not_asked_before, "cannot have been asked before"},
    {"an id twice", comes_twice, "comes twice"},
};

/* Whether the node that the problem names can come back to itself. */
static int named_node_is_on_a_cycle(void)
{
    char reached[RANDOM_NODES_MAX] = {0};
    size_t stack[RANDOM_NODES_MAX * (FLOW_NEXT_MAX + 1)];
    size_t count = 0, named = SIZE_MAX;
    for (size_t i = 0; i < made.flow.node_count; i++) {
        char start[64];
        int length = snprintf(start, sizeof start, "node %s:", made.nodes[i].id);
        named = strncmp(problem, start, (size_t)length) == 0 ? i : named;
    }
    stack[count++] = named;
    while (named != SIZE_MAX && count > 0) {
        const struct flow_node *node = &made.nodes[stack[--count]];
        for (size_t i = 0; node->kind != FLOW_OUTCOME && i <= node->next_count; i++) {
            size_t to =
                service_flow_node(&made.flow, i < node->next_count ? node->next[i].to : node->otherwise);
            if (to == named) {
                return 1;
            }
            if (!reached[to]) {
                reached[to] = 1;
                stack[count++] = to;
            }
        }
    }
    return 0;
}

static int names(const struct spoiling *spoiling, const char *node)
{
    char place[64];
    int length = snprintf(place, sizeof place, "node %s:", node);
    if (strstr(problem, spoiling->says) == NULL) {
        return 0;
    }
    if (spoiling->spoil == back_edge) {
        return named_node_is_on_a_cycle();
    }
    return spoiling->spoil == too_deep ? strncmp(problem, "node ", 5) == 0
                                       : strncmp(problem, place, (size_t)length) == 0;
}

static void spoilt_flows_are_refused_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof spoilings / sizeof spoilings[0]; i++) {
        size_t tried = 0;
        for (uint64_t seed = 1; seed <= FLOWS; seed++) {
            random_flow_make(&made, seed);
            const char *node = spoilings[i].spoil();
            if (node == NULL) {
                continue;
            }
            tried++;
            if (service_flow_check(&made.flow, problem) == 0) {
                fail_msg("seed %llu: with %s at %s it passed", (unsigned long long)seed, spoilings[i].name,
                         node);
            }
            if (!names(&spoilings[i], node)) {
                fail_msg("seed %llu: with %s at %s the problem was \"%s\"", (unsigned long long)seed,
                         spoilings[i].name, node, problem);
            }
        }
        assert_true(tried > FLOWS / 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_flows_pass_and_end),
        cmocka_unit_test(a_change_of_mind_ends_too),
        cmocka_unit_test(spoilt_flows_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
