#include "screens/utilities/account_entry.h"

#include <stdio.h>
#include <string.h>

#include "screens/utilities/account_number.h"
#include "screens/utilities/account_screen.h"
#include "screens/utilities/typing.h"

struct account_entry {
    struct typing typing;
    struct account_visit *visit; /* what every look from here begins with */
};

static void set_words(struct typing *typing)
{
    const struct account_entry *entry = (const struct account_entry *)typing;
    const struct strings *strings = typing->screen.stage->strings;
    struct number_words *words = &typing->field.words;
    const char *name = entry->visit->operator_name;
    words->state[NUMBER_INCOMPLETE] = string_get(strings, STRING_UTILITY_NUMBER_TYPING);
    words->state[NUMBER_GOOD] = string_get(strings, STRING_UTILITY_NUMBER_GOOD);
    words->state[NUMBER_WRONG] = string_get(strings, STRING_UTILITY_NUMBER_WRONG);
    typing->title = name;
    typing->heading = string_get(strings, STRING_UTILITY_NUMBER_HEADING);
    (void)string_format(typing->why, sizeof typing->why, strings, STRING_UTILITY_NUMBER_WHY, &name, 1);
}

/* Each number is a visit of its own: what was seen of one never mixes with another's. */
static void done(struct typing *typing)
{
    struct account_entry *entry = (struct account_entry *)typing;
    struct stage *stage = typing->screen.stage;
    const struct account_visit *from = entry->visit;
    struct account_visit *visit = account_visit_new(from->kind);
    if (visit == NULL) {
        (void)stage_say_string(stage, STRING_MESSAGE_FAULT);
        return;
    }
    visit->wallets = from->wallets;
    memcpy(visit->operator_id, from->operator_id, sizeof visit->operator_id);
    memcpy(visit->operator_name, from->operator_name, sizeof visit->operator_name);
    memcpy(visit->pattern, from->pattern, sizeof visit->pattern);
    memcpy(visit->guide, from->guide, sizeof visit->guide);
    memcpy(visit->question.operator_id, from->operator_id, sizeof visit->question.operator_id);
    (void)snprintf(visit->question.account_no, sizeof visit->question.account_no, "%.*s", ACCOUNT_NUMBER_MOST,
                   typing->field.entry.typed);
    stage->open(stage->application, account_screen_new(stage, visit));
}

static void account_entry_free(struct screen *base)
{
    struct account_entry *entry = (struct account_entry *)base;
    account_visit_release(entry->visit);
    typing_free(base, sizeof *entry);
}

static const struct screen_operations account_entry_operations = {
    .name = "account-entry",
    TYPING_OPERATIONS,
    .say = typing_say,
    .free = account_entry_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct typing_kind account_entry_kind = {.set_words = set_words, .done = done};

struct screen *account_entry_new(struct stage *stage, struct account_visit *visit)
{
    char begin[NUMBER_ENTRY_MAX + 1];
    struct account_entry *entry = NULL;
    if (visit != NULL) {
        const struct number_format format = account_number_format(visit->pattern);
        entry = typing_new(sizeof *entry, &account_entry_operations, &account_entry_kind, stage, &format);
    }
    if (entry == NULL) {
        account_visit_release(visit);
        return NULL;
    }
    entry->visit = visit;
    account_number_begin(visit->pattern, begin);
    number_entry_fill(&entry->typing.field.entry, begin);
    typing_place(&entry->typing.screen);
    return &entry->typing.screen;
}
