#ifndef HEADEND_TARIFFS_TARIFF_CHECK_H
#define HEADEND_TARIFFS_TARIFF_CHECK_H

#include "both-sides/records/tariff_records.h"
#include "both-sides/xml/config_error.h"

/* What no grammar can say of a tariff (docs/tariffs.md, "What is refused"): adds an error, in one clear line,
 * for what would bill a day wrongly, twice or not at all, or cannot be meant; a warning for what may be.
 * `tariff` keeps the bounds of its table. */
void tariff_check(const struct tariff *tariff, struct config_errors *errors, struct config_errors *warnings);

#endif
