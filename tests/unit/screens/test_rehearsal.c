/* What OK would open, opened for nobody: its letters are noted, and nothing else comes of it. */

#include "tests/unit/screens/stage/stage_fixture.h"

#include "backend-client/cache/response_cache.h"
#include "screens/canvas/fonts_private.h"
#include "screens/destinations.h"
#include "screens/rehearsal.h"
#include "tests/unit/folder_fixture.h"

#define ADDRESS "http://127.0.0.1:1"

static char folder[FOLDER_SIZE];
static struct destination next; /* what OK opens; DESTINATION_NONE: nothing */
static int times;

/* --- A part of the screen on top --- */

static int is_part, part_frees;

static void enter_part(struct screen *screen)
{
    (void)screen;
}

static void draw_part(struct screen *screen, struct rect clip)
{
    (void)clip;
    (void)canvas_text(screen->stage->kit.canvas, letters, (struct text_style){40, TEXT_BOLD}, 0, 0, 600, "鑫",
                      0xFFFFFFFF);
}

static void free_part(struct screen *screen)
{
    (void)screen;
    part_frees++;
}

static const struct screen_operations part_operations = {
    .name = "part", .enter = enter_part, .draw = draw_part, .free = free_part};
static struct screen part = {&part_operations, &stage};

/* --- The screen on top --- */

static void open_next(struct screen *screen)
{
    times++;
    if (is_part) {
        screen->stage->open(screen->stage->application, &part);
        screen->stage->open(screen->stage->application, NULL); /* there was no memory */
    }
    if (next.kind != DESTINATION_NONE) {
        stage_open(screen->stage, next.kind, next.id, next.title);
    }
}

static void draw_top(struct screen *screen, struct rect clip)
{
    canvas_fill(screen->stage->kit.canvas, clip, 0xFF000000);
}

static const struct screen_operations list = {.name = "list", .draw = draw_top, .open_next = open_next};
static struct screen top = {&list, &stage};

static void not_to_be_called(void *application, const struct destination *destination)
{
    (void)application;
    fail_msg("the application is told to open a screen of kind %d", destination->kind);
}

static int fill_cache(void)
{
    static const char guide[] =
        "{\"id\":\"known\",\"theme\":\"150\",\"rev\":1,\"initials\":\"t\",\"sample\":true,"
        "\"brief\":false,\"visits\":1,\"name\":\"老年人证\","
        "\"summary\":\"鑫鑫\",\"flow\":\"questions\",\"page\":\"/p/guides/known\"}";
    struct response_cache *cache = response_cache_new(folder, RESPONSE_CACHE_BYTES_MAX);
    if (cache == NULL) {
        return -1;
    }
    response_cache_write(cache, ADDRESS "/v1/guides/known", "\"1\"", 1795492800000, guide, sizeof guide - 1);
    response_cache_free(cache);
    return 0;
}

static int open_all(void **state)
{
    if (folder_make(folder) != 0 || fill_cache() != 0 || stage_open_fixture(state) != 0) {
        return -1;
    }
    struct hall_client_options options = {
        .backend_url = ADDRESS, .area_code = "431000", .cache_directory = folder};
    hall_client_free(stage.client);
    stage.client = hall_client_new(&options);
    stage.open_destination = not_to_be_called;
    canvas_damage_all(kit.canvas);
    return stage.client != NULL ? 0 : -1;
}

static int close_all(void **state)
{
    int closed = stage_close_fixture(state);
    return folder_remove(folder) == 0 ? closed : -1;
}

static void draw_nothing(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    (void)canvas;
    (void)clip;
}

static int stops_at; /* the so-manieth question; 0: never */

static int stops(void *context)
{
    (void)context;
    return --stops_at == 0;
}

static enum rehearsed rehearse(enum destination_kind kind, const char *id)
{
    next = (struct destination){.kind = kind, .title = "Guide"};
    (void)snprintf(next.id, sizeof next.id, "%s", id);
    letters_ahead_forget(kit.fonts);
    canvas_flush(kit.canvas, draw_nothing, NULL);
    return rehearse_next(&top, stops, NULL);
}

static int is_noted(uint32_t character)
{
    for (size_t i = 0; i < letters->ahead.count; i++) {
        if (letters->ahead.letters[i].character == character) {
            return 1;
        }
    }
    return 0;
}

static void what_is_cached_is_noted_and_nothing_asked(void **state)
{
    (void)state;
    struct stage before;
    memcpy(&before, &stage, sizeof before);
    assert_int_equal(rehearse(DESTINATION_GUIDE, "known"), REHEARSED_ALL);
    assert_true(is_noted(0x946B)); /* 鑫, of its summary */
    assert_memory_equal(&before, &stage, sizeof before);
    assert_ptr_equal(top.stage, &stage);
    assert_int_equal(canvas_is_damaged(kit.canvas), 0);
    assert_int_equal(hall_client_open_requests(stage.client), 0);
    assert_true(hall_client_deadline(stage.client) == INT64_MAX);
    /* The client and the canvas are as before. */
    canvas_damage_all(kit.canvas);
    assert_int_equal(canvas_is_damaged(kit.canvas), 1);
    struct screen *screen =
        destination_screen(&stage, &(struct destination){.kind = DESTINATION_GUIDE, .id = "x", .title = ""});
    assert_non_null(screen);
    screen->operations->enter(screen);
    assert_int_equal(hall_client_open_requests(stage.client), 1);
    screen->operations->free(screen);
}

static void what_is_not_cached_shows_that_it_is_on_its_way(void **state)
{
    (void)state;
    assert_int_equal(rehearse(DESTINATION_GUIDE, "unknown"), REHEARSED_ALL);
    assert_false(is_noted(0x946B));
    assert_true(letters->ahead.count > 0); /* header, message, hints */
    assert_int_equal(hall_client_open_requests(stage.client), 0);
}

/* Of every kind, with a session that has signed in for all of them. */
static void nothing_personal_is_opened_unseen(void **state)
{
    (void)state;
    stage.session = (struct session_view){.holds = 1, .scopes = ~0u, .is_person = 1, .name = "张**"};
    for (int kind = DESTINATION_NONE + 1; kind < DESTINATION_COUNT; kind++) {
        int has = rehearsal_has((enum destination_kind)kind);
        if (has && destination_scope((enum destination_kind)kind) != 0) {
            fail_msg("kind %d is somebody's own, and opened unseen", kind);
        }
        int is_feed =
            kind == DESTINATION_NOTICES || kind == DESTINATION_GUIDES || kind == DESTINATION_POLICIES;
        assert_int_equal(rehearse((enum destination_kind)kind, is_feed ? "" : "gas"), REHEARSED_ALL);
        if (!has && letters->ahead.count > 0) {
            fail_msg("kind %d: %zu letters are noted", kind, letters->ahead.count);
        }
        assert_false(is_noted(0x5F20)); /* 张 */
        assert_int_equal(hall_client_open_requests(stage.client), 0);
    }
    static const enum destination_kind own[] = {
        DESTINATION_CASES,          DESTINATION_OWN_CASES, DESTINATION_HOUSEHOLD,
        DESTINATION_HOUSING_FUND,   DESTINATION_UTILITY,   DESTINATION_SOCIAL_SECURITY,
        DESTINATION_OWN_RETIREMENT, DESTINATION_PAYMENT,   DESTINATION_OWN_UTILITY,
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        assert_false(rehearsal_has(own[i]));
    }
    stage.session = (struct session_view){0};
}

static void a_part_is_opened_unseen_and_freed(void **state)
{
    (void)state;
    is_part = 1;
    assert_int_equal(rehearse(DESTINATION_NONE, ""), REHEARSED_ALL);
    is_part = 0;
    assert_int_equal(part_frees, 1);
    assert_true(is_noted(0x946B));
}

/* Before the next screen is made, and before it is drawn. */
static void a_key_ends_it_between_its_steps(void **state)
{
    (void)state;
    for (int at = 1; at <= 2; at++) {
        stops_at = at;
        assert_int_equal(rehearse(DESTINATION_GUIDE, "known"), REHEARSED_STOPPED);
        assert_int_equal(letters->ahead.count, 0);
        stops_at = at;
        is_part = 1;
        part_frees = 0;
        assert_int_equal(rehearse(DESTINATION_NONE, ""), REHEARSED_STOPPED);
        is_part = 0;
        assert_int_equal(part_frees, at - 1); /* behind the first it is not made */
        assert_int_equal(letters->ahead.count, 0);
        assert_ptr_equal(top.stage, &stage);
        assert_int_equal(letters->ahead.is_noting, 0);
        canvas_damage_all(kit.canvas);
        assert_int_equal(canvas_is_damaged(kit.canvas), 1);
    }
    stops_at = 3; /* it is not asked so often */
    assert_int_equal(rehearse(DESTINATION_GUIDE, "known"), REHEARSED_ALL);
    assert_true(is_noted(0x946B));
    stops_at = 0;
}

static void where_nothing_can_be_opened_it_says_so(void **state)
{
    (void)state;
    static const struct screen_operations page = {.name = "page", .draw = draw_top};
    struct screen leaf = {&page, &stage};
    times = 0;
    assert_int_equal(rehearse(DESTINATION_NONE, ""), REHEARSED_NOTHING);
    assert_int_equal(times, 1);
    assert_int_equal(rehearse_next(&leaf, stops, NULL), REHEARSED_ALL);
    assert_int_equal(letters->ahead.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_cached_is_noted_and_nothing_asked),
        cmocka_unit_test(what_is_not_cached_shows_that_it_is_on_its_way),
        cmocka_unit_test(nothing_personal_is_opened_unseen),
        cmocka_unit_test(a_part_is_opened_unseen_and_freed),
        cmocka_unit_test(a_key_ends_it_between_its_steps),
        cmocka_unit_test(where_nothing_can_be_opened_it_says_so),
    };
    return cmocka_run_group_tests_name("rehearsal", tests, open_all, close_all);
}
