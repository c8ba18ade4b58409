#include "screens/utilities/account_rows.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "screens/utilities/numbered_list.h"
#include "screens/utilities/top_up.h"

/* --- Which there are --- */

static void add(struct account_rows *rows, enum account_row_kind kind, size_t note)
{
    rows->items[rows->count++] = (struct account_row){kind, note};
}

static int is_owed(const struct utility_statement *statement)
{
    size_t count;
    return bill_to_pay(&statement->bills, &count) != NULL || statement->account.arrears > 0;
}

static void add_paying(struct account_rows *rows, const struct account_visit *visit)
{
    const struct utility_statement *statement = visit->statement;
    size_t count;
    int owed = bill_to_pay(&statement->bills, &count) != NULL;
    int takes = top_up_is_offered(&statement->account);
    if (visit->wallets == 0) {
        if ((is_owed(statement) || takes) && visit->guide[0] != '\0') {
            add(rows, ACCOUNT_NO_WALLET, 0);
        }
        return;
    }
    if (owed) {
        add(rows, ACCOUNT_PAY, 0);
    }
    if (takes) {
        add(rows, ACCOUNT_TOP_UP, 0);
    }
}

void account_rows_collect(struct account_rows *rows, const struct account_visit *visit)
{
    rows->count = 0;
    if (visit->statement == NULL || !visit->statement->has_account) {
        return;
    }
    const struct utility_statement *statement = visit->statement;
    add_paying(rows, visit);
    for (size_t i = 0; i < statement->account.note_count && i < UTILITY_NOTES_MAX; i++) {
        add(rows, ACCOUNT_NOTE, i);
    }
    if (statement->bills.count > 0) {
        add(rows, ACCOUNT_BILLS, 0);
    }
    if (statement->bills.count > 1) {
        add(rows, ACCOUNT_HISTORY, 0);
    }
    add(rows, ACCOUNT_KEEP, 0);
    add(rows, ACCOUNT_NOT_MINE, 0);
}

/* --- Their words --- */

static void read_pay(struct account_rows *rows, const struct account_visit *visit, const struct stage *stage,
                     struct list_row *row)
{
    size_t count;
    const struct utility_bill *bill = bill_to_pay(&visit->statement->bills, &count);
    char amount[UTILITY_WORDS_SIZE], period[UTILITY_WORDS_SIZE], number[24];
    const char *shown = utility_money(amount, stage, bill->payable);
    row->title =
        string_format(rows->title, sizeof rows->title, stage->strings, STRING_UTILITY_ROW_PAY, &shown, 1);
    (void)snprintf(number, sizeof number, "%zu", count);
    const char *values[] = {utility_period(period, stage, bill->from, bill->to), number};
    list_row_detail(row, string_format(rows->detail, sizeof rows->detail, stage->strings,
                                       count > 1 ? STRING_UTILITY_ROW_PAY_FIRST : STRING_UTILITY_ROW_PAY_ONE,
                                       values, 2));
    row->mark = icon_set_get(stage->icons, "urgent");
    row->mark_text = string_get(stage->strings, STRING_UTILITY_STATE_OWED);
    row->mark_fill = stage->kit.theme->important;
    row->mark_ink = stage->kit.theme->on_important;
}

static size_t count_of(const struct utility_bills *bills, enum bill_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < bills->count; i++) {
        count += bill_state(&bills->bills[i]) == state;
    }
    return count;
}

static void read_bills(struct account_rows *rows, const struct account_visit *visit,
                       const struct stage *stage, struct list_row *row)
{
    const struct utility_bills *bills = &visit->statement->bills;
    size_t owed = count_of(bills, BILL_OWED);
    size_t held = count_of(bills, BILL_HELD);
    enum string_id words = owed > 0   ? STRING_UTILITY_ROW_BILLS_OWED
                           : held > 0 ? STRING_UTILITY_ROW_BILLS_HELD
                                      : STRING_UTILITY_ROW_BILLS_ALL;
    list_row_detail(row, string_format_numbers(rows->detail, sizeof rows->detail, stage->strings, words,
                                               (int64_t)bills->count, (int64_t)(owed > 0 ? owed : held)));
}

static void read_note(const struct utility_answer *note, const struct stage *stage, struct list_row *row)
{
    row->title = note->title;
    list_row_detail(row, note->action);
    row->mark = icon_set_get(stage->icons, "important");
    row->mark_text = string_get(stage->strings, STRING_UTILITY_NOTE);
    row->mark_fill = stage->kit.theme->surface_raised;
    row->mark_ink = stage->kit.theme->ink;
}

static const struct {
    const char *id;
    enum string_id title, detail;
} row_words[] = {
    [ACCOUNT_PAY] = {"pay", STRING_UTILITY_ROW_PAY, STRING_UTILITY_ROW_PAY_ONE},
    [ACCOUNT_TOP_UP] = {"top-up", STRING_UTILITY_ROW_TOP_UP, STRING_UTILITY_ROW_TOP_UP_DO},
    [ACCOUNT_NO_WALLET] = {"elsewhere", STRING_UTILITY_ELSEWHERE, STRING_UTILITY_NO_WALLET},
    [ACCOUNT_NOTE] = {"note", STRING_UTILITY_NOTE, STRING_UTILITY_NOTE},
    [ACCOUNT_BILLS] = {"bills", STRING_UTILITY_BILLS, STRING_UTILITY_ROW_BILLS_ALL},
    [ACCOUNT_HISTORY] = {"history", STRING_UTILITY_HISTORY, STRING_UTILITY_ROW_HISTORY_DO},
    [ACCOUNT_KEEP] = {"keep", STRING_UTILITY_KEEP, STRING_UTILITY_KEEP_DO},
    [ACCOUNT_NOT_MINE] = {"not-mine", STRING_UTILITY_NOT_MINE, STRING_UTILITY_NOT_MINE_DO},
};
static_assert(sizeof row_words / sizeof *row_words == ACCOUNT_ROW_KINDS, "words for each row");

void account_rows_read(struct account_rows *rows, const struct account_visit *visit,
                       const struct stage *stage, size_t index, struct list_row *row)
{
    const struct account_row *item = &rows->items[index];
    (void)snprintf(row->id, sizeof row->id, item->kind == ACCOUNT_NOTE ? "%s-%zu" : "%s",
                   row_words[item->kind].id, item->note);
    row->digit = numbered_list_digit(index);
    row->title = string_get(stage->strings, row_words[item->kind].title);
    switch (item->kind) {
    case ACCOUNT_PAY:
        read_pay(rows, visit, stage, row);
        break;
    case ACCOUNT_BILLS:
        read_bills(rows, visit, stage, row);
        break;
    case ACCOUNT_NOTE:
        read_note(&visit->statement->account.notes[item->note], stage, row);
        break;
    case ACCOUNT_KEEP:
        if (visit->kept[0] != '\0') {
            row->title = string_get(stage->strings, STRING_UTILITY_KEPT);
            list_row_detail(row, string_get(stage->strings, STRING_UTILITY_KEPT_DO));
            break;
        }
        list_row_detail(row, string_get(stage->strings, stage->session.holds ? STRING_UTILITY_KEEP_DO
                                                                             : STRING_UTILITY_KEEP_SIGN_IN));
        break;
    case ACCOUNT_TOP_UP:
    case ACCOUNT_NO_WALLET:
    case ACCOUNT_HISTORY:
    case ACCOUNT_NOT_MINE:
        list_row_detail(row, string_get(stage->strings, row_words[item->kind].detail));
        break;
    case ACCOUNT_ROW_KINDS:
        break;
    }
}

/* --- The card --- */

static const enum string_id balance_words[] = {[UTILITY_BALANCE_SETTLED] = STRING_UTILITY_BALANCE_SETTLED,
                                               [UTILITY_BALANCE_METER] = STRING_UTILITY_BALANCE_METER,
                                               [UTILITY_BALANCE_ESTIMATED] =
                                                   STRING_UTILITY_BALANCE_ESTIMATED};
static_assert(sizeof balance_words / sizeof *balance_words == UTILITY_BALANCE_COUNT,
              "words for each balance");

/* What of it is owed; a prepaid one has a balance besides. */
static int64_t owed_fen(const struct utility_statement *statement)
{
    int64_t sum = 0;
    for (size_t i = 0; i < statement->bills.count; i++) {
        const struct utility_bill *bill = &statement->bills.bills[i];
        sum += bill_state(bill) == BILL_OWED ? bill->payable : 0;
    }
    return sum > 0 ? sum : statement->account.arrears;
}

static void add_fact(struct fact_card_content *content, const char *label, const char *value)
{
    if (content->fact_count < FACTS_MAX) {
        content->facts[content->fact_count++] = (struct fact){label, value};
    }
}

struct card_words {
    char owed[UTILITY_WORDS_SIZE], balance[UTILITY_WORDS_SIZE], since[UTILITY_WORDS_SIZE];
    char day[UTILITY_WORDS_SIZE];
};

static void add_balance(struct fact_card_content *content, const struct utility_account *account,
                        const struct stage *stage, struct card_words *words)
{
    if (account->balance_kind == UTILITY_BALANCE_NOT_SAID) {
        return;
    }
    add_fact(content, string_get(stage->strings, STRING_UTILITY_BALANCE),
             utility_money(words->balance, stage, account->balance));
    const char *values[] = {account->balance_day != 0 ? utility_day(words->day, stage, account->balance_day)
                                                      : "",
                            string_get(stage->strings, balance_words[account->balance_kind])};
    add_fact(content, NULL,
             string_format(words->since, sizeof words->since, stage->strings, STRING_UTILITY_BALANCE_SINCE,
                           values, 2));
}

/* What the company said instead of bills (a deduction is under way, the meter is broken) is no word that
 * nothing is owed. */
static int is_clear(const struct utility_statement *statement)
{
    const struct utility_account *account = &statement->account;
    int word = account->note_count > 0 ? account->notes[0].word : UTILITY_NOTHING_OWED;
    return !statement->bills_unknown &&
           (statement->bills.count > 0 || word == UTILITY_NOTHING_OWED || word == UTILITY_ALREADY_PAID);
}

static void set_badge(struct fact_card_content *content, const struct stage *stage,
                      const struct utility_statement *statement, int64_t owed)
{
    int is_held = count_of(&statement->bills, BILL_HELD) > 0;
    int clear = is_clear(statement);
    content->badge = string_get(stage->strings, owed > 0  ? STRING_UTILITY_BADGE_OWED
                                                : is_held ? STRING_UTILITY_BADGE_HELD
                                                : clear   ? STRING_UTILITY_BADGE_CLEAR
                                                          : STRING_UTILITY_NOTE);
    content->badge_icon = icon_set_get(stage->icons, owed > 0  ? "urgent"
                                                     : is_held ? "clock"
                                                     : clear   ? "ok"
                                                               : "important");
    content->badge_fill = owed > 0 ? stage->kit.theme->important : stage->kit.theme->surface_raised;
    content->badge_ink = owed > 0 ? stage->kit.theme->on_important : stage->kit.theme->ink;
}

struct fact_card *account_card_new(const struct account_visit *visit, const struct stage *stage,
                                   struct rect area)
{
    const struct utility_statement *statement = visit->statement;
    const struct utility_account *account = &statement->account;
    struct card_words words;
    int64_t owed = owed_fen(statement);
    struct fact_card_content content = {.badge = ""};
    set_badge(&content, stage, statement, owed);
    if (owed > 0) {
        add_fact(&content, string_get(stage->strings, STRING_UTILITY_OWED),
                 utility_money(words.owed, stage, owed));
    }
    add_balance(&content, account, stage, &words);
    add_fact(&content, string_get(stage->strings, STRING_UTILITY_NAME), account->name);
    add_fact(&content, string_get(stage->strings, STRING_UTILITY_ADDRESS), account->address);
    add_fact(&content, string_get(stage->strings, STRING_UTILITY_TAIL), account->tail);
    struct fact_card *card = fact_card_new(stage, &content, area);
    explicit_bzero(&words, sizeof words);
    return card;
}
