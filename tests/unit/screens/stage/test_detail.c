/* A screen on which one thing is read: loading, failed, asked again, there, gone; scrolling and buttons. */

#include "screens/stage/detail.h"
#include "screens/stage/reading.h"
#include "tests/unit/screens/stage/stage_fixture.h"

enum { PARAGRAPHS = 80 };

struct thing {
    struct detail detail;
    int has_content, has_buttons;
    unsigned asked, minutes;
    const char *pressed;
};

static request_id ask(void *context)
{
    ((struct thing *)context)->asked++;
    return 0;
}

static struct rect place(struct detail *detail)
{
    return frame_body_beside(detail->screen.stage, frame_card(detail->screen.stage, FRAME_CARD_PERCENT));
}

static void lay_out(struct detail *detail)
{
    for (int i = 0; i < PARAGRAPHS; i++) {
        reading_text(detail->rich_text, detail->screen.stage, NULL, "a paragraph");
    }
}

static struct message missing(const struct detail *detail)
{
    return ((const struct thing *)detail)->has_content
               ? (struct message){NULL, STRING_POLICIES_GONE, STRING_POLICIES_GONE_DO}
               : asking_message(&detail->asking);
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    items[0] = (struct button){"one", "One", REMOTE_KEY_GREEN};
    items[1] = (struct button){"two", "Two", REMOTE_KEY_BLUE};
    return ((const struct thing *)detail)->has_buttons && detail->is_there ? 2 : 0;
}

static enum key_result press_button(struct detail *detail, const char *button)
{
    ((struct thing *)detail)->pressed = button != NULL ? button : "ok";
    return KEY_DONE;
}

static void count_minute(struct detail *detail)
{
    ((struct thing *)detail)->minutes++;
}

static const struct screen_operations operations = {
    .name = "thing",
};

static const struct detail_kind kind = {
    .ask = ask,
    .place = place,
    .lay_out = lay_out,
    .missing = missing,
    .buttons = set_buttons,
    .ok = press_button,
    .minute = count_minute,
};

static struct thing *open_thing(int has_buttons)
{
    struct thing *thing = detail_new(sizeof *thing, &operations, &kind, &stage);
    assert_non_null(thing);
    thing->has_buttons = has_buttons;
    thing->detail.id = "t-1";
    detail_place(&thing->detail.screen);
    thing->detail.screen.operations->enter(&thing->detail.screen);
    return thing;
}

enum content { NO_CONTENT, WITH_IT, WITHOUT_IT };

static void hear(struct thing *thing, enum response_state state, enum content content)
{
    struct response response = {.state = state, .final = 1};
    response.failure = state == RESPONSE_FAILED ? FAILURE_UNREACHABLE : FAILURE_NONE;
    if (content != NO_CONTENT) {
        thing->has_content = 1;
        thing->detail.is_there = content == WITH_IT;
        detail_place(&thing->detail.screen);
    }
    detail_heard(&thing->detail, &response);
}

static const struct {
    const char *what;
    enum response_state state;
    enum content content;
    enum string_id notice; /* STRING_COUNT: none */
    int retries, scrolls, offline;
} steps[] = {
    {"it fails", RESPONSE_FAILED, NO_CONTENT, STRING_MESSAGE_UNREACHABLE, 1, 0, 1},
    {"it comes", RESPONSE_FRESH, WITH_IT, STRING_COUNT, 0, 1, 0},
    {"it is asked for again in vain", RESPONSE_FAILED, NO_CONTENT, STRING_STATUS_CONFIGURED, 0, 1, 1},
    {"it is the same", RESPONSE_UNCHANGED, NO_CONTENT, STRING_COUNT, 0, 1, 0},
    {"it has gone", RESPONSE_FRESH, WITHOUT_IT, STRING_POLICIES_GONE, 0, 0, 0},
};

static void what_is_said_follows_what_is_heard(void **state)
{
    (void)state;
    struct thing *thing = open_thing(0);
    assert_notice(&thing->detail.screen, string_get(stage.strings, STRING_MESSAGE_LOADING));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct screen_report report = {.focus = ""};
        hear(thing, steps[i].state, steps[i].content);
        detail_report(&thing->detail.screen, &report);
        const char *wanted =
            steps[i].notice == STRING_COUNT ? "" : string_get(stage.strings, steps[i].notice);
        if (strcmp(report.notice, wanted) != 0 || report.offline != steps[i].offline ||
            has_hint(&thing->detail.frame, STRING_HINT_RETRY) != steps[i].retries ||
            has_hint(&thing->detail.frame, STRING_HINT_SCROLL) != steps[i].scrolls) {
            fail_msg("%s: expected \"%s\", offline %d; got \"%s\", offline %d, %zu hints", steps[i].what,
                     wanted, steps[i].offline, report.notice, report.offline, thing->detail.frame.hint_count);
        }
        assert_string_equal(report.focus, "t-1");
    }
    detail_free(&thing->detail.screen);
}

static void ok_asks_again_only_after_a_failure(void **state)
{
    (void)state;
    struct thing *thing = open_thing(0);
    (void)press(&thing->detail.screen, REMOTE_KEY_OK);
    assert_int_equal(thing->asked, 1);
    hear(thing, RESPONSE_FAILED, NO_CONTENT);
    (void)press(&thing->detail.screen, REMOTE_KEY_OK);
    assert_int_equal(thing->asked, 2);
    assert_null(thing->pressed);
    hear(thing, RESPONSE_FRESH, WITH_IT);
    (void)press(&thing->detail.screen, REMOTE_KEY_OK);
    assert_int_equal(thing->asked, 2);
    assert_string_equal(thing->pressed, "ok");
    detail_free(&thing->detail.screen);
}

static void the_text_stays_where_it_was_scrolled_to(void **state)
{
    (void)state;
    struct thing *thing = open_thing(0);
    struct rich_text *rich_text = thing->detail.rich_text;
    hear(thing, RESPONSE_FRESH, WITH_IT);
    (void)press(&thing->detail.screen, REMOTE_KEY_UP); /* at the top already */
    assert_int_equal(rich_text_scroll(rich_text), 0);
    (void)press(&thing->detail.screen, REMOTE_KEY_PAGE_DOWN);
    int scroll = rich_text_scroll(rich_text);
    assert_true(scroll > 0);
    hear(thing, RESPONSE_FRESH, WITH_IT);
    assert_int_equal(rich_text_scroll(rich_text), scroll);
    for (int i = 0; i < PARAGRAPHS; i++) {
        (void)press(&thing->detail.screen, REMOTE_KEY_CHANNEL_DOWN);
    }
    assert_true(rich_text_at_end(rich_text));
    detail_free(&thing->detail.screen);
}

static const struct {
    enum remote_key key;
    const char *pressed; /* NULL: nothing */
    const char *focus;
} keys[] = {
    {REMOTE_KEY_OK, "one", "one"},    {REMOTE_KEY_RIGHT, NULL, "two"}, {REMOTE_KEY_RIGHT, NULL, "two"},
    {REMOTE_KEY_OK, "two", "two"},    {REMOTE_KEY_LEFT, NULL, "one"},  {REMOTE_KEY_BLUE, "two", "two"},
    {REMOTE_KEY_GREEN, "one", "one"}, {REMOTE_KEY_RED, NULL, "one"},
};

static void buttons_are_reached_by_arrows_and_by_colours(void **state)
{
    (void)state;
    struct thing *thing = open_thing(1);
    (void)press(&thing->detail.screen, REMOTE_KEY_GREEN); /* no button yet */
    assert_null(thing->pressed);
    hear(thing, RESPONSE_FRESH, WITH_IT);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct screen_report report = {.focus = ""};
        const char *wanted = keys[i].pressed != NULL ? keys[i].pressed : "nothing";
        thing->pressed = "nothing";
        (void)press(&thing->detail.screen, keys[i].key);
        detail_report(&thing->detail.screen, &report);
        if (strcmp(thing->pressed, wanted) != 0 || strcmp(report.focus, keys[i].focus) != 0) {
            fail_msg("%s: expected %s pressed, focus on %s; got %s, %s", remote_key_name(keys[i].key), wanted,
                     keys[i].focus, thing->pressed, report.focus);
        }
    }
    detail_free(&thing->detail.screen);
}

static void it_is_told_of_the_minute(void **state)
{
    (void)state;
    struct thing *thing = open_thing(0);
    thing->detail.screen.operations->update(&thing->detail.screen);
    assert_int_equal(thing->minutes, 0);
    stage.now_ms += 60000;
    thing->detail.screen.operations->update(&thing->detail.screen);
    thing->detail.screen.operations->update(&thing->detail.screen);
    assert_int_equal(thing->minutes, 1);
    detail_free(&thing->detail.screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_follows_what_is_heard),
        cmocka_unit_test(ok_asks_again_only_after_a_failure),
        cmocka_unit_test(the_text_stays_where_it_was_scrolled_to),
        cmocka_unit_test(buttons_are_reached_by_arrows_and_by_colours),
        cmocka_unit_test(it_is_told_of_the_minute),
    };
    return cmocka_run_group_tests_name("detail", tests, stage_open_fixture, stage_close_fixture);
}
