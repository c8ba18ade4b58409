/* Recorded and made streams of presses and releases go in, the moves that a person would see come out. The
 * loop is played as the hall's: it wakes for each event and for each deadline, or late where a row says so.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "remote-input/key_repeat.h"

enum stream_change { DOWN, UP, ALIVE };

struct stream_row {
    int ms;
    enum stream_change change;
};

#include "tests/unit/remote-input/stream_x11.h"

enum { OUT_MAX = 4096, US_A_MS = 1000 };

static const int64_t MS = US_A_MS;

struct seen {
    struct remote_event events[OUT_MAX];
    size_t count;
};

static void see(struct seen *seen, const struct remote_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true(seen->count < OUT_MAX);
        seen->events[seen->count++] = events[i];
    }
}

/* Deadlines up to (not including) `until`; `busy_from`..`busy_to` (ms) the loop does something else. */
static void run_until(struct key_repeat *repeat, int64_t until, struct seen *seen, int busy_from, int busy_to)
{
    struct remote_event out[KEY_REPEAT_OUT_MAX];
    int64_t deadline;

    while ((deadline = key_repeat_deadline(repeat)) < until) {
        int64_t now = deadline;
        if (now >= (int64_t)busy_from * MS && now < (int64_t)busy_to * MS) {
            now = (int64_t)busy_to * MS;
            if (now >= until) {
                return;
            }
        }
        size_t count = key_repeat_due(repeat, now, out);
        assert_true(count > 0); /* a deadline with nothing to do would make the loop spin */
        see(seen, out, count);
    }
}

static void play_key(struct key_repeat *repeat, enum remote_key key, const struct stream_row *row,
                     struct seen *seen)
{
    struct remote_event out[KEY_REPEAT_OUT_MAX];
    int64_t time_us = (int64_t)row->ms * MS;

    if (row->change == DOWN) {
        see(seen, out, key_repeat_press(repeat, key, time_us, time_us, out));
    } else if (row->change == UP) {
        see(seen, out, key_repeat_release(repeat, key, time_us, out));
    } else {
        key_repeat_alive(repeat, key, time_us);
    }
}

static void play(const struct stream_row *rows, size_t count, enum remote_key key, struct seen *seen)
{
    struct key_repeat repeat;

    seen->count = 0;
    key_repeat_reset(&repeat);
    for (size_t i = 0; i < count; i++) {
        run_until(&repeat, (int64_t)rows[i].ms * MS, seen, 0, 0);
        play_key(&repeat, key, &rows[i], seen);
    }
    run_until(&repeat, INT64_MAX, seen, 0, 0);
}

static size_t how_many(const struct seen *seen, enum remote_press press)
{
    size_t count = 0;
    for (size_t i = 0; i < seen->count; i++) {
        count += seen->events[i].press == press;
    }
    return count;
}

/* The times (ms) between one move and the next, from the `from`-th on: shortest and longest. */
static void gaps(const struct seen *seen, size_t from, int *shortest, int *longest)
{
    int64_t before = -1;
    size_t moves = 0;

    *shortest = 1 << 30;
    *longest = 0;
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->events[i].press == REMOTE_RELEASE) {
            continue;
        }
        if (before >= 0 && moves > from) {
            int gap = (int)((seen->events[i].time_us - before) / MS);
            *shortest = gap < *shortest ? gap : *shortest;
            *longest = gap > *longest ? gap : *longest;
        }
        before = seen->events[i].time_us;
        moves++;
    }
}

static void nothing_after(const struct seen *seen, int ms)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->events[i].press != REMOTE_RELEASE && seen->events[i].time_us > (int64_t)ms * MS) {
            fail_msg("let go at %d ms, but a move came at %d us", ms, (int)seen->events[i].time_us);
        }
    }
}

static struct seen seen;

static void a_tap_is_one_move(void **state)
{
    static const struct stream_row tap[] = {{0, DOWN}, {80, UP}};
    (void)state;
    play(tap, 2, REMOTE_KEY_DOWN, &seen);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.events[0].press, REMOTE_PRESS);
    assert_int_equal(seen.events[1].press, REMOTE_RELEASE);
    assert_int_equal(seen.events[1].time_us, 80 * MS);
}

static void a_held_key_speeds_up(void **state)
{
    /* rc-core: its own repeats (value 2) after 500 ms, every 125 ms. */
    static struct stream_row rows[64];
    size_t count = 0;
    int shortest, longest;

    (void)state;
    rows[count++] = (struct stream_row){0, DOWN};
    for (int ms = 500; ms < 4000; ms += 125) {
        rows[count++] = (struct stream_row){ms, ALIVE};
    }
    rows[count++] = (struct stream_row){4000, UP};
    play(rows, count, REMOTE_KEY_DOWN, &seen);
    assert_int_equal(seen.events[1].press, REMOTE_REPEAT);
    assert_int_equal(seen.events[1].time_us, KEY_REPEAT_FIRST_US);
    assert_int_equal(seen.events[2].time_us, KEY_REPEAT_FIRST_US + KEY_REPEAT_SLOW_US);
    for (size_t i = 3; i + 1 < seen.count; i++) {
        int64_t gap = seen.events[i].time_us - seen.events[i - 1].time_us;
        int64_t before = seen.events[i - 1].time_us - seen.events[i - 2].time_us;
        if (gap > before) {
            fail_msg("repeat %d slows down: %d us after %d us", (int)i, (int)gap, (int)before);
        }
    }
    gaps(&seen, how_many(&seen, REMOTE_REPEAT) - 10, &shortest, &longest);
    assert_int_equal(shortest, KEY_REPEAT_FAST_US / US_A_MS);
    assert_int_equal(longest, KEY_REPEAT_FAST_US / US_A_MS);
    nothing_after(&seen, 4000);
    assert_int_equal(how_many(&seen, REMOTE_RELEASE), 1);
}

static void x11_pairs_are_one_hold(void **state)
{
    struct seen *pairs = &seen;
    static struct seen hold;
    const size_t count = sizeof x11_held / sizeof x11_held[0];
    const int let_go = x11_held[count - 1].ms;
    const struct stream_row simple[] = {{0, DOWN}, {let_go, UP}};

    (void)state;
    assert_true(count > 40);
    play(x11_held, count, REMOTE_KEY_DOWN, pairs);
    play(simple, 2, REMOTE_KEY_DOWN, &hold);
    assert_int_equal(how_many(pairs, REMOTE_PRESS), 1);
    assert_int_equal(how_many(pairs, REMOTE_RELEASE), 1);
    /* Not one move more, less, earlier or later than the same hold told without pairs. */
    assert_int_equal(pairs->count, hold.count);
    for (size_t i = 0; i < hold.count; i++) {
        assert_int_equal(pairs->events[i].press, hold.events[i].press);
        if (hold.events[i].press != REMOTE_RELEASE) {
            assert_true(pairs->events[i].time_us - hold.events[i].time_us <= 1 * MS);
        }
    }
    nothing_after(pairs, let_go);
}

static void a_fast_source_is_even(void **state)
{
    /* A keyboard set to 250 ms and 30 a second, over X11. */
    static struct stream_row rows[400];
    size_t count = 0;
    int shortest, longest;

    (void)state;
    rows[count++] = (struct stream_row){0, DOWN};
    for (int ms = 250; ms < 5000; ms += 33) {
        rows[count++] = (struct stream_row){ms, UP};
        rows[count++] = (struct stream_row){ms, DOWN};
    }
    rows[count++] = (struct stream_row){5000, UP};
    play(rows, count, REMOTE_KEY_DOWN, &seen);
    assert_int_equal(how_many(&seen, REMOTE_PRESS), 1);
    gaps(&seen, 1, &shortest, &longest);
    assert_true(shortest >= KEY_REPEAT_FAST_US / US_A_MS);
    assert_true(longest <= KEY_REPEAT_SLOW_US / US_A_MS);
    nothing_after(&seen, 5000);
}

static void ok_held_over_x11_opens_once(void **state)
{
    const size_t count = sizeof x11_held / sizeof x11_held[0];
    (void)state;
    play(x11_held, count, REMOTE_KEY_OK, &seen);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.events[0].press, REMOTE_PRESS);
    assert_int_equal(seen.events[1].press, REMOTE_RELEASE);
}

/* HDMI-CEC: presses with a release each, so and so often, so long down. Each must be one move: no step of
 * ours in between but, at the very start, one, when the first press is held beyond 400 ms and no one can know
 * better yet. */
static void slow_sources_are_even(void **state)
{
    static const struct {
        int period, down;
        size_t extra;
    } sources[] = {{333, 80, 0},  {333, 300, 0}, {400, 250, 0}, {400, 370, 0}, {450, 200, 0},
                   {500, 100, 0}, {500, 350, 0}, {500, 450, 1}, {450, 420, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        struct stream_row rows[40];
        size_t count = 0;
        int shortest, longest;

        for (int n = 0; n < 20; n++) {
            rows[count++] = (struct stream_row){n * sources[i].period, DOWN};
            rows[count++] = (struct stream_row){n * sources[i].period + sources[i].down, UP};
        }
        play(rows, count, REMOTE_KEY_DOWN, &seen);
        nothing_after(&seen, rows[count - 1].ms);
        gaps(&seen, 1 + sources[i].extra, &shortest, &longest);
        if (how_many(&seen, REMOTE_PRESS) + how_many(&seen, REMOTE_REPEAT) != 20 + sources[i].extra ||
            shortest != sources[i].period || longest != sources[i].period) {
            fail_msg("every %d ms, %d ms down: %d presses and %d repeats, %d to %d ms apart",
                     sources[i].period, sources[i].down, (int)how_many(&seen, REMOTE_PRESS),
                     (int)how_many(&seen, REMOTE_REPEAT), shortest, longest);
        }
    }
}

/* Taps as fast as a program can: each counts, none is taken for X11's repeat. */
static void fast_taps_all_count(void **state)
{
    static const int holds[] = {0, 1, 20, 60, 100};
    (void)state;
    for (size_t i = 0; i < sizeof holds / sizeof holds[0]; i++) {
        struct stream_row rows[200];
        for (int n = 0; n < 100; n++) {
            rows[(size_t)n * 2] = (struct stream_row){n * (holds[i] + 1), DOWN};
            rows[(size_t)n * 2 + 1] = (struct stream_row){n * (holds[i] + 1) + holds[i], UP};
        }
        play(rows, 200, REMOTE_KEY_RIGHT, &seen);
        assert_int_equal(how_many(&seen, REMOTE_PRESS), 100);
        assert_int_equal(how_many(&seen, REMOTE_RELEASE), 100);
        assert_int_equal(how_many(&seen, REMOTE_REPEAT), 0);
    }
}

static void the_last_key_wins(void **state)
{
    struct key_repeat repeat;
    const struct stream_row at_0 = {0, DOWN}, at_1000 = {1000, DOWN}, at_2000 = {2000, UP},
                            at_3000 = {3000, UP};

    (void)state;
    seen.count = 0;
    key_repeat_reset(&repeat);
    play_key(&repeat, REMOTE_KEY_UP, &at_0, &seen);
    run_until(&repeat, 1000 * MS, &seen, 0, 0);
    play_key(&repeat, REMOTE_KEY_LEFT, &at_1000, &seen);
    run_until(&repeat, 2000 * MS, &seen, 0, 0);
    play_key(&repeat, REMOTE_KEY_LEFT, &at_2000, &seen);
    run_until(&repeat, 3000 * MS, &seen, 0, 0);
    play_key(&repeat, REMOTE_KEY_UP, &at_3000, &seen);
    run_until(&repeat, INT64_MAX, &seen, 0, 0);
    for (size_t i = 0; i < seen.count; i++) {
        int up = seen.events[i].key == REMOTE_KEY_UP;
        if (seen.events[i].press != REMOTE_RELEASE && up != (seen.events[i].time_us < 1000 * MS)) {
            fail_msg("event %d: %s at %d us", (int)i, remote_key_name(seen.events[i].key),
                     (int)seen.events[i].time_us);
        }
    }
    nothing_after(&seen, 2000);
    assert_int_equal(how_many(&seen, REMOTE_RELEASE), 2);
}

static void another_key_ends_a_waiting_release_first(void **state)
{
    struct key_repeat repeat;
    const struct stream_row rows[] = {{0, DOWN}, {200, UP}, {205, DOWN}};

    (void)state;
    seen.count = 0;
    key_repeat_reset(&repeat);
    play_key(&repeat, REMOTE_KEY_UP, &rows[0], &seen);
    play_key(&repeat, REMOTE_KEY_UP, &rows[1], &seen);
    play_key(&repeat, REMOTE_KEY_OK, &rows[2], &seen);
    assert_int_equal(seen.count, 3);
    assert_int_equal(seen.events[1].press, REMOTE_RELEASE);
    assert_int_equal(seen.events[1].key, REMOTE_KEY_UP);
    assert_int_equal(seen.events[2].key, REMOTE_KEY_OK);
}

static void a_busy_loop_owes_one_repeat(void **state)
{
    struct key_repeat repeat;
    const struct stream_row down = {0, DOWN}, up = {3000, UP};
    size_t in_gap = 0;

    (void)state;
    seen.count = 0;
    key_repeat_reset(&repeat);
    play_key(&repeat, REMOTE_KEY_DOWN, &down, &seen);
    run_until(&repeat, 3000 * MS, &seen, 1000, 2000);
    play_key(&repeat, REMOTE_KEY_DOWN, &up, &seen);
    run_until(&repeat, INT64_MAX, &seen, 0, 0);
    for (size_t i = 0; i < seen.count; i++) {
        in_gap += seen.events[i].time_us >= 1000 * MS && seen.events[i].time_us < 2040 * MS;
    }
    assert_int_equal(in_gap, 1);
}

static void a_release_that_never_comes(void **state)
{
    static const struct stream_row lost[] = {{0, DOWN}};
    static struct stream_row stuck[800];
    size_t count = 0;

    (void)state;
    play(lost, 1, REMOTE_KEY_DOWN, &seen);
    assert_int_equal(how_many(&seen, REMOTE_RELEASE), 1);
    nothing_after(&seen, KEY_REPEAT_LIMIT_US / US_A_MS);
    /* Still told to be down: longer, but not for ever either. */
    stuck[count++] = (struct stream_row){0, DOWN};
    for (int ms = 500; ms < 70000; ms += 125) {
        stuck[count++] = (struct stream_row){ms, ALIVE};
    }
    play(stuck, count, REMOTE_KEY_DOWN, &seen);
    assert_int_equal(how_many(&seen, REMOTE_RELEASE), 1);
    nothing_after(&seen, KEY_REPEAT_HARD_LIMIT_US / US_A_MS);
    assert_true(seen.events[seen.count - 1].time_us > 50000 * MS);
}

static void which_keys_repeat(void **state)
{
    static const struct stream_row hold[] = {{0, DOWN}, {3000, UP}};
    (void)state;
    for (unsigned key = REMOTE_KEY_NONE + 1; key < REMOTE_KEY_COUNT; key++) {
        int moves = (key >= REMOTE_KEY_UP && key <= REMOTE_KEY_RIGHT) ||
                    (key >= REMOTE_KEY_PAGE_UP && key <= REMOTE_KEY_CHANNEL_DOWN) || key == REMOTE_KEY_DELETE;
        play(hold, 2, (enum remote_key)key, &seen);
        if ((how_many(&seen, REMOTE_REPEAT) > 0) != moves) {
            fail_msg("%s %s", remote_key_name((enum remote_key)key),
                     moves ? "should repeat" : "must not repeat");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_is_one_move),
        cmocka_unit_test(a_held_key_speeds_up),
        cmocka_unit_test(x11_pairs_are_one_hold),
        cmocka_unit_test(a_fast_source_is_even),
        cmocka_unit_test(ok_held_over_x11_opens_once),
        cmocka_unit_test(slow_sources_are_even),
        cmocka_unit_test(fast_taps_all_count),
        cmocka_unit_test(the_last_key_wins),
        cmocka_unit_test(another_key_ends_a_waiting_release_first),
        cmocka_unit_test(a_busy_loop_owes_one_repeat),
        cmocka_unit_test(a_release_that_never_comes),
        cmocka_unit_test(which_keys_repeat),
    };
    return cmocka_run_group_tests_name("key_repeat", tests, NULL, NULL);
}
