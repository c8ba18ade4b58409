/* Which hints are left out on a remote that lacks their key. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screens/stage/frame.h"

enum { EVERYTHING = REMOTE_KEY_NONE };

static const struct {
    int lacks; /* an enum remote_key; REMOTE_KEY_COUNT: none, EVERYTHING: it is a remote of arrows and OK */
    int shows_back;
    enum string_id key;
    int is_reached;
} cases[] = {
    {REMOTE_KEY_COUNT, 0, STRING_KEY_RED, 1},    {REMOTE_KEY_RED, 0, STRING_KEY_RED, 0},
    {REMOTE_KEY_RED, 0, STRING_KEY_GREEN, 1},    {REMOTE_KEY_GREEN, 0, STRING_KEY_GREEN, 0},
    {REMOTE_KEY_BLUE, 0, STRING_KEY_BLUE, 0},    {REMOTE_KEY_1, 0, STRING_KEY_DIGITS, 0},
    {REMOTE_KEY_COUNT, 0, STRING_KEY_DIGITS, 1}, {REMOTE_KEY_COUNT, 0, STRING_KEY_BACK, 1},
    {REMOTE_KEY_COUNT, 1, STRING_KEY_BACK, 0},   {EVERYTHING, 1, STRING_KEY_OK, 1},
    {EVERYTHING, 1, STRING_KEY_LEFT, 1},         {EVERYTHING, 1, STRING_KEY_UP_DOWN, 1},
    {EVERYTHING, 1, STRING_KEY_RED, 0},          {EVERYTHING, 1, STRING_KEY_DIGITS, 0},
};

static int is_arrow_or_ok(int key)
{
    return key == REMOTE_KEY_UP || key == REMOTE_KEY_DOWN || key == REMOTE_KEY_LEFT ||
           key == REMOTE_KEY_RIGHT || key == REMOTE_KEY_OK;
}

static void hints_name_keys_that_there_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stage stage = {.shows_back = cases[i].shows_back};
        for (int key = 0; key < REMOTE_KEY_COUNT; key++) {
            stage.lacks[key] = cases[i].lacks == EVERYTHING ? !is_arrow_or_ok(key) : key == cases[i].lacks;
        }
        if (frame_hint_is_reached(&stage, cases[i].key) != cases[i].is_reached) {
            fail_msg("case %zu: wanted %d", i, cases[i].is_reached);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hints_name_keys_that_there_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
