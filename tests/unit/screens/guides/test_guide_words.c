/* What a guide's codes are called, and where its pages for the phone are. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include <stdio.h>
#include <string.h>

#include "screens/guides/guide_words.h"
#include "screens/stage/phone_link.h"

struct term_case {
    struct term term;
    const char *chinese, *english;
};

static const struct term_case terms[] = {
    {{0, 5, TERM_WORKDAY}, "", ""},
    {{1, 0, TERM_WORKDAY}, "当场办结", "at once"},
    {{1, 0, TERM_HOUR}, "当场办结", "at once"},
    {{1, 1, TERM_WORKDAY}, "1 个工作日", "1 working day"},
    {{1, 10, TERM_WORKDAY}, "10 个工作日", "10 working days"},
    {{1, 30, TERM_DAY}, "30 天", "30 days"},
    {{1, 2, TERM_HOUR}, "2 小时", "2 hours"},
    {{1, 2, 7}, "", ""},
    {{1, 2, -1}, "", ""},
};

static void terms_are_said_in_words(void **state)
{
    (void)state;
    char out[TERM_WORDS_SIZE];
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        assert_string_equal(term_words(out, chinese, &terms[i].term), terms[i].chinese);
        assert_string_equal(term_words(out, english, &terms[i].term), terms[i].english);
    }
}

struct piece_case {
    int piece, copies;
    const char *words;
};

static const struct piece_case pieces[] = {
    {MATERIAL_ORIGINAL, 0, "original"},
    {MATERIAL_COPY, 1, "copy, 1 piece"},
    {MATERIAL_BOTH, 2, "original and copy, 2 pieces"},
    {-1, 0, ""},
    {-1, 3, "3 pieces"},
    {9, 1, "1 piece"},
};

static void pieces_are_said_in_words(void **state)
{
    (void)state;
    char out[64];
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct guide_material material = {.piece = pieces[i].piece, .copies = pieces[i].copies};
        material_piece_words(english, &material, out, sizeof out);
        if (strcmp(out, pieces[i].words) != 0) {
            fail_msg("piece %d, %d copies: expected \"%s\", got \"%s\"", pieces[i].piece, pieces[i].copies,
                     pieces[i].words, out);
        }
    }
}

struct link_case {
    const char *phone, *backend, *path;
    const char *link; /* NULL: refused */
};

static const struct link_case links[] = {
    {"", "http://box:8080", "/p/guides/a", "http://box:8080/p/guides/a"},
    {"https://hall.example", "http://box:8080", "/p/guides/a", "https://hall.example/p/guides/a"},
    {"https://hall.example/tv", "", "/p?x=1", "https://hall.example/tv/p?x=1"},
    {"https://hall.example", "", "", NULL},
    {"https://hall.example", "", "@elsewhere.example/", NULL},
    {"https://hall.example", "", ".elsewhere.example/", NULL},
};

static void pages_for_the_phone_are_below_its_address(void **state)
{
    (void)state;
    static struct box_config config;
    char out[PHONE_LINK_SIZE];
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        (void)snprintf(config.phone_url, sizeof config.phone_url, "%s", links[i].phone);
        (void)snprintf(config.backend_url, sizeof config.backend_url, "%s", links[i].backend);
        int result = phone_link(&config, links[i].path, out);
        assert_int_equal(result, links[i].link != NULL ? 0 : -1);
        if (links[i].link != NULL) {
            assert_string_equal(out, links[i].link);
        }
    }
}

static void a_page_that_is_too_long_is_refused(void **state)
{
    (void)state;
    static struct box_config config;
    char path[PHONE_LINK_SIZE + 1];
    char out[PHONE_LINK_SIZE];
    memset(path, 'a', sizeof path - 1);
    path[0] = '/';
    path[sizeof path - 1] = '\0';
    (void)snprintf(config.backend_url, sizeof config.backend_url, "http://a");
    assert_int_equal(phone_link(&config, path, out), -1);
    path[PHONE_LINK_SIZE - sizeof "http://a"] = '\0';
    assert_int_equal(phone_link(&config, path, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_said_in_words),
        cmocka_unit_test(pieces_are_said_in_words),
        cmocka_unit_test(pages_for_the_phone_are_below_its_address),
        cmocka_unit_test(a_page_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, open_strings, close_strings);
}
