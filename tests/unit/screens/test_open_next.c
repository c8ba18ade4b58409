/* What each screen says it opens next: twice the same, wherever the focus is, and nothing else comes of it.
 */

#include "tests/unit/screens/stage/stage_fixture.h"

#include "backend-client/cache/response_cache.h"
#include "screens/destinations.h"
#include "screens/rehearsal.h"
#include "screens/stage/learning_port.h"
#include "tests/unit/folder_fixture.h"

#define ADDRESS "http://127.0.0.1:1"

static char folder[FOLDER_SIZE];
static int64_t const now_ms = 1795492800000;

/* --- What is cached --- */

#define SUMMARY_OF_NOTICE(id)                                                                                \
    "'id':'" id "','title':'Notice','category':1,'level':0,'area_code':'431000','org_name':'Office',"        \
    "'published':1795400000000,'rev':5"
#define NOTICE(id) "{" SUMMARY_OF_NOTICE(id) "}"
#define SUMMARY(id)                                                                                          \
    "'id':'" id                                                                                              \
    "','name':'Guide','initials':'dg','theme':'012','summary':'','brief':false,'flow':'flow1','rev':5"
#define POLICY(id) "{'id':'" id "','name':'P','org_name':'O','who':'','benefit':'','guide':'g1','rev':5}"

static const struct {
    const char *path, *body;
} cached[] = {
    {"/v1/notices?area=431000&category=0&limit=50",
     "{'rev':10,'as_of':1795492800000,'total':3,'notices':[" NOTICE("n1") "," NOTICE("n2") "," NOTICE(
         "n3") "],'withdrawn':[]}"},
    {"/v1/guides",
     "{'rev':5,'as_of':1795492800000,'themes':[{'code':'012','name':'A'},{'code':'013','name':'B'}],"
     "'guides':[{" SUMMARY("g1") "},{" SUMMARY("g2") "},{" SUMMARY("g3") "}]}"},
    {"/v1/guides/g1",
     "{" SUMMARY(
         "g1") ",'materials':[{'id':'m1','name':'M','need':'later'},{'id':'m2','name':'N','need':'later'}],"
               "'forms':[{'id':'f1','name':'F','fields':[{'label':'L','meaning':'M'}]}],"
               "'steps':[{'name':'S'}],'faq':[{'question':'Q','answer':'A'}],'notices':2}"},
    {"/v1/notices/n1",
     "{" SUMMARY_OF_NOTICE("n1") ",'body':'<p><a href=\\'https://example.cn/a\\'>L</a></p>'}"},
    {"/v1/stations",
     "{'rev':5,'as_of':1795492800000,'sets':[{'id':'all','direct':['g1','g2'],'relay':['g3']}],"
     "'stations':[{'id':'s1','name':'S','level':3,'area_code':'431000','handles':'all'}]}"},
    {"/v1/policies", "{'rev':5,'as_of':1795492800000,'policies':[" POLICY("p1") "," POLICY("p2") "]}"},
};

static int fill_cache(void)
{
    struct response_cache *cache = response_cache_new(folder, RESPONSE_CACHE_BYTES_MAX);
    for (size_t i = 0; cache != NULL && i < sizeof cached / sizeof *cached; i++) {
        char key[256];
        char body[2048];
        size_t length = strlen(cached[i].body);
        for (size_t at = 0; at < length && at < sizeof body; at++) {
            body[at] = cached[i].body[at] == '\'' ? '"' : cached[i].body[at];
        }
        (void)snprintf(key, sizeof key, "%s%s", ADDRESS, cached[i].path);
        response_cache_write(cache, key, "\"1\"", now_ms, body, length);
    }
    response_cache_free(cache);
    return cache != NULL ? 0 : -1;
}

/* --- What a screen says --- */

/* What it opened, in words; parts are freed as they come. */
static char opened[2 * DESTINATION_TEXT_SIZE + 64];
static struct screen *kept_part; /* … but for one, while … */
static int keeps_part;
static int parts; /* have come; one that is made damages what it will cover */

static void add_opened(const char *words)
{
    size_t length = strlen(opened);
    (void)snprintf(opened + length, sizeof opened - length, "%s;", words);
}

static void open_destination(void *application, const struct destination *destination)
{
    char text[DESTINATION_TEXT_SIZE];
    (void)application;
    add_opened(destination_write(text, destination));
}

static void open_part(void *application, struct screen *part)
{
    struct screen_report report = {.focus = "", .title = "", .notice = ""};
    (void)application;
    assert_non_null(part);
    part->operations->report(part, &report);
    parts++;
    add_opened(part->operations->name);
    add_opened(report.title);
    if (!keeps_part) {
        part->operations->free(part);
        return;
    }
    assert_null(kept_part);
    kept_part = part;
}

static void close_screen(void *application, struct screen *screen)
{
    (void)application;
    fail_msg("%s is closed", screen->operations->name);
}

static void say(void *application, const char *words)
{
    (void)application;
    fail_msg("it is said: %s", words);
}

static void hear(void *application, const char *words)
{
    (void)application;
    (void)words;
}

static int has_learned(void *application)
{
    (void)application;
    return 0;
}

static void end_learning(void *application, struct screen *screen)
{
    (void)application;
    (void)screen;
}

static const struct learning_port learning = {.has_learned = has_learned, .end = end_learning};

static int open_all(void **state)
{
    if (folder_make(folder) != 0 || fill_cache() != 0 || stage_open_fixture(state) != 0) {
        return -1;
    }
    struct hall_client_options options = {
        .backend_url = ADDRESS, .area_code = "431000", .cache_directory = folder};
    hall_client_free(stage.client);
    stage.client = hall_client_new(&options);
    stage.now_ms = now_ms;
    stage.open_destination = open_destination;
    stage.open = open_part;
    stage.close = close_screen;
    stage.area_code = "431000";
    stage.township = "";
    stage.learning = &learning;
    static const enum tile_content contents[] = {TILE_CONTENT_GUIDES, TILE_CONTENT_SEARCH,
                                                 TILE_CONTENT_CASES};
    for (size_t i = 0; i < 3; i++) {
        stage_config.tiles[stage_config.tile_count++] = (struct tile){.id = {(char)('a' + i), '\0'},
                                                                      .icon = "guide",
                                                                      .row = 1 + (int)i / 2,
                                                                      .column = 1 + (int)i % 2,
                                                                      .content = contents[i],
                                                                      .name = {"名", "Tile"}};
    }
    return stage.client != NULL ? 0 : -1;
}

static int close_all(void **state)
{
    int closed = stage_close_fixture(state);
    return folder_remove(folder) == 0 ? closed : -1;
}

/* --- Twice --- */

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    struct screen *screen = context;
    (void)canvas;
    screen->operations->draw(screen, clip);
}

static void look(struct screen *screen, uint32_t pixels[SCREEN_PIXELS])
{
    canvas_damage_all(kit.canvas);
    canvas_flush(kit.canvas, draw, screen);
    screen_read();
    memcpy(pixels, screen_pixels, sizeof screen_pixels);
}

static void assert_same(const char *name, const char *what, int is_same)
{
    if (!is_same) {
        fail_msg("%s: open_next changes %s", name, what);
    }
}

static int never(void *context)
{
    (void)context;
    return 0;
}

/* Two calls in a row, then two as the application makes them. Returns 1 if something is opened. */
static int open_twice(struct screen *screen)
{
    static uint32_t before[SCREEN_PIXELS], after[SCREEN_PIXELS];
    const char *name = screen->operations->name;
    struct stage stage_before;
    char first[sizeof opened];
    look(screen, before);
    memcpy(&stage_before, &stage, sizeof stage);
    size_t asked = hall_client_open_requests(stage.client);
    stage.say = say;
    stage_before.say = say;
    opened[0] = '\0';
    parts = 0;
    screen->operations->open_next(screen);
    memcpy(first, opened, sizeof first);
    opened[0] = '\0';
    screen->operations->open_next(screen);
    if (strcmp(first, opened) != 0) {
        fail_msg("%s: first %s is opened, then %s", name, first, opened);
    }
    assert_same(name, "the screen, which is damaged", parts > 0 || !canvas_is_damaged(kit.canvas));
    canvas_flush(kit.canvas, draw, screen);
    assert_int_equal(rehearse_next(screen, never, NULL),
                     first[0] != '\0' ? REHEARSED_ALL : REHEARSED_NOTHING);
    assert_int_equal(rehearse_next(screen, never, NULL),
                     first[0] != '\0' ? REHEARSED_ALL : REHEARSED_NOTHING);
    assert_string_equal(first, opened); /* the stage of which nothing comes */
    assert_memory_equal(&stage_before, &stage, sizeof stage);
    assert_same(name, "what is asked", hall_client_open_requests(stage.client) == asked);
    assert_same(name, "what is damaged, unseen", !canvas_is_damaged(kit.canvas));
    look(screen, after);
    assert_same(name, "the picture", memcmp(before, after, sizeof before) == 0);
    stage.say = hear;
    return first[0] != '\0';
}

/* --- Where the focus is --- */

static const enum remote_key keys[] = {
    REMOTE_KEY_DOWN, REMOTE_KEY_RIGHT, REMOTE_KEY_DOWN, REMOTE_KEY_UP,   REMOTE_KEY_RIGHT, REMOTE_KEY_DOWN,
    REMOTE_KEY_LEFT, REMOTE_KEY_3,     REMOTE_KEY_DOWN, REMOTE_KEY_4,    REMOTE_KEY_RIGHT, REMOTE_KEY_RIGHT,
    REMOTE_KEY_DOWN, REMOTE_KEY_RIGHT, REMOTE_KEY_DOWN, REMOTE_KEY_LEFT, REMOTE_KEY_LEFT,  REMOTE_KEY_UP,
};

static void try_screen(struct screen *screen)
{
    stage.say = hear;
    screen->operations->enter(screen);
    int opens = open_twice(screen);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        (void)press(screen, keys[i]);
        opens += open_twice(screen);
    }
    if (opens == 0) {
        fail_msg("%s: nothing is opened next, whatever has the focus", screen->operations->name);
    }
}

/* How many of the screens that are made of a destination say what they open next; each has to have said
 * something. */
static int try_kind(enum destination_kind kind)
{
    static const char *const ids[DESTINATION_COUNT] = {[DESTINATION_NOTICE] = "n1",
                                                       [DESTINATION_GUIDE] = "g1",
                                                       [DESTINATION_POLICY] = "p1",
                                                       [DESTINATION_STATION] = "s1",
                                                       [DESTINATION_UTILITY] = "gas"};
    struct destination destination = {.kind = kind, .title = "Title"};
    struct screen *screen = destination_screen(&stage, &destination);
    if (screen == NULL) {
        (void)snprintf(destination.id, sizeof destination.id, "%s", ids[kind] != NULL ? ids[kind] : "x1");
        screen = destination_screen(&stage, &destination);
    }
    assert_non_null(screen);
    int says = screen->operations->open_next != NULL;
    if (says) {
        try_screen(screen);
    }
    screen->operations->free(screen);
    return says;
}

static void twice_the_same_and_nothing_else(void **state)
{
    (void)state;
    int say_so = 0;
    for (int kind = DESTINATION_NONE + 1; kind < DESTINATION_COUNT; kind++) {
        say_so += try_kind((enum destination_kind)kind);
    }
    assert_int_equal(say_so, 9);
    /* home, search, notices, notice, guides, guide, policies, policy, station */
}

/* What a station handles: a part of its screen that leads on itself. */
static void a_part_leads_on_likewise(void **state)
{
    struct destination destination = {.kind = DESTINATION_STATION, .id = "s1", .title = "Title"};
    struct screen *station = destination_screen(&stage, &destination);
    (void)state;
    assert_non_null(station);
    stage.say = hear;
    station->operations->enter(station);
    keeps_part = 1;
    (void)press(station, REMOTE_KEY_OK);
    keeps_part = 0;
    assert_non_null(kept_part);
    assert_non_null(kept_part->operations->open_next);
    try_screen(kept_part);
    kept_part->operations->free(kept_part);
    station->operations->free(station);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(twice_the_same_and_nothing_else),
                                       cmocka_unit_test(a_part_leads_on_likewise)};
    return cmocka_run_group_tests_name("open next", tests, open_all, close_all);
}
