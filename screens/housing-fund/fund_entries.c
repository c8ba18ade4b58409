#include "screens/housing-fund/fund_entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR = 10000 };

static int begins_year(const struct fund_account *account, size_t index)
{
    return index == 0 || account->entries[index].date / YEAR != account->entries[index - 1].date / YEAR;
}

static int start(struct fund_rows *rows, const struct fund_account *account)
{
    fund_rows_free(rows);
    rows->entries = calloc(2 * account->entry_count + 1, sizeof *rows->entries);
    return rows->entries != NULL ? 0 : -1;
}

int fund_rows_of_ledger(struct fund_rows *rows, const struct fund_account *account)
{
    if (start(rows, account) != 0) {
        return -1;
    }
    for (size_t i = 0; i < account->entry_count; i++) {
        if (begins_year(account, i)) {
            rows->entries[rows->count++] = i | FUND_ROW_YEAR;
        }
        rows->entries[rows->count++] = i;
    }
    return 0;
}

int fund_rows_of_withdrawals(struct fund_rows *rows, const struct fund_account *account)
{
    if (start(rows, account) != 0) {
        return -1;
    }
    for (size_t i = 0; i < account->entry_count; i++) {
        int kind = account->entries[i].kind;
        if (kind == FUND_WITHDRAWAL || kind == FUND_CLOSING_WITHDRAWAL) {
            rows->entries[rows->count++] = i;
        }
    }
    return 0;
}

void fund_rows_free(struct fund_rows *rows)
{
    free(rows->entries);
    *rows = (struct fund_rows){0};
}

/* --- Rows --- */

static void year_row(const struct fund_view *view, size_t first, char words[FUND_WORDS_SIZE],
                     struct list_row *row)
{
    const struct fund_account *account = view->account;
    int year = account->entries[first].date / YEAR;
    int64_t count = 0;
    char text[FUND_WORDS_SIZE];
    while (first + (size_t)count < account->entry_count &&
           account->entries[first + (size_t)count].date / YEAR == year) {
        count++;
    }
    (void)snprintf(row->id, sizeof row->id, "year-%d", year);
    row->title = string_format_numbers(words, FUND_WORDS_SIZE, view->stage->strings, STRING_HOUSING_FUND_YEAR,
                                       year, 0);
    list_row_detail(row, string_format_numbers(text, sizeof text, view->stage->strings,
                                               STRING_HOUSING_FUND_YEAR_COUNT, count, 0));
}

/* The place from the oldest on: the id stays when newer ones come. */
static void set_id(const struct fund_account *account, size_t index, struct list_row *row)
{
    (void)snprintf(row->id, sizeof row->id, "entry-%zu", account->entry_count - index);
}

static void mark_red(const struct fund_view *view, const struct fund_entry *entry, struct list_row *row)
{
    if (entry->is_red) {
        row->mark_text = string_get(view->stage->strings, STRING_HOUSING_FUND_RED);
        row->mark_fill = view->stage->kit.theme->urgent;
        row->mark_ink = view->stage->kit.theme->on_urgent;
    }
}

static void trail(struct list_row *row, const char *text)
{
    (void)snprintf(row->trailing, sizeof row->trailing, "%s", text);
}

/* What it did to the balance; interest, in a column of its own, is said as such. */
static void set_amounts(const struct fund_view *view, const struct fund_entry *entry, struct list_row *row)
{
    const struct strings *strings = view->stage->strings;
    char amount[FUND_MONEY_SIZE] = "";
    char interest[FUND_MONEY_SIZE] = "";
    char words[FUND_WORDS_SIZE] = "";
    const char *value = interest;
    if (entry->amount == 0 && entry->interest == 0) {
        trail(row, string_get(strings, STRING_HOUSING_FUND_NO_AMOUNT));
        return;
    }
    if (entry->interest != 0) {
        (void)fund_change(view, entry->interest, interest);
        (void)string_format(words, sizeof words, strings, STRING_HOUSING_FUND_WITH_INTEREST, &value, 1);
    }
    if (entry->amount != 0) {
        (void)fund_change(view, entry->amount, amount);
    }
    (void)snprintf(row->trailing, sizeof row->trailing, "%s%s%s", amount,
                   amount[0] != '\0' && words[0] != '\0' ? "  " : "", words);
    explicit_bzero(amount, sizeof amount);
    explicit_bzero(interest, sizeof interest);
    explicit_bzero(words, sizeof words);
}

static void set_detail(const struct fund_view *view, const struct fund_entry *entry, struct list_row *row)
{
    char date[FUND_WORDS_SIZE];
    char text[2 * FUND_WORDS_SIZE];
    const char *more = entry->is_red ? string_get(view->stage->strings, STRING_HOUSING_FUND_RED_MEANS)
                       : entry->reason != FUND_REASON_NOT_SAID ? fund_reason_words(view->stage, entry->reason)
                                                               : "";
    (void)snprintf(text, sizeof text, "%s%s%s", fund_date_words(view->stage, entry->date, date),
                   more[0] != '\0' ? "  " : "", more);
    list_row_detail(row, text);
}

void fund_ledger_row(const struct fund_view *view, const struct fund_rows *rows, size_t index,
                     char words[FUND_WORDS_SIZE], struct list_row *row)
{
    size_t at = rows->entries[index] & ~FUND_ROW_YEAR;
    const struct fund_entry *entry = &view->account->entries[at];
    if ((rows->entries[index] & FUND_ROW_YEAR) != 0) {
        year_row(view, at, words, row);
        return;
    }
    set_id(view->account, at, row);
    row->title = fund_kind_words(view->stage, entry, words);
    mark_red(view, entry, row);
    set_detail(view, entry, row);
    set_amounts(view, entry, row);
}

void fund_withdrawal_row(const struct fund_view *view, const struct fund_rows *rows, size_t index,
                         struct list_row *row)
{
    size_t at = rows->entries[index];
    const struct fund_entry *entry = &view->account->entries[at];
    char date[FUND_WORDS_SIZE];
    set_id(view->account, at, row);
    row->title = fund_reason_words(view->stage, entry->reason);
    mark_red(view, entry, row);
    list_row_detail(row, fund_date_words(view->stage, entry->date, date));
    set_amounts(view, entry, row);
}
