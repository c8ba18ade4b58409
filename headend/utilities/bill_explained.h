#ifndef HEADEND_UTILITIES_BILL_EXPLAINED_H
#define HEADEND_UTILITIES_BILL_EXPLAINED_H

#include "both-sides/arena.h"
#include "both-sides/records/statement_records.h"
#include "headend/tariffs/tariff_compare.h"

/* A utility's bill beside what its tariff makes of it (docs/decisions/0145). */

/* Of a bill without a tariff, too: EXPLAINED_NOT. `opened`: the day on which the account was, 0: not known.
 * `difference`: what differs, with EXPLAINED_DIFFERS. -1: no memory in the arena, where all texts and rows
 * are copied to. `tariff` NULL: not known. */
int bill_explain(const struct utility_bill *bill, const struct tariff *tariff, int opened,
                 struct arena *arena, struct explained_bill *explained, struct tariff_difference *difference);

#endif
