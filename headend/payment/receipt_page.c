#include "headend/payment/receipt_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "headend/ledger/ledger_of_box.h"
#include "headend/pages/page_reply.h"
#include "headend/payment/invoice_look.h"
#include "headend/payment/payments_private.h"
#include "headend/payment/receipt_token.h"

struct receipt {
    struct ledger_order order;
    const char *operator_name, *kind;
    int64_t paid_at, refunded;
    struct invoice_look invoice; /* of one that is settled */
};

enum { FEN_OF_YUAN = 100, MINUTE_MS = 60 * 1000, DAY_MINUTES = 24 * 60, TEXT_SIZE = 40 };

/* --- The page --- */

static int write_yuan(xmlTextWriter *writer, const char *name, int64_t fen)
{
    char text[TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%" PRId64 ".%02" PRId64, fen / FEN_OF_YUAN, fen % FEN_OF_YUAN);
    return page_attribute(writer, name, text);
}

/* YYYYMMDDhhmm at +08:00; none of 0. */
static int write_moment(xmlTextWriter *writer, const char *name, int64_t ms)
{
    char text[TEXT_SIZE];
    int day = calendar_date_at(ms);
    int minutes = (int)((ms - calendar_date_begins(day)) / MINUTE_MS) % DAY_MINUTES;
    (void)snprintf(text, sizeof text, "%08d%02d%02d", day, minutes / 60, minutes % 60);
    return ms > 0 ? page_attribute(writer, name, text) : 0;
}

static int write_day(xmlTextWriter *writer, const char *name, int day)
{
    char text[TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%08d", day);
    return day > 0 ? page_attribute(writer, name, text) : 0;
}

/* "asking", "unknown", or the utility's word and the end of the number. */
static int write_invoice(xmlTextWriter *writer, const struct receipt *receipt)
{
    const struct invoice_look *look = &receipt->invoice;
    if (receipt->order.state != PAYMENT_SETTLED || look->seen == INVOICE_NOT_SAID) {
        return 0;
    }
    const char *word = look->seen == INVOICE_ASKING    ? "asking"
                       : look->seen == INVOICE_UNKNOWN ? "unknown"
                                                       : utility_invoices.words[look->invoice];
    return page_attribute(writer, "invoice", word) == 0 ? page_attribute(writer, "invoice-tail", look->tail)
                                                        : -1;
}

static int write_receipt(xmlTextWriter *writer, const void *about)
{
    const struct receipt *receipt = about;
    const struct ledger_order *order = &receipt->order;
    return xmlTextWriterStartElement(writer, BAD_CAST "receipt") >= 0 &&
                   page_attribute(writer, "state", payment_state_word(order->state)) == 0 &&
                   page_attribute(writer, "operator", receipt->operator_name) == 0 &&
                   page_attribute(writer, "kind", receipt->kind) == 0 &&
                   page_attribute(writer, "tail", order->account_end) == 0 &&
                   page_attribute(writer, "bill", order->bill_version > 0 ? order->bill : "") == 0 &&
                   write_day(writer, "from", order->period_from) == 0 &&
                   write_day(writer, "to", order->period_to) == 0 &&
                   page_attribute(writer, "wallet", order->provider) == 0 &&
                   page_attribute(writer, "number", order->receipt) == 0 &&
                   page_attribute(writer, "order", order->id) == 0 &&
                   write_yuan(writer, "yuan", order->fen) == 0 &&
                   (receipt->refunded == 0 || write_yuan(writer, "refunded", receipt->refunded) == 0) &&
                   write_invoice(writer, receipt) == 0 &&
                   write_moment(writer, "paid", receipt->paid_at) == 0 &&
                   write_moment(writer, "changed", order->changed_at) == 0 &&
                   xmlTextWriterEndElement(writer) >= 0
               ? 0
               : -1;
}

/* --- What it is made of --- */

/* 1; 0: there is no such order, or nothing was paid; -1: the ledger. */
static int read_receipt(struct payments *payments, const char *id, struct receipt *receipt)
{
    (void)pthread_mutex_lock(&payments->page_lock);
    int found = ledger_order(payments->page_store, id, &receipt->order);
    int paid = found == 1 ? ledger_paid_at(payments->page_store, id, &receipt->paid_at) : found;
    found = paid == 1 ? ledger_given_back(payments->page_store, id, &receipt->refunded) : paid;
    if (found < 0) {
        payments_ledger_failed(payments->page_store);
    }
    (void)pthread_mutex_unlock(&payments->page_lock);
    return found;
}

const struct refusal *receipt_page_get(struct request *request, struct reply *reply)
{
    struct payments *payments = request->route->context;
    struct receipt receipt;
    char id[LEDGER_ID_SIZE];
    memset(&receipt, 0, sizeof receipt);
    if (payments == NULL) {
        return &refusal_unavailable;
    }
    if (!receipt_token_read(&payments->key, request->parts[0], id)) {
        return &refusal_not_found;
    }
    int found = read_receipt(payments, id, &receipt);
    if (found != 1) {
        return found == 0 ? &refusal_not_found : &refusal_unavailable;
    }
    const struct utility *utility = utilities_find(payments->utilities_known, receipt.order.utility);
    receipt.operator_name = utility != NULL ? utility->config->name : "";
    receipt.kind = utility != NULL ? utility_kinds.words[utility->config->kind] : "";
    if (receipt.order.state == PAYMENT_SETTLED) {
        receipt.invoice = invoice_look(payments, &receipt.order);
    }
    const struct refusal *refusal = page_reply(request, write_receipt, &receipt, reply);
    explicit_bzero(&receipt, sizeof receipt);
    return refusal;
}
