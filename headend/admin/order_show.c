#include <inttypes.h>
#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/admin/order_print.h"
#include "headend/notices/import/feed_date.h"
#include "headend/providers/provider_value.h"

enum { REFUNDS_MOST = 100 };

static int print_order(const struct ledger_order *order)
{
    char yuan[YUAN_SIZE], made[FEED_DATE_SIZE], changed[FEED_DATE_SIZE], expires[FEED_DATE_SIZE];
    yuan_write(order->fen, yuan);
    feed_date_write(order->created_at, made);
    feed_date_write(order->changed_at, changed);
    feed_date_write(order->expires_at, expires);
    return printf(
               "order\t%s\nstate\t%s\nyuan\t%s\nprovider\t%s\nutility\t%s\naccount\t…%s\nbill\t%s, version "
               "%" PRId64 "\nbox\t%s\nmade\t%s\nexpires\t%s\nchanged\t%s\nreceipt\t%s\n",
               order->id, payment_state_word(order->state), yuan, order->provider, order->utility,
               order->account_end, order->bill, order->bill_version, order->box, made, expires, changed,
               order->receipt[0] != '\0' ? order->receipt : "-") < 0;
}

static int print_line(void *context, const struct ledger_line *line)
{
    char at[FEED_DATE_SIZE];
    const char *actor = line->actor == PAYMENT_BY_ENGINE    ? "engine"
                        : line->actor == PAYMENT_BY_SWEEPER ? "sweeper"
                                                            : "persons";
    (void)context;
    feed_date_write(line->at, at);
    return printf("log\t%s\t%s\t%" PRId64 "\t%s\t%s -> %s\t%s\t%s\t%s%s%s\n", at, line->subject, line->number,
                  line->event, line->from, line->to, actor, line->detail, line->persons[0],
                  line->persons[1][0] != '\0' ? ", " : "", line->persons[1]) < 0;
}

static int print_payment(void *context, const struct ledger_payment_seen *payment)
{
    char yuan[YUAN_SIZE], paid[FEED_DATE_SIZE], recorded[FEED_DATE_SIZE];
    (void)context;
    yuan_write(payment->fen, yuan);
    feed_date_write(payment->paid_at, paid);
    feed_date_write(payment->recorded_at, recorded);
    return printf("payment\t%s\t%s\t%s\tpaid %s\twritten down %s\n", payment->transaction, yuan,
                  payment->counts ? "counts" : "second", paid, recorded) < 0;
}

static int print_refund(const struct ledger_refund *refund)
{
    char yuan[YUAN_SIZE], changed[FEED_DATE_SIZE];
    yuan_write(refund->fen, yuan);
    feed_date_write(refund->changed_at, changed);
    return printf("refund\t%s\t%s\t%s\tof %s\t%s\n", refund->number, yuan, payment_state_word(refund->state),
                  refund->transaction, changed) < 0;
}

static int print_refunds(struct store *store, const char *order)
{
    struct ledger_refund refunds[REFUNDS_MOST];
    int count = ledger_refunds_of(store, order, refunds, REFUNDS_MOST);
    int result = count < 0 ? -1 : 0;
    for (int i = 0; i < count && result == 0; i++) {
        result = print_refund(&refunds[i]);
    }
    return result;
}

static int print_entry(void *context, const struct ledger_entry *entry)
{
    char yuan[YUAN_SIZE], at[FEED_DATE_SIZE];
    (void)context;
    yuan_write(entry->fen, yuan);
    feed_date_write(entry->at, at);
    return printf("entry\t%" PRId64 "\t%s\t%s\tfrom %s\tto %s\t%s\n", entry->number, entry->subject, yuan,
                  entry->credit, entry->debit, at) < 0;
}

static int print_proposal(void *context, const struct ledger_proposal *proposal)
{
    char at[FEED_DATE_SIZE];
    (void)context;
    feed_date_write(proposal->at, at);
    return printf("proposal\t%" PRId64 "\t%s\t%s\t%s\t%s%s%s\t%s\t%s\n", proposal->number, proposal->subject,
                  order_edge_word(proposal->event), proposal->receipt[0] != '\0' ? proposal->receipt : "-",
                  proposal->account, proposal->name[0] != '\0' ? "/" : "", proposal->name, at,
                  proposal->reason) < 0;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct ledger_order order;
    const char *id = options->rest[0];
    (void)config;
    int found = ledger_order(store, id, &order);
    if (found == 0) {
        (void)fprintf(stderr, "tv-hall-admin: there is no order %s\n", id);
        return ADMIN_REFUSED;
    }
    int result = found < 0 ? -1 : print_order(&order);
    result = result == 0 ? ledger_lines_of(store, id, print_line, NULL) : result;
    result = result == 0 ? ledger_payments_of(store, id, print_payment, NULL) : result;
    result = result == 0 ? print_refunds(store, id) : result;
    result = result == 0 ? ledger_entries_of(store, id, print_entry, NULL) : result;
    result = result == 0 ? ledger_proposals_of(store, id, print_proposal, NULL) : result;
    if (result < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
    }
    return result == 0 ? ADMIN_DONE : ADMIN_STORE;
}

const struct command command_order_show = {
    .name = "order show",
    .summary = "show all that the ledger has of an order",
    .help =
        "Usage: tv-hall-admin order show [--config headend.xml] ID\n"
        "What was ordered; its log line by line, with what was heard outside; payments, refunds, entries;\n"
        "and what was proposed and still holds (order resolve). Of the account only its last four.\n"
        "Exit codes: 0 done, 1 no such order or configuration wrong, 2 usage, 3 the ledger cannot be read.\n",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_EXISTING,
    .of_payments = 1,
};
