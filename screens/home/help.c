#include "screens/home/help.h"

#include <stdlib.h>

#include "both-sides/version.h"
#include "screens/home/learning.h"
#include "screens/stage/dates.h"
#include "screens/stage/frame.h"
#include "screens/widgets/flow.h"

enum { ABOUT_SIZE = 256 };

struct help {
    struct screen screen;
    struct frame frame;
    struct flow *flow;
    request_id request;
    struct answer last;
    int asked;
};

struct help_line {
    enum string_id key;
    enum string_id does;
};

static const struct help_line lines[] = {
    {STRING_KEY_ARROWS, STRING_HELP_ARROWS}, {STRING_KEY_OK, STRING_HELP_OK},
    {STRING_KEY_BACK, STRING_HELP_BACK},     {STRING_KEY_HOME, STRING_HELP_HOME},
    {STRING_KEY_DIGITS, STRING_HELP_DIGITS}, {STRING_KEY_PAGE, STRING_HELP_PAGE},
};

enum { LINE_COUNT = sizeof lines / sizeof lines[0] };

static void add(struct help *help, const char *words, int heading)
{
    const struct theme *theme = help->screen.stage->kit.theme;
    struct text_span span = {words, heading ? TEXT_BOLD : TEXT_REGULAR, theme->ink, 0};
    struct flow_text text = {
        .spans = &span,
        .span_count = 1,
        .size = heading ? theme->text_title : theme->text_body,
        .space_above = heading ? theme->gap_large : theme->gap_small,
    };
    (void)flow_add_text(help->flow, &text); /* without memory the line is left out */
}

static void add_keys(struct help *help)
{
    const struct stage *stage = help->screen.stage;
    struct text_span spans[LINE_COUNT * 2];
    struct flow_cell cells[LINE_COUNT * 2];
    for (size_t i = 0; i < LINE_COUNT; i++) {
        spans[2 * i] =
            (struct text_span){string_get(stage->strings, lines[i].key), TEXT_BOLD, stage->kit.theme->ink, 0};
        spans[2 * i + 1] = (struct text_span){string_get(stage->strings, lines[i].does), TEXT_REGULAR,
                                              stage->kit.theme->ink, 0};
        for (size_t column = 0; column < 2; column++) {
            cells[2 * i + column] = (struct flow_cell){
                .spans = &spans[2 * i + column],
                .span_count = 1,
                .row = (int)i,
                .column = (int)column,
                .row_span = 1,
                .column_span = 1,
                .header = column == 0,
                .align = column == 0 ? TEXT_ALIGN_CENTRE : TEXT_ALIGN_START,
            };
        }
    }
    (void)flow_add_table(help->flow, cells, LINE_COUNT * 2, LINE_COUNT, 2);
}

static void add_state(struct help *help)
{
    const struct stage *stage = help->screen.stage;
    char age[DATE_SIZE];
    char text[ABOUT_SIZE];
    if (!help->asked) {
        add(help, string_get(stage->strings, STRING_MESSAGE_LOADING), 0);
    } else if (help->last.state == ANSWER_FAILED) {
        add(help, string_get(stage->strings, STRING_HELP_STATE_BAD), 0);
    } else {
        const char *values[] = {date_age(age, stage->strings, stage->now_ms - help->last.fetched_ms)};
        add(help, string_format(text, sizeof text, stage->strings, STRING_HELP_STATE_GOOD, values, 1), 0);
    }
}

static void lay_out(struct help *help)
{
    const struct stage *stage = help->screen.stage;
    char about[ABOUT_SIZE];
    int scroll = flow_scroll(help->flow);
    struct rect body = frame_body(stage);
    body.w -= stage->kit.theme->gap + stage->kit.theme->scroll_bar;
    flow_clear(help->flow);
    flow_place(help->flow, body);
    add(help, string_get(stage->strings, STRING_HELP_KEYS_TITLE), 1);
    add_keys(help);
    add(help, string_get(stage->strings, STRING_HELP_TEACH), 0);
    add(help, string_get(stage->strings, STRING_HELP_STATE_TITLE), 1);
    add_state(help);
    add(help, string_get(stage->strings, STRING_HELP_ABOUT_TITLE), 1);
    const char *values[] = {TV_HALL_VERSION};
    add(help, string_format(about, sizeof about, stage->strings, STRING_HELP_ABOUT, values, 1), 0);
    flow_scroll_to(help->flow, scroll);
    canvas_damage_all(stage->kit.canvas);
}

static void help_place(struct screen *screen)
{
    struct help *help = (struct help *)screen;
    help->frame.title = string_get(screen->stage->strings, STRING_HELP_TITLE);
    help->frame.hint_count = 0;
    frame_hint_add(&help->frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    frame_hint_add(&help->frame, STRING_KEY_OK, STRING_HINT_TEACH);
    frame_hint_add(&help->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    lay_out(help);
}

/* The menu is the smallest thing to ask for: its answer says how the connection is. */
static void on_menu(void *context, const struct answer *answer, struct menu *menu)
{
    struct help *help = context;
    menu_free(menu);
    if (answer->state != ANSWER_CACHED) {
        help->last = *answer;
        help->asked = 1;
        lay_out(help);
    }
}

static void help_enter(struct screen *screen)
{
    struct help *help = (struct help *)screen;
    if (help->request == 0) {
        help->request = hall_client_get_menu(screen->stage->client, on_menu, help);
    }
}

static enum key_result help_key(struct screen *screen, const struct remote_event *event)
{
    struct help *help = (struct help *)screen;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_OK) {
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        stage_open(screen->stage, DESTINATION_LEARNING, "", NULL);
        return KEY_DONE;
    }
    return flow_key(help->flow, event->key);
}

static void help_update(struct screen *screen)
{
    (void)screen;
}

static int64_t help_deadline(const struct screen *screen)
{
    (void)screen;
    return INT64_MAX;
}

static void help_draw(struct screen *screen, struct rect clip)
{
    struct help *help = (struct help *)screen;
    (void)clip;
    frame_draw(&help->frame, screen->stage);
    flow_draw(help->flow);
}

static void help_report(const struct screen *screen, struct screen_report *report)
{
    const struct help *help = (const struct help *)screen;
    report->title = help->frame.title;
    report->offline = help->asked && help->last.state == ANSWER_FAILED;
    report->position = flow_scroll(help->flow);
    report->total = flow_height(help->flow);
}

static void help_free(struct screen *screen)
{
    struct help *help = (struct help *)screen;
    hall_client_cancel(screen->stage->client, help->request);
    flow_free(help->flow);
    free(help);
}

static const struct screen_operations help_operations = {
    .name = "help",
    .enter = help_enter,
    .place = help_place,
    .key = help_key,
    .update = help_update,
    .deadline = help_deadline,
    .draw = help_draw,
    .report = help_report,
    .free = help_free,
};

struct screen *help_new(struct stage *stage, const struct destination *destination)
{
    (void)destination;
    struct help *help = calloc(1, sizeof *help);
    if (help == NULL) {
        return NULL;
    }
    help->screen = (struct screen){&help_operations, stage};
    help->flow = flow_new(&stage->kit);
    if (help->flow == NULL) {
        free(help);
        return NULL;
    }
    help_place(&help->screen);
    return &help->screen;
}
