#include "headend/housing-fund/fund_rules.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "headend/housing-fund/fund_codes.h"

enum { YEAR_BEGINS = 701, OPENING_DAYS = 31, MONTHS = 12 };

int fund_year_from(int today)
{
    int year = today / 10000;
    return today % 10000 >= YEAR_BEGINS ? year * 10000 + YEAR_BEGINS : (year - 1) * 10000 + YEAR_BEGINS;
}

/* --- Order --- */

static void reverse(struct fund_entry *entries, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct fund_entry other = entries[i];
        entries[i] = entries[count - 1 - i];
        entries[count - 1 - i] = other;
    }
}

static void merge(const struct fund_entry *from, size_t low, size_t middle, size_t high,
                  struct fund_entry *to)
{
    size_t left = low;
    size_t right = middle;
    for (size_t i = low; i < high; i++) {
        int takes_left = left < middle && (right == high || from[left].date >= from[right].date);
        to[i] = takes_left ? from[left++] : from[right++];
    }
}

/* The newest first; those of one day stay as they came. A merge sort, as qsort is not stable. -1: out of
 * memory.
 */
static int sort(struct fund_entry *entries, size_t count)
{
    struct fund_entry *room = calloc(count, sizeof *room);
    if (room == NULL) {
        return -1;
    }
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count;
            size_t high = low + 2 * width < count ? low + 2 * width : count;
            merge(entries, low, middle, high, room);
        }
        memcpy(entries, room, count * sizeof *entries);
    }
    explicit_bzero(room, count * sizeof *room);
    free(room);
    return 0;
}

/* Systems list from either end: what came last of one day is the newest in either case. */
static int put_in_order(struct fund_ledger *ledger)
{
    size_t count = ledger->count;
    if (count < 2) {
        return 0;
    }
    if (ledger->entries[0].date < ledger->entries[count - 1].date) {
        reverse(ledger->entries, count);
    }
    return sort(ledger->entries, count);
}

/* --- Sums --- */

static int64_t added_by(const struct fund_entry *entry)
{
    return entry->amount + entry->interest;
}

/* Of those from a day on. */
static int64_t sum_from(const struct fund_ledger *ledger, int from)
{
    int64_t sum = 0;
    for (size_t i = 0; i < ledger->count && ledger->entries[i].date >= from; i++) {
        sum += added_by(&ledger->entries[i]);
    }
    return sum;
}

/* Red entries lessen what they take back. */
static void add_up_year(struct fund_account *account, const struct fund_ledger *ledger)
{
    for (size_t i = 0; i < ledger->count && ledger->entries[i].date >= account->year_from; i++) {
        const struct fund_entry *entry = &ledger->entries[i];
        int goes_out = fund_kind_sign(entry->kind) < 0 || (entry->amount < 0 && !entry->is_red);
        account->year_in += goes_out ? 0 : entry->amount;
        account->year_out -= goes_out ? entry->amount : 0;
        account->year_interest += entry->interest;
    }
}

static int reaches(const struct fund_ledger *ledger, int day)
{
    return ledger->count > 0 && ledger->entries[ledger->count - 1].date <= day;
}

/* The opening itself is among them, or what comes first came within a month of it. */
static int goes_back_to_opening(const struct fund_account *account, const struct fund_ledger *ledger)
{
    const struct fund_entry *oldest = ledger->count > 0 ? &ledger->entries[ledger->count - 1] : NULL;
    if (oldest == NULL || account->entries_omitted) {
        return 0;
    }
    return oldest->kind == FUND_OPENING ||
           (account->opened != 0 &&
            calendar_date_to_days(oldest->date) <= calendar_date_to_days(account->opened) + OPENING_DAYS);
}

/* With the whole history its sum is the balance; without it this year's, from what was carried over. An
 * account without rows says nothing. */
static void check_sums(struct fund_account *account, const struct fund_ledger *ledger)
{
    account->sum_differs = account->balance != account->carried_over + account->this_year;
    if (account->entries_unread > 0) {
        return;
    }
    if (account->is_whole) {
        account->entries_differ = sum_from(ledger, 0) != account->balance;
    } else if (reaches(ledger, account->year_from)) {
        account->entries_differ =
            account->carried_over + sum_from(ledger, account->year_from) != account->balance;
    }
}

/* --- The curve --- */

static int month_before(int month)
{
    return month % 100 > 1 ? month - 1 : (month / 100 - 1) * 100 + MONTHS;
}

/* Back from the balance of today, a month at a time, as far as the ledger goes. */
static void make_points(struct fund_account *account, const struct fund_ledger *ledger,
                        struct fund_point *points, int today)
{
    int64_t balance = account->balance;
    size_t next = 0;
    size_t count = 0;
    int oldest = ledger->count > 0 ? ledger->entries[ledger->count - 1].date / 100 : today / 100;
    if (account->entries_unread > 0) {
        return;
    }
    for (int month = today / 100; month >= oldest && count < FUND_POINTS_MAX; month = month_before(month)) {
        points[count++] = (struct fund_point){month, balance};
        for (; next < ledger->count && ledger->entries[next].date / 100 >= month; next++) {
            balance -= added_by(&ledger->entries[next]);
        }
    }
    for (size_t i = 0; i < count / 2; i++) {
        struct fund_point other = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = other;
    }
    account->points = points;
    account->point_count = count;
}

void fund_rules_apply(struct fund_account *account, struct fund_ledger *ledger,
                      struct fund_point points[FUND_POINTS_MAX], int today)
{
    account->entries_unread = ledger->unread;
    account->entries_omitted = ledger->seen < ledger->total;
    if (put_in_order(ledger) != 0) {
        ledger->count = 0; /* without memory: told as rows that could not be read */
        account->entries_unread = 1;
    }
    account->year_from = fund_year_from(today);
    account->is_whole = goes_back_to_opening(account, ledger);
    add_up_year(account, ledger);
    check_sums(account, ledger);
    make_points(account, ledger, points, today);
    account->entries = ledger->entries;
    account->entry_count = ledger->count;
    if (account->entry_count > FUND_ENTRIES_MAX) {
        account->entry_count = FUND_ENTRIES_MAX;
        account->entries_omitted = 1;
    }
}

void fund_rules_order(struct fund_facts *facts)
{
    struct fund_account ordered[FUND_ACCOUNTS_MAX];
    size_t count = 0;
    for (int closed = 0; closed <= 1; closed++) {
        for (size_t i = 0; i < facts->fund.account_count; i++) {
            if (fund_state_is_closed(facts->accounts[i].state) == closed) {
                ordered[count++] = facts->accounts[i];
            }
        }
    }
    memcpy(facts->accounts, ordered, count * sizeof *ordered);
    explicit_bzero(ordered, sizeof ordered);
}
