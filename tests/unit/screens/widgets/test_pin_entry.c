/* A PIN by digits and by five keys: it comes out as it was meant, and the screen shows nothing but its
 * length. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/pin_pad.h"

static const enum remote_key cell_keys[PIN_CELLS] = {REMOTE_KEY_UP, REMOTE_KEY_LEFT, REMOTE_KEY_OK,
                                                     REMOTE_KEY_RIGHT, REMOTE_KEY_DOWN};

static void digit_keys_go_straight_in(void **state)
{
    struct pin_entry entry;
    (void)state;
    pin_entry_start(&entry, 4);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_BACK), KEY_IGNORED);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_RED), KEY_STAYED);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_MENU), KEY_IGNORED);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_1), KEY_DONE);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_9), KEY_DONE);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_DELETE), KEY_DONE);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_2), KEY_DONE);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_3), KEY_DONE);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_BACK), KEY_DONE);
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_0), KEY_DONE);
    assert_false(entry.by_cells); /* digits never need them */
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_7), KEY_PRESSED);
    assert_string_equal(entry.typed, "1207");
    assert_int_equal(pin_entry_key(&entry, REMOTE_KEY_7), KEY_STAYED);
    pin_entry_clear(&entry);
    for (size_t i = 0; i < sizeof entry.typed; i++) {
        assert_int_equal(entry.typed[i], 0);
    }
}

/* Two digits a cell and step; two that share one share no other, so two keys always say one digit. */
static void every_deal_is_fair(void **state)
{
    int seen[PIN_CELLS][PIN_DIGITS] = {{0}};
    (void)state;
    for (int deals = 0; deals < 2000; deals++) {
        struct pin_deal deal;
        int pairs[PIN_CELLS][PIN_CELLS] = {{0}};
        int cells[2][PIN_CELLS] = {{0}};
        assert_int_equal(pin_deal_make(&deal), 0);
        for (int digit = 0; digit < PIN_DIGITS; digit++) {
            assert_in_range(deal.cell_of[0][digit], 0, PIN_CELLS - 1);
            assert_in_range(deal.cell_of[1][digit], 0, PIN_CELLS - 1);
            cells[0][deal.cell_of[0][digit]]++;
            cells[1][deal.cell_of[1][digit]]++;
            pairs[deal.cell_of[0][digit]][deal.cell_of[1][digit]]++;
            seen[deal.cell_of[0][digit]][digit]++;
        }
        for (int one = 0; one < PIN_CELLS; one++) {
            assert_int_equal(cells[0][one], 2);
            assert_int_equal(cells[1][one], 2);
            for (int other = 0; other < PIN_CELLS; other++) {
                assert_in_range(pairs[one][other], 0, 1);
            }
        }
    }
    for (int cell = 0; cell < PIN_CELLS; cell++) {
        for (int digit = 0; digit < PIN_DIGITS; digit++) {
            assert_in_range(seen[cell][digit], 250, 550); /* 400 of 2,000, eight standard deviations */
        }
    }
}

static void type_by_cells(struct pin_pad *pad, int digit)
{
    for (int step = 0; step < 2; step++) {
        int cell = pad->entry.deal.cell_of[step][digit];
        int digits[2];
        assert_int_equal(pad->entry.step, step);
        pin_entry_cell(&pad->entry, cell, digits);
        assert_true(digits[0] == digit || digits[1] == digit);
        (void)pin_pad_key(pad, &kit, cell_keys[cell]);
    }
}

static void five_keys_say_every_digit(void **state)
{
    struct pin_pad pad;
    (void)state;
    pin_pad_start(&pad, 10);
    assert_int_equal(pin_pad_key(&pad, &kit, REMOTE_KEY_DOWN), KEY_DONE);
    assert_true(pad.entry.by_cells);
    assert_int_equal(pad.entry.length, 0); /* the first arrow says nothing */
    for (int digit = 0; digit < PIN_DIGITS; digit++) {
        type_by_cells(&pad, digit);
    }
    assert_string_equal(pad.entry.typed, "0123456789");
}

static void slips_are_taken_back(void **state)
{
    struct pin_pad pad;
    (void)state;
    pin_pad_start(&pad, 4);
    (void)pin_pad_key(&pad, &kit, REMOTE_KEY_OK);
    type_by_cells(&pad, 6);
    /* One key of two, taken back. */
    (void)pin_pad_key(&pad, &kit, REMOTE_KEY_UP);
    assert_int_equal(pin_pad_key(&pad, &kit, REMOTE_KEY_BACK), KEY_DONE);
    assert_int_equal(pad.entry.step, 0);
    assert_int_equal(pad.entry.length, 1);
    /* Two keys that no digit has: nothing is typed. */
    int used[PIN_CELLS] = {0};
    for (int digit = 0; digit < PIN_DIGITS; digit++) {
        if (pad.entry.deal.cell_of[0][digit] == 0) {
            used[pad.entry.deal.cell_of[1][digit]] = 1;
        }
    }
    int free_cell = 0;
    while (used[free_cell]) {
        free_cell++;
    }
    (void)pin_pad_key(&pad, &kit, cell_keys[0]);
    assert_int_equal(pin_pad_key(&pad, &kit, cell_keys[free_cell]), KEY_DONE);
    assert_int_equal(pad.entry.length, 1);
    assert_int_equal(pad.entry.step, 0);
    /* And the whole digit. */
    assert_int_equal(pin_pad_key(&pad, &kit, REMOTE_KEY_BACK), KEY_DONE);
    assert_int_equal(pad.entry.length, 0);
    assert_int_equal(pin_pad_key(&pad, &kit, REMOTE_KEY_BACK), KEY_IGNORED);
}

static struct pin_pad drawn;
static uint32_t before[SCREEN_WIDTH * SCREEN_HEIGHT];

static void draw_pad(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    canvas_fill(canvas, clip, kit_theme.background);
    pin_pad_draw(&drawn, &kit);
}

/* The same deal, another key: the same picture. */
static void the_picture_does_not_follow_the_key(void **state)
{
    (void)state;
    pin_pad_start(&drawn, 4);
    drawn.area = (struct rect){0, 0, SCREEN_WIDTH, SCREEN_HEIGHT};
    (void)pin_pad_key(&drawn, &kit, REMOTE_KEY_UP);
    struct pin_pad same = drawn;
    for (int cell = 0; cell < PIN_CELLS; cell++) {
        drawn = same;
        (void)pin_pad_key(&drawn, &kit, cell_keys[cell]);
        canvas_damage_all(screen_canvas);
        canvas_flush(screen_canvas, draw_pad, NULL);
        screen_read();
        if (cell == 0) {
            memcpy(before, screen_pixels, sizeof before);
        } else if (memcmp(before, screen_pixels, sizeof before) != 0) {
            fail_msg("key %s makes another picture than UP", remote_key_name(cell_keys[cell]));
        }
    }
    struct rect ink = inked(kit_theme.background);
    assert_true(ink.w > 200 && ink.h > 200); /* and there is a picture */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digit_keys_go_straight_in),           cmocka_unit_test(every_deal_is_fair),
        cmocka_unit_test(five_keys_say_every_digit),           cmocka_unit_test(slips_are_taken_back),
        cmocka_unit_test(the_picture_does_not_follow_the_key),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
