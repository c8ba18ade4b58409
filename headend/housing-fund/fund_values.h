#ifndef HEADEND_HOUSING_FUND_FUND_VALUES_H
#define HEADEND_HOUSING_FUND_FUND_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/narrow.h"

/* Fields of housing fund systems: texts or numbers as they were written. What is not there, null or "" is not
 * said; what is of another type or form sets *wrong. */

/* A number or code, padded or in full width: narrowed into `out`, which it returns. */
const char *fund_text(const struct json_value *object, const char *name, char out[NARROW_SIZE], int *wrong);
/* A code of letters and digits; more than `size` - 1 are wrong. */
void fund_code(const struct json_value *object, const char *name, char *out, size_t size, int *wrong);
/* Yuan as fen (money.h): exactly, or it is wrong. Not said: 0. */
int64_t fund_fen(const struct json_value *object, const char *name, int *wrong);
/* YYYYMMDD; 0: not said. */
int fund_day(const struct json_value *object, const char *name, int *wrong);
/* A whole number up to `most`; not said: 0. */
int fund_count(const struct json_value *object, const char *name, int most, int *wrong);
/* Percent ("2.6", "3.575") in thousandths. */
int fund_rate(const struct json_value *object, const char *name, int most, int *wrong);

#endif
