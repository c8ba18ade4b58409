/* The matters of a list by theme: which shelves there are, in which order, and what stands on each. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "screens/guides/guide_shelves.h"

enum { PLACES = 8, WORDS_SIZE = 128 };

struct shelving {
    const char *what;
    const char *themes[PLACES]; /* codes */
    const char *guides[PLACES]; /* id:theme, as "a:150" */
    const char *shelves;        /* "150=ab 005=c ?=d" */
};

static const struct shelving shelvings[] = {
    {"nothing at all", {NULL}, {NULL}, ""},
    {"themes without matters are no shelves", {"150", "005", "060"}, {"a:005"}, "005=a"},
    {"the headend's order of themes, not of matters",
     {"150", "005"},
     {"a:005", "b:150", "c:005"},
     "150=b 005=ac"},
    {"a theme that the headend does not name comes last", {"150"}, {"a:777", "b:150", "c:888"}, "150=b ?=ac"},
    {"no themes", {NULL}, {"a:150"}, "?=a"},
    {"a theme named twice is one shelf", {"150", "150"}, {"a:150"}, "150=a"},
};

static void fill(const struct shelving *from, struct guide_theme *themes, struct guide_summary *guides,
                 struct guide_list *list)
{
    *list = (struct guide_list){.themes = themes, .guides = guides};
    for (size_t i = 0; i < PLACES && from->themes[i] != NULL; i++) {
        (void)snprintf(themes[i].code, sizeof themes[i].code, "%s", from->themes[i]);
        themes[i].name = "";
        list->theme_count++;
    }
    for (size_t i = 0; i < PLACES && from->guides[i] != NULL; i++) {
        (void)snprintf(guides[i].id, sizeof guides[i].id, "%.1s", from->guides[i]);
        (void)snprintf(guides[i].theme, sizeof guides[i].theme, "%s", from->guides[i] + 2);
        list->count++;
    }
}

static void describe(const struct guide_shelves *shelves, char out[WORDS_SIZE])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < shelves->count; i++) {
        const struct guide_theme *theme = shelves->shelves[i].theme;
        used += (size_t)snprintf(out + used, WORDS_SIZE - used, "%s%s=", i > 0 ? " " : "",
                                 theme != NULL ? theme->code : "?");
        const struct guide_summary *matter;
        for (size_t m = 0; (matter = guide_shelves_matter(shelves, i, m)) != NULL; m++) {
            used += (size_t)snprintf(out + used, WORDS_SIZE - used, "%s", matter->id);
        }
    }
}

static void matters_stand_on_the_shelf_of_their_theme(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shelvings / sizeof shelvings[0]; i++) {
        static struct guide_shelves shelves;
        struct guide_theme themes[PLACES];
        struct guide_summary guides[PLACES];
        struct guide_list list;
        char got[WORDS_SIZE];
        memset(guides, 0, sizeof guides);
        fill(&shelvings[i], themes, guides, &list);
        guide_shelves_fill(&shelves, &list);
        describe(&shelves, got);
        if (strcmp(got, shelvings[i].shelves) != 0) {
            fail_msg("%s: expected \"%s\", got \"%s\"", shelvings[i].what, shelvings[i].shelves, got);
        }
    }
}

static void without_a_list_there_are_none(void **state)
{
    (void)state;
    static struct guide_shelves shelves;
    shelves.count = 3;
    guide_shelves_fill(&shelves, NULL);
    assert_int_equal(shelves.count, 0);
    assert_null(guide_shelves_matter(&shelves, 0, 0));
}

/* As many as the contract allows: each theme with one, and one of none. */
static void the_most_that_may_come_has_room(void **state)
{
    (void)state;
    static struct guide_shelves shelves;
    static struct guide_theme themes[GUIDE_SHELVES_MAX - 1];
    static struct guide_summary guides[GUIDE_LIST_MAX];
    struct guide_list list = {
        .themes = themes, .theme_count = GUIDE_SHELVES_MAX - 1, .guides = guides, .count = GUIDE_LIST_MAX};
    for (int i = 0; i < GUIDE_SHELVES_MAX - 1; i++) {
        (void)snprintf(themes[i].code, sizeof themes[i].code, "%03d", i);
    }
    for (int i = 0; i < GUIDE_LIST_MAX; i++) {
        (void)snprintf(guides[i].theme, sizeof guides[i].theme, "%03d", i % GUIDE_SHELVES_MAX);
    }
    guide_shelves_fill(&shelves, &list);
    assert_int_equal(shelves.count, GUIDE_SHELVES_MAX);
    assert_int_equal(shelves.shelves[0].count, GUIDE_LIST_MAX / GUIDE_SHELVES_MAX);
    assert_null(shelves.shelves[GUIDE_SHELVES_MAX - 1].theme);
    assert_null(guide_shelves_matter(&shelves, GUIDE_SHELVES_MAX, 0));
    assert_null(guide_shelves_matter(&shelves, 0, shelves.shelves[0].count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matters_stand_on_the_shelf_of_their_theme),
        cmocka_unit_test(without_a_list_there_are_none),
        cmocka_unit_test(the_most_that_may_come_has_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
