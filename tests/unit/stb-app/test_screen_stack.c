/* Screens on each other: who is entered, when they are freed, that one may close itself. */

#include "tests/unit/screens/canvas/letters.h"

#include "both-sides/log.h"
#include "stb-app/screen_stack.h"

struct probe {
    struct screen screen;
    int entered, left, drawn;
    int *freed; /* counts */
};

static struct stage stage;
static struct screen_stack stack;
static int freed;

static void enter(struct screen *screen)
{
    ((struct probe *)screen)->entered++;
}

static void leave(struct screen *screen)
{
    ((struct probe *)screen)->left++;
}

static void draw(struct screen *screen, struct rect clip)
{
    (void)clip;
    ((struct probe *)screen)->drawn++;
}

static void free_probe(struct screen *screen)
{
    (*((struct probe *)screen)->freed)++;
    free(screen);
}

static const struct screen_operations plain = {
    .name = "plain", .enter = enter, .leave = leave, .draw = draw, .free = free_probe};
static const struct screen_operations overlay = {
    .name = "overlay", .enter = enter, .leave = leave, .draw = draw, .free = free_probe, .overlay = 1};

static const struct screen_operations question = {
    .name = "question", .enter = enter, .leave = leave, .draw = draw, .free = free_probe, .question = 1};

enum { IDLE_US = 5000 };
static const struct screen_operations personal = {
    .name = "personal", .enter = enter, .leave = leave, .draw = draw, .free = free_probe, .idle_us = IDLE_US};

static const struct screen_operations of_person = {
    .name = "of-person", .enter = enter, .leave = leave, .draw = draw, .free = free_probe, .is_personal = 1};

static int64_t needed_us;
static int64_t needed_until_us(const struct screen *screen)
{
    (void)screen;
    return needed_us;
}
static const struct screen_operations by_phone = {.name = "by-phone",
                                                  .enter = enter,
                                                  .leave = leave,
                                                  .draw = draw,
                                                  .free = free_probe,
                                                  .idle_us = IDLE_US,
                                                  .needed_until_us = needed_until_us};

static struct probe *push_destination(const struct screen_operations *operations,
                                      const struct destination *destination)
{
    struct probe *probe = calloc(1, sizeof *probe);
    assert_non_null(probe);
    probe->screen = (struct screen){operations, &stage};
    probe->freed = &freed;
    assert_int_equal(screen_stack_push(&stack, &probe->screen, destination), 0);
    return probe;
}

static struct probe *push(const struct screen_operations *operations)
{
    return push_destination(operations, NULL);
}

static int open_stack(void **state)
{
    log_set_level(LOG_LEVEL_ERROR);
    if (letters_open(state) != 0) {
        return -1;
    }
    stage.kit.canvas = screen_canvas;
    stage.kit.fonts = letters;
    return 0;
}

static void closing_enters_the_one_below_and_frees_later(void **state)
{
    (void)state;
    freed = 0;
    struct probe *home = push(&plain);
    struct probe *list = push(&plain);
    push(&plain);
    assert_int_equal(home->left, 1);
    screen_stack_close(&stack, &list->screen); /* and what lies on it */
    assert_ptr_equal(screen_stack_top(&stack), &home->screen);
    assert_int_equal(home->entered, 2);
    assert_int_equal(freed, 0);
    screen_stack_close(&stack, &list->screen); /* again: nothing happens */
    assert_int_equal(home->entered, 2);
    screen_stack_sweep(&stack);
    assert_int_equal(freed, 2);
    screen_stack_clear(&stack);
    assert_int_equal(freed, 3);
}

static void home_is_what_remains(void **state)
{
    (void)state;
    freed = 0;
    struct probe *home = push(&plain);
    screen_stack_close_to_bottom(&stack);
    assert_int_equal(home->entered, 1); /* nothing lay on it */
    push(&plain);
    push(&overlay);
    screen_stack_close_to_bottom(&stack);
    screen_stack_sweep(&stack);
    assert_int_equal(freed, 2);
    assert_int_equal(stack.count, 1);
    screen_stack_clear(&stack);
}

static void only_what_can_be_seen_is_drawn(void **state)
{
    (void)state;
    struct probe *home = push(&plain);
    struct probe *article = push(&plain);
    struct probe *links = push(&overlay);
    screen_stack_draw(&stack, (struct rect){0, 0, 10, 10});
    assert_int_equal(home->drawn, 0);
    assert_int_equal(article->drawn, 1);
    assert_int_equal(links->drawn, 1);
    screen_stack_clear(&stack);
}

static void is_refused(const struct screen_operations *operations)
{
    int freed_before = freed;
    struct screen *top = screen_stack_top(&stack);
    struct probe *extra = calloc(1, sizeof *extra);
    assert_non_null(extra);
    extra->screen = (struct screen){operations, &stage};
    extra->freed = &freed;
    assert_int_equal(screen_stack_push(&stack, &extra->screen, NULL), -1);
    assert_int_equal(freed, freed_before + 1);
    assert_ptr_equal(screen_stack_top(&stack), top);
}

/* A question about them has room, once: Home asks before it throws answers away, however many lie there. */
static void one_too_many_is_freed_and_the_top_stays(void **state)
{
    (void)state;
    freed = 0;
    for (int i = 0; i < SCREEN_STACK_MAX; i++) {
        push(&plain);
    }
    is_refused(&plain);
    push(&question);
    is_refused(&question);
    is_refused(&plain);
    screen_stack_close_to_bottom(&stack);
    screen_stack_sweep(&stack);
    assert_int_equal(stack.count, 1);
    screen_stack_clear(&stack);
}

/* A key counts wherever it went; what lies on a personal screen stays when that goes. */
static void what_is_personal_goes_from_under_others(void **state)
{
    (void)state;
    freed = 0;
    stage.touched_us = 1000;
    struct probe *home = push(&plain);
    push(&personal);
    struct probe *help = push(&plain);
    assert_true(screen_stack_idle_deadline(&stack) == 1000 + IDLE_US);
    screen_stack_forget_idle(&stack, 1000 + IDLE_US - 1);
    assert_int_equal(stack.count, 3);
    screen_stack_forget_idle(&stack, 1000 + IDLE_US);
    assert_int_equal(stack.count, 2);
    assert_ptr_equal(screen_stack_top(&stack), &help->screen);
    assert_int_equal(help->entered, 1);
    assert_int_equal(help->left, 0);
    screen_stack_sweep(&stack);
    assert_int_equal(freed, 1);
    assert_true(screen_stack_idle_deadline(&stack) == INT64_MAX);
    push(&personal);
    screen_stack_close(&stack, &help->screen);
    push(&personal);
    screen_stack_forget_idle(&stack, 1000 + IDLE_US);
    assert_ptr_equal(screen_stack_top(&stack), &home->screen);
    screen_stack_sweep(&stack);
    assert_int_equal(freed, 4);
    screen_stack_clear(&stack);
}

/* A part of a screen has the screen's; when one goes from under others, theirs stay with them. */
static void the_destination_is_that_of_the_screen_or_of_what_it_is_a_part_of(void **state)
{
    (void)state;
    const struct destination home = {.kind = DESTINATION_HOME};
    const struct destination guide = {.kind = DESTINATION_GUIDE, .id = "retirement", .title = "退休"};
    stage.touched_us = 1000;
    push_destination(&plain, &home);
    push(&personal);
    assert_int_equal(screen_stack_destination(&stack)->kind, DESTINATION_HOME);
    push_destination(&plain, &guide);
    push(&plain);
    assert_int_equal(screen_stack_destination(&stack)->kind, DESTINATION_GUIDE);
    assert_string_equal(screen_stack_destination(&stack)->id, "retirement");
    assert_null(screen_stack_destination(&stack)->title);
    screen_stack_forget_idle(&stack, 1000 + IDLE_US);
    assert_int_equal(stack.count, 3);
    assert_int_equal(screen_stack_destination(&stack)->kind, DESTINATION_GUIDE);
    screen_stack_close_to_bottom(&stack);
    assert_int_equal(screen_stack_destination(&stack)->kind, DESTINATION_HOME);
    screen_stack_clear(&stack);
    assert_int_equal(screen_stack_destination(&stack)->kind, DESTINATION_NONE);
}

/* Those below the first personal one stay; what lies on it goes, whatever it is. */
static void a_session_takes_all_from_the_first_personal_one(void **state)
{
    (void)state;
    freed = 0;
    struct probe *home = push(&plain);
    assert_false(screen_stack_close_personal(&stack));
    (void)push(&of_person);
    (void)push(&plain);
    (void)push(&overlay);
    assert_true(screen_stack_close_personal(&stack));
    assert_ptr_equal(screen_stack_top(&stack), &home->screen);
    assert_int_equal(home->entered, 2);
    assert_int_equal(freed, 0);
    screen_stack_sweep(&stack);
    assert_int_equal(freed, 3);
    assert_false(screen_stack_close_personal(&stack));
    screen_stack_clear(&stack);
}

/* Somebody pays by phone: neither idle time nor the end of the session takes it away before its time, but
 * what lies below it goes. */
static void what_is_needed_stays_without_a_session(void **state)
{
    (void)state;
    freed = 0;
    stage.touched_us = 1000;
    stage.now_us = 1000;
    needed_us = 9000;
    struct probe *home = push(&plain);
    (void)push(&of_person);
    (void)push(&plain);
    struct probe *payment = push(&by_phone);
    struct probe *help = push(&plain);
    assert_true(screen_stack_idle_deadline(&stack) == 9000 + IDLE_US);
    assert_true(screen_stack_close_personal(&stack));
    assert_int_equal(stack.count, 3);
    assert_ptr_equal(stack.items[0], &home->screen);
    assert_ptr_equal(stack.items[1], &payment->screen);
    assert_ptr_equal(stack.items[2], &help->screen);
    screen_stack_sweep(&stack);
    assert_int_equal(freed, 2);
    (void)push(&of_person); /* and what is personal above it goes */
    assert_true(screen_stack_close_personal(&stack));
    assert_ptr_equal(screen_stack_top(&stack), &help->screen);
    screen_stack_forget_idle(&stack, 9000 + IDLE_US);
    assert_int_equal(stack.count, 2);
    /* Its time is over, or nobody needs it: it goes with what it lies on. */
    screen_stack_close_to_bottom(&stack);
    static const int64_t over[] = {0, 900 - IDLE_US};
    for (size_t i = 0; i < sizeof over / sizeof *over; i++) {
        needed_us = over[i];
        stage.touched_us = 900 - IDLE_US;
        (void)push(&of_person);
        (void)push(&by_phone);
        assert_true(screen_stack_close_personal(&stack));
        assert_ptr_equal(screen_stack_top(&stack), &home->screen);
    }
    screen_stack_sweep(&stack);
    screen_stack_clear(&stack);
}

/* How many lines are kept once one has been measured. */
static size_t keeps(void)
{
    (void)text_width(letters, (struct text_style){24, TEXT_REGULAR}, "a line");
    return kept_lines_count();
}

static void lines_go_with_the_screen_that_shows_them(void **state)
{
    (void)state;
    push(&plain);
    assert_int_equal(keeps(), 1);
    struct probe *over = push(&overlay);
    assert_int_equal(kept_lines_count(), 0);
    assert_int_equal(keeps(), 1);
    screen_stack_close(&stack, &over->screen);
    assert_int_equal(kept_lines_count(), 0);
    assert_int_equal(keeps(), 1);
    screen_stack_clear(&stack);
}

static int never_holds(const struct screen *screen)
{
    (void)screen;
    return 0;
}

static void no_lines_of_somebodys_own_are_kept(void **state)
{
    static const struct screen_operations answers = {.name = "answers",
                                                     .enter = enter,
                                                     .leave = leave,
                                                     .draw = draw,
                                                     .free = free_probe,
                                                     .holds_answers = never_holds};
    static const struct screen_operations *const own[] = {&personal, &of_person, &by_phone, &answers};
    static const struct destination of_scope = {.kind = DESTINATION_SOCIAL_SECURITY};
    (void)state;
    push(&plain);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        struct probe *probe = push(own[i]);
        assert_int_equal(keeps(), 0);
        struct probe *over = push(&overlay);
        if (keeps() != 0) {
            fail_msg("a line is kept over \"%s\"", own[i]->name);
        }
        screen_stack_close(&stack, &over->screen);
        assert_int_equal(keeps(), 0);
        screen_stack_close(&stack, &probe->screen);
        assert_int_equal(keeps(), 1);
    }
    struct probe *probe = push_destination(&plain, &of_scope);
    assert_int_equal(keeps(), 0);
    screen_stack_close(&stack, &probe->screen);
    push(&personal);
    push(&plain);
    assert_int_equal(keeps(), 0);
    screen_stack_forget_idle(&stack, IDLE_US + 1); /* from under the other */
    assert_int_equal(stack.count, 2);
    assert_int_equal(keeps(), 1);
    screen_stack_clear(&stack);
}

static void while_somebody_is_signed_in_none_are_kept(void **state)
{
    (void)state;
    push(&plain);
    stage.session.holds = 1;
    struct probe *over = push(&plain);
    assert_int_equal(keeps(), 0);
    stage.session.holds = 0;
    screen_stack_close(&stack, &over->screen);
    assert_int_equal(keeps(), 1);
    screen_stack_clear(&stack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closing_enters_the_one_below_and_frees_later),
        cmocka_unit_test(home_is_what_remains),
        cmocka_unit_test(the_destination_is_that_of_the_screen_or_of_what_it_is_a_part_of),
        cmocka_unit_test(what_is_personal_goes_from_under_others),
        cmocka_unit_test(only_what_can_be_seen_is_drawn),
        cmocka_unit_test(one_too_many_is_freed_and_the_top_stays),
        cmocka_unit_test(a_session_takes_all_from_the_first_personal_one),
        cmocka_unit_test(what_is_needed_stays_without_a_session),
        cmocka_unit_test(lines_go_with_the_screen_that_shows_them),
        cmocka_unit_test(no_lines_of_somebodys_own_are_kept),
        cmocka_unit_test(while_somebody_is_signed_in_none_are_kept),
    };
    return cmocka_run_group_tests_name("screen stack", tests, open_stack, letters_close);
}
