#include "screens/guides/guides.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/guides/guide.h"
#include "screens/guides/guide_shelves.h"
#include "screens/guides/guide_words.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/widgets/list.h"

/* The themes stand at the left, the matters of the chosen one beside them; one of the two lists has the
 * focus. */
struct guides {
    struct screen screen;
    struct frame frame;
    char title[TILE_HINT_SIZE];
    struct guide_list *content; /* NULL until it is there */
    struct guide_shelves shelves;
    struct list themes, matters;
    struct asking asking;
};

/* --- Rows --- */

static void read_theme(void *context, size_t index, struct list_row *row)
{
    const struct guides *guides = context;
    const struct guide_shelf *shelf = &guides->shelves.shelves[index];
    const struct strings *strings = guides->screen.stage->strings;
    (void)snprintf(row->id, sizeof row->id, "%s", shelf->theme != NULL ? shelf->theme->code : "other");
    row->title = shelf->theme != NULL ? shelf->theme->name : string_get(strings, STRING_GUIDES_OTHER);
    (void)snprintf(row->trailing, sizeof row->trailing, "%zu", shelf->count);
}

static const struct guide_summary *matter_at(const struct guides *guides, size_t index)
{
    return guide_shelves_matter(&guides->shelves, guides->themes.focus, index);
}

static void read_matter(void *context, size_t index, struct list_row *row)
{
    const struct guides *guides = context;
    const struct stage *stage = guides->screen.stage;
    const struct guide_summary *guide = matter_at(guides, index);
    if (guide == NULL) {
        return;
    }
    char promise[TERM_WORDS_SIZE];
    (void)snprintf(row->id, sizeof row->id, "%s", guide->id);
    row->title = guide->name;
    row->digit = index < 9 ? (int)index + 1 : 0;
    list_row_detail(row, guide->summary);
    (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                   term_words(promise, stage->strings, &guide->promise));
    if (guide->brief) {
        row->mark_text = string_get(stage->strings, STRING_GUIDES_BRIEF);
        row->mark_fill = stage->kit.theme->notice_bar;
        row->mark_ink = stage->kit.theme->on_notice_bar;
    }
}

/* --- Layout --- */

static void show_hints(struct guides *guides)
{
    struct frame *frame = &guides->frame;
    frame->hint_count = 0;
    if (guides->shelves.count == 0) {
        if (asking_failed(&guides->asking)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
        }
    } else if (guides->matters.unfocused) {
        frame_hint_add(frame, STRING_KEY_RIGHT, STRING_HINT_MATTERS);
        frame_hint_add(frame, STRING_KEY_DIGITS, STRING_HINT_OPEN_BY_NUMBER);
    } else {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
        frame_hint_add(frame, STRING_KEY_LEFT, STRING_HINT_THEMES);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(guides->screen.stage);
}

static void show_status(struct guides *guides)
{
    const struct stage *stage = guides->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char count[24];
    if (asking_failed(&guides->asking) && guides->shelves.count > 0) {
        frame_status_for_failure(&guides->frame, stage, &guides->asking.last);
        return;
    }
    if (guides->shelves.count > 0) {
        (void)snprintf(count, sizeof count, "%zu", guides->content->count);
        const char *values[] = {count};
        string_format(text, sizeof text, stage->strings, STRING_GUIDES_COUNT, values, 1);
    }
    frame_set_status(&guides->frame, stage, text, 0);
}

static void show_matters(struct guides *guides)
{
    size_t shelf = guides->themes.focus;
    size_t count = shelf < guides->shelves.count ? guides->shelves.shelves[shelf].count : 0;
    list_refresh(&guides->matters, &guides->screen.stage->kit, count, (int64_t)count);
}

static void guides_place(struct screen *screen)
{
    struct guides *guides = (struct guides *)screen;
    const struct stage *stage = screen->stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int bar = theme->scroll_bar + theme->gap;
    int width = body.w / 4;
    guides->themes.row_height = theme->row_height * 7 / 10;
    list_place(&guides->themes, (struct rect){body.x, body.y, width, body.h});
    int left = body.x + width + bar + theme->gap;
    list_place(&guides->matters, (struct rect){left, body.y, body.x + body.w - bar - left, body.h});
    list_refresh(&guides->themes, &stage->kit, guides->shelves.count, (int64_t)guides->shelves.count);
    show_matters(guides);
    show_status(guides);
    show_hints(guides);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Content --- */

/* The lists find their ids again; when a theme has gone, its matters have too. */
static void take_list(struct guides *guides, struct guide_list *list)
{
    const struct stage *stage = guides->screen.stage;
    char theme[LIST_ID_SIZE];
    (void)snprintf(theme, sizeof theme, "%s", guides->themes.focus_id);
    guide_shelves_fill(&guides->shelves, list);
    list_refresh(&guides->themes, &stage->kit, guides->shelves.count, (int64_t)guides->shelves.count);
    if (strcmp(theme, guides->themes.focus_id) != 0) {
        list_reset(&guides->matters);
    }
    show_matters(guides);
    guide_list_free(guides->content);
    guides->content = list;
    if (guides->shelves.count == 0) {
        guides->matters.unfocused = 1;
        guides->themes.unfocused = 0;
    }
}

static void on_list(void *context, const struct answer *answer, struct guide_list *list)
{
    struct guides *guides = context;
    asking_heard(&guides->asking, answer);
    if (list != NULL) {
        take_list(guides, list);
    }
    show_status(guides);
    show_hints(guides);
    list_damage(&guides->themes, &guides->screen.stage->kit);
    list_damage(&guides->matters, &guides->screen.stage->kit);
}

static request_id ask(void *context)
{
    struct guides *guides = context;
    return hall_client_get_guides(guides->screen.stage->client, on_list, guides);
}

static void guides_enter(struct screen *screen)
{
    struct guides *guides = (struct guides *)screen;
    settle_stop(&guides->themes.settle);
    settle_stop(&guides->matters.settle);
    asking_enter(&guides->asking);
}

/* --- Keys --- */

static void open_matter(struct guides *guides, size_t index)
{
    const struct guide_summary *summary = matter_at(guides, index);
    if (summary != NULL) {
        stage_open(guides->screen.stage, DESTINATION_GUIDE, summary->id, summary->name);
    }
}

/* The focus goes from one of the lists to the other. */
static void change_side(struct guides *guides, struct list *from, struct list *to)
{
    const struct stage *stage = guides->screen.stage;
    if (to->count == 0) {
        return;
    }
    settle_stop(&from->settle);
    from->unfocused = 1;
    to->unfocused = 0;
    settle_start(&to->settle, stage->now_us);
    list_damage_focus(from, &stage->kit);
    list_damage_focus(to, &stage->kit);
    show_hints(guides);
}

static int digit_key(struct guides *guides, const struct remote_event *event)
{
    const struct stage *stage = guides->screen.stage;
    size_t index = (size_t)remote_key_digit(event->key) - 1;
    if (event->press != REMOTE_PRESS || matter_at(guides, index) == NULL) {
        return 1;
    }
    if (guides->matters.unfocused) {
        change_side(guides, &guides->themes, &guides->matters);
    }
    list_focus(&guides->matters, &stage->kit, index);
    open_matter(guides, index);
    return 1;
}

static int themes_key(struct guides *guides, const struct remote_event *event)
{
    const struct stage *stage = guides->screen.stage;
    switch (event->key) {
    case REMOTE_KEY_RIGHT:
    case REMOTE_KEY_VOLUME_UP:
    case REMOTE_KEY_OK:
        if (event->press == REMOTE_PRESS) {
            change_side(guides, &guides->themes, &guides->matters);
        }
        return 1;
    default:
        break;
    }
    enum list_answer answer = list_key(&guides->themes, &stage->kit, event->key, stage->now_us);
    if (answer == LIST_MOVED) {
        list_reset(&guides->matters);
        show_matters(guides);
    }
    return answer != LIST_IGNORED;
}

static int matters_key(struct guides *guides, const struct remote_event *event)
{
    const struct stage *stage = guides->screen.stage;
    if (remote_key_sideways(event->key) < 0) {
        change_side(guides, &guides->matters, &guides->themes);
        return 1;
    }
    enum list_answer answer = list_key(&guides->matters, &stage->kit, event->key, stage->now_us);
    if (answer == LIST_OPEN && event->press == REMOTE_PRESS) {
        open_matter(guides, guides->matters.focus);
    }
    return answer != LIST_IGNORED;
}

static int guides_key(struct screen *screen, const struct remote_event *event)
{
    struct guides *guides = (struct guides *)screen;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    if (guides->shelves.count == 0) {
        if (event->key == REMOTE_KEY_OK && event->press == REMOTE_PRESS && asking_retry(&guides->asking)) {
            guides_place(screen);
        }
        return event->key == REMOTE_KEY_OK;
    }
    if (remote_key_digit(event->key) > 0) {
        return digit_key(guides, event);
    }
    return guides->matters.unfocused ? themes_key(guides, event) : matters_key(guides, event);
}

/* --- Operations --- */

static void guides_update(struct screen *screen)
{
    struct guides *guides = (struct guides *)screen;
    const struct stage *stage = screen->stage;
    list_settle(&guides->themes, &stage->kit, stage->now_us);
    list_settle(&guides->matters, &stage->kit, stage->now_us);
    asking_update(&guides->asking);
}

static int64_t guides_deadline(const struct screen *screen)
{
    const struct guides *guides = (const struct guides *)screen;
    int64_t themes = guides->themes.settle.next_us;
    int64_t matters = guides->matters.settle.next_us;
    return asking_deadline(&guides->asking, themes < matters ? themes : matters);
}

/* What stands in place of both lists; 0: nothing is missing. */
static int missing(const struct guides *guides, struct message *message)
{
    if (guides->shelves.count > 0) {
        return 0;
    }
    int is_none =
        asking_is_gone(&guides->asking) || (guides->content != NULL && !asking_failed(&guides->asking));
    *message = is_none ? (struct message){"guide", STRING_GUIDES_NONE, STRING_GUIDES_NONE_DO}
                       : asking_message(&guides->asking);
    return 1;
}

static void guides_draw(struct screen *screen, struct rect clip)
{
    struct guides *guides = (struct guides *)screen;
    const struct stage *stage = screen->stage;
    struct message message;
    (void)clip;
    frame_draw(&guides->frame, stage);
    if (missing(guides, &message)) {
        message_draw(&message, stage, frame_body(stage));
        return;
    }
    list_draw(&guides->themes, &stage->kit, stage->now_us);
    list_draw(&guides->matters, &stage->kit, stage->now_us);
}

static void guides_report(const struct screen *screen, struct screen_report *report)
{
    const struct guides *guides = (const struct guides *)screen;
    const struct list *list = guides->matters.unfocused ? &guides->themes : &guides->matters;
    struct message message;
    report->focus = list->focus_id;
    report->title = guides->frame.title;
    report->notice =
        missing(guides, &message) ? string_get(screen->stage->strings, message.says) : guides->frame.status;
    report->offline = asking_failed(&guides->asking);
    report->position = (int64_t)list->focus;
    report->total = list->total;
}

static void guides_free(struct screen *screen)
{
    struct guides *guides = (struct guides *)screen;
    asking_stop(&guides->asking);
    guide_list_free(guides->content);
    free(guides);
}

static const struct screen_operations guides_operations = {
    .name = "guides",
    .enter = guides_enter,
    .place = guides_place,
    .key = guides_key,
    .update = guides_update,
    .deadline = guides_deadline,
    .draw = guides_draw,
    .report = guides_report,
    .free = guides_free,
};

static void start_list(struct list *list, list_source source, void *context)
{
    list->settle = SETTLE_AT_REST;
    list->source = source;
    list->context = context;
    list->shows_choice = 1;
}

struct screen *guides_new(struct stage *stage, const struct destination *destination)
{
    struct guides *guides = calloc(1, sizeof *guides);
    if (guides == NULL) {
        return NULL;
    }
    guides->screen = (struct screen){&guides_operations, stage};
    (void)snprintf(guides->title, sizeof guides->title, "%s", destination->title);
    guides->frame.title = guides->title;
    start_list(&guides->themes, read_theme, guides);
    start_list(&guides->matters, read_matter, guides);
    guides->matters.shows_choice = 0;
    guides->matters.unfocused = 1;
    asking_start(&guides->asking, stage, ask, guides);
    guides_place(&guides->screen);
    return &guides->screen;
}
