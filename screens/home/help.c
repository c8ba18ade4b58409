#include "screens/home/help.h"

#include <string.h>

#include "both-sides/version.h"
#include "screens/home/learning.h"
#include "screens/stage/dates.h"
#include "screens/stage/detail.h"
#include "screens/stage/reading.h"

enum { ABOUT_SIZE = 256, LABEL_SIZE = 64 };

struct help {
    struct detail detail;
    request_id request;
    struct response last;
    int asked;
};

struct help_line {
    enum string_id key;
    enum string_id does;
};

static const struct help_line lines[] = {
    {STRING_KEY_ARROWS, STRING_HELP_ARROWS}, {STRING_KEY_OK, STRING_HELP_OK},
    {STRING_KEY_BACK, STRING_HELP_BACK},     {STRING_KEY_HOME, STRING_HELP_HOME},
    {STRING_KEY_DIGITS, STRING_HELP_DIGITS}, {STRING_KEY_ZERO, STRING_HELP_ZERO},
    {STRING_KEY_PAGE, STRING_HELP_PAGE},     {STRING_KEY_COLOURS, STRING_HELP_COLOURS},
    {STRING_KEY_QR, STRING_HELP_QR},         {STRING_KEY_HOTLINE, STRING_HELP_HOTLINE},
};

enum { LINE_COUNT = sizeof lines / sizeof lines[0] };

static void add_title(struct help *help, enum string_id words)
{
    const struct stage *stage = help->detail.screen.stage;
    reading_words(help->detail.rich_text, string_get(stage->strings, words), style_title(&stage->kit), 0,
                  stage->kit.theme->ink, stage->kit.theme->gap_large);
}

static void add(struct help *help, const char *words)
{
    reading_text(help->detail.rich_text, help->detail.screen.stage, NULL, words);
}

static void add_keys(struct help *help)
{
    const struct stage *stage = help->detail.screen.stage;
    char label[LABEL_SIZE];
    for (size_t i = 0; i < LINE_COUNT; i++) {
        const char *key[] = {string_get(stage->strings, lines[i].key)};
        reading_text(help->detail.rich_text, stage,
                     string_format(label, sizeof label, stage->strings, STRING_HELP_KEY, key, 1),
                     string_get(stage->strings, lines[i].does));
    }
}

static void add_state(struct help *help)
{
    const struct stage *stage = help->detail.screen.stage;
    char age[DATE_SIZE];
    char text[ABOUT_SIZE];
    if (!help->asked) {
        add(help, string_get(stage->strings, STRING_MESSAGE_LOADING));
    } else if (help->last.state == RESPONSE_FAILED) {
        add(help, string_get(stage->strings, STRING_HELP_STATE_BAD));
    } else {
        const char *values[] = {date_age(age, stage->strings, stage->now_ms - help->last.fetched_ms)};
        add(help, string_format(text, sizeof text, stage->strings, STRING_HELP_STATE_GOOD, values, 1));
    }
}

static void lay_out(struct detail *detail)
{
    struct help *help = (struct help *)detail;
    const struct strings *strings = detail->screen.stage->strings;
    char about[ABOUT_SIZE];
    const char *values[] = {TV_HALL_VERSION};
    add_title(help, STRING_HELP_KEYS_TITLE);
    add_keys(help);
    add(help, string_get(strings, STRING_HELP_TEACH));
    add_title(help, STRING_HELP_STATE_TITLE);
    add_state(help);
    add_title(help, STRING_HELP_ABOUT_TITLE);
    add(help, string_format(about, sizeof about, strings, STRING_HELP_ABOUT, values, 1));
}

static struct rect place(struct detail *detail)
{
    const struct stage *stage = detail->screen.stage;
    struct rect body = frame_body(stage);
    detail->frame.title = detail->name = string_get(stage->strings, STRING_HELP_TITLE);
    body.w -= stage->kit.theme->gap + stage->kit.theme->scroll_bar;
    return body;
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct strings *strings = detail->screen.stage->strings;
    items[0] = (struct button){"teach", string_get(strings, STRING_LEARNING_AGAIN), REMOTE_KEY_NONE};
    items[1] = (struct button){"township", string_get(strings, STRING_STATIONS_HOME), REMOTE_KEY_NONE};
    return 2;
}

/* The menu is the smallest thing to ask for: its response says how the connection is. */
static void on_menu(void *context, const struct response *response, struct menu *menu)
{
    struct help *help = context;
    menu_free(menu);
    if (response->state != RESPONSE_CACHED) {
        help->last = *response;
        help->asked = 1;
        detail_place(&help->detail.screen);
    }
}

static void help_enter(struct screen *screen)
{
    struct help *help = (struct help *)screen;
    if (help->request == 0) {
        help->request = hall_client_get_menu(screen->stage->client, on_menu, help);
    }
}

static enum key_result press(struct detail *detail, const char *button)
{
    int is_township = button != NULL && strcmp(button, "township") == 0;
    stage_open(detail->screen.stage, is_township ? DESTINATION_TOWNSHIP : DESTINATION_LEARNING, "", NULL);
    return KEY_DONE;
}

static void help_report(const struct screen *screen, struct screen_report *report)
{
    const struct help *help = (const struct help *)screen;
    detail_report(screen, report);
    report->offline = help->asked && help->last.state == RESPONSE_FAILED;
}

static void help_free(struct screen *screen)
{
    hall_client_cancel(screen->stage->client, ((struct help *)screen)->request);
    detail_free(screen);
}

static const struct screen_operations help_operations = {
    .name = "help",
    .enter = help_enter,
    .report = help_report,
    .free = help_free,
};

static const struct detail_kind help_kind = {
    .place = place, .lay_out = lay_out, .buttons = set_buttons, .ok = press};

struct screen *help_new(struct stage *stage, const struct destination *destination)
{
    struct help *help = detail_new(sizeof *help, &help_operations, &help_kind, stage);
    (void)destination;
    if (help == NULL) {
        return NULL;
    }
    help->detail.is_there = 1;
    detail_place(&help->detail.screen);
    return &help->detail.screen;
}
