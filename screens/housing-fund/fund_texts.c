#include "screens/housing-fund/fund_texts.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/reading.h"

enum { SENTENCE_SIZE = 512, NUMBER_SIZE = 24 };

/* A sentence with amounts in it: wiped once it is laid out. */
struct sentence {
    char text[SENTENCE_SIZE];
    char amounts[3][FUND_MONEY_SIZE];
};

static const char *say(struct sentence *sentence, const struct fund_view *view, enum string_id id,
                       const char *const *values, size_t count)
{
    return string_format(sentence->text, sizeof sentence->text, view->stage->strings, id, values, count);
}

static void note(struct rich_text *rich_text, const struct fund_view *view, enum string_id id)
{
    const struct strings *strings = view->stage->strings;
    reading_text(rich_text, view->stage, string_get(strings, STRING_HOUSING_FUND_CAUTION),
                 string_get(strings, id));
}

/* --- The balance --- */

static void add_cautions(struct rich_text *rich_text, const struct fund_view *view)
{
    const struct fund_account *account = view->account;
    if (account->sum_differs) {
        note(rich_text, view, STRING_HOUSING_FUND_SUM_DIFFERS);
    }
    if (account->entries_differ) {
        note(rich_text, view, STRING_HOUSING_FUND_ENTRIES_DIFFER);
    }
    if (account->entries_unread > 0) {
        char text[SENTENCE_SIZE];
        reading_text(rich_text, view->stage, string_get(view->stage->strings, STRING_HOUSING_FUND_CAUTION),
                     string_format_numbers(text, sizeof text, view->stage->strings,
                                           STRING_HOUSING_FUND_ENTRIES_UNREAD, account->entries_unread, 0));
    }
}

static void add_state(struct rich_text *rich_text, const struct fund_view *view)
{
    const struct strings *strings = view->stage->strings;
    switch (view->account->state) {
    case FUND_STATE_SEALED:
        reading_text(rich_text, view->stage, NULL, string_get(strings, STRING_HOUSING_FUND_MEANS_SEALED));
        break;
    case FUND_STATE_MERGED:
    case FUND_STATE_MOVED:
    case FUND_STATE_WITHDRAWN:
        reading_text(rich_text, view->stage, NULL, string_get(strings, STRING_HOUSING_FUND_MEANS_CLOSED));
        break;
    case FUND_STATE_FROZEN:
        reading_text(rich_text, view->stage, NULL, string_get(strings, STRING_HOUSING_FUND_MEANS_FROZEN));
        break;
    default: /* in use, or nobody here knows */
        break;
    }
}

static void add_flow(struct rich_text *rich_text, const struct fund_view *view, struct sentence *sentence)
{
    const struct fund_account *account = view->account;
    char from[FUND_WORDS_SIZE];
    const char *flow[] = {fund_date_words(view->stage, account->year_from, from),
                          fund_money(view, account->year_in, sentence->amounts[0]),
                          fund_money(view, account->year_out, sentence->amounts[1]),
                          fund_money(view, account->year_interest, sentence->amounts[2])};
    if (account->year_from != 0 && account->entry_count > 0) {
        reading_text(rich_text, view->stage, NULL,
                     say(sentence, view, STRING_HOUSING_FUND_YEAR_FLOW, flow, 4));
    }
}

static void add_monthly(struct rich_text *rich_text, const struct fund_view *view, struct sentence *sentence)
{
    const struct fund_account *account = view->account;
    int64_t both = account->personal_monthly + account->employer_monthly;
    const char *monthly[] = {fund_money(view, both, sentence->amounts[0]),
                             fund_money(view, account->personal_monthly, sentence->amounts[1]),
                             fund_money(view, account->employer_monthly, sentence->amounts[2])};
    if (both > 0 && account->state == FUND_STATE_NORMAL) {
        reading_text(rich_text, view->stage, NULL,
                     say(sentence, view, STRING_HOUSING_FUND_MONTHLY, monthly, 3));
    }
}

static void add_interest_rule(struct rich_text *rich_text, const struct fund_view *view,
                              struct sentence *sentence)
{
    const char *rate = fund_percent(view->fund->rates.deposit, sentence->amounts[0]);
    if (view->fund->has_rates) {
        reading_note(rich_text, view->stage,
                     say(sentence, view, STRING_HOUSING_FUND_INTEREST_RULE, &rate, 1));
    }
}

/* Which of the two it is says something of the amounts: as dots it is always the same. */
static void add_meaning(struct rich_text *rich_text, const struct fund_view *view, struct sentence *sentence)
{
    const struct fund_account *account = view->account;
    int is_less = reveal_shows(&view->reveal) && account->this_year < 0;
    const char *parts[] = {
        fund_money(view, account->carried_over, sentence->amounts[0]),
        fund_money(view, is_less ? -account->this_year : account->this_year, sentence->amounts[1])};
    reading_text(rich_text, view->stage, NULL,
                 say(sentence, view,
                     is_less ? STRING_HOUSING_FUND_BALANCE_LESS : STRING_HOUSING_FUND_BALANCE_MEANS, parts,
                     2));
}

void fund_balance_fill(struct rich_text *rich_text, const struct fund_view *view)
{
    struct sentence sentence;
    const struct fund_account *account = view->account;
    const char *balance = fund_money(view, account->balance, sentence.amounts[0]);
    reading_heading(rich_text, view->stage,
                    say(&sentence, view, STRING_HOUSING_FUND_BALANCE_NOW, &balance, 1));
    if (!account->sum_differs) {
        add_meaning(rich_text, view, &sentence);
    }
    add_cautions(rich_text, view);
    add_state(rich_text, view);
    add_flow(rich_text, view, &sentence);
    add_monthly(rich_text, view, &sentence);
    add_interest_rule(rich_text, view, &sentence);
    if (account->entries_omitted) {
        reading_note(rich_text, view->stage,
                     string_get(view->stage->strings, STRING_HOUSING_FUND_ENTRIES_OMITTED));
    }
    reading_note(rich_text, view->stage, view->fund->source);
    explicit_bzero(&sentence, sizeof sentence);
}

struct fact_card *fund_card_new(const struct fund_view *view, struct rect area)
{
    const struct stage *stage = view->stage;
    const struct strings *strings = stage->strings;
    const struct fund_account *account = view->account;
    char number[FUND_WORDS_SIZE] = "";
    const char *tail = account->tail;
    char state[FUND_WORDS_SIZE];
    char opened[FUND_WORDS_SIZE];
    char base[FUND_MONEY_SIZE];
    if (tail[0] != '\0') {
        (void)string_format(number, sizeof number, strings, STRING_HOUSING_FUND_NUMBER, &tail, 1);
    }
    struct fact_card_content content = {
        .heading = view->fund->name,
        .facts = {{string_get(strings, STRING_HOUSING_FUND_TAIL), number},
                  {string_get(strings, STRING_HOUSING_FUND_STATE), fund_state_words(stage, account, state)},
                  {string_get(strings, STRING_HOUSING_FUND_OPENED),
                   fund_date_words(stage, account->opened, opened)},
                  {string_get(strings, STRING_HOUSING_FUND_BASE),
                   account->base > 0 ? fund_money(view, account->base, base) : ""}},
        .fact_count = 4};
    struct fact_card *card = fact_card_new(stage, &content, area);
    explicit_bzero(base, sizeof base);
    return card;
}

/* --- Loans --- */

static void add_terms(struct rich_text *rich_text, const struct fund_view *view, const struct fund_loan *loan,
                      struct sentence *sentence)
{
    char months[NUMBER_SIZE];
    const char *owed = fund_money(view, loan->remaining, sentence->amounts[0]);
    reading_heading(rich_text, view->stage, say(sentence, view, STRING_HOUSING_FUND_LOAN_OWED, &owed, 1));
    (void)snprintf(months, sizeof months, "%d", loan->months);
    const char *terms[] = {loan->tail, fund_money(view, loan->principal, sentence->amounts[0]),
                           fund_percent(loan->rate, sentence->amounts[1]), months};
    reading_text(rich_text, view->stage, NULL, say(sentence, view, STRING_HOUSING_FUND_LOAN_TERMS, terms, 4));
    if (loan->parts_differ) {
        note(rich_text, view, STRING_HOUSING_FUND_PARTS_DIFFER);
    }
}

static void add_instalment(struct rich_text *rich_text, const struct fund_view *view,
                           const struct fund_instalment *due, struct sentence *sentence)
{
    char date[FUND_WORDS_SIZE];
    char line[SENTENCE_SIZE];
    const char *total[] = {fund_date_words(view->stage, due->date, date),
                           fund_money(view, due->total, sentence->amounts[0])};
    (void)string_format(line, sizeof line, view->stage->strings, STRING_HOUSING_FUND_LOAN_DUE, total, 2);
    const char *parts[] = {fund_money(view, due->principal, sentence->amounts[0]),
                           fund_money(view, due->interest, sentence->amounts[1]),
                           fund_money(view, due->penalty, sentence->amounts[2])};
    reading_point(rich_text, view->stage, "•", line,
                  say(sentence, view,
                      due->penalty != 0 ? STRING_HOUSING_FUND_LOAN_PENALTY : STRING_HOUSING_FUND_LOAN_PARTS,
                      parts, 3),
                  NULL);
    explicit_bzero(line, sizeof line);
}

static void add_rates(struct rich_text *rich_text, const struct fund_view *view, struct sentence *sentence)
{
    char from[FUND_WORDS_SIZE];
    const struct fund_rates *rates = &view->fund->rates;
    const char *values[] = {fund_percent(rates->loan_short, sentence->amounts[0]),
                            fund_percent(rates->loan_long, sentence->amounts[1]),
                            fund_date_words(view->stage, rates->from, from)};
    if (view->fund->has_rates) {
        reading_note(rich_text, view->stage,
                     say(sentence, view, STRING_HOUSING_FUND_LOAN_RATE_NOW, values, 3));
    }
}

void fund_loans_fill(struct rich_text *rich_text, const struct fund_view *view)
{
    struct sentence sentence;
    for (size_t i = 0; i < view->fund->loan_count; i++) {
        const struct fund_loan *loan = &view->fund->loans[i];
        add_terms(rich_text, view, loan, &sentence);
        if (loan->instalment_count > 0) {
            reading_title(rich_text, view->stage,
                          string_get(view->stage->strings, STRING_HOUSING_FUND_LOAN_NEXT));
        }
        for (size_t n = 0; n < loan->instalment_count; n++) {
            add_instalment(rich_text, view, &loan->instalments[n], &sentence);
        }
    }
    add_rates(rich_text, view, &sentence);
    explicit_bzero(&sentence, sizeof sentence);
}
