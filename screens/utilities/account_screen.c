#include "screens/utilities/account_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/spoken_parts.h"
#include "screens/utilities/account_rows.h"
#include "screens/utilities/answer_screen.h"
#include "screens/utilities/bills.h"
#include "screens/utilities/history.h"
#include "screens/utilities/keep_account.h"
#include "screens/utilities/numbered_list.h"
#include "screens/utilities/top_up.h"

struct account_screen {
    struct list_screen list;
    struct account_visit *visit;
    struct account_rows rows;
    struct fact_card *card; /* NULL: nothing is there yet */
    char *body;             /* of the question; wiped */
};

/* --- Layout --- */

static int is_there(const struct account_screen *screen)
{
    return screen->visit->statement != NULL && screen->visit->statement->has_account;
}

static void place(struct list_screen *base)
{
    struct account_screen *screen = (struct account_screen *)base;
    const struct stage *stage = base->screen.stage;
    struct rect card = frame_card(stage, FRAME_WIDE_CARD_PERCENT);
    struct rect beside = frame_body_beside(stage, card);
    fact_card_free(screen->card);
    screen->card = is_there(screen) ? account_card_new(screen->visit, stage, card) : NULL;
    list_place(&base->list, beside);
}

static size_t collect(struct list_screen *base)
{
    struct account_screen *screen = (struct account_screen *)base;
    account_rows_collect(&screen->rows, screen->visit);
    return screen->rows.count;
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    struct account_screen *screen = context;
    account_rows_read(&screen->rows, screen->visit, screen->list.screen.stage, index, row);
}

/* --- The answer --- */

static void on_statement(void *context, const struct response *response, struct utility_statement *statement)
{
    struct account_screen *screen = context;
    struct stage *stage = screen->list.screen.stage;
    asking_heard(&screen->list.asking, response);
    if (statement != NULL) {
        account_visit_take(screen->visit, statement);
    }
    if (statement != NULL && statement->is_refused && !statement->has_account) {
        struct screen *answer = answer_screen_new(stage, screen->visit, &statement->refused);
        stage->close(stage->application, &screen->list.screen);
        stage->open(stage->application, answer);
        return;
    }
    list_screen_place(&screen->list.screen);
}

static struct message missing(const struct list_screen *base)
{
    const struct response *last = &base->asking.last;
    if (((const struct account_screen *)base)->visit->statement != NULL) {
        return message_for_failure(FAILURE_BAD_RESPONSE); /* neither an account nor a no */
    }
    switch (last->person_refusal) {
    case PERSON_REFUSAL_TOO_MANY:
        return (struct message){"clock", STRING_UTILITY_TOO_MANY, STRING_UTILITY_TOO_MANY_DO};
    case PERSON_REFUSAL_UPSTREAM:
        return (struct message){"offline", STRING_UTILITY_UPSTREAM, STRING_UTILITY_UPSTREAM_DO};
    case PERSON_REFUSAL_BOX_UNKNOWN:
        return (struct message){"urgent", STRING_SIGN_IN_BOX_UNKNOWN, STRING_SIGN_IN_BOX_UNKNOWN_DO};
    case PERSON_REFUSAL_OTHER:
        return (struct message){"urgent", STRING_UTILITY_NO_SUCH, STRING_UTILITY_NO_SUCH_DO};
    case PERSON_REFUSAL_NONE:
    case PERSON_REFUSAL_SESSION_ENDED:
    case PERSON_REFUSAL_NO_CONSENT:
    case PERSON_REFUSAL_TRANSPORT:
        break;
    }
    return asking_failed(&base->asking)
               ? message_for_failure(last->failure)
               : (struct message){NULL, STRING_UTILITY_ASKING, STRING_UTILITY_ASKING_DO};
}

/* What was seen may have been paid since: nothing of it stands while the utility is asked anew. */
static void ask_anew(struct account_screen *screen)
{
    screen->visit->is_stale = 0;
    account_visit_take(screen->visit, NULL);
    asking_now(&screen->list.asking);
    list_screen_place(&screen->list.screen);
}

/* --- What one can do --- */

/* Nobody is asked for a name of what the television may not keep. */
static void open_keep(struct account_screen *screen)
{
    struct stage *stage = screen->list.screen.stage;
    if (stage->session.holds) {
        account_visit_open(screen->visit, stage, keep_account_new(stage, screen->visit));
    } else {
        stage_open(stage, DESTINATION_OWN_UTILITY, utility_kinds.words[screen->visit->kind], NULL);
    }
}

static void pay(struct account_screen *screen)
{
    size_t count;
    const struct utility_bill *bill = bill_to_pay(&screen->visit->statement->bills, &count);
    if (bill != NULL) {
        account_visit_pay(screen->visit, screen->list.screen.stage, bill, bill->payable);
    }
}

static void open_row(struct list_screen *base, size_t index)
{
    struct account_screen *screen = (struct account_screen *)base;
    struct stage *stage = base->screen.stage;
    struct account_visit *visit = screen->visit;
    const struct account_row *row = &screen->rows.items[index];
    switch (row->kind) {
    case ACCOUNT_PAY:
        pay(screen);
        break;
    case ACCOUNT_TOP_UP:
        account_visit_open(visit, stage, top_up_new(stage, visit));
        break;
    case ACCOUNT_NO_WALLET:
        stage_open(stage, DESTINATION_GUIDE, visit->guide, NULL);
        break;
    case ACCOUNT_NOTE:
        account_visit_open(visit, stage,
                           answer_screen_new(stage, visit, &visit->statement->account.notes[row->note]));
        break;
    case ACCOUNT_BILLS:
        account_visit_open(visit, stage, bills_new(stage, visit));
        break;
    case ACCOUNT_HISTORY:
        account_visit_open(visit, stage, history_new(stage, visit));
        break;
    case ACCOUNT_KEEP:
        open_keep(screen);
        break;
    case ACCOUNT_NOT_MINE:
        stage->close(stage->application, &base->screen);
        break;
    case ACCOUNT_ROW_KINDS:
        break;
    }
}

/* --- Operations --- */

static void account_enter(struct screen *base)
{
    struct account_screen *screen = (struct account_screen *)base;
    if (screen->visit->is_gone) {
        base->stage->close(base->stage->application, base);
        return;
    }
    if (screen->visit->is_stale) {
        ask_anew(screen);
    } else {
        list_screen_enter(base);
        list_screen_refresh(&screen->list); /* somebody may have signed in, or given it another name */
        list_screen_damage(&screen->list);
    }
}

static void account_draw(struct screen *base, struct rect clip)
{
    const struct account_screen *screen = (const struct account_screen *)base;
    list_screen_draw(base, clip);
    if (screen->card != NULL) {
        fact_card_draw(screen->card, base->stage);
    }
}

static void account_say(const struct screen *base, struct spoken *spoken)
{
    const struct account_screen *screen = (const struct account_screen *)base;
    list_screen_say(base, spoken);
    if (screen->list.list.focus == 0) {
        spoken_fact_card(spoken, screen->card);
    }
}

static void account_free(struct screen *base)
{
    struct account_screen *screen = (struct account_screen *)base;
    fact_card_free(screen->card);
    account_visit_release(screen->visit);
    if (screen->body != NULL) {
        explicit_bzero(screen->body, strlen(screen->body));
        free(screen->body);
    }
    explicit_bzero(&screen->rows, sizeof screen->rows);
    list_screen_free(base);
}

static const struct screen_operations account_operations = {
    .name = "utility-account",
    .enter = account_enter,
    .key = numbered_list_key,
    .draw = account_draw,
    .say = account_say,
    .free = account_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct list_screen_kind account_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .place = place,
    .count = STRING_UTILITY_COUNT,
};

struct screen *account_screen_new(struct stage *stage, struct account_visit *visit)
{
    size_t length;
    struct account_screen *screen =
        list_screen_new(sizeof *screen, &account_operations, &account_kind, stage,
                        visit->nickname[0] != '\0' ? visit->nickname : visit->operator_name);
    if (screen == NULL) {
        account_visit_release(visit);
        return NULL;
    }
    screen->visit = visit;
    account_visit_take(visit, NULL);
    visit->is_stale = 0;
    screen->body = record_encode_text(&account_question_table, &visit->question, &length);
    asking_for_utility_statement(&screen->list.asking, stage, screen->body, on_statement, screen);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
