/* Whose turn it is. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "headend/http/fair_queue.h"

enum { ITEMS = 100, MS = 1000 };

struct work {
    struct fair_item item; /* first */
    const char *client;
};

/* A letter is a client that asks; '<': one is taken. What is taken, in order. */
static void turns(void **state)
{
    static const struct {
        const char *asked, *taken;
    } cases[] = {
        {"aaa<<<", "aaa"},
        {"aaab<<<<", "abaa"},
        {"aaabbb<<<<<<", "ababab"},
        {"aaaaaabc<<<<", "abca"},
        {"aaaaaa<<<b<c<", "aaabc"},
        {"a<b<a<b<", "abab"},
        {"<a<<b<", "ab"}, /* nothing is there */
        {"aaaaaaaaaaaabbb<<<<<<", "ababab"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fair_queue *queue = fair_queue_create(ITEMS, ITEMS);
        struct work works[ITEMS];
        char taken[ITEMS] = "";
        size_t used = 0;
        size_t count = 0;
        assert_non_null(queue);
        for (const char *at = cases[i].asked; *at != '\0'; at++) {
            static const char *const names[] = {"192.0.2.1", "2001:db8::", "198.51.100.7"};
            if (*at != '<') {
                works[count].client = names[*at - 'a'];
                assert_int_equal(fair_queue_put(queue, works[count].client, &works[count].item), 0);
                count++;
                continue;
            }
            const struct work *work = (const struct work *)fair_queue_take(queue);
            for (size_t k = 0; work != NULL && k < sizeof names / sizeof names[0]; k++) {
                if (work->client == names[k]) {
                    taken[used++] = (char)('a' + k);
                }
            }
        }
        if (strncmp(taken, cases[i].taken, strlen(cases[i].taken)) != 0) {
            fail_msg("%s: taken %s, wanted %s", cases[i].asked, taken, cases[i].taken);
        }
        fair_queue_free(queue);
    }
}

/* Who asks for what is dear has fewer turns. */
static void costs_are_paid_by_who_asks(void **state)
{
    struct fair_queue *queue = fair_queue_create(2, 1);
    struct work dear = {.client = "a"};
    struct work cheap = {.client = "b"};
    int turns_of_dear = 0;
    (void)state;
    assert_int_equal(fair_queue_put(queue, dear.client, &dear.item), 0);
    assert_int_equal(fair_queue_put(queue, dear.client, &cheap.item), -1); /* as many as it may */
    assert_int_equal(fair_queue_put(queue, cheap.client, &cheap.item), 0);
    assert_int_equal(fair_queue_put(queue, "c", &dear.item), -1); /* as many as all may */
    for (int i = 0; i < 110; i++) {
        struct work *work = (struct work *)fair_queue_take(queue);
        assert_non_null(work);
        turns_of_dear += work == &dear;
        fair_queue_charge(queue, work->client, work == &dear ? 10 * MS : MS);
        assert_int_equal(fair_queue_put(queue, work->client, &work->item), 0);
    }
    if (turns_of_dear < 9 || turns_of_dear > 11) {
        fail_msg("%d turns of 110 for who costs ten times as much: wanted 10", turns_of_dear);
    }
    fair_queue_free(queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(turns), cmocka_unit_test(costs_are_paid_by_who_asks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
