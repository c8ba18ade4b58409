#include "screens/utilities/bills.h"

#include <stdio.h>

#include "screens/stage/list_screen.h"
#include "screens/utilities/utility_words.h"

struct bills_screen {
    struct list_screen list;
    struct account_visit *visit;
    char title[UTILITY_WORDS_SIZE]; /* of the row that was asked for last */
};

static const struct utility_bills *bills_of(const struct bills_screen *screen)
{
    return &screen->visit->statement->bills;
}

static void read_detail(const struct bills_screen *screen, const struct utility_bill *bill,
                        struct list_row *row)
{
    const struct stage *stage = screen->list.screen.stage;
    char quantity[UTILITY_WORDS_SIZE], words[UTILITY_WORDS_SIZE];
    const char *values[] = {
        utility_quantity(quantity, stage, screen->visit->statement->account.kind, bill->quantity)};
    if (bill->kind == UTILITY_ADJUSTMENT) {
        list_row_detail(row, string_get(stage->strings, STRING_UTILITY_ADJUSTMENT));
    } else if (bill->kind == UTILITY_BILL) {
        list_row_detail(
            row, string_format(words, sizeof words, stage->strings,
                               bill->is_estimated ? STRING_UTILITY_USED_ESTIMATED : STRING_UTILITY_USED,
                               values, 1));
    } else {
        list_row_detail(row, string_get(stage->strings, STRING_UTILITY_REVERSAL));
    }
}

/* What is owed stands out. An id says nothing of the account. */
static void read_row(void *context, size_t index, struct list_row *row)
{
    struct bills_screen *screen = context;
    const struct stage *stage = screen->list.screen.stage;
    const struct theme *theme = stage->kit.theme;
    const struct utility_bill *bill = &bills_of(screen)->bills[index];
    char amount[UTILITY_WORDS_SIZE];
    int is_owed = bill_state(bill) == BILL_OWED;
    (void)snprintf(row->id, sizeof row->id, "bill-%zu", index);
    row->title = utility_period(screen->title, stage, bill->from, bill->to);
    read_detail(screen, bill, row);
    (void)snprintf(row->trailing, sizeof row->trailing, "%s", utility_money(amount, stage, bill->payable));
    row->mark = icon_set_get(stage->icons, bill_state_icon(bill));
    row->mark_text = bill_state_words(stage, bill);
    row->mark_fill = is_owed ? theme->important : theme->surface_raised;
    row->mark_ink = is_owed ? theme->on_important : theme->ink;
}

static size_t collect(struct list_screen *base)
{
    return bills_of((const struct bills_screen *)base)->count;
}

static void open_row(struct list_screen *base, size_t row)
{
    struct bills_screen *screen = (struct bills_screen *)base;
    struct stage *stage = base->screen.stage;
    account_visit_open(screen->visit, stage, bill_new(stage, screen->visit, &bills_of(screen)->bills[row]));
}

static void status(struct list_screen *base)
{
    const struct bills_screen *screen = (const struct bills_screen *)base;
    frame_set_count(&base->frame, base->screen.stage,
                    bills_of(screen)->bills_omitted ? STRING_UTILITY_BILLS_COUNT_MORE : STRING_UTILITY_COUNT,
                    (int64_t)base->list.focus + 1, base->list.total);
}

static void bills_free(struct screen *base)
{
    struct bills_screen *screen = (struct bills_screen *)base;
    account_visit_leave(screen->visit, base);
    list_screen_free(base);
}

static const struct screen_operations bills_operations = {
    .name = "utility-bills",
    .free = bills_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct list_screen_kind bills_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .status = status,
    .count = STRING_UTILITY_COUNT,
};

struct screen *bills_new(struct stage *stage, struct account_visit *visit)
{
    struct bills_screen *screen = list_screen_new(sizeof *screen, &bills_operations, &bills_kind, stage,
                                                  string_get(stage->strings, STRING_UTILITY_BILLS));
    if (screen == NULL) {
        return NULL;
    }
    screen->visit = account_visit_hold(visit);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
