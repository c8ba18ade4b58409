#ifndef BOTH_SIDES_CONFIG_CONFIG_TABLE_H
#define BOTH_SIDES_CONFIG_CONFIG_TABLE_H

#include "both-sides/records/record_table.h"

/* headend.xml as a record table: of struct hall_config. assets/schemas/headend.rng is printed from it. */

extern const struct record_table hall_config_table;

#endif
