#ifndef BOTH_SIDES_RECORDS_ALL_RECORDS_H
#define BOTH_SIDES_RECORDS_ALL_RECORDS_H

#include "both-sides/records/record_table.h"

/* Every record that the contract has, what holds others behind what it holds: for the schemas and for the
 * tests of bounds. */
extern const struct record_table *const all_records[];
extern const size_t all_records_count;

#endif
