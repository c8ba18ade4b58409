#include "sandbox/housing_fund_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"

enum {
    MONTHS = 12,
    DEPOSIT_DAY = 15,
    OPENING_DAY = 8,
    JUNE = 6,
    JUNE_DAYS = 30,
    YEAR_BEGINS = 701,
    MONTHS_MOST = 600,
    ROWS_A_MONTH = 8,
    DEPOSIT_RATE = 15, /* thousandths a year */
    FEN = 100
};

int sample_fund_day(int today, int offset, int day)
{
    int month = today / 10000 * MONTHS + today / 100 % 100 - 1 + offset;
    return (month / MONTHS * 100 + month % MONTHS + 1) * 100 + day;
}

/* A ledger that grows, the oldest first. */
struct growing {
    struct sample_fund_account *to;
    const struct json_value *account;
    int today;
    size_t size;
};

static void add(struct growing *growing, struct sample_entry entry, int64_t effect)
{
    struct sample_fund_account *to = growing->to;
    if (entry.date <= growing->today && to->count < growing->size) {
        to->entries[to->count++] = entry;
        to->balance += effect + entry.interest;
    }
}

static int is_in_gap(const struct json_value *account, int month)
{
    for (const struct json_value *gap = sample_list(account, "gaps"); gap != NULL; gap = gap->next) {
        if (month >= sample_number(gap, "from", 0) && month <= sample_number(gap, "until", 0)) {
            return 1;
        }
    }
    return 0;
}

static int64_t base_of(const struct json_value *account, int month)
{
    int years = (month - sample_number(account, "opened", 0)) / MONTHS;
    return ((int64_t)sample_number(account, "base", 0) +
            (int64_t)years * sample_number(account, "grows", 0)) *
           FEN;
}

/* The share of person and employer, each: one row, or two on one day. */
static void add_deposits(struct growing *growing, int month)
{
    int opened = sample_number(growing->account, "opened", 0);
    int date = sample_fund_day(growing->today, month, DEPOSIT_DAY);
    int64_t share = base_of(growing->account, month) * sample_number(growing->account, "share", 0) / 100;
    if (month < opened || month > sample_number(growing->account, "until", 0) ||
        is_in_gap(growing->account, month)) {
        return;
    }
    if (month <= sample_number(growing->account, "split_until", opened - 1)) {
        add(growing, (struct sample_entry){date, "01", "", share, 0}, share);
        add(growing, (struct sample_entry){date, "01", "", share, 0}, share);
    } else {
        add(growing, (struct sample_entry){date, "01", "", 2 * share, 0}, 2 * share);
    }
}

static int takes(const char *kind)
{
    return strcmp(kind, "11") == 0 || strcmp(kind, "12") == 0;
}

static void add_events(struct growing *growing, int month, int first_day, int last_day)
{
    for (const struct json_value *event = sample_list(growing->account, "events"); event != NULL;
         event = event->next) {
        int day = sample_number(event, "day", 1);
        const char *kind = sample_text(event, "GJHTQYWLX");
        int64_t fen = sample_number(event, "all", 0) != 0 ? growing->to->balance
                                                          : (int64_t)sample_number(event, "yuan", 0) * FEN;
        if (sample_number(event, "month", 1) == month && day >= first_day && day <= last_day) {
            add(growing,
                (struct sample_entry){sample_fund_day(growing->today, month, day), kind,
                                      sample_text(event, "TQYY"), fen, 0},
                takes(kind) ? -fen : fen);
        }
    }
}

static void add_interest(struct growing *growing, int month)
{
    int date = sample_fund_day(growing->today, month, JUNE_DAYS);
    int64_t interest = growing->to->balance * DEPOSIT_RATE / 1000;
    if (date / 100 % 100 == JUNE && growing->to->balance > 0) {
        add(growing, (struct sample_entry){date, "09", "", 0, interest}, 0);
    }
}

static int fund_year_began(int today)
{
    int year = today / 10000;
    return today % 10000 >= YEAR_BEGINS ? year * 10000 + YEAR_BEGINS : (year - 1) * 10000 + YEAR_BEGINS;
}

/* What is told of it, the newest first. */
static void turn(struct growing *growing)
{
    struct sample_fund_account *to = growing->to;
    int told_from =
        sample_fund_day(growing->today, sample_number(growing->account, "told_from", -MONTHS_MOST), 1);
    size_t skipped = 0;
    while (skipped < to->count && to->entries[skipped].date < told_from) {
        skipped++;
    }
    memmove(to->entries, to->entries + skipped, (to->count - skipped) * sizeof *to->entries);
    to->count -= skipped;
    for (size_t i = 0; i < to->count / 2; i++) {
        struct sample_entry other = to->entries[i];
        to->entries[i] = to->entries[to->count - 1 - i];
        to->entries[to->count - 1 - i] = other;
    }
}

static int reckon(struct housing_fund_data *data, const struct json_value *account,
                  struct sample_fund_account *to)
{
    int opened = sample_number(account, "opened", 0);
    struct growing growing = {.to = to, .account = account, .today = data->today};
    if (opened > 0 || opened < -MONTHS_MOST) {
        return -1;
    }
    growing.size = (size_t)(1 - opened) * ROWS_A_MONTH;
    to->account = account;
    to->entries = calloc(growing.size, sizeof *to->entries);
    if (to->entries == NULL) {
        return -1;
    }
    to->opened = sample_fund_day(data->today, opened, OPENING_DAY);
    to->base = base_of(account, 0);
    add(&growing, (struct sample_entry){to->opened, "03", "", 0, 0}, 0);
    for (int month = opened; month <= 0; month++) {
        int year_begins = sample_fund_day(data->today, month, 1) == fund_year_began(data->today);
        to->carried_over = year_begins ? to->balance : to->carried_over;
        add_events(&growing, month, 1, DEPOSIT_DAY - 1);
        add_deposits(&growing, month);
        add_events(&growing, month, DEPOSIT_DAY, JUNE_DAYS + 1);
        add_interest(&growing, month);
    }
    turn(&growing);
    return 0;
}

int housing_fund_data_load(struct housing_fund_data *data, const char *path, int today,
                           char problem[SAMPLE_PROBLEM_SIZE])
{
    *data = (struct housing_fund_data){.file = sample_file_read(path, problem), .today = today};
    const struct json_value *root = json_tree_root(data->file);
    const struct json_value *accounts = json_value_part(root, "accounts");
    if (root == NULL) {
        return -1;
    }
    data->source = sample_text(root, "source");
    data->accounts = calloc(accounts != NULL ? accounts->count + 1 : 1, sizeof *data->accounts);
    int result = data->accounts != NULL ? 0 : -1;
    for (const struct json_value *account = sample_list(root, "accounts"); account != NULL && result == 0;
         account = account->next) {
        result = reckon(data, account, &data->accounts[data->count++]);
    }
    if (result != 0) {
        (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: no memory, or an account that begins in the future",
                       path);
        housing_fund_data_free(data);
    }
    return result;
}

void housing_fund_data_free(struct housing_fund_data *data)
{
    for (size_t i = 0; data->accounts != NULL && i < data->count; i++) {
        free(data->accounts[i].entries);
    }
    free(data->accounts);
    json_tree_wipe(data->file);
    *data = (struct housing_fund_data){0};
}
