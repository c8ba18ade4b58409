/* A screen that is a list: focus over a refresh, no rows, a failure and OK after it, keys at the ends. */

#include "screens/stage/list_screen.h"
#include "tests/unit/screens/stage/stage_fixture.h"

/* Rows are numbers; -1 ends them. */
enum { ROWS_MAX = 40 };

struct numbers {
    struct list_screen list;
    int rows[ROWS_MAX + 1];
    int has_content;
    unsigned asked;
    int opened;
};

static request_id ask(void *context)
{
    ((struct numbers *)context)->asked++;
    return 0;
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    (void)snprintf(row->id, sizeof row->id, "n%d", ((const struct numbers *)context)->rows[index]);
    row->title = row->id;
}

static size_t collect(struct list_screen *screen)
{
    const struct numbers *numbers = (const struct numbers *)screen;
    size_t count = 0;
    while (numbers->has_content && numbers->rows[count] >= 0) {
        count++;
    }
    return count;
}

static void open_row(struct list_screen *screen, size_t row)
{
    struct numbers *numbers = (struct numbers *)screen;
    numbers->opened = numbers->rows[row];
}

static struct message missing(const struct list_screen *screen)
{
    return ((const struct numbers *)screen)->has_content
               ? (struct message){NULL, STRING_POLICIES_NONE, STRING_POLICIES_NONE_DO}
               : asking_message(&screen->asking);
}

static const struct screen_operations operations = {
    .name = "numbers",
};

static const struct list_screen_kind kind = {.ask = ask,
                                             .row = read_row,
                                             .collect = collect,
                                             .open = open_row,
                                             .missing = missing,
                                             .count = STRING_POLICIES_COUNT};

static struct numbers *open_numbers(void)
{
    struct numbers *numbers = list_screen_new(sizeof *numbers, &operations, &kind, &stage, "Numbers");
    assert_non_null(numbers);
    numbers->opened = -1;
    list_screen_place(&numbers->list.screen);
    list_screen_enter(&numbers->list.screen);
    return numbers;
}

static void hear(struct numbers *numbers, enum response_state state, const int *rows)
{
    struct response response = {.state = state, .final = 1};
    response.failure = state == RESPONSE_FAILED ? FAILURE_UNREACHABLE : FAILURE_NONE;
    for (size_t i = 0; rows != NULL; i++) {
        numbers->rows[i] = rows[i];
        numbers->has_content = 1;
        if (rows[i] < 0) {
            break;
        }
    }
    list_screen_heard(&numbers->list, &response);
}

static const int first_rows[] = {1, 2, 3, 4, 5, -1};

static const struct {
    const char *what;
    int down; /* from the first row of 1 … 5 */
    int rows[8];
    const char *focus;
    size_t at;
    const char *notice;
} refreshes[] = {
    {"nothing new", 2, {1, 2, 3, 4, 5, -1}, "n3", 2, "3 of 5"},
    {"rows above", 2, {8, 9, 1, 2, 3, 4, -1}, "n3", 4, "5 of 6"},
    {"rows above have gone", 2, {3, 4, 5, -1}, "n3", 0, "1 of 3"},
    {"another order", 0, {5, 4, 3, 2, 1, -1}, "n1", 4, "5 of 5"},
    {"its row has gone", 2, {1, 2, 4, 5, -1}, "n4", 2, "3 of 4"},
    {"it was the last and has gone", 4, {1, 2, -1}, "n2", 1, "2 of 2"},
    {"all have gone (it comes back with its row)", 4, {-1}, "n5", 0, "There are no policies now"},
};

static void the_focus_stays_with_its_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refreshes / sizeof refreshes[0]; i++) {
        struct numbers *numbers = open_numbers();
        hear(numbers, RESPONSE_FRESH, first_rows);
        for (int n = 0; n < refreshes[i].down; n++) {
            (void)press(&numbers->list.screen, REMOTE_KEY_DOWN);
        }
        hear(numbers, RESPONSE_FRESH, refreshes[i].rows);
        struct screen_report report = {.focus = ""};
        list_screen_report(&numbers->list.screen, &report);
        if (strcmp(report.focus, refreshes[i].focus) != 0 || report.position != (int64_t)refreshes[i].at ||
            strcmp(report.notice, refreshes[i].notice) != 0) {
            fail_msg("%s: expected %s at %zu, \"%s\"; got %s at %d, \"%s\"", refreshes[i].what,
                     refreshes[i].focus, refreshes[i].at, refreshes[i].notice, report.focus,
                     (int)report.position, report.notice);
        }
        list_screen_free(&numbers->list.screen);
    }
}

static void a_failure_is_said_and_ok_asks_again(void **state)
{
    (void)state;
    struct numbers *numbers = open_numbers();
    struct list_screen *list = &numbers->list;
    assert_int_equal(numbers->asked, 1);
    assert_notice(&list->screen, string_get(stage.strings, STRING_MESSAGE_LOADING));
    (void)press(&list->screen, REMOTE_KEY_OK); /* nothing has failed */
    assert_int_equal(numbers->asked, 1);
    hear(numbers, RESPONSE_FAILED, NULL);
    assert_notice(&list->screen, string_get(stage.strings, STRING_MESSAGE_UNREACHABLE));
    assert_true(has_hint(&list->frame, STRING_HINT_RETRY));
    (void)press(&list->screen, REMOTE_KEY_OK);
    assert_int_equal(numbers->asked, 2);
    assert_notice(&list->screen, string_get(stage.strings, STRING_MESSAGE_LOADING));
    assert_false(has_hint(&list->frame, STRING_HINT_RETRY));
    hear(numbers, RESPONSE_FRESH, first_rows);
    assert_true(has_hint(&list->frame, STRING_HINT_OPEN) && has_hint(&list->frame, STRING_HINT_PAGE));
    (void)press(&list->screen, REMOTE_KEY_DOWN);
    (void)press(&list->screen, REMOTE_KEY_OK);
    assert_int_equal(numbers->opened, 2);
    assert_int_equal(numbers->asked, 2);
    list_screen_free(&list->screen);
}

/* Rows from before stay when nothing is heard any more. */
static void rows_outlive_a_failure(void **state)
{
    (void)state;
    struct numbers *numbers = open_numbers();
    struct screen_report report = {.focus = ""};
    hear(numbers, RESPONSE_FRESH, first_rows);
    hear(numbers, RESPONSE_FAILED, NULL);
    list_screen_report(&numbers->list.screen, &report);
    assert_true(report.offline && numbers->list.frame.status_is_trouble);
    assert_int_equal(report.total, 5);
    assert_string_equal(report.focus, "n1");
    list_screen_free(&numbers->list.screen);
}

static void page_keys_stop_at_the_ends(void **state)
{
    (void)state;
    int rows[ROWS_MAX + 1];
    struct numbers *numbers = open_numbers();
    struct list *list = &numbers->list.list;
    for (int i = 0; i < ROWS_MAX; i++) {
        rows[i] = i;
    }
    rows[ROWS_MAX] = -1;
    hear(numbers, RESPONSE_FRESH, rows);
    size_t page = list_visible_rows(list, &kit);
    assert_in_range(page, 2, ROWS_MAX / 2);
    (void)press(&numbers->list.screen, REMOTE_KEY_PAGE_UP);
    assert_int_equal(list->focus, 0);
    (void)press(&numbers->list.screen, REMOTE_KEY_CHANNEL_DOWN);
    assert_int_equal(list->focus, page);
    for (size_t i = 0; i < ROWS_MAX; i++) {
        (void)press(&numbers->list.screen, REMOTE_KEY_PAGE_DOWN);
    }
    assert_int_equal(list->focus, ROWS_MAX - 1);
    assert_notice(&numbers->list.screen, "40 of 40");
    (void)press(&numbers->list.screen, REMOTE_KEY_CHANNEL_UP);
    assert_int_equal(list->focus, ROWS_MAX - 1 - page);
    list_screen_free(&numbers->list.screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_focus_stays_with_its_row),
        cmocka_unit_test(a_failure_is_said_and_ok_asks_again),
        cmocka_unit_test(rows_outlive_a_failure),
        cmocka_unit_test(page_keys_stop_at_the_ends),
    };
    return cmocka_run_group_tests_name("list screen", tests, stage_open_fixture, stage_close_fixture);
}
