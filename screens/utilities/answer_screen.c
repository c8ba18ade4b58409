#include "screens/utilities/answer_screen.h"

#include <assert.h>
#include <string.h>

#include "screens/stage/detail.h"
#include "screens/stage/reading.h"
#include "screens/utilities/account_entry.h"
#include "screens/utilities/account_screen.h"
#include "screens/utilities/bills.h"
#include "screens/utilities/top_up.h"

/* Where a button leads. */
enum step {
    STEP_CLOSE,
    STEP_NUMBER, /* it is typed again */
    STEP_AGAIN,  /* the utility is asked anew */
    STEP_BILLS,
    STEP_AMOUNT,
    STEP_STATIONS,
    STEP_GUIDE
};

static const struct {
    enum step step;
    enum string_id button;
} steps[] = {
    [UTILITY_NEXT_NOTHING] = {STEP_CLOSE, STRING_UTILITY_STEP_CLOSE},
    [UTILITY_NEXT_CHECK_NUMBER] = {STEP_NUMBER, STRING_UTILITY_STEP_NUMBER},
    [UTILITY_NEXT_LATER] = {STEP_AGAIN, STRING_UTILITY_STEP_LATER},
    [UTILITY_NEXT_DO_NOT_PAY] = {STEP_AGAIN, STRING_UTILITY_STEP_AGAIN},
    [UTILITY_NEXT_HISTORY] = {STEP_BILLS, STRING_UTILITY_STEP_BILLS},
    [UTILITY_NEXT_LOOK_AGAIN] = {STEP_AGAIN, STRING_UTILITY_STEP_AGAIN},
    [UTILITY_NEXT_AMOUNT] = {STEP_AMOUNT, STRING_UTILITY_STEP_AMOUNT},
    [UTILITY_NEXT_LOAD_CARD] = {STEP_STATIONS, STRING_UTILITY_STEP_STATIONS},
    [UTILITY_NEXT_COUNTER] = {STEP_STATIONS, STRING_UTILITY_STEP_STATIONS},
    [UTILITY_NEXT_RESTORE] = {STEP_GUIDE, STRING_UTILITY_STEP_CALL},
    [UTILITY_NEXT_CALL] = {STEP_GUIDE, STRING_UTILITY_STEP_CALL},
};
static_assert(sizeof steps / sizeof *steps == UTILITY_NEXT_COUNT, "a step for each");

struct answer_screen {
    struct detail detail;
    struct account_visit *visit;
    const struct utility_answer *answer;
};

/* --- Steps --- */

/* What the step needs is there; else another one leads on. */
static enum step step_of(const struct answer_screen *screen, enum string_id *button)
{
    const struct account_visit *visit = screen->visit;
    const struct utility_statement *statement = visit->statement;
    enum step step = steps[screen->answer->next].step;
    int has_bills = statement->has_account && statement->bills.count > 0;
    int takes = statement->has_account && top_up_is_offered(&statement->account) && visit->wallets != 0;
    int has_guide = visit->guide[0] != '\0';
    *button = steps[screen->answer->next].button;
    if ((step == STEP_BILLS && !has_bills) || (step == STEP_AMOUNT && !takes)) {
        *button = STRING_UTILITY_STEP_AGAIN;
        return STEP_AGAIN;
    }
    if ((step == STEP_STATIONS || step == STEP_GUIDE) && !has_guide) {
        *button = STRING_UTILITY_STEP_CLOSE;
        return STEP_CLOSE;
    }
    return step;
}

/* The screen gives way to what is opened in its place. */
static void close_this(struct answer_screen *screen)
{
    struct stage *stage = screen->detail.screen.stage;
    if (screen->visit->part == &screen->detail.screen) {
        screen->visit->part = NULL;
    }
    stage->close(stage->application, &screen->detail.screen);
}

/* An account's screen below is asked anew by itself; in place of one that said no, there is a new one. */
static void ask_again(struct answer_screen *screen)
{
    struct stage *stage = screen->detail.screen.stage;
    struct account_visit *visit = screen->visit;
    if (visit->statement->has_account) {
        visit->is_stale = 1;
        close_this(screen);
    } else {
        close_this(screen);
        stage->open(stage->application, account_screen_new(stage, account_visit_hold(visit)));
    }
}

/* A number that was typed still stands below. */
static void type_again(struct answer_screen *screen)
{
    struct stage *stage = screen->detail.screen.stage;
    struct account_visit *visit = screen->visit;
    close_this(screen);
    if (visit->question.account_no[0] == '\0' && visit->pattern[0] != '\0') {
        stage->open(stage->application, account_entry_new(stage, account_visit_hold(visit)));
    }
}

static void take_step(struct answer_screen *screen, enum step step)
{
    struct stage *stage = screen->detail.screen.stage;
    struct account_visit *visit = screen->visit;
    switch (step) {
    case STEP_CLOSE:
        close_this(screen);
        break;
    case STEP_NUMBER:
        type_again(screen);
        break;
    case STEP_AGAIN:
        ask_again(screen);
        break;
    case STEP_BILLS:
        close_this(screen);
        account_visit_open(visit, stage, bills_new(stage, visit));
        break;
    case STEP_AMOUNT:
        close_this(screen);
        account_visit_open(visit, stage, top_up_new(stage, visit));
        break;
    case STEP_STATIONS:
        stage_open(stage, DESTINATION_GUIDE_STATIONS, visit->guide, NULL);
        break;
    case STEP_GUIDE:
        stage_open(stage, DESTINATION_GUIDE, visit->guide, NULL);
        break;
    }
}

static enum key_result press(struct detail *detail, const char *button)
{
    struct answer_screen *screen = (struct answer_screen *)detail;
    enum string_id words;
    take_step(screen,
              button != NULL && strcmp(button, "elsewhere") == 0 ? STEP_GUIDE : step_of(screen, &words));
    return KEY_DONE;
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct answer_screen *screen = (const struct answer_screen *)detail;
    const struct strings *strings = detail->screen.stage->strings;
    enum string_id words;
    enum step step = step_of(screen, &words);
    size_t count = 0;
    items[count++] = (struct button){"next", string_get(strings, words), REMOTE_KEY_NONE};
    if (step != STEP_GUIDE && screen->visit->guide[0] != '\0') {
        items[count++] =
            (struct button){"elsewhere", string_get(strings, STRING_UTILITY_ELSEWHERE), REMOTE_KEY_NONE};
    }
    return count;
}

/* --- Layout --- */

static struct rect place(struct detail *detail)
{
    const struct theme *theme = detail->screen.stage->kit.theme;
    struct rect body = frame_body(detail->screen.stage);
    body.w -= theme->scroll_bar + theme->gap;
    return body;
}

static void lay_out(struct detail *detail)
{
    const struct answer_screen *screen = (const struct answer_screen *)detail;
    const struct stage *stage = detail->screen.stage;
    const struct utility_answer *answer = screen->answer;
    reading_heading(detail->rich_text, stage, answer->title);
    reading_text(detail->rich_text, stage, NULL, answer->text);
    reading_text(detail->rich_text, stage, string_get(stage->strings, STRING_UTILITY_TO_DO), answer->action);
}

static void answer_free(struct screen *base)
{
    struct answer_screen *screen = (struct answer_screen *)base;
    account_visit_leave(screen->visit, base);
    detail_free(base);
}

static const struct screen_operations answer_operations = {
    .name = "utility-answer",
    .free = answer_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct detail_kind answer_kind = {
    .place = place, .lay_out = lay_out, .buttons = set_buttons, .ok = press};

struct screen *answer_screen_new(struct stage *stage, struct account_visit *visit,
                                 const struct utility_answer *answer)
{
    struct answer_screen *screen = detail_new(sizeof *screen, &answer_operations, &answer_kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    screen->visit = account_visit_hold(visit);
    screen->answer = answer;
    screen->detail.is_there = 1;
    screen->detail.id = utility_words.words[answer->word];
    screen->detail.name = answer->title;
    screen->detail.frame.title = visit->operator_name;
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
