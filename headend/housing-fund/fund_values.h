#ifndef HEADEND_HOUSING_FUND_FUND_VALUES_H
#define HEADEND_HOUSING_FUND_FUND_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/json/json_tree.h"

/* Fields of housing fund systems beside plain_value.h, alike in what is not said and what is wrong. */

/* Yuan as fen (money.h): exactly, or it is wrong. Not said: 0. */
int64_t fund_fen(const struct json_value *object, const char *name, int *wrong);
/* YYYYMMDD; 0: not said. */
int fund_day(const struct json_value *object, const char *name, int *wrong);
/* A whole number up to `most`; not said: 0. */
int fund_count(const struct json_value *object, const char *name, int most, int *wrong);
/* Percent ("2.6", "3.575") in thousandths. */
int fund_rate(const struct json_value *object, const char *name, int most, int *wrong);

#endif
