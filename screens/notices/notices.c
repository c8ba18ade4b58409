#include "screens/notices/notices.h"

#include <stdio.h>

#include "both-sides/log.h"
#include "screens/stage/dates.h"
#include "screens/stage/list_screen.h"
#include "screens/stage/notice_pages.h"
#include "screens/stage/notice_words.h"

struct notices {
    struct list_screen list; /* a tab for each category */
    struct notice_pages *pages;
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
    const struct stage *stage = notices->list.screen.stage;
    char date[DATE_SIZE];
    snprintf(row->id, sizeof row->id, "%s", notice->id);
    row->title = notice->title;
    list_row_detail(row, notice->org_name);
    snprintf(row->trailing, sizeof row->trailing, "%s",
             notice_day(date, stage->strings, notice, stage->now_ms));
    mark_level(stage, notice->level, row);
}

static size_t collect(struct list_screen *screen)
{
    const struct notices *notices = (const struct notices *)screen;
    screen->total = notice_pages_total(notices->pages);
    return notice_pages_count(notices->pages);
}

static const char *category_label(const struct stage *stage, int category)
{
    return notice_category_name(stage->strings, category);
}

static void show_hints(struct list_screen *screen)
{
    list_screen_hint_ok(screen);
    frame_hint_add(&screen->frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_CATEGORY);
    list_screen_hint_page(screen);
}

static struct message missing(const struct list_screen *screen)
{
    const struct notices *notices = (const struct notices *)screen;
    return notice_pages_loaded(notices->pages) && !asking_failed(&screen->asking)
               ? (struct message){"notice", STRING_MESSAGE_NO_NOTICES, STRING_MESSAGE_NO_NOTICES_DO}
               : asking_message(&screen->asking);
}

/* --- Content --- */

static void on_change(void *context, const struct response *response)
{
    struct notices *notices = context;
    list_screen_heard(&notices->list, response);
}

/* The pages hold their requests. */
static request_id ask(void *context)
{
    struct notices *notices = context;
    notice_pages_refresh(notices->pages);
    return 0;
}

/* Other pages, from the top. */
static void choose_category(struct list_screen *screen)
{
    struct notices *notices = (struct notices *)screen;
    struct notice_pages *pages = notice_pages_new(screen->screen.stage->client, screen->tabs.chosen,
                                                  NOTICE_PAGE_ROWS, on_change, notices);
    if (pages == NULL) {
        log_line(LOG_LEVEL_ERROR, "notices", "no memory for another category");
        return;
    }
    notice_pages_free(notices->pages);
    notices->pages = pages;
    screen->asking.last = (struct response){.state = RESPONSE_CACHED};
    list_reset(&screen->list);
    list_screen_refresh(screen);
    asking_now(&screen->asking);
}

/* --- Operations --- */

static void open_row(struct list_screen *screen, size_t row)
{
    const struct notice_summary *notice = notice_pages_row(((struct notices *)screen)->pages, row);
    if (notice != NULL) {
        stage_open_notice(screen->screen.stage, notice);
    }
}

static enum key_result notices_key(struct screen *screen, const struct remote_event *event)
{
    struct notices *notices = (struct notices *)screen;
    enum key_result result = list_screen_key(screen, event);
    notice_pages_reach(notices->pages, notices->list.list.focus);
    return result;
}

static void notices_report(const struct screen *screen, struct screen_report *report)
{
    const struct tabs *tabs = &((const struct notices *)screen)->list.tabs;
    list_screen_report(screen, report);
    report->title = tabs->labels[tabs->chosen];
}

static void notices_free(struct screen *screen)
{
    notice_pages_free(((struct notices *)screen)->pages);
    list_screen_free(screen);
}

static const struct screen_operations notices_operations = {
    .name = "notices",
    .key = notices_key,
    .report = notices_report,
    .free = notices_free,
    .open_next = list_screen_open_next,
};

static const struct list_screen_kind notices_kind = {
    .ask = ask,
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .count = STRING_NOTICES_COUNT,
    .tab_label = category_label,
    .tab_chosen = choose_category,
    .hints = show_hints,
    .minute = list_screen_damage, /* what is of today */
};

struct screen *notices_new(struct stage *stage, const struct destination *destination)
{
    struct notices *notices =
        list_screen_new(sizeof *notices, &notices_operations, &notices_kind, stage, destination->title);
    if (notices == NULL) {
        return NULL;
    }
    struct tabs *tabs = &notices->list.tabs;
    int category = destination->id[0] - '0';
    int is_category = category >= 0 && category < NOTICE_CATEGORY_COUNT && destination->id[1] == '\0';
    tabs->count = NOTICE_CATEGORY_COUNT;
    tabs->chosen = is_category ? category : 0;
    notices->pages = notice_pages_new(stage->client, tabs->chosen, NOTICE_PAGE_ROWS, on_change, notices);
    if (notices->pages == NULL) {
        list_screen_free(&notices->list.screen);
        return NULL;
    }
    list_screen_place(&notices->list.screen);
    return &notices->list.screen;
}
