#include <stdio.h>
#include <stdlib.h>

#include "screens/utilities/top_up.h"
#include "screens/utilities/typing.h"

enum { FEN = 100, YUAN_DIGITS = 6 };

struct amount_entry {
    struct typing typing;
    struct account_visit *visit;
};

static int64_t typed_fen(const char *typed)
{
    return strtoll(typed, NULL, 10) * FEN; /* up to YUAN_DIGITS digits */
}

/* A smaller one can still grow. */
static enum number_check check(void *context, const char *typed)
{
    const struct utility_account *account = context;
    int64_t fen = typed_fen(typed);
    if (typed[0] == '0' || fen > account->top_up_most) {
        return NUMBER_WRONG;
    }
    return fen <= 0 || fen < account->top_up_least ? NUMBER_INCOMPLETE : NUMBER_GOOD;
}

static void set_words(struct typing *typing)
{
    const struct amount_entry *entry = (const struct amount_entry *)typing;
    const struct stage *stage = typing->screen.stage;
    const struct utility_account *account = &entry->visit->statement->account;
    struct number_words *words = &typing->field.words;
    char amounts[2][UTILITY_WORDS_SIZE];
    const char *values[] = {utility_money(amounts[0], stage, account->top_up_least),
                            utility_money(amounts[1], stage, account->top_up_most)};
    (void)string_format(typing->range, sizeof typing->range, stage->strings, STRING_UTILITY_AMOUNT_RANGE,
                        values, 2);
    words->state[NUMBER_INCOMPLETE] = typing->range;
    words->state[NUMBER_WRONG] = typing->range;
    words->state[NUMBER_GOOD] = string_get(stage->strings, STRING_UTILITY_AMOUNT_GOOD);
    words->unit = string_get(stage->strings, STRING_UTILITY_UNIT_YUAN);
    typing->title = string_get(stage->strings, STRING_UTILITY_TOP_UP_TITLE);
    typing->heading = string_get(stage->strings, STRING_UTILITY_AMOUNT_HEADING);
    (void)snprintf(typing->why, sizeof typing->why, "%s",
                   string_get(stage->strings, STRING_UTILITY_AMOUNT_WHY));
}

static void done(struct typing *typing)
{
    struct amount_entry *entry = (struct amount_entry *)typing;
    account_visit_pay(entry->visit, typing->screen.stage, NULL, typed_fen(typing->field.entry.typed));
}

static void amount_entry_free(struct screen *base)
{
    struct amount_entry *entry = (struct amount_entry *)base;
    account_visit_leave(entry->visit, base);
    typing_free(base, sizeof *entry);
}

static const struct screen_operations amount_entry_operations = {
    .name = "amount-entry",
    TYPING_OPERATIONS,
    .say = typing_say,
    .free = amount_entry_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct typing_kind amount_entry_kind = {.set_words = set_words, .done = done};

struct screen *amount_entry_new(struct stage *stage, struct account_visit *visit)
{
    const struct number_format format = {
        .length = YUAN_DIGITS, .is_quantity = 1, .check = check, .context = &visit->statement->account};
    struct amount_entry *entry =
        typing_new(sizeof *entry, &amount_entry_operations, &amount_entry_kind, stage, &format);
    if (entry == NULL) {
        return NULL;
    }
    entry->visit = account_visit_hold(visit);
    typing_place(&entry->typing.screen);
    return &entry->typing.screen;
}
