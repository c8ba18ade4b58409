#include "screens/utilities/top_up.h"

#include <stdio.h>

#include "screens/utilities/numbered_list.h"
#include "screens/utilities/utility_words.h"

/* The first row that is no round amount leads to one's own. */
struct top_up {
    struct list_screen list;
    struct account_visit *visit;
    int64_t amounts[TOP_UP_ROUND_MAX];
    size_t count;
    char title[UTILITY_WORDS_SIZE]; /* of the row that was asked for last */
    char detail[UTILITY_WORDS_SIZE];
};

int top_up_is_offered(const struct utility_account *account)
{
    return account->top_up_most > 0 && account->top_up_most >= account->top_up_least;
}

size_t top_up_round(const struct utility_account *account, int64_t out[TOP_UP_ROUND_MAX])
{
    enum { FEN = 100 };
    static const int64_t round[TOP_UP_ROUND_MAX] = {20 * FEN,  50 * FEN,  100 * FEN,
                                                    200 * FEN, 300 * FEN, 500 * FEN};
    size_t count = 0;
    for (size_t i = 0; i < TOP_UP_ROUND_MAX; i++) {
        if (round[i] >= account->top_up_least && round[i] <= account->top_up_most) {
            out[count++] = round[i];
        }
    }
    return count;
}

static const struct utility_account *account_of(const struct top_up *screen)
{
    return &screen->visit->statement->account;
}

static const char *range_words(struct top_up *screen)
{
    const struct stage *stage = screen->list.screen.stage;
    char amounts[2][UTILITY_WORDS_SIZE];
    const char *values[] = {utility_money(amounts[0], stage, account_of(screen)->top_up_least),
                            utility_money(amounts[1], stage, account_of(screen)->top_up_most)};
    return string_format(screen->detail, sizeof screen->detail, stage->strings, STRING_UTILITY_AMOUNT_RANGE,
                         values, 2);
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    struct top_up *screen = context;
    const struct stage *stage = screen->list.screen.stage;
    (void)snprintf(row->id, sizeof row->id, "%s%zu", index < screen->count ? "amount-" : "own-", index);
    row->digit = numbered_list_digit(index);
    if (index < screen->count) {
        row->title = utility_money(screen->title, stage, screen->amounts[index]);
    } else {
        row->title = string_get(stage->strings, STRING_UTILITY_AMOUNT_OWN);
        list_row_detail(row, range_words(screen));
    }
}

static size_t collect(struct list_screen *base)
{
    struct top_up *screen = (struct top_up *)base;
    screen->count = top_up_round(account_of(screen), screen->amounts);
    return screen->count + 1;
}

static void open_row(struct list_screen *base, size_t row)
{
    struct top_up *screen = (struct top_up *)base;
    struct stage *stage = base->screen.stage;
    if (row < screen->count) {
        account_visit_pay(screen->visit, stage, NULL, screen->amounts[row]);
    } else {
        account_visit_open(screen->visit, stage, amount_entry_new(stage, screen->visit));
    }
}

static void top_up_free(struct screen *base)
{
    struct top_up *screen = (struct top_up *)base;
    account_visit_leave(screen->visit, base);
    list_screen_free(base);
}

static const struct screen_operations top_up_operations = {
    .name = "top-up",
    .key = numbered_list_key,
    .free = top_up_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct list_screen_kind top_up_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .count = STRING_UTILITY_COUNT,
};

struct screen *top_up_new(struct stage *stage, struct account_visit *visit)
{
    struct top_up *screen = list_screen_new(sizeof *screen, &top_up_operations, &top_up_kind, stage,
                                            string_get(stage->strings, STRING_UTILITY_TOP_UP_TITLE));
    if (screen == NULL) {
        return NULL;
    }
    screen->visit = account_visit_hold(visit);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
