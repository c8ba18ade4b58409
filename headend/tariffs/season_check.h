#ifndef HEADEND_TARIFFS_SEASON_CHECK_H
#define HEADEND_TARIFFS_SEASON_CHECK_H

#include "both-sides/records/tariff_records.h"
#include "both-sides/xml/config_error.h"

/* Of tariff_check: the seasons of a version have each day of the year once, and one with other tier ends
 * begins where a cycle does. */
void season_check(const struct tariff *tariff, const struct tariff_version *version,
                  struct config_errors *errors);

#endif
