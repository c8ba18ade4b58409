#ifndef HEADEND_TARIFFS_TARIFF_TERMS_H
#define HEADEND_TARIFFS_TARIFF_TERMS_H

#include <stdint.h>

#include "both-sides/records/tariff_records.h"

/* What a tariff says of a day and of a household. Days are real ones, YYYYMMDD. */

/* NULL: none holds. */
const struct tariff_version *tariff_version_on(const struct tariff *tariff, int day);
const struct tariff_season *tariff_season_on(const struct tariff_version *version, int day);

/* 1 if the month and day of `day` (YYYYMMDD or MMDD) lie within the span. */
int tariff_span_has(const struct tariff_span *span, int day);

int tariff_cycle_months(const struct tariff *tariff);
/* The month in which cycles start, 1 to 12; 0: that of the opening is needed and not said. */
int tariff_cycle_start(const struct tariff *tariff, int opening);
/* The first and the last day of the cycle of a day. */
void tariff_cycle_of(const struct tariff *tariff, int start, int day, int *first, int *last);

/* The end of a tier that has one, for a household of so many people (0: not known). */
int64_t tariff_tier_end(const struct tariff_version *version, const struct tariff_tier *tier, int people);

#endif
