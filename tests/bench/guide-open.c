/* How long a guide of 60 fields takes from its last byte to the first complete frame: read from the cache,
 * where it lies as it came, decoded, laid out and drawn, at 1920×1080. More than what follows the last byte
 * of a transfer, so that what is measured is not less than what is promised. Medians of openings: again, with
 * all letters there; as a person has it who rests on its row before OK, so that its letters, all new, have
 * been made meanwhile (docs/decisions/0171); and cold, with OK before that. Of what is done while nothing is
 * pressed the longest step that a key could wait for, and all of it. Prints NAME value unit (budget …); exit
 * 1 when one is over. */

#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "backend-client/cache/response_cache.h"
#include "screens/canvas/letters_ahead.h"
#include "screens/guides/guide.h"
#include "screens/rehearsal.h"
#include "tests/bench/timing.h"

enum {
    FIELDS = 60,
    RUNS = 101,
    NEW_RUNS = 15,
    SLICE_US = 2000,
    REST_US = 20000,
    BUDGET_US = 6000,
    BYTES_MAX = 256 * 1024,
    WIDTH = 1920,
    HEIGHT = 1080
};

static const char address[] = "http://127.0.0.1:1";

static double now_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* --- The guide, as long as real ones are, the same at every run --- */

struct text {
    char bytes[BYTES_MAX];
    size_t length;
    unsigned seed;
};

static void put(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct text *text, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int wrote = vsnprintf(text->bytes + text->length, BYTES_MAX - text->length, format, values);
    va_end(values);
    text->length += wrote > 0 ? (size_t)wrote : 0;
}

/* "name":"…" of so many Han characters, from 600. */
static void put_words(struct text *text, const char *name, int count)
{
    put(text, "\"%s\":\"", name);
    for (int i = 0; i < count; i++) {
        text->seed = text->seed * 1103515245u + 12345u;
        unsigned code = 0x5200u + (text->seed >> 16) % 600u;
        put(text, "%c%c%c", (int)(0xE0u | code >> 12), (int)(0x80u | (code >> 6 & 0x3Fu)),
            (int)(0x80u | (code & 0x3Fu)));
    }
    put(text, "\",");
}

static void put_list(struct text *text, const char *name, int count, void (*put_one)(struct text *, int))
{
    put(text, "\"%s\":[", name);
    for (int i = 0; i < count; i++) {
        put(text, "%s{", i > 0 ? "," : "");
        put_one(text, i);
        put(text, "}");
    }
    put(text, "],");
}

static void put_member(struct text *text, int index)
{
    put_words(text, "name", 14);
    put_words(text, "skip", 30);
    put(text, "\"org_name\":\"%d\"", index);
}

static void put_step(struct text *text, int index)
{
    put_words(text, "org_name", 10);
    put_words(text, "does", 26);
    put_words(text, "output", 8);
    put(text, "\"takes\":\"%d\",\"name\":\"%d\"", index + 1, index);
}

static void put_material(struct text *text, int index)
{
    put_words(text, "name", 12);
    put_words(text, "source", 16);
    put_words(text, "explain", 60);
    put_words(text, "accept", 40);
    put(text, "\"id\":\"m-%d\",\"need\":\"necessary\",\"kind\":\"other\",\"piece\":\"copy\",\"copies\":1",
        index);
}

static void put_field(struct text *text, int index)
{
    put_words(text, "meaning", 60);
    put_words(text, "example", 16);
    put_words(text, "mistake", 40);
    put(text, "\"label\":\"%d\"", index);
}

static void put_form(struct text *text, int index)
{
    put_words(text, "name", 14);
    put_list(text, "fields", FIELDS, put_field);
    put(text, "\"id\":\"f-%d\"", index);
}

static void put_answer(struct text *text, int index)
{
    put_words(text, "answer", 120);
    put(text, "\"question\":\"%d\"", index);
}

static void put_guide(struct text *text)
{
    put(text, "{\"id\":\"bench\",\"theme\":\"150\",\"rev\":1,\"initials\":\"t\",\"sample\":true,\"brief\":"
              "false,\"visits\":1,");
    put(text,
        "\"promise\":{\"count\":10,\"unit\":\"workday\"},\"statutory\":{\"count\":30,\"unit\":\"workday\"},");
    put_words(text, "name", 6);
    put_words(text, "summary", 40);
    put_words(text, "accept_condition", 160);
    put_words(text, "handle_area", 60);
    put_words(text, "visits_explain", 50);
    put_words(text, "result_name", 20);
    put_list(text, "members", 8, put_member);
    put_list(text, "steps", 8, put_step);
    put_list(text, "materials", 20, put_material);
    put_list(text, "forms", 1, put_form);
    put_list(text, "faq", 10, put_answer);
    put(text, "\"flow\":\"bench\",\"page\":\"/p/guides/bench\"}");
}

/* --- The hall around it --- */

struct hall {
    struct theme theme;
    struct box_config config;
    struct stage stage;
};

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    struct screen *screen = context;
    (void)canvas;
    screen->operations->draw(screen, clip);
}

/* Without letters; the faces are open, as after a start of the hall. */
static int take_new_fonts(struct kit *kit)
{
    static const struct font_source faces[] = {
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, TEXT_REGULAR, 0},
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2, TEXT_BOLD, 0},
    };
    fonts_free(kit->fonts);
    kit->fonts = fonts_new(faces, 2);
    if (kit->fonts == NULL) {
        return -1;
    }
    fonts_warm(kit->fonts, style_body(kit), "0");
    fonts_warm(kit->fonts, style_body_bold(kit), "0");
    return 0;
}

static int open_hall(struct hall *hall, const char *cache)
{
    struct canvas_options canvas = {.system = "dummy", .width = WIDTH, .height = HEIGHT};
    struct hall_client_options client = {
        .backend_url = address, .area_code = "431000", .cache_directory = cache};
    struct stage *stage = &hall->stage;
    int edge = HEIGHT / 20;
    stage->kit = (struct kit){canvas_open(&canvas), NULL, &hall->theme, 0};
    stage->full_theme = &hall->theme;
    stage->safe_area = (struct rect){edge, edge, WIDTH - 2 * edge, HEIGHT - 2 * edge};
    stage->strings = strings_read("assets/strings/zh-CN.xml");
    stage->client = hall_client_new(&client);
    stage->config = &hall->config;
    stage->now_us = 1000000;
    stage->now_ms = 1795492800000;
    if (stage->kit.canvas == NULL || stage->strings == NULL || stage->client == NULL ||
        theme_read("assets/theme/dusk.xml", HEIGHT, &hall->theme) != 0 || take_new_fonts(&stage->kit) != 0) {
        return -1;
    }
    stage->icons = icon_set_new("build/assets", HEIGHT);
    return stage->icons != NULL ? 0 : -1;
}

/* From asking the cache to the frame on the screen, us; -1: the guide was not shown. */
static double open_guide(struct hall *hall)
{
    struct screen_report report = {.focus = "", .title = "", .notice = ""};
    double start = now_us();
    struct screen *screen =
        guide_new(&hall->stage, &(struct destination){.kind = DESTINATION_GUIDE, .id = "bench", .title = ""});
    if (screen == NULL) {
        return -1;
    }
    screen->operations->enter(screen);
    canvas_damage_all(hall->stage.kit.canvas);
    canvas_flush(hall->stage.kit.canvas, draw, screen);
    double took = now_us() - start;
    screen->operations->report(screen, &report);
    screen->operations->free(screen);
    return report.total > 0 ? took : -1;
}

/* --- The row of a list that leads there --- */

static void draw_nothing(struct screen *screen, struct rect clip)
{
    (void)screen;
    (void)clip;
}

static void open_next(struct screen *screen)
{
    stage_open(screen->stage, DESTINATION_GUIDE, "bench", "");
}

/* Between two questions whether a key waits. */
struct stretch {
    double since_us, longest_us;
};

static int ask(void *context)
{
    struct stretch *stretch = context;
    double now = now_us();
    stretch->longest_us =
        now - stretch->since_us > stretch->longest_us ? now - stretch->since_us : stretch->longest_us;
    stretch->since_us = now;
    return 0;
}

static int is_over(void *until_us)
{
    return now_us() >= *(double *)until_us;
}

struct rest {
    double longest_us; /* that a key waits at most */
    double all_us;
};

/* What stb-app/next_screen.c does, without the loop between its steps. */
static struct rest rest_on_row(struct hall *hall)
{
    static const struct screen_operations row = {.draw = draw_nothing, .open_next = open_next};
    struct screen list = {&row, &hall->stage};
    struct rest rest = {0, 0};
    size_t left = 1;
    double start = now_us();
    struct stretch stretch = {start, 0};
    (void)rehearse_next(&list, ask, &stretch);
    (void)ask(&stretch);
    rest.longest_us = stretch.longest_us;
    rest.all_us = now_us() - start;
    while (left > 0) {
        start = now_us();
        double until_us = start + SLICE_US;
        left = letters_ahead_make(hall->stage.kit.fonts, is_over, &until_us);
        double took = now_us() - start;
        rest.longest_us = took > rest.longest_us ? took : rest.longest_us;
        rest.all_us += took;
    }
    fonts_rest(hall->stage.kit.fonts);
    (void)usleep(REST_US); /* the hall sleeps, too: what else runs on the machine is not in its way at OK */
    return rest;
}

static int fill_cache(const char *directory, const struct text *guide)
{
    char key[128];
    struct response_cache *cache = response_cache_new(directory, RESPONSE_CACHE_BYTES_MAX);
    if (cache == NULL) {
        return -1;
    }
    (void)snprintf(key, sizeof key, "%s/v1/guides/bench", address);
    response_cache_write(cache, key, "\"1\"", 1795492800000, guide->bytes, guide->length);
    response_cache_free(cache);
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static void show(const char *name, double *runs, size_t count)
{
    printf("%s %.0f us\n", name, median_of(runs, count));
}

static int show_within_budget(const char *name, double *runs, size_t count)
{
    double median = median_of(runs, count);
    printf("%s %.0f us (budget %d)\n", name, median, BUDGET_US);
    return runs[0] >= 0 && median <= BUDGET_US ? 0
                                               : -1; /* they are sorted: -1 of a guide that was not shown */
}

static int measure(struct hall *hall)
{
    static double again[RUNS], rested[NEW_RUNS], cold[NEW_RUNS], longest[NEW_RUNS], all[NEW_RUNS];
    int result = 0;
    for (int i = 0; i < RUNS; i++) {
        again[i] = open_guide(hall);
    }
    for (int i = 0; i < NEW_RUNS && result == 0; i++) {
        result = take_new_fonts(&hall->stage.kit);
        cold[i] = open_guide(hall);
        result |= take_new_fonts(&hall->stage.kit);
        struct rest rest = rest_on_row(hall);
        longest[i] = rest.longest_us;
        all[i] = rest.all_us;
        rested[i] = open_guide(hall);
    }
    show("guide-cold-opening", cold, NEW_RUNS);
    show("guide-rest-longest-step", longest, NEW_RUNS);
    show("guide-rest-all-steps", all, NEW_RUNS);
    result |= show_within_budget("guide-opening", again, RUNS);
    result |= show_within_budget("guide-opening-after-rest", rested, NEW_RUNS);
    return result == 0 ? 0 : -1;
}

int main(void)
{
    static struct text guide;
    static struct hall hall;
    char directory[] = "/tmp/guide-open-XXXXXX";
    int result = 1;
    if (mkdtemp(directory) == NULL) {
        return 1;
    }
    put_guide(&guide);
    if (fill_cache(directory, &guide) == 0 && open_hall(&hall, directory) == 0 && measure(&hall) == 0) {
        result = 0;
    }
    (void)fflush(stdout);
    if (nftw(directory, remove_one, 4, FTW_DEPTH | FTW_PHYS) != 0) {
        (void)fprintf(stderr, "%s is left behind\n", directory);
    }
    _exit(result); /* threads of DirectFB may outlive canvas_close (docs/decisions/0020) */
}
