#include "screens/cases/own_cases.h"

#include <stdio.h>
#include <string.h>

#include "screens/cases/case.h"
#include "screens/cases/case_lookup.h"
#include "screens/cases/case_words.h"
#include "screens/stage/list_screen.h"

/* Its first row leads to the look-up by number; the focus begins on the first case. */
enum { LEADING = 1 };

struct own_cases_screen {
    struct list_screen list;
    struct own_cases *content; /* NULL until it is there */
    request_id request;        /* of one as a whole */
};

/* --- Rows --- */

static void read_entrance(const struct own_cases_screen *screen, struct list_row *row)
{
    const struct strings *strings = screen->list.screen.stage->strings;
    (void)snprintf(row->id, sizeof row->id, ":number");
    row->title = string_get(strings, STRING_OWN_CASES_BY_NUMBER);
    list_row_detail(row, string_get(strings, screen->content->count == 0 ? STRING_OWN_CASES_NONE
                                             : screen->content->more     ? STRING_OWN_CASES_MORE
                                                                         : STRING_OWN_CASES_BY_NUMBER_DO));
}

static const struct own_case *case_at(const struct own_cases_screen *screen, size_t row)
{
    return &screen->content->items[row - LEADING];
}

/* What waits for the person stands out. */
static void mark(const struct stage *stage, int status, struct list_row *row)
{
    const struct theme *theme = stage->kit.theme;
    enum case_word word = case_word_of(status);
    int waits = word == CASE_WORD_SUPPLEMENT || status == CASE_TO_COLLECT;
    row->mark = icon_set_get(stage->icons, waits ? "urgent" : word == CASE_WORD_DONE ? "ok" : "clock");
    row->mark_text = string_get(stage->strings, case_bad_end(status) != STRING_COUNT ? case_bad_end(status)
                                                                                     : case_word_name(word));
    row->mark_fill = waits ? theme->important : theme->surface_raised;
    row->mark_ink = waits ? theme->on_important : theme->ink;
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct own_cases_screen *screen = context;
    const struct stage *stage = screen->list.screen.stage;
    if (index < LEADING) {
        read_entrance(screen, row);
        return;
    }
    const struct own_case *own = case_at(screen, index);
    const struct case_record facts = {
        .status = own->status, .days_left = own->days_left, .days_stand_still = own->days_stand_still};
    char days[CASE_WORDS_SIZE];
    (void)snprintf(row->id, sizeof row->id, "%s", own->case_number);
    row->title = own->task_name;
    list_row_detail(row, own->ask != NULL && own->ask[0] != '\0'
                             ? own->ask
                             : string_get(stage->strings, case_what_to_do(own->status)));
    (void)snprintf(row->trailing, sizeof row->trailing, "%s", case_days_words(days, stage->strings, &facts));
    mark(stage, own->status, row);
}

static size_t collect(struct list_screen *base)
{
    const struct own_cases_screen *screen = (const struct own_cases_screen *)base;
    base->leading = screen->content != NULL ? LEADING : 0;
    return screen->content != NULL ? LEADING + screen->content->count : 0;
}

/* --- One as a whole --- */

static void on_case(void *context, const struct response *response, struct case_record *record)
{
    struct own_cases_screen *screen = context;
    struct stage *stage = screen->list.screen.stage;
    screen->request = 0;
    if (record != NULL) {
        stage->say(stage->application, ""); /* that it is asked for */
        stage->open(stage->application, case_new(stage, record, ""));
    } else {
        struct message message = response->person_refusal == PERSON_REFUSAL_TRANSPORT
                                     ? message_for_failure(response->failure)
                                     : (struct message){NULL, STRING_CASE_UPSTREAM, STRING_CASE_UPSTREAM_DO};
        stage->say(stage->application, string_get(stage->strings, message.says));
    }
}

static void open_row(struct list_screen *base, size_t row)
{
    struct own_cases_screen *screen = (struct own_cases_screen *)base;
    struct stage *stage = base->screen.stage;
    struct case_post question = {.case_number = ""};
    if (row < LEADING) {
        stage_open(stage, DESTINATION_CASE_LOOKUP, "", base->frame.title);
        return;
    }
    hall_client_cancel(stage->client, screen->request);
    memcpy(question.case_number, case_at(screen, row)->case_number, sizeof question.case_number);
    screen->request =
        hall_client_ask_own_case_with(stage->client, &own_case_question_table, &question, on_case, screen);
    if (screen->request != 0) {
        (void)stage_say_string(stage, STRING_CASE_ASKING);
    }
}

/* --- The screen --- */

static void hints(struct list_screen *base)
{
    list_screen_hint_ok(base);
    list_screen_hint_page(base);
    frame_hint_add(&base->frame, STRING_KEY_GREEN, STRING_HINT_BY_NUMBER);
}

static enum key_result own_cases_key(struct screen *base, const struct remote_event *event)
{
    if (event->key == REMOTE_KEY_GREEN && event->press == REMOTE_PRESS) {
        stage_open(base->stage, DESTINATION_CASE_LOOKUP, "", ((struct list_screen *)base)->frame.title);
        return KEY_DONE;
    }
    return list_screen_key(base, event);
}

static void on_list(void *context, const struct response *response, struct own_cases *content)
{
    struct own_cases_screen *screen = context;
    int is_first = screen->content == NULL && content != NULL;
    if (content != NULL) {
        own_cases_free(screen->content);
        screen->content = content;
    }
    list_screen_heard(&screen->list, response);
    if (is_first && content->count > 0) {
        list_focus(&screen->list.list, &screen->list.screen.stage->kit, LEADING);
        list_screen_show(&screen->list);
    }
}

static void own_cases_leave(struct screen *base)
{
    struct own_cases_screen *screen = (struct own_cases_screen *)base;
    hall_client_cancel(base->stage->client, screen->request);
    screen->request = 0;
}

static void free_own_cases(struct screen *base)
{
    struct own_cases_screen *screen = (struct own_cases_screen *)base;
    hall_client_cancel(base->stage->client, screen->request);
    own_cases_free(screen->content);
    list_screen_free(base);
}

static const struct screen_operations own_cases_operations = {
    .name = "own-cases",
    .leave = own_cases_leave,
    .key = own_cases_key,
    .free = free_own_cases,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct list_screen_kind own_cases_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .hints = hints,
    .count = STRING_OWN_CASES_COUNT,
};

struct screen *own_cases_new(struct stage *stage, const struct destination *destination)
{
    struct own_cases_screen *screen =
        list_screen_new(sizeof *screen, &own_cases_operations, &own_cases_kind, stage, destination->title);
    if (screen == NULL) {
        return NULL;
    }
    asking_for_own_cases(&screen->list.asking, stage, NULL, on_list, screen);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}

struct screen *cases_new(struct stage *stage, const struct destination *destination)
{
    int is_own = (stage->session.scopes & PERSON_SCOPE_BIT(PERSON_SCOPE_CASES)) != 0;
    return is_own ? own_cases_new(stage, destination) : case_lookup_new(stage, destination);
}
