/* Titles by the digits of their initials: what is found, and in which order. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "screens/search/search_index.h"
#include "screens/search/search_match.h"
#include "screens/widgets/t9_keys.h"

static void letters_and_keys_agree(void **state)
{
    (void)state;
    assert_string_equal(t9_letters(7), "PQRS");
    assert_string_equal(t9_letters(1), "");
    assert_string_equal(t9_letters(10), "");
    for (int letter = 'a'; letter <= 'z'; letter++) {
        int digit = t9_digit((char)letter);
        assert_in_range(digit, 2, 9);
        assert_non_null(strchr(t9_letters(digit), letter - 'a' + 'A'));
        assert_int_equal(t9_digit((char)(letter - 'a' + 'A')), digit);
    }
    assert_int_equal(t9_digit('0'), 0);
    assert_int_equal(t9_digit('9'), 9);
    assert_int_equal(t9_digit(' '), -1);
}

struct match {
    const char *initials;
    const char *digits;
    int found;
};

static void one_title(void **state)
{
    static const struct match matches[] = {
        {"gjjtq", "455", 1},      /* 公积金提取 */
        {"gjjtq", "4", 1},        /* its first key */
        {"gjjtq", "45587", 1},    /* all of it */
        {"gjjtq", "455878", 0},   /* and more */
        {"gjjtq", "87", 1},       /* its end */
        {"gjjtq", "454", 0},      /* */
        {"gjjtq", "", 0},         /* nothing typed finds nothing */
        {"[cz]qy", "279", 1},     /* 重庆云 as chong */
        {"[cz]qy", "979", 1},     /* as zhong */
        {"[cz]qy", "379", 0},     /* */
        {"zg[cdsz]w", "9439", 1}, /* the alternatives inside */
        {"zg[cdsz]w", "9479", 1}, /* */
        {"2026n", "20266", 1},    /* digits of a title are themselves */
        {"2026n", "2020", 0},     /* */
        {"12345rx", "12345", 1},  /* 1 is a 1 too */
        {"abc", "1", 1},          /* any character */
        {"gjjtq", "41517", 1},    /* several */
        {"gjjtq", "1111111", 0},  /* no more than there are */
        {"gjjtq", "0", 0},        /* 0 is only itself */
        {"10y", "10", 1},         /* */
        {"gy gjj", "49455", 1},   /* punctuation is not typed */
        {"gy gjj", "455", 1},     /* */
        {"", "1", 0},             /* a title of punctuation alone */
        /* */
        {"[cz", "129", 1}, /* a bracket that does not close is a character */
        {"[]gj", "45", 1}, /* empty alternatives are none */
        {"\xe5\x85\xac"
         "bc",
         "122", 1}, /* a character without initials is one position */
        {"\xe5\x85\xac"
         "bc",
         "22", 1},
        {"\xe5\x85\xac"
         "bc",
         "222", 0},
        {"gjj", "4*5", 0},                                /* not a digit */
        {"aaaaaaaaaaaaaaaaaaaa", "22222222222222222", 0}, /* longer than a query may be */
        {"aaaaaaaaaaaaaaaaaaaa", "2222222222222222", 1},
    };
    (void)state;
    struct search_index *index = search_index_new();
    assert_non_null(index);
    for (size_t i = 0; i < sizeof matches / sizeof matches[0]; i++) {
        uint32_t found[4];
        search_index_clear(index);
        assert_int_equal(search_index_add(index, matches[i].initials, 0), 0);
        size_t count = search_index_find(index, matches[i].digits, found, 4);
        if ((int)count != matches[i].found) {
            fail_msg("\"%s\" by %s: found %zu, expected %d", matches[i].initials, matches[i].digits, count,
                     matches[i].found);
        }
    }
    search_index_free(index);
}

static void the_best_come_first(void **state)
{
    static const struct {
        const char *initials;
        int group;
    } items[] = {
        {"zfgjj", 1},    /* 0: inside */
        {"gy gjjtq", 1}, /* 1: a part begins so */
        {"gjjtq", 1},    /* 2: begins so */
        {"gjj", 0},      /* 3: begins so, and of the first group */
        {"bgjj", 0},     /* 4: inside, first group */
        {"tszd", 0},     /* 5: not at all */
        {"xgjj gjj", 1}, /* 6: inside and as a whole part: the better counts */
    };
    static const uint32_t expected[] = {3, 6, 2, 1, 4, 0};
    enum { FOUND = sizeof expected / sizeof expected[0] };
    (void)state;
    struct search_index *index = search_index_new();
    assert_non_null(index);
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        assert_int_equal(search_index_add(index, items[i].initials, items[i].group), 0);
    }
    uint32_t found[16] = {0};
    assert_int_equal(search_index_find(index, "455", found, 16), FOUND);
    for (size_t i = 0; i < FOUND; i++) {
        if (found[i] != expected[i]) {
            fail_msg("place %zu: item %u, expected %u", i, found[i], expected[i]);
        }
    }
    /* Room for fewer: the best of them, and nothing is written behind. */
    uint32_t few[3] = {99, 99, 99};
    assert_int_equal(search_index_find(index, "455", few, 2), 2);
    assert_int_equal(few[0], 3);
    assert_int_equal(few[1], 6);
    assert_int_equal(few[2], 99);
    search_index_free(index);
}

static void what_was_found_is_named(void **state)
{
    static const struct {
        const char *name, *initials, *digits, *found;
    } cases[] = {
        {"住房公积金提取", "zfgjjtq", "455", "公积金"},
        {"住房公积金提取", "zfgjjtq", "93", "住房"},
        {"公积金（新）", "gjj x", "9", "新"},
        {"《公积金》提取", "gjj tq", "4558", "公积金》提"},
        {"重庆", "[cz]q", "97", "重庆"},
        {"2026年", "2026n", "20", "20"},
        {"２０年", "20n", "206", "２０年"},
        {"公积金与积金局", "gjjyjjj", "555", "积金局"},
        {"Housing fund", "", "38", "fu"},
        {"公积金", "gjj", "789", ""},
        {"公积金", "gj", "45", ""}, /* they do not agree */
        {"α公积金", "gjj", "455", "公积金"},
    };
    (void)state;
    struct search_index *index = search_index_new();
    assert_non_null(index);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char found[64] = "";
        const char *by = cases[i].initials[0] != '\0' ? cases[i].initials : cases[i].name;
        search_index_clear(index);
        assert_int_equal(search_index_add(index, by, 0), 0);
        int first = search_index_match(index, 0, cases[i].digits);
        if (first >= 0) {
            search_match_words(found, sizeof found, cases[i].name, cases[i].initials, (size_t)first,
                               strlen(cases[i].digits));
        }
        if (strcmp(found, cases[i].found) != 0) {
            fail_msg("%s by %s: wanted “%s”, got “%s”", cases[i].name, cases[i].digits, cases[i].found,
                     found);
        }
    }
    char small[4] = "x";
    assert_string_equal(search_match_words(small, sizeof small, "公积金", "gjj", 0, 2), "");
    search_index_free(index);
}

static void bounds_hold(void **state)
{
    char endless[4 * SEARCH_POSITIONS_MAX];
    char tail[SEARCH_QUERY_MAX + 1];
    (void)state;
    memset(endless, 'a', sizeof endless);
    endless[sizeof endless - 2] = 'z';
    endless[sizeof endless - 1] = '\0';
    memset(tail, '2', sizeof tail);
    tail[SEARCH_QUERY_MAX] = '\0';
    struct search_index *index = search_index_new();
    assert_non_null(index);
    uint32_t found[1];
    for (size_t i = 0; i < SEARCH_ITEMS_MAX; i++) {
        assert_int_equal(search_index_add(index, "gjj", (int)(i % 9) - 2), 0);
    }
    assert_int_equal(search_index_add(index, "gjj", 0), -1);
    search_index_clear(index);
    assert_int_equal(search_index_count(index), 0);
    assert_int_equal(search_index_add(index, endless, 0), 0);
    assert_int_equal(search_index_find(index, tail, found, 1), 1);
    assert_int_equal(search_index_find(index, "29", found, 1), 0); /* its z lies beyond the bound */
    search_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_and_keys_agree),
        cmocka_unit_test(one_title),
        cmocka_unit_test(the_best_come_first),
        cmocka_unit_test(what_was_found_is_named),
        cmocka_unit_test(bounds_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
