#ifndef HEADEND_SOCIAL_SECURITY_INSURANCE_VALUES_H
#define HEADEND_SOCIAL_SECURITY_INSURANCE_VALUES_H

#include <stdint.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/records/social_security_records.h"

/* Fields of social security systems beside plain_value.h, alike in what is not said and what is wrong. */

/* 0 to INSURANCE_COUNT_MAX months; FIELD_NOT_SAID. */
int insurance_value_count(const struct json_value *object, const char *name, int *wrong);
/* "200103" or "20010315" as 200103, also where the calendar has no such month; 0: not said. */
int insurance_value_month(const struct json_value *object, const char *name, int *wrong);
/* "2025"; 0: not said, or none between 1900 and 2999. */
int insurance_value_year(const struct json_value *object, const char *name, int *wrong);
/* YYYYMMDD, a real day; 0: not said, or another. */
int insurance_value_day(const struct json_value *object, const char *name, int *wrong);
/* "388.00" as 38800 fen, within ±INSURANCE_FEN_MOST; `otherwise`: not said. */
#define INSURANCE_FEN_MOST 10000000000000
int64_t insurance_value_fen(const struct json_value *object, const char *name, int64_t otherwise, int *wrong);

#endif
