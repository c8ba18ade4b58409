#ifndef SANDBOX_CASHIER_H
#define SANDBOX_CASHIER_H

#include "sandbox/payment_books.h"
#include "sandbox/upstream.h"

/* What a phone shows after a scan: the amount and a button. GET /cashier/?code=… (the text of a QR code) is
 * the scan; POST /cashier/ with the fields code and how: "pay", "wrong" (a fen more than it comes to),
 * "later" (begun now, paid in some seconds), "begin" (begun, and not ended), "refuse" (ends what was begun),
 * "finish" (Alipay: no refund any more), "twice" (what is paid is paid once more). */

enum { CASHIER_PROBLEM_SIZE = 200 };

struct cashier {
    struct payment_books *books;
    char *frame; /* the page, with marks */
};

/* -1: `problem`. */
int cashier_open(struct cashier *cashier, struct payment_books *books, const char *path,
                 char problem[CASHIER_PROBLEM_SIZE]);
void cashier_close(struct cashier *cashier);

/* For the table of an upstream. */
int cashier_answer(void *state, const struct upstream_request *request, struct upstream_reply *reply);
char *cashier_samples(void *state, size_t *length);
void cashier_reset(void *state);

#endif
