#ifndef PAYMENT_DAY_H
#define PAYMENT_DAY_H

/* The files of a day as the world's providers and utility make them from their own books, and what comparing
 * the ledger with them has to say of every row, at any moment (I14). Who reads the files alone gets the sums
 * of those books. Two days: midnight comes in the middle. */

#include "both-sides/calendar_date.h"
#include "headend/database/statement.h"
#include "headend/reconcile/reconcile_source.h"
#include "tests/unit/headend/payment/payment_world.h"

enum {
    DAY_FIRST = 19700101,
    DAY_SECOND = 19700102,
    DAY_ROWS_MAX = WORLD_ORDERS * WORLD_PAYMENTS * 2,
};

/* A provider or the utility, as the comparison asks it. */
struct day_source {
    struct payment_provider provider; /* first: the comparison has this */
    struct utility utility;
    struct utility_config config;
    const struct world *world;
};

static int is_of_date(int64_t moment, int date)
{
    return moment != 0 && calendar_date_at(moment) == date;
}

/* --- Files --- */

static void add_provider_row(struct provider_day *day, const struct world_order *order,
                             const struct world_payment *payment, enum provider_row_kind kind)
{
    int is_refund = kind == PROVIDER_ROW_REFUND;
    struct provider_row *row = &day->rows[day->count++];
    *row = (struct provider_row){.kind = kind,
                                 .fen = payment->fen,
                                 .time_ms = is_refund ? payment->refund.accepted_at : payment->paid_at};
    (void)snprintf(row->transaction_id, sizeof row->transaction_id, "%.64s", payment->transaction);
    (void)snprintf(row->out_trade_no, sizeof row->out_trade_no, "%s", order->id);
    (void)snprintf(row->out_refund_no, sizeof row->out_refund_no, "%.32s",
                   is_refund ? payment->refund.number : "");
}

static enum provider_outcome world_provider_day(struct payment_provider *provider, int date, int timeout_ms,
                                                struct provider_day *day, struct provider_word *word)
{
    const struct world *world = ((const struct day_source *)provider)->world;
    (void)timeout_ms;
    (void)word;
    *day = (struct provider_day){.rows = calloc(DAY_ROWS_MAX, sizeof *day->rows)};
    if (day->rows == NULL) {
        return PROVIDER_LATER;
    }
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *order = &world->orders[i];
        for (int k = 0; k < order->payment_count && order->which == (int)provider->calls->kind; k++) {
            const struct world_payment *payment = &order->payments[k];
            if (is_of_date(payment->paid_at, date)) {
                add_provider_row(day, order, payment, PROVIDER_ROW_PAYMENT);
            }
            if (is_of_date(payment->refund.accepted_at, date)) {
                add_provider_row(day, order, payment, PROVIDER_ROW_REFUND);
            }
        }
    }
    return PROVIDER_DONE;
}

static void add_utility_row(struct utility_day *day, const struct world_order *order,
                            enum utility_row_kind kind, int64_t at)
{
    struct utility_row *row = &day->rows[day->count++];
    *row = (struct utility_row){.kind = kind, .fen = WORLD_FEN, .time_ms = at};
    (void)snprintf(row->serial, sizeof row->serial, "%s", order->id);
    (void)snprintf(row->receipt, sizeof row->receipt, "R-%.26s", order->id);
}

static struct utility_said world_utility_day(struct utility *utility, int date, int timeout_ms,
                                             struct utility_day *day)
{
    const struct day_source *source =
        (const struct day_source *)(const void *)((const char *)utility -
                                                  offsetof(struct day_source, utility));
    (void)timeout_ms;
    *day = (struct utility_day){.rows = calloc(DAY_ROWS_MAX, sizeof *day->rows)};
    if (day->rows == NULL) {
        return (struct utility_said){.outcome = UTILITY_UNKNOWN};
    }
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *order = &source->world->orders[i];
        if (is_of_date(order->posted_at, date)) {
            add_utility_row(day, order, UTILITY_ROW_POSTING, order->posted_at);
        }
        if (is_of_date(order->reversed_at, date)) {
            add_utility_row(day, order, UTILITY_ROW_REVERSAL, order->reversed_at);
        }
    }
    return (struct utility_said){.outcome = UTILITY_DONE};
}

/* --- What has to be said of a row --- */

struct day_comparison {
    struct world *world;
    struct store *store;
    int is_over;                                  /* nothing is under way any more */
    int records;                                  /* payments that only a file has are written down */
    int recorded_of[WORLD_ORDERS];                /* how many were */
    int64_t received, refunded, posted, reversed; /* by the files alone */
    size_t rows;
    const char *source;
    /* Of each order: payments that both sides have, whether a row told of its posting, of whose refunds. */
    int payments[WORLD_ORDERS], is_posting_told[WORLD_ORDERS];
    int is_refund_told[WORLD_ORDERS][WORLD_PAYMENTS];
};

static void hold_word(struct day_comparison *day, const struct reconcile_result *result, int is_right)
{
    const char *key = result->theirs != NULL ? result->theirs->key : result->ours->key;
    if (!is_right) {
        broken(day->world, "the day's %s %s is said to be %s (%s)", reconcile_kind_word(result->kind), key,
               reconcile_flag_word(result->flag), result->note);
    }
}

/* As `tv-hall-admin reconcile --record` does. Of two payments the one that was heard of first counts, and the
 * other may be left to the day; else it was forgotten, or never asked for. */
static void record_payment(struct day_comparison *day, const struct reconcile_row *row,
                           const struct world_order *order, const struct world_payment *payment)
{
    const struct ledger_payment told = {.order = row->order,
                                        .provider = day->source,
                                        .transaction = row->key,
                                        .fen = row->fen,
                                        .paid_at = row->time_ms,
                                        .now = day->world->now,
                                        .actor = PAYMENT_BY_SWEEPER};
    enum ledger_payment_result heard = ledger_record_payment(day->store, &told);
    if (heard != LEDGER_PAYMENT_COUNTS && heard != LEDGER_PAYMENT_REFUNDED) {
        broken(day->world, "%s: a payment of the day's file is not taken", order->id);
    }
    if (payment->is_heard || (order->payment_count == 1 && !payment->is_naughty)) {
        broken(day->world, "%s: a payment was forgotten, or never asked for", order->id);
    }
    day->recorded_of[order - day->world->orders]++;
}

static void hold_payment(struct day_comparison *day, const struct reconcile_result *result)
{
    const struct reconcile_row *row = result->theirs;
    if (row == NULL) {
        hold_word(day, result, 0); /* the ledger has a payment that no provider has */
        return;
    }
    struct world_order *order = world_order_of(day->world, row->order);
    int which = order != NULL ? payment_of(order, row->key) : -1;
    int64_t known = store_number(day->store,
                                 "SELECT count(*) FROM payments WHERE provider = ?1 AND transaction_id = ?2 "
                                 "AND order_id = ?3 AND fen = ?4",
                                 STORE_VALUES(store_text(day->source), store_text(row->key),
                                              store_text(row->order), store_integer(row->fen)),
                                 0);
    day->received += row->fen;
    if (order != NULL && known == 1) {
        day->payments[order - day->world->orders]++;
    }
    hold_word(day, result,
              which >= 0 && (known == 1 ? result->flag == RECONCILE_MATCHED
                                        : known == 0 && result->flag == RECONCILE_ONLY_THEIRS));
    if (result->flag == RECONCILE_ONLY_THEIRS && day->records && which >= 0) {
        record_payment(day, row, order, &order->payments[which]);
    }
}

/* What was accepted and what came of it. Who is asked late answers late: then it is of another time. */
static void hold_refund_row(struct day_comparison *day, const struct reconcile_result *result)
{
    const char *number = result->theirs != NULL ? result->theirs->key : result->ours->key;
    struct ledger_refund known = {.state = PAYMENT_REFUNDING};
    int is_known = ledger_refund(day->store, number, &known) == 1;
    const struct world_order *order = is_known ? world_order_of(day->world, known.order) : NULL;
    int which = order != NULL ? payment_of(order, known.transaction) : -1;
    if (which < 0) {
        hold_word(day, result, 0);
        return;
    }
    const struct world_payment *payment = &order->payments[which];
    int is_ended = known.state == PAYMENT_REFUNDED;
    day->is_refund_told[order - day->world->orders][which] = 1;
    if (result->theirs == NULL) { /* not accepted, or in the file of the other day */
        hold_word(day, result,
                  result->flag == RECONCILE_OTHER_DAY ||
                      (result->flag == RECONCILE_ONLY_OURS &&
                       (!payment->refund.is_there || payment->refund.accepted_at != 0)));
        return;
    }
    day->refunded += result->theirs->fen;
    hold_word(day, result,
              payment->by_household > 0 ? result->flag == RECONCILE_STATE
              : !is_ended               ? result->flag == RECONCILE_REFUND_OPEN && !day->is_over
                          : (result->flag == RECONCILE_MATCHED && payment->given_back == payment->fen) ||
                                result->flag == RECONCILE_OTHER_DAY);
}

static void hold_posting(struct day_comparison *day, const struct reconcile_result *result)
{
    const char *id = result->theirs != NULL ? result->theirs->key : result->ours->key;
    struct ledger_order known = {.state = PAYMENT_CREATED};
    const struct world_order *order = world_order_of(day->world, id);
    if (order == NULL || ledger_order(day->store, id, &known) != 1) {
        hold_word(day, result, 0);
        return;
    }
    int is_settled = known.state == PAYMENT_SETTLED;
    int is_undone = !is_settled && !payment_state_may_be_posted(known.state);
    int is_there = order->posting == WORLD_POSTED;
    day->is_posting_told[order - day->world->orders] = 1;
    /* A sweeper that stood still writes down when it began. */
    int is_late = result->ours != NULL && order->posted_at > result->ours->until_ms + RECONCILE_SLACK_MS;
    int is_undone_late =
        result->ours != NULL && order->reversed_at > result->ours->undone_ms + RECONCILE_SLACK_MS;
    if (result->theirs == NULL) { /* entered before midnight, and known after it */
        hold_word(
            day, result,
            is_settled && is_there &&
                (result->flag == RECONCILE_OTHER_DAY || (is_late && result->flag == RECONCILE_ONLY_OURS)));
    } else if (result->kind == RECONCILE_REVERSAL) {
        day->reversed += result->theirs->fen;
        hold_word(day, result,
                  !is_there && (is_undone ? result->flag == RECONCILE_MATCHED
                                          : result->flag == RECONCILE_STATE && !day->is_over));
    } else {
        day->posted += result->theirs->fen;
        hold_word(day, result,
                  is_settled ? is_there && result->flag == (is_late ? RECONCILE_OTHER_DAY : RECONCILE_MATCHED)
                  : is_undone ? !is_there && (result->flag == RECONCILE_MATCHED ||
                                              result->flag == RECONCILE_OTHER_DAY ||
                                              (is_undone_late && result->flag == RECONCILE_STATE))
                              : result->flag == RECONCILE_STATE && !day->is_over);
    }
}

static int hold_result(void *context, const struct reconcile_result *result)
{
    struct day_comparison *day = context;
    day->rows += result->theirs != NULL;
    switch (result->kind) {
    case RECONCILE_PAYMENT:
        hold_payment(day, result);
        break;
    case RECONCILE_REFUND:
        hold_refund_row(day, result);
        break;
    case RECONCILE_POSTING:
    case RECONCILE_REVERSAL:
        hold_posting(day, result);
        break;
    }
    return 0;
}

/* --- Both days of all sources --- */

/* What the comparison adds up from the files is what its rows come to, and each row was told once. */
static void hold_sums(struct day_comparison *day, const struct day_comparison *before,
                      const struct reconcile_asked *asked)
{
    if (asked->end != RECONCILE_COMPARED || asked->sums.rows != day->rows - before->rows ||
        asked->sums.received != day->received - before->received ||
        asked->sums.refunded != day->refunded - before->refunded ||
        asked->sums.posted != day->posted - before->posted ||
        asked->sums.reversed != day->reversed - before->reversed) {
        broken(day->world, "%s: the day is not compared as a whole: %s", day->source, asked->word);
    }
}

static void compare_date(struct day_comparison *day, int date)
{
    static const struct payment_provider_calls providers[] = {
        [PAYMENT_PROVIDER_WECHAT] = {.kind = PAYMENT_PROVIDER_WECHAT, .day = world_provider_day},
        [PAYMENT_PROVIDER_ALIPAY] = {.kind = PAYMENT_PROVIDER_ALIPAY, .day = world_provider_day}};
    static const struct utility_calls utilities = {.day = world_utility_day};
    struct day_source source = {.world = day->world, .config = {.operator_id = "power"}};
    struct reconcile_asked asked;
    for (int i = 0; i < PAYMENT_PROVIDER_COUNT; i++) {
        const struct day_comparison before = *day;
        source.provider.calls = &providers[i];
        day->source = payment_provider_name(providers[i].kind);
        reconcile_provider(day->store, &source.provider, date, 0, hold_result, day, &asked);
        hold_sums(day, &before, &asked);
    }
    const struct day_comparison before = *day;
    source.utility = (struct utility){.calls = &utilities, .config = &source.config};
    day->source = source.config.operator_id;
    reconcile_utility(day->store, &source.utility, date, 0, hold_result, day, &asked);
    hold_sums(day, &before, &asked);
}

/* The files have all that happened: their sums are those of the books. */
static void hold_files(const struct day_comparison *day)
{
    struct world *world = day->world;
    int64_t received = 0;
    int64_t refunded = 0;
    int64_t posted = 0;
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *order = &world->orders[i];
        posted += order->posting == WORLD_POSTED ? WORLD_FEN : 0;
        for (int k = 0; k < order->payment_count; k++) {
            const struct world_payment *payment = &order->payments[k];
            received += payment->fen;
            refunded += payment->refund.is_there ? payment->fen : 0;
        }
    }
    if (day->received != received || day->refunded != refunded || day->posted - day->reversed != posted) {
        broken(world, "the files say received %ld, posted %ld, refunded %ld, and it was %ld, %ld, %ld",
               (long)day->received, (long)(day->posted - day->reversed), (long)day->refunded, (long)received,
               (long)posted, (long)refunded);
    }
}

/* What the ledger has was told, too: what is settled, every payment, every refund that may have been
 * accepted.
 */
static void hold_ledger_told(struct day_comparison *day, int which)
{
    const struct world_order *order = &day->world->orders[which];
    struct ledger_order known = {.state = PAYMENT_CREATED};
    struct ledger_refund refunds[WORLD_PAYMENTS];
    int is_there = ledger_order(day->store, order->id, &known) == 1;
    int count = is_there ? ledger_refunds_of(day->store, order->id, refunds, WORLD_PAYMENTS) : 0;
    int64_t payments = store_number(day->store, "SELECT count(*) FROM payments WHERE order_id = ?1",
                                    STORE_VALUES(store_text(order->id)), 0);
    int is_told = payments == day->payments[which] + day->recorded_of[which] &&
                  (known.state != PAYMENT_SETTLED || day->is_posting_told[which]);
    for (int i = 0; i < count; i++) {
        int paid = payment_of(order, refunds[i].transaction);
        int64_t asked = store_number(day->store,
                                     "SELECT count(*) FROM order_log WHERE subject = ?1 AND event IN "
                                     "('refund_unknown', 'refund_done')",
                                     STORE_VALUES(store_text(refunds[i].number)), 0);
        is_told = is_told && paid >= 0 && (asked == 0 || day->is_refund_told[which][paid]);
    }
    if (!is_told) {
        broken(day->world, "%s: the days do not tell all that the ledger has of it", order->id);
    }
}

static void compare_days(struct day_comparison *day)
{
    compare_date(day, DAY_FIRST);
    if (calendar_date_at(day->world->now) >= DAY_SECOND) {
        compare_date(day, DAY_SECOND);
    }
    hold_files(day);
    for (int i = 0; i < WORLD_ORDERS; i++) {
        if (day->world->orders[i].payment_count > 0) {
            hold_ledger_told(day, i);
        }
    }
}

#endif
