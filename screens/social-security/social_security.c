#include "screens/social-security/social_security.h"

#include <stdio.h>
#include <string.h>

#include "backend-client/records/social_security_decode.h"
#include "both-sides/calendar_date.h"
#include "screens/social-security/insurance_screen.h"
#include "screens/social-security/insurance_words.h"
#include "screens/stage/dates.h"
#include "screens/stage/list_screen.h"

struct social_security_screen {
    struct list_screen list;
    struct social_security *record;  /* NULL until it is there; stays as long as the screen */
    char name[INSURANCE_WORDS_SIZE]; /* of the row that was asked for last */
    char mark[INSURANCE_WORDS_SIZE];
};

/* --- Rows: the insurances, then when one may retire --- */

static int has_pension(const struct social_security *record)
{
    for (size_t i = 0; i < record->insurance_count; i++) {
        if (record->insurances[i].kind == INSURANCE_PENSION) {
            return 1;
        }
    }
    return 0;
}

static int has_caution(const struct insurance *insurance)
{
    return insurance->months_differ || insurance->rows_contradict || insurance->rows_out_of_range ||
           insurance->states_contradict;
}

static void read_retirement(const struct stage *stage, struct list_row *row)
{
    (void)snprintf(row->id, sizeof row->id, "retirement");
    row->title = string_get(stage->strings, STRING_RETIREMENT_TITLE);
    list_row_detail(row, string_get(stage->strings, STRING_SOCIAL_SECURITY_RETIREMENT));
}

static void set_mark(const struct stage *stage, const struct insurance *insurance, struct list_row *row)
{
    const struct theme *theme = stage->kit.theme;
    int pays = insurance->paying == PAYING_NOW;
    row->mark = icon_set_get(stage->icons, pays ? "ok" : "important");
    row->mark_fill = pays ? theme->accent : theme->ink_soft;
    row->mark_ink = theme->background;
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    struct social_security_screen *screen = context;
    const struct stage *stage = screen->list.screen.stage;
    if (index == screen->record->insurance_count) {
        read_retirement(stage, row);
        return;
    }
    const struct insurance *insurance = &screen->record->insurances[index];
    char paid[INSURANCE_WORDS_SIZE];
    int year = calendar_date_at(stage->now_ms) / 10000;
    (void)snprintf(row->id, sizeof row->id, "insurance-%zu", index);
    row->title = insurance_name_words(screen->name, stage->strings, insurance);
    row->mark_text = insurance_state_words(screen->mark, stage->strings, insurance);
    set_mark(stage, insurance, row);
    list_row_detail(row, insurance_paid_words(paid, stage->strings, insurance));
    if (has_caution(insurance)) {
        (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                       string_get(stage->strings, STRING_INSURANCE_CAUTION));
    } else if (!insurance_is_by_year(insurance) && insurance_months_in_year(insurance, year) > 0) {
        (void)string_format_numbers(row->trailing, sizeof row->trailing, stage->strings,
                                    STRING_INSURANCE_THIS_YEAR_SHORT,
                                    insurance_months_in_year(insurance, year), 0);
    }
}

static size_t collect(struct list_screen *list)
{
    const struct social_security *record = ((const struct social_security_screen *)list)->record;
    if (record == NULL || record->insurance_count == 0) {
        return 0;
    }
    return record->insurance_count + (has_pension(record) ? 1 : 0);
}

static void open_row(struct list_screen *list, size_t row)
{
    const struct social_security_screen *screen = (const struct social_security_screen *)list;
    struct stage *stage = list->screen.stage;
    if (row == screen->record->insurance_count) {
        stage_open(stage, DESTINATION_OWN_RETIREMENT, "", NULL);
    } else {
        stage->open(stage->application, insurance_screen_new(stage, &screen->record->insurances[row]));
    }
}

static struct message missing(const struct list_screen *list)
{
    const struct social_security_screen *screen = (const struct social_security_screen *)list;
    if (screen->record != NULL) {
        return (struct message){"social-security", STRING_SOCIAL_SECURITY_NONE,
                                STRING_SOCIAL_SECURITY_NONE_DO};
    }
    if (list->asking.last.person_refusal == PERSON_REFUSAL_UPSTREAM) {
        return (struct message){"offline", STRING_SOCIAL_SECURITY_DOWN, STRING_SOCIAL_SECURITY_DOWN_DO};
    }
    return asking_message(&list->asking);
}

/* "示**，社会保险信息系统（示例），11:05 查询" */
static void show_source(struct list_screen *list)
{
    const struct social_security *record = ((const struct social_security_screen *)list)->record;
    const struct stage *stage = list->screen.stage;
    char status[FRAME_STATUS_SIZE] = "";
    char time[DATE_SIZE];
    if (record != NULL) {
        const char *values[] = {record->name, record->source, date_clock(time, record->as_of)};
        (void)string_format(status, sizeof status, stage->strings, STRING_SOCIAL_SECURITY_SOURCE, values, 3);
    }
    frame_set_status(&list->frame, stage, status, 0);
    explicit_bzero(status, sizeof status);
}

/* --- Content --- */

static void on_record(void *context, const struct response *response, struct social_security *record)
{
    struct social_security_screen *screen = context;
    if (record != NULL && screen->record == NULL) {
        screen->record = record;
    } else {
        social_security_free(record); /* what lies on the screen points into the first */
    }
    list_screen_heard(&screen->list, response);
}

static void screen_free(struct screen *base)
{
    struct social_security_screen *screen = (struct social_security_screen *)base;
    social_security_free(screen->record);
    explicit_bzero(screen->name, sizeof screen->name);
    explicit_bzero(screen->mark, sizeof screen->mark);
    explicit_bzero(screen->list.frame.status, sizeof screen->list.frame.status);
    list_screen_free(base);
}

static const struct screen_operations operations = {.name = "social-security", .free = screen_free};

static const struct list_screen_kind kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .status = show_source,
};

struct screen *social_security_new(struct stage *stage, const struct destination *destination)
{
    struct social_security_screen *screen =
        list_screen_new(sizeof *screen, &operations, &kind, stage,
                        destination->title != NULL && destination->title[0] != '\0'
                            ? destination->title
                            : string_get(stage->strings, STRING_SOCIAL_SECURITY_TITLE));
    if (screen == NULL) {
        return NULL;
    }
    asking_for_social_security(&screen->list.asking, stage, NULL, on_record, screen);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
