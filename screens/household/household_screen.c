#include "screens/household/household_screen.h"

#include <stdio.h>

#include "screens/household/household_pin.h"
#include "screens/household/member.h"
#include "screens/household/sign_in.h"
#include "screens/household/sign_in_words.h"
#include "screens/stage/dates.h"
#include "screens/stage/list_screen.h"

/* Rows besides the members, behind them. */
enum extra { EXTRA_SIGN_OUT, EXTRA_BIND, EXTRA_PIN, EXTRA_COUNT };

struct household_screen {
    struct list_screen list;
    struct household *content; /* NULL until it is there */
    enum extra extras[EXTRA_COUNT];
    size_t extra_count;
    char title[SIGN_IN_WORDS_SIZE]; /* of the row that was asked for last */
};

/* --- Rows --- */

static void read_member(struct household_screen *screen, const struct household_member *member,
                        struct list_row *row)
{
    const struct stage *stage = screen->list.screen.stage;
    char moment[DATE_SIZE], scopes[SIGN_IN_WORDS_SIZE], detail[LIST_DETAIL_SIZE];
    const char *facts[] = {date_moment(moment, stage->strings, member->bound_at, stage->now_ms),
                           sign_in_scopes(scopes, stage->strings, member_scopes(member))};
    (void)snprintf(row->id, sizeof row->id, "%s", member->id);
    row->title = member_title(screen->title, sizeof screen->title, stage->strings, member);
    (void)string_format(detail, sizeof detail, stage->strings,
                        scopes[0] != '\0' ? STRING_HOUSEHOLD_BOUND : STRING_HOUSEHOLD_BOUND_ONLY, facts, 2);
    list_row_detail(row, detail);
    if (member->undo_until > stage->now_ms) {
        (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                       string_get(stage->strings, STRING_HOUSEHOLD_UNDO));
    }
}

static void read_extra(struct household_screen *screen, enum extra extra, struct list_row *row)
{
    static const struct {
        const char *id;
        enum string_id title, detail;
    } words[EXTRA_COUNT] = {
        [EXTRA_SIGN_OUT] = {":sign-out", STRING_HOUSEHOLD_SIGN_OUT, STRING_HOUSEHOLD_SIGN_OUT_DO},
        [EXTRA_BIND] = {":bind", STRING_HOUSEHOLD_BIND, STRING_HOUSEHOLD_BIND_DO},
        [EXTRA_PIN] = {":pin", STRING_HOUSEHOLD_PIN, STRING_HOUSEHOLD_PIN_DO},
    };
    const struct strings *strings = screen->list.screen.stage->strings;
    (void)snprintf(row->id, sizeof row->id, "%s", words[extra].id);
    row->title = string_get(strings, words[extra].title);
    list_row_detail(row, string_get(strings, words[extra].detail));
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    struct household_screen *screen = context;
    size_t members = screen->content->member_count;
    if (index < members) {
        read_member(screen, &screen->content->members[index], row);
    } else {
        read_extra(screen, screen->extras[index - members], row);
    }
}

static size_t collect(struct list_screen *list)
{
    struct household_screen *screen = (struct household_screen *)list;
    screen->extra_count = 0;
    if (screen->content == NULL) {
        return 0;
    }
    if (list->screen.stage->session.holds) {
        screen->extras[screen->extra_count++] = EXTRA_SIGN_OUT;
    }
    screen->extras[screen->extra_count++] = EXTRA_BIND;
    screen->extras[screen->extra_count++] = EXTRA_PIN;
    return screen->content->member_count + screen->extra_count;
}

static void open_extra(struct household_screen *screen, enum extra extra)
{
    struct stage *stage = screen->list.screen.stage;
    const struct destination none = {.kind = DESTINATION_NONE};
    switch (extra) {
    case EXTRA_SIGN_OUT:
        stage->sign_out(stage->application);
        break;
    case EXTRA_BIND:
        stage->open(stage->application, sign_in_new(stage, &none, PERSON_SCOPE_ALL, 0));
        break;
    case EXTRA_PIN:
        stage->open(stage->application,
                    household_pin_new(stage, screen->content->has_pin ? PIN_CHANGE : PIN_FIRST, NULL));
        break;
    case EXTRA_COUNT:
        break;
    }
}

static void open_row(struct list_screen *list, size_t row)
{
    struct household_screen *screen = (struct household_screen *)list;
    struct stage *stage = list->screen.stage;
    size_t members = screen->content->member_count;
    if (row < members) {
        stage->open(stage->application,
                    member_new(stage, &screen->content->members[row], screen->content->has_pin));
    } else {
        open_extra(screen, screen->extras[row - members]);
    }
}

static struct message missing(const struct list_screen *list)
{
    const struct response *last = &list->asking.last;
    return last->person_refusal == PERSON_REFUSAL_BOX_UNKNOWN
               ? (struct message){"urgent", STRING_SIGN_IN_BOX_UNKNOWN, STRING_SIGN_IN_BOX_UNKNOWN_DO}
               : asking_message(&list->asking);
}

/* --- Content --- */

static void on_household(void *context, const struct response *response, struct household *household)
{
    struct household_screen *screen = context;
    if (household != NULL) {
        household_free(screen->content);
        screen->content = household;
    }
    list_screen_heard(&screen->list, response);
}

/* Back from a member, the sign-in or the PIN: it may be another household now. */
static void household_screen_enter(struct screen *base)
{
    struct household_screen *screen = (struct household_screen *)base;
    asking_now(&screen->list.asking);
    list_screen_refresh(&screen->list);
    canvas_damage_all(base->stage->kit.canvas);
}

static void household_screen_free(struct screen *base)
{
    struct household_screen *screen = (struct household_screen *)base;
    household_free(screen->content);
    list_screen_free(base);
}

static const struct screen_operations household_operations = {
    .name = "household",
    .enter = household_screen_enter,
    .free = household_screen_free,
    .is_personal = 1,
    .idle_us = HOUSEHOLD_IDLE_US,
};

static const struct list_screen_kind household_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .count = STRING_HOUSEHOLD_COUNT,
};

struct screen *household_screen_new(struct stage *stage, const struct destination *destination)
{
    const char *title = destination->title[0] != '\0' ? destination->title
                                                      : string_get(stage->strings, STRING_HOUSEHOLD_TITLE);
    struct household_screen *screen =
        list_screen_new(sizeof *screen, &household_operations, &household_kind, stage, title);
    if (screen == NULL) {
        return NULL;
    }
    asking_for_household(&screen->list.asking, stage, NULL, on_household, screen);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
