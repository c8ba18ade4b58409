#include "headend/payment/invoice_look.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/payment/payments_private.h"

#define SECOND_US INT64_C(1000000)

enum {
    LOOKS_MAX = 512,    /* beyond, the one that was asked for longest ago is forgotten */
    KNOWN_FOR_S = 300,  /* what it answered, before the utility is asked anew */
    UNKNOWN_FOR_S = 60, /* likewise, where it could not be asked */
    ASKED_FOR_S = 30,   /* longer than any question takes: whoever asked has gone */
};

struct entry {
    char order[LEDGER_ID_SIZE]; /* "": free */
    struct invoice_look look;
    int is_asked;  /* now */
    int64_t at_us; /* steady clock: when it was asked for or answered */
};

struct invoice_looks {
    pthread_mutex_t lock;
    struct entry entries[LOOKS_MAX];
};

struct asking {
    struct payment_work work; /* first: its address is ours */
    struct payments *payments;
    char order[LEDGER_ID_SIZE];
};

struct invoice_looks *invoice_looks_new(void)
{
    struct invoice_looks *looks = calloc(1, sizeof *looks);
    if (looks != NULL && pthread_mutex_init(&looks->lock, NULL) != 0) {
        free(looks);
        looks = NULL;
    }
    return looks;
}

void invoice_looks_free(struct invoice_looks *looks)
{
    if (looks != NULL) {
        (void)pthread_mutex_destroy(&looks->lock);
        free(looks);
    }
}

/* --- With the lock --- */

static struct entry *find(struct invoice_looks *looks, const char *order)
{
    for (size_t i = 0; i < LOOKS_MAX; i++) {
        if (strcmp(looks->entries[i].order, order) == 0) {
            return &looks->entries[i];
        }
    }
    return NULL;
}

static struct entry *find_or_take(struct invoice_looks *looks, const char *order)
{
    struct entry *entry = find(looks, order);
    if (entry == NULL) {
        entry = &looks->entries[0];
        for (size_t i = 1; i < LOOKS_MAX; i++) {
            entry = looks->entries[i].at_us < entry->at_us ? &looks->entries[i] : entry;
        }
        *entry = (struct entry){.look = {.seen = INVOICE_ASKING}};
        (void)snprintf(entry->order, sizeof entry->order, "%s", order);
    }
    return entry;
}

static int is_due(const struct entry *entry, int64_t now_us)
{
    int seconds = entry->is_asked                       ? ASKED_FOR_S
                  : entry->look.seen == INVOICE_ASKING  ? 0
                  : entry->look.seen == INVOICE_UNKNOWN ? UNKNOWN_FOR_S
                                                        : KNOWN_FOR_S;
    return now_us - entry->at_us >= seconds * SECOND_US;
}

/* --- Asking --- */

static void heard(struct invoice_looks *looks, const char *order, const struct invoice_look *said)
{
    (void)pthread_mutex_lock(&looks->lock);
    struct entry *entry = find(looks, order);
    if (entry != NULL) {
        entry->is_asked = 0;
        entry->at_us = steady_us();
        entry->look = *said;
    }
    (void)pthread_mutex_unlock(&looks->lock);
}

static struct invoice_look ask_utility(struct payments *payments, const struct ledger_order *order)
{
    struct invoice_look look = {.seen = INVOICE_UNKNOWN};
    struct utility *utility = utilities_find(payments->utilities_known, order->utility);
    struct spared_system *system = payments_system(payments, order->utility);
    if (utility == NULL || system == NULL || !spared_system_begin(system, PAYMENT_ASK_MS)) {
        return look;
    }
    const struct utility_posting_order posted = {.serial = order->id,
                                                 .account_no = "",
                                                 .bill = order->bill_version > 0 ? order->bill : "",
                                                 .version = (int)order->bill_version,
                                                 .fen = order->fen};
    struct utility_posting posting = {.state = UTILITY_PROCESSING};
    struct utility_said said = utility->calls->query_posting(utility, &posted, PAYMENT_ASK_MS, &posting);
    spared_system_end(system, !payment_utility_is_silent(&said));
    if (said.outcome == UTILITY_DONE) {
        look.seen = INVOICE_NOT_SAID;
    }
    if (said.outcome == UTILITY_DONE && posting.state == UTILITY_POSTED && posting.has_invoice) {
        look.seen = INVOICE_KNOWN;
        look.invoice = posting.invoice;
        memcpy(look.tail, posting.invoice_tail, sizeof look.tail);
    }
    return look;
}

static void ask(struct payment_worker *worker, struct payment_work *work)
{
    struct asking *asking = (struct asking *)work;
    struct invoice_look look = {.seen = INVOICE_UNKNOWN};
    struct ledger_order order;
    int found = worker != NULL ? ledger_order(worker->store, asking->order, &order) : 0;
    if (found == 1 && order.state == PAYMENT_SETTLED) {
        look = ask_utility(asking->payments, &order);
    } else if (found < 0) {
        payments_ledger_failed(worker->store);
    }
    heard(asking->payments->invoices, asking->order, &look);
    free(asking);
}

static void begin(struct payments *payments, const char *order)
{
    struct asking *asking = calloc(1, sizeof *asking);
    if (asking != NULL) {
        asking->work.run = ask;
        asking->payments = payments;
        (void)snprintf(asking->order, sizeof asking->order, "%s", order);
    }
    if (asking == NULL || payments_put_off(payments, PAYMENT_LANE_ASK, &asking->work) != 0) {
        heard(payments->invoices, order, &(struct invoice_look){.seen = INVOICE_UNKNOWN});
        free(asking);
    }
}

struct invoice_look invoice_look(struct payments *payments, const struct ledger_order *order)
{
    struct invoice_looks *looks = payments->invoices;
    int64_t now_us = steady_us();
    (void)pthread_mutex_lock(&looks->lock);
    struct entry *entry = find_or_take(looks, order->id);
    int asks = is_due(entry, now_us);
    if (asks) {
        entry->is_asked = 1;
        entry->at_us = now_us;
        entry->look = (struct invoice_look){.seen = INVOICE_ASKING}; /* what it said is too old to be told */
    }
    struct invoice_look look = entry->look;
    (void)pthread_mutex_unlock(&looks->lock);
    if (asks) {
        begin(payments, order->id);
    }
    return look;
}
