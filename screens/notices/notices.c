#include "screens/notices/notices.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/notices/article.h"
#include "screens/stage/asking.h"
#include "screens/stage/dates.h"
#include "screens/stage/frame.h"
#include "screens/stage/notice_pages.h"
#include "screens/stage/notice_words.h"
#include "screens/widgets/list.h"
#include "screens/widgets/tabs.h"

struct notices {
    struct screen screen;
    struct frame frame;
    char title[TILE_HINT_SIZE];
    struct tabs tabs;
    struct list list;
    struct notice_pages *pages;
    struct asking asking;
};

/* --- Rows --- */

static void mark_level(const struct stage *stage, enum notice_level level, struct list_row *row)
{
    const struct theme *theme = stage->kit.theme;
    row->mark_text = notice_level_name(stage->strings, level);
    if (level == NOTICE_URGENT) {
        row->mark = icon_set_get(stage->icons, "urgent");
        row->mark_fill = theme->urgent;
        row->mark_ink = theme->on_urgent;
    } else if (level == NOTICE_IMPORTANT) {
        row->mark = icon_set_get(stage->icons, "important");
        row->mark_fill = theme->important;
        row->mark_ink = theme->on_important;
    }
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct notices *notices = context;
    const struct notice_summary *notice = notice_pages_row(notices->pages, index);
    if (notice == NULL) {
        return;
    }
    char date[DATE_SIZE];
    snprintf(row->id, sizeof row->id, "%s", notice->id);
    row->title = notice->title;
    list_row_detail(row, notice->org_name);
    snprintf(row->trailing, sizeof row->trailing, "%s", date_iso(date, notice->published));
    mark_level(notices->screen.stage, notice->level, row);
}

/* --- Layout --- */

static void show_hints(struct notices *notices)
{
    struct frame *frame = &notices->frame;
    frame->hint_count = 0;
    if (notices->list.count > 0) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
    } else if (asking_failed(&notices->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_CATEGORY);
    if (notices->list.count > 0) {
        frame_hint_add(frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(notices->screen.stage);
}

static void notices_place(struct screen *screen)
{
    struct notices *notices = (struct notices *)screen;
    const struct stage *stage = screen->stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int tab_height = theme->text_body * 2;
    notices->tabs.area = (struct rect){body.x, body.y, body.w, tab_height};
    notices->tabs.count = NOTICE_CATEGORY_COUNT;
    for (int i = 0; i < NOTICE_CATEGORY_COUNT; i++) {
        notices->tabs.labels[i] = notice_category_name(stage->strings, i);
    }
    int top = body.y + tab_height + theme->gap;
    int bar = theme->scroll_bar + theme->gap;
    list_place(&notices->list, (struct rect){body.x, top, body.w - bar, body.y + body.h - top});
    list_refresh(&notices->list, &stage->kit, notice_pages_count(notices->pages),
                 notice_pages_total(notices->pages));
    show_hints(notices);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Content --- */

static void show_count(struct notices *notices)
{
    const struct stage *stage = notices->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char row[24];
    char total[24];
    if (asking_failed(&notices->asking)) {
        if (notices->list.count > 0) {
            frame_status_for_failure(&notices->frame, stage, &notices->asking.last);
        } else {
            frame_set_status(&notices->frame, stage, "", 0);
        }
        return;
    }
    if (notices->list.count > 0) {
        snprintf(row, sizeof row, "%zu", notices->list.focus + 1);
        snprintf(total, sizeof total, "%" PRId64, notices->list.total);
        const char *values[] = {row, total};
        string_format(text, sizeof text, stage->strings, STRING_NOTICES_COUNT, values, 2);
    }
    frame_set_status(&notices->frame, stage, text, 0);
}

static void on_change(void *context, const struct answer *answer)
{
    struct notices *notices = context;
    const struct stage *stage = notices->screen.stage;
    asking_heard(&notices->asking, answer);
    list_refresh(&notices->list, &stage->kit, notice_pages_count(notices->pages),
                 notice_pages_total(notices->pages));
    show_count(notices);
    show_hints(notices);
}

/* The pages hold their requests. */
static request_id ask(void *context)
{
    struct notices *notices = context;
    notice_pages_refresh(notices->pages);
    return 0;
}

/* Another category: other pages, from the top. */
static int choose_category(struct notices *notices)
{
    const struct stage *stage = notices->screen.stage;
    struct notice_pages *pages =
        notice_pages_new(stage->client, notices->tabs.chosen, NOTICE_PAGE_LIMIT, on_change, notices);
    if (pages == NULL) {
        log_line(LOG_LEVEL_ERROR, "notices", "no memory for another category");
        return -1;
    }
    notice_pages_free(notices->pages);
    notices->pages = pages;
    notices->asking.last = (struct answer){.state = ANSWER_CACHED};
    list_reset(&notices->list);
    list_refresh(&notices->list, &stage->kit, 0, 0);
    show_count(notices);
    asking_now(&notices->asking);
    return 0;
}

/* --- Operations --- */

static void notices_enter(struct screen *screen)
{
    struct notices *notices = (struct notices *)screen;
    settle_stop(&notices->list.settle);
    asking_enter(&notices->asking);
}

static void open_focused(struct notices *notices)
{
    const struct notice_summary *notice = notice_pages_row(notices->pages, notices->list.focus);
    if (notice != NULL) {
        stage_open_notice(notices->screen.stage, notice);
    }
}

static int press_ok(struct notices *notices)
{
    if (notices->list.count > 0) {
        open_focused(notices);
    } else if (asking_retry(&notices->asking)) {
        list_damage(&notices->list, &notices->screen.stage->kit);
        show_hints(notices);
    }
    return 1;
}

static int notices_key(struct screen *screen, const struct remote_event *event)
{
    struct notices *notices = (struct notices *)screen;
    const struct stage *stage = screen->stage;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(notices) : 1;
    }
    if (tabs_key(&notices->tabs, &stage->kit, event->key)) {
        return choose_category(notices) == 0;
    }
    enum list_answer answer = list_key(&notices->list, &stage->kit, event->key, stage->now_us);
    if (answer == LIST_MOVED || answer == LIST_STAYED) {
        notice_pages_reach(notices->pages, notices->list.focus);
        show_count(notices);
    }
    return answer != LIST_IGNORED;
}

static void notices_update(struct screen *screen)
{
    struct notices *notices = (struct notices *)screen;
    const struct stage *stage = screen->stage;
    list_settle(&notices->list, &stage->kit, stage->now_us);
    asking_update(&notices->asking);
}

static int64_t notices_deadline(const struct screen *screen)
{
    const struct notices *notices = (const struct notices *)screen;
    return asking_deadline(&notices->asking, notices->list.settle.next_us);
}

/* What stands in place of rows; 0: nothing is missing. */
static int missing(const struct notices *notices, struct message *message)
{
    if (notices->list.count > 0) {
        return 0;
    }
    int is_none = notice_pages_loaded(notices->pages) && !asking_failed(&notices->asking);
    *message = is_none ? (struct message){"notice", STRING_MESSAGE_NO_NOTICES, STRING_MESSAGE_NO_NOTICES_DO}
                       : asking_message(&notices->asking);
    return 1;
}

static void notices_draw(struct screen *screen, struct rect clip)
{
    struct notices *notices = (struct notices *)screen;
    struct message message;
    (void)clip;
    frame_draw(&notices->frame, screen->stage);
    tabs_draw(&notices->tabs, &screen->stage->kit);
    if (missing(notices, &message)) {
        struct rect area = notices->list.area;
        area.w = frame_body(screen->stage).w;
        message_draw(&message, screen->stage, area);
    } else {
        list_draw(&notices->list, &screen->stage->kit, screen->stage->now_us);
    }
}

static void notices_report(const struct screen *screen, struct screen_report *report)
{
    const struct notices *notices = (const struct notices *)screen;
    struct message message;
    report->focus = notices->list.focus_id;
    report->title = notices->tabs.labels[notices->tabs.chosen];
    report->notice =
        missing(notices, &message) ? string_get(screen->stage->strings, message.says) : notices->frame.status;
    report->offline = asking_failed(&notices->asking);
    report->position = (int64_t)notices->list.focus;
    report->total = notices->list.total;
}

static void notices_free(struct screen *screen)
{
    struct notices *notices = (struct notices *)screen;
    notice_pages_free(notices->pages);
    free(notices);
}

static const struct screen_operations notices_operations = {
    .name = "notices",
    .enter = notices_enter,
    .place = notices_place,
    .key = notices_key,
    .update = notices_update,
    .deadline = notices_deadline,
    .draw = notices_draw,
    .report = notices_report,
    .free = notices_free,
};

struct screen *notices_new(struct stage *stage, const struct destination *destination)
{
    struct notices *notices = calloc(1, sizeof *notices);
    if (notices == NULL) {
        return NULL;
    }
    notices->screen = (struct screen){&notices_operations, stage};
    snprintf(notices->title, sizeof notices->title, "%s", destination->title);
    notices->frame.title = notices->title;
    int category = destination->id[0] - '0';
    int is_category = category >= 0 && category < NOTICE_CATEGORY_COUNT && destination->id[1] == '\0';
    notices->tabs.chosen = is_category ? category : 0;
    asking_start(&notices->asking, stage, ask, notices);
    notices->list.settle = SETTLE_AT_REST;
    notices->list.source = read_row;
    notices->list.context = notices;
    notices->pages =
        notice_pages_new(stage->client, notices->tabs.chosen, NOTICE_PAGE_LIMIT, on_change, notices);
    if (notices->pages == NULL) {
        free(notices);
        return NULL;
    }
    notices_place(&notices->screen);
    return &notices->screen;
}
