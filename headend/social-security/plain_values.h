#ifndef HEADEND_SOCIAL_SECURITY_PLAIN_VALUES_H
#define HEADEND_SOCIAL_SECURITY_PLAIN_VALUES_H

#include <stdint.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/narrow.h"
#include "both-sides/records/social_security_records.h"

/* Fields of social security systems: texts or numbers, padded, in full width. What is not there, null or ""
 * is not said; what is of another type or form sets *wrong. */

/* As it stands there, narrowed; returns `out`. */
const char *plain_text(const struct json_value *object, const char *name, char out[NARROW_SIZE], int *wrong);
/* A code of letters and digits, at most INSURANCE_CODE_SIZE - 1. */
void plain_code(const struct json_value *object, const char *name, char out[INSURANCE_CODE_SIZE], int *wrong);
/* 0 to INSURANCE_COUNT_MAX months; FIELD_NOT_SAID. */
int plain_count(const struct json_value *object, const char *name, int *wrong);
/* "200103" or "20010315" as 200103, also where the calendar has no such month; 0: not said. */
int plain_month(const struct json_value *object, const char *name, int *wrong);
/* "2025"; 0: not said, or none between 1900 and 2999. */
int plain_year(const struct json_value *object, const char *name, int *wrong);
/* YYYYMMDD, a real day; 0: not said, or another. */
int plain_day(const struct json_value *object, const char *name, int *wrong);
/* "388.00" as 38800 fen, within ±PLAIN_FEN_MOST; `otherwise`: not said. */
#define PLAIN_FEN_MOST 10000000000000
int64_t plain_fen(const struct json_value *object, const char *name, int64_t otherwise, int *wrong);

#endif
