/* A number being typed: which key does what, how it is judged and grouped, and that the field draws it. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "both-sides/case_number.h"
#include "both-sides/id_number.h"
#include "screens/widgets/number_field.h"

static enum number_check check_case(void *context, const char *typed)
{
    return case_number_check(typed, context);
}

static enum number_check check_tail(void *context, const char *typed)
{
    (void)context;
    return id_tail_check(typed);
}

static char region[] = "431000";
static const struct number_format case_format = {
    .length = CASE_NUMBER_DIGITS, .groups = {6, 6, 6, 2}, .check = check_case, .context = region};
static const struct number_format tail_format = {
    .length = ID_TAIL_LENGTH, .last_may_be_x = 1, .check = check_tail};

/* Keys by letter: digits, * star, r RED, d DELETE, l LEFT, g GREEN, o OK, u UP. */
static enum remote_key key_of(char letter)
{
    static const struct {
        char letter;
        enum remote_key key;
    } keys[] = {{'*', REMOTE_KEY_STAR},  {'r', REMOTE_KEY_RED},   {'d', REMOTE_KEY_DELETE},
                {'l', REMOTE_KEY_LEFT},  {'g', REMOTE_KEY_GREEN}, {'o', REMOTE_KEY_OK},
                {'R', REMOTE_KEY_RIGHT}, {'u', REMOTE_KEY_UP},    {'D', REMOTE_KEY_DOWN},
                {'b', REMOTE_KEY_BACK}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].letter == letter) {
            return keys[i].key;
        }
    }
    return (enum remote_key)(REMOTE_KEY_0 + (letter - '0'));
}

struct keys_case {
    const struct number_format *format;
    const char *keys;
    const char *typed;
    enum number_check state;
    enum key_result result; /* to the last key */
};

static const struct keys_case keys_cases[] = {
    {&case_format, "4", "4", NUMBER_INCOMPLETE, KEY_DONE},
    {&case_format, "5", "5", NUMBER_WRONG, KEY_DONE},
    {&case_format, "5r", "", NUMBER_INCOMPLETE, KEY_DONE},
    {&case_format, "43d", "4", NUMBER_INCOMPLETE, KEY_DONE},
    {&case_format, "43l", "4", NUMBER_INCOMPLETE, KEY_DONE},
    {&case_format, "r", "", NUMBER_INCOMPLETE, KEY_STAYED},
    {&case_format, "4*", "4", NUMBER_INCOMPLETE, KEY_IGNORED},
    {&case_format, "4u", "4", NUMBER_INCOMPLETE, KEY_IGNORED},
    {&case_format, "431000o", "431000", NUMBER_INCOMPLETE, KEY_STAYED},
    {&case_format, "43100026112400000113", "43100026112400000113", NUMBER_GOOD, KEY_DONE},
    {&case_format, "431000261124000001134", "43100026112400000113", NUMBER_GOOD, KEY_STAYED},
    {&case_format, "43100026112400000113g", "43100026112400000113", NUMBER_GOOD, KEY_PRESSED},
    {&case_format, "43100026112400000113o", "43100026112400000113", NUMBER_GOOD, KEY_PRESSED},
    {&case_format, "43100026112400000114g", "43100026112400000114", NUMBER_WRONG, KEY_STAYED},
    {&tail_format, "019*", "019X", NUMBER_GOOD, KEY_DONE},
    {&tail_format, "01*", "01", NUMBER_INCOMPLETE, KEY_STAYED}, /* X only as the last */
    {&tail_format, "019*9", "019X", NUMBER_GOOD, KEY_STAYED},
    {&tail_format, "019**", "019X", NUMBER_GOOD, KEY_STAYED},
    {&tail_format, "0190r*", "019X", NUMBER_GOOD, KEY_DONE},
    {&tail_format, "019*g", "019X", NUMBER_GOOD, KEY_PRESSED},
};

static void keys_do_what_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof keys_cases / sizeof keys_cases[0]; i++) {
        const struct keys_case *one = &keys_cases[i];
        struct number_entry entry;
        enum key_result result = KEY_IGNORED;
        number_entry_start(&entry, one->format);
        for (const char *key = one->keys; *key != '\0'; key++) {
            result = number_entry_key(&entry, key_of(*key));
        }
        if (strcmp(entry.typed, one->typed) != 0 || entry.state != one->state || result != one->result) {
            fail_msg("%s: expected \"%s\" state %d result %d, got \"%s\" %d %d", one->keys, one->typed,
                     (int)one->state, (int)one->result, entry.typed, (int)entry.state, (int)result);
        }
    }
}

static void groups_stand_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i <= CASE_NUMBER_DIGITS; i++) {
        int expected = i == 6 || i == 12 || i == 18;
        assert_int_equal(number_format_gap_before(&case_format, i), expected);
        assert_int_equal(number_format_gap_before(&tail_format, i), 0);
    }
}

/* The pad comes with an arrow, types by OK, and Back puts it away; digit keys work all the time. */
static void a_remote_without_digits_has_a_pad(void **state)
{
    static const struct {
        const char *keys, *typed;
        int pad;
        enum key_result result; /* to the last key */
    } cases[] = {
        {"u", "", 1, KEY_DONE},     {"uo", "5", 1, KEY_DONE},     {"uuo", "2", 1, KEY_DONE},
        {"uoo", "55", 1, KEY_DONE}, {"uo4", "54", 1, KEY_DONE},   {"uob", "5", 0, KEY_DONE},
        {"l", "", 1, KEY_DONE},     {"4l", "", 0, KEY_DONE},      {"44l", "4", 0, KEY_DONE},
        {"4uo", "45", 1, KEY_DONE}, {"4uDDlo", "", 1, KEY_DONE},  {"4uDDo", "40", 1, KEY_DONE},
        {"4R", "4", 1, KEY_DONE},   {"uor", "", 1, KEY_DONE},     {"b", "", 0, KEY_IGNORED},
        {"uu", "", 1, KEY_DONE},    {"uuu", "", 1, KEY_STAYED},   {"ul", "", 1, KEY_DONE},
        {"ull", "", 1, KEY_STAYED}, {"uDDlo", "", 1, KEY_STAYED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct number_field field;
        enum key_result result = KEY_IGNORED;
        number_field_start(&field, &case_format);
        number_field_place(&field, &kit, (struct rect){0, 0, 640, 360});
        for (const char *key = cases[i].keys; *key != '\0'; key++) {
            result = number_field_key(&field, &kit, key_of(*key), 1);
        }
        if (strcmp(field.entry.typed, cases[i].typed) != 0 || field.pad.active != cases[i].pad ||
            result != cases[i].result) {
            fail_msg("%s: expected \"%s\" pad %d result %d, got \"%s\" pad %d result %d", cases[i].keys,
                     cases[i].typed, cases[i].pad, (int)cases[i].result, field.entry.typed, field.pad.active,
                     (int)result);
        }
    }
}

/* A digit too many is answered in words until the next key. */
static void a_full_number_says_so(void **state)
{
    static const struct {
        const char *keys, *words;
    } cases[] = {{"", "typing"},       {"0190", "good"},     {"01901", "full"},  {"019011", "full"},
                 {"01901r", "typing"}, {"01901l", "typing"}, {"01901o", "good"}, {"0190uo", "full"},
                 {"0190uou", "good"},  {"01901b", "good"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct number_field field;
        number_field_start(&field, &tail_format);
        number_field_place(&field, &kit, (struct rect){0, 0, 640, 360});
        field.words = (struct number_words){.state = {"typing", "good", "wrong"}, .full = "full"};
        for (const char *key = cases[i].keys; *key != '\0'; key++) {
            (void)number_field_key(&field, &kit, key_of(*key), 1);
        }
        if (strcmp(number_field_words(&field), cases[i].words) != 0) {
            fail_msg("%s: \"%s\", wanted \"%s\"", cases[i].keys, number_field_words(&field), cases[i].words);
        }
        number_field_clear(&field);
        assert_string_equal(number_field_words(&field), "typing");
        assert_int_equal(field.pad.active, 0);
    }
}

static struct number_field drawn;

static void draw_field(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    canvas_fill(canvas, clip, kit_theme.background);
    number_field_draw(&drawn, &kit, 1000000);
}

static void what_is_typed_is_drawn_within_its_box(void **state)
{
    (void)state;
    number_field_start(&drawn, &case_format);
    number_field_place(&drawn, &kit, (struct rect){20, 20, 600, 320});
    for (const char *key = "43100026112400000113"; *key != '\0'; key++) {
        (void)number_field_key(&drawn, &kit, key_of(*key), 1);
    }
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_field, NULL);
    screen_read();
    struct rect ink = inked(kit_theme.background);
    assert_true(ink.x >= 20 && ink.y >= 20 && ink.x + ink.w <= 620);
    int last_digit = 0;
    for (int x = 500; x < 620; x++) {
        for (int y = 30; y < 70; y++) {
            last_digit += pixel(x, y) == kit_theme.ink;
        }
    }
    assert_true(last_digit > 20); /* all twenty have room */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_do_what_they_should),
        cmocka_unit_test(groups_stand_apart),
        cmocka_unit_test(a_remote_without_digits_has_a_pad),
        cmocka_unit_test(a_full_number_says_so),
        cmocka_unit_test(what_is_typed_is_drawn_within_its_box),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
