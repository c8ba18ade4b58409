/* Letters made before they are needed: noted unseen, made one by one, at the cost of nothing that is shown.
 */

#include "tests/unit/screens/canvas/letters.h"

#include "screens/canvas/fonts_private.h"

static const colour paper = 0xFFFFFFFF, black = 0xFF000000;
static const struct text_style body = {24, TEXT_REGULAR};

struct words {
    struct text_style style;
    const char *text;
};

static void draw_words(void *context, struct canvas *canvas, struct rect clip)
{
    const struct words *words = context;
    canvas_fill(canvas, clip, paper);
    (void)canvas_text(canvas, letters, words->style, 20, 100, 1000000, words->text, black);
}

static void show(struct words words)
{
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_words, &words);
}

/* `shown` stands on the screen, `next` would come. */
static size_t note(struct words shown, struct words next)
{
    letters_ahead_begin(letters);
    canvas_draw_unseen(screen_canvas, draw_words, &shown);
    letters_ahead_shown(letters);
    canvas_draw_unseen(screen_canvas, draw_words, &next);
    letters_ahead_end(letters);
    return letters->ahead.count;
}

static int never(void *context)
{
    (void)context;
    return 0;
}

/* After so many. */
static int counts_down(void *context)
{
    return --*(int *)context <= 0;
}

/* How many of them are in the atlas, as pictures. */
static size_t ready_of(struct words words)
{
    struct glyph glyph;
    uint32_t character;
    size_t ready = 0;
    while ((character = character_next(&words.text)) != 0) {
        ready += fonts_glyph_ready(letters, words.style, character, &glyph) && glyph.page != ATLAS_NO_PAGE;
    }
    return ready;
}

/* Han characters from `from` on, not all of which would fit into so many bytes. */
static char *many(char *text, size_t size, uint32_t from, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count && length + 4 < size; i++) {
        length += character_put(from + (uint32_t)i, text + length);
    }
    text[length] = '\0';
    return text;
}

static int begin(void **state)
{
    letters_ahead_end(letters); /* of a test that has failed */
    letters_ahead_forget(letters);
    atlas_free(&letters->atlas);
    glyph_table_free(&letters->glyphs);
    letters->atlas.page_limit = 6;
    (void)state;
    return 0;
}

static const struct words nothing = {{24, TEXT_REGULAR}, ""};

static void what_is_drawn_unseen_is_noted_and_not_seen(void **state)
{
    (void)state;
    static uint32_t before[SCREEN_PIXELS];
    show((struct words){body, "大厅"});
    screen_read();
    memcpy(before, screen_pixels, sizeof before);
    canvas_unseen(screen_canvas, 1);
    canvas_damage_all(screen_canvas);
    canvas_scroll(screen_canvas, (struct rect){0, 0, 100, 100}, 10);
    assert_int_equal(note((struct words){body, "大厅"}, (struct words){body, "大政务务政厅"}), 2);
    canvas_unseen(screen_canvas, 0);
    assert_int_equal(canvas_is_damaged(screen_canvas), 0);
    screen_read();
    assert_memory_equal(before, screen_pixels, sizeof before);
    assert_int_equal(ready_of((struct words){body, "政务"}), 0);
}

static void each_style_has_letters_of_its_own(void **state)
{
    (void)state;
    show((struct words){body, "大厅"});
    assert_int_equal(note(nothing, (struct words){{24, TEXT_BOLD}, "大厅"}), 2);
    assert_int_equal(note(nothing, (struct words){{25, TEXT_REGULAR}, "大厅"}), 2);
    assert_int_equal(note(nothing, (struct words){body, "大厅"}), 0);
}

static void made_ahead_they_look_the_same(void **state)
{
    static uint32_t wanted[SCREEN_PIXELS];
    struct words words = {{32, TEXT_BOLD}, "郴州市 e\xCC\x81 𫖯 ￥1,280 \xF0\x9F\x9A\x80"};
    (void)state;
    show(words);
    screen_read();
    memcpy(wanted, screen_pixels, sizeof wanted);
    (void)begin(state);
    show(nothing);
    assert_true(note(nothing, words) > 8);
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    assert_int_equal(note(nothing, words), 0);
    show(words);
    screen_read();
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
}

static void a_slice_ends_when_it_is_told_to(void **state)
{
    struct words words = {body, "一二三四五六七八九十"};
    (void)state;
    assert_int_equal(note(nothing, words), 10);
    int stops_after = 3;
    assert_int_equal(letters_ahead_make(letters, counts_down, &stops_after), 7);
    assert_int_equal(ready_of(words), 3);
    stops_after = 1;
    assert_int_equal(letters_ahead_make(letters, counts_down, &stops_after), 6);
    letters_ahead_forget(letters);
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    assert_int_equal(ready_of(words), 4);
}

static void so_many_and_not_more_are_noted(void **state)
{
    static char text[3 * (LETTERS_AHEAD_MAX + 100) + 4];
    (void)state;
    struct words words = {{12, TEXT_REGULAR}, many(text, sizeof text, 0x4E00, LETTERS_AHEAD_MAX + 100)};
    assert_int_equal(note(nothing, words), LETTERS_AHEAD_MAX);
}

static void what_is_shown_does_not_give_way(void **state)
{
    static char text[3 * 400 + 4];
    struct words shown = {{48, TEXT_REGULAR}, "办事大厅"};
    (void)state;
    letters->atlas.page_limit = 1; /* some hundred letters of this size */
    show(shown);
    struct words next = {{48, TEXT_REGULAR}, many(text, sizeof text, 0x7200, 400)};
    assert_int_equal(note(shown, next), 400);
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    assert_int_equal(ready_of(shown), 4);
    assert_in_range(ready_of(next), 50, 399);
    /* Those that had no room are drawn when they are needed. */
    for (uint32_t c = 0x7200; c < 0x7200 + 400; c++) {
        char one[8] = {0};
        (void)character_put(c, one);
        show((struct words){{48, TEXT_REGULAR}, one});
        if (ready_of((struct words){{48, TEXT_REGULAR}, one}) != 1) {
            fail_msg("U+%04X has no picture", (unsigned)c);
        }
    }
}

static void what_nobody_shows_gives_way(void **state)
{
    static char old_text[3 * 400 + 4], next_text[3 * 60 + 4];
    struct words shown = {{48, TEXT_REGULAR}, "办事大厅"};
    (void)state;
    letters->atlas.page_limit = 2;
    show((struct words){{48, TEXT_REGULAR}, many(old_text, sizeof old_text, 0x7200, 160)}); /* both pages */
    assert_int_equal(letters->atlas.page_count, 2);
    show(shown);
    struct words next = {{48, TEXT_REGULAR}, many(next_text, sizeof next_text, 0x6200, 60)};
    assert_int_equal(note(shown, next), 60);
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    assert_int_equal(ready_of(next), 60);
    assert_int_equal(ready_of(shown), 4);
}

/* As it may be after weeks: nothing in it was only measured, and there is room for no more. */
static void fill_table(uint8_t page)
{
    struct glyph *glyph;
    glyph_table_drop_page(&letters->glyphs, ATLAS_NO_PAGE);
    for (uint32_t c = 0x3400; (glyph = glyph_table_add(&letters->glyphs, glyph_key(c, 9, 0))) != NULL; c++) {
        glyph->page = page;
        glyph->state = GLYPH_DRAWN;
    }
}

static void a_full_table_takes_nothing_from_what_is_shown(void **state)
{
    struct words shown = {body, "办事大厅"}, next = {body, "一二三四五六七八九十"};
    (void)state;
    show(shown);
    assert_int_equal(letters->atlas.page_count, 1);
    fill_table(0);
    size_t full = letters->glyphs.count;
    letters_ahead_begin(letters); /* the next screen is made, and measures */
    (void)text_width(letters, next.style, next.text);
    assert_int_equal(ready_of(shown), 4);
    letters_ahead_end(letters);
    assert_int_equal(note(shown, next), 10);
    assert_int_equal(ready_of(shown), 4);
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    assert_int_equal(ready_of(shown), 4);
    assert_int_equal(letters->glyphs.count, full);
    show(next); /* now they are needed */
    assert_int_equal(ready_of(next), 10);
}

static void a_full_table_takes_from_what_nobody_shows(void **state)
{
    static char old_text[3 * 160 + 4];
    struct words shown = {{48, TEXT_REGULAR}, "办事大厅"}, next = {body, "一二三四五六七八九十"};
    (void)state;
    letters->atlas.page_limit = 2;
    show((struct words){{48, TEXT_REGULAR}, many(old_text, sizeof old_text, 0x7200, 160)}); /* both pages */
    show(shown);
    assert_int_equal(letters->atlas.page_count, 2);
    int oldest = atlas_oldest(&letters->atlas);
    fill_table((uint8_t)oldest);
    assert_int_equal(note(shown, next), 10);
    assert_int_equal(ready_of(shown), 4);
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    assert_int_equal(ready_of(next), 10);
    assert_int_equal(ready_of(shown), 4);
}

static void a_face_that_fails_ends_nothing(void **state)
{
    struct words words = {body, "一二三"};
    int fd[FONT_FACES_MAX] = {0};
    (void)state;
    assert_int_equal(note(nothing, words), 3);
    for (size_t i = 0; i < letters->face_count; i++) {
        fd[i] = letters->faces[i].fd;
        letters->faces[i].fd = -1; /* no outline can be read */
    }
    assert_int_equal(letters_ahead_make(letters, never, NULL), 0);
    for (size_t i = 0; i < letters->face_count; i++) {
        letters->faces[i].fd = fd[i];
    }
    assert_int_equal(ready_of(words), 0);
    assert_int_equal(note(nothing, words), 0); /* not tried again, neither ahead nor when it is drawn */
    show(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_drawn_unseen_is_noted_and_not_seen, begin),
        cmocka_unit_test_setup(each_style_has_letters_of_its_own, begin),
        cmocka_unit_test_setup(made_ahead_they_look_the_same, begin),
        cmocka_unit_test_setup(a_slice_ends_when_it_is_told_to, begin),
        cmocka_unit_test_setup(so_many_and_not_more_are_noted, begin),
        cmocka_unit_test_setup(what_is_shown_does_not_give_way, begin),
        cmocka_unit_test_setup(what_nobody_shows_gives_way, begin),
        cmocka_unit_test_setup(a_full_table_takes_nothing_from_what_is_shown, begin),
        cmocka_unit_test_setup(a_full_table_takes_from_what_nobody_shows, begin),
        cmocka_unit_test_setup(a_face_that_fails_ends_nothing, begin),
    };
    return cmocka_run_group_tests(tests, letters_open, letters_close);
}
