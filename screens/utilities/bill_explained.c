#include "screens/utilities/bill_explained.h"

#include "screens/stage/detail.h"
#include "screens/utilities/bill_text.h"

struct explained_screen {
    struct detail detail;
    struct account_visit *visit;
    const struct utility_bill *bill;
    const struct explained_bill *explained;
};

static struct rect place(struct detail *detail)
{
    const struct theme *theme = detail->screen.stage->kit.theme;
    struct rect body = frame_body(detail->screen.stage);
    body.w -= theme->scroll_bar + theme->gap;
    return body;
}

static void lay_out(struct detail *detail)
{
    const struct explained_screen *screen = (const struct explained_screen *)detail;
    bill_explained_fill(detail->rich_text, detail->screen.stage, screen->visit->statement->account.kind,
                        screen->bill, screen->explained);
}

static void explained_free(struct screen *base)
{
    struct explained_screen *screen = (struct explained_screen *)base;
    account_visit_leave(screen->visit, base);
    detail_free(base);
}

static const struct screen_operations explained_operations = {
    .name = "bill-explained",
    .free = explained_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct detail_kind explained_kind = {.place = place, .lay_out = lay_out};

struct screen *bill_explained_new(struct stage *stage, struct account_visit *visit,
                                  const struct utility_bill *bill, const struct explained_bill *explained)
{
    struct explained_screen *screen =
        detail_new(sizeof *screen, &explained_operations, &explained_kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    screen->visit = account_visit_hold(visit);
    screen->bill = bill;
    screen->explained = explained;
    screen->detail.is_there = 1;
    screen->detail.id = "explained";
    screen->detail.frame.title = string_get(stage->strings, STRING_UTILITY_EXPLAIN);
    screen->detail.name = screen->detail.frame.title;
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
