#include <stdio.h>
#include <string.h>

#include "screens/stage/detail.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/spoken_parts.h"
#include "screens/utilities/bill_explained.h"
#include "screens/utilities/bill_text.h"
#include "screens/utilities/bills.h"

struct bill_screen {
    struct detail detail;
    struct account_visit *visit;
    const struct utility_bill *bill; /* in its statement */
    struct fact_card *card;
};

static struct fact_card *card_new(const struct bill_screen *screen, struct rect area)
{
    const struct stage *stage = screen->detail.screen.stage;
    const struct theme *theme = stage->kit.theme;
    const struct utility_bill *bill = screen->bill;
    char payable[UTILITY_WORDS_SIZE], due[UTILITY_WORDS_SIZE];
    int is_owed = bill_state(bill) == BILL_OWED;
    struct fact_card_content content = {
        .badge = bill_state_words(stage, bill),
        .badge_icon = icon_set_get(stage->icons, bill_state_icon(bill)),
        .badge_fill = is_owed ? theme->important : theme->surface_raised,
        .badge_ink = is_owed ? theme->on_important : theme->ink,
        .facts = {{string_get(stage->strings, STRING_UTILITY_PAYABLE),
                   utility_money(payable, stage, bill->payable)},
                  {string_get(stage->strings, STRING_UTILITY_DUE),
                   is_owed && bill->due != 0 ? utility_day(due, stage, bill->due) : ""},
                  {string_get(stage->strings, STRING_UTILITY_NAME), screen->visit->statement->account.name},
                  {string_get(stage->strings, STRING_UTILITY_TAIL), screen->visit->statement->account.tail}},
        .fact_count = 4,
    };
    struct fact_card *card = fact_card_new(stage, &content, area);
    explicit_bzero(payable, sizeof payable);
    return card;
}

static struct rect place(struct detail *detail)
{
    struct bill_screen *screen = (struct bill_screen *)detail;
    struct rect card = frame_card(detail->screen.stage, FRAME_CARD_PERCENT);
    fact_card_free(screen->card);
    screen->card = card_new(screen, card);
    return frame_body_beside(detail->screen.stage, card);
}

static void lay_out(struct detail *detail)
{
    const struct bill_screen *screen = (const struct bill_screen *)detail;
    bill_text_fill(detail->rich_text, detail->screen.stage, screen->visit->statement, screen->bill);
}

/* Where a bill cannot be recomputed there is nothing to explain. */
static const struct explained_bill *explained(const struct bill_screen *screen)
{
    const struct explained_bill *found = bill_explained_of(screen->visit->statement, screen->bill);
    return found != NULL && found->verdict != EXPLAINED_NOT ? found : NULL;
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct bill_screen *screen = (const struct bill_screen *)detail;
    const struct strings *strings = detail->screen.stage->strings;
    size_t count = 0;
    if (bill_state(screen->bill) == BILL_OWED && screen->visit->wallets != 0) {
        items[count++] = (struct button){"pay", string_get(strings, STRING_UTILITY_PAY), REMOTE_KEY_GREEN};
    }
    if (explained(screen) != NULL) {
        items[count++] =
            (struct button){"explain", string_get(strings, STRING_UTILITY_EXPLAIN), REMOTE_KEY_BLUE};
    }
    return count;
}

static enum key_result press(struct detail *detail, const char *button)
{
    struct bill_screen *screen = (struct bill_screen *)detail;
    struct stage *stage = detail->screen.stage;
    if (button == NULL) {
        return stage_say_string(stage, STRING_KEY_READ_ONLY);
    }
    if (strcmp(button, "pay") == 0) {
        account_visit_pay(screen->visit, stage, screen->bill, screen->bill->payable);
    } else {
        account_visit_open(screen->visit, stage,
                           bill_explained_new(stage, screen->visit, screen->bill, explained(screen)));
    }
    return KEY_DONE;
}

static void draw(const struct detail *detail)
{
    const struct bill_screen *screen = (const struct bill_screen *)detail;
    if (screen->card != NULL) {
        fact_card_draw(screen->card, detail->screen.stage);
    }
}

static void say_card(const struct detail *detail, struct spoken *spoken)
{
    spoken_fact_card(spoken, ((const struct bill_screen *)detail)->card);
}

static void bill_free(struct screen *base)
{
    struct bill_screen *screen = (struct bill_screen *)base;
    fact_card_free(screen->card);
    account_visit_leave(screen->visit, base);
    detail_free(base);
}

static const struct screen_operations bill_operations = {
    .name = "utility-bill",
    .free = bill_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct detail_kind bill_kind = {
    .place = place,
    .lay_out = lay_out,
    .buttons = set_buttons,
    .ok = press,
    .draw = draw,
    .say = say_card,
};

struct screen *bill_new(struct stage *stage, struct account_visit *visit, const struct utility_bill *bill)
{
    struct bill_screen *screen = detail_new(sizeof *screen, &bill_operations, &bill_kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    screen->visit = account_visit_hold(visit);
    screen->bill = bill;
    screen->detail.is_there = 1;
    screen->detail.id = "bill";
    screen->detail.frame.title = string_get(stage->strings, STRING_UTILITY_BILL_TITLE);
    screen->detail.name = screen->detail.frame.title;
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
