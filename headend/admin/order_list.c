#include <stdio.h>
#include <stdlib.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/admin/day_option.h"
#include "headend/admin/order_print.h"

enum { FOR_PERSON_MOST = 1000 };
/* By then an order has come to its end by itself, but for one that a utility has not got (payment_engine.h):
 * somebody should know of that one too. */
static const int64_t old_ms = INT64_C(24) * 3600 * 1000;
static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

static int check(const struct common_options *options)
{
    int chosen = options->flag + options->second_flag + (options->day != NULL);
    if (chosen > 1) {
        (void)fputs("tv-hall-admin order list: one of --open, --for-person and --day\n", stderr);
        return -1;
    }
    return options->day == NULL || day_option_read("--day", options->day) != 0 ? 0 : -1;
}

static int list_for_person(struct store *store)
{
    struct ledger_order *orders = calloc(FOR_PERSON_MOST, sizeof *orders);
    int count = orders != NULL ? ledger_for_person(store, wall_ms() - old_ms, orders, FOR_PERSON_MOST) : -1;
    int result = count < 0 ? -1 : 0;
    for (int i = 0; i < count && result == 0; i++) {
        result = order_print(NULL, &orders[i]);
    }
    if (count == FOR_PERSON_MOST) {
        (void)fprintf(stderr, "tv-hall-admin: these are the first %d\n", FOR_PERSON_MOST);
    }
    free(orders);
    return result;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct ledger_choice choice = {.is_open = options->flag};
    (void)config;
    if (options->day != NULL) {
        choice.from = calendar_date_begins(day_option_read("--day", options->day));
        choice.until = choice.from + day_ms;
    }
    int result = options->second_flag ? list_for_person(store)
                                      : ledger_orders_chosen(store, &choice, order_print, NULL);
    if (result < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
    }
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

const struct command command_order_list = {
    .name = "order list",
    .summary = "show orders of gas, water and electricity",
    .help =
        "Usage: tv-hall-admin order list [--config headend.xml] [--open | --for-person | --day DAY]\n"
        "One order a line, the first made first: id, state, provider, utility, last four of the account,\n"
        "bill, its version, yuan, when it was made, when it changed last, receipt; tabs between.\n"
        "  --open        those without an end\n"
        "  --for-person  those that somebody has to look at: a refund is abnormal, or there is no end after "
        "a\n"
        "                day (docs/operators.md says what to do)\n"
        "  --day DAY     those made on a day, 20261130\n"
        "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 the ledger cannot be read.\n",
    .flag = "open",
    .second_flag = "for-person",
    .least_rest = 0,
    .most_rest = 0,
    .check = check,
    .run_with_store = run,
    .mode = STORE_EXISTING,
    .of_payments = 1,
};
