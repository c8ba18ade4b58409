#ifndef SANDBOX_UTILITY_BILLS_H
#define SANDBOX_UTILITY_BILLS_H

#include "both-sides/json/json_tree.h"
#include "both-sides/json/json_writer.h"
#include "sandbox/utility_books.h"

/* Sample bills: amounts as they stand in the data, days counted from today. */

enum { UTILITY_SAMPLE_ID_SIZE = 33 };

/* What somebody has changed since: the quirk `version`. */
struct bill_change {
    int version; /* added to 1 */
    int64_t late_fee;
    int is_invoiced; /* the quirk `invoice`: what was paid here has one */
};

/* "B0018-202610A" by account, month and suffix. */
void utility_bill_id(const struct json_value *account, const struct json_value *bill, int today,
                     char out[UTILITY_SAMPLE_ID_SIZE]);
/* The bill of an account that has this id; NULL: there is none. */
const struct json_value *utility_bill_find(const struct json_value *account, const char *id, int today);

/* Fen of a field in yuan; 0 where there is none. */
int64_t utility_bill_fen(const struct json_value *bill, const char *name);

/* invoice_state and invoice_no of what was paid. */
void utility_invoice_write(struct json_writer *json, const struct books_row *paid, int is_invoiced);

/* As an element of an array; `paid` NULL: nobody has paid it since. */
void utility_bill_write(struct json_writer *json, const struct json_value *account,
                        const struct json_value *bill, int today, const struct bill_change *change,
                        const struct books_row *paid);

#endif
