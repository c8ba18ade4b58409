#ifndef BOTH_SIDES_CONFIG_CONFIG_RULES_H
#define BOTH_SIDES_CONFIG_CONFIG_RULES_H

#include "both-sides/config/config_walk.h"

/* The rules that no grammar can say: unique ids, digits and places; a regular font; width with height. */
void config_check_rules(const struct hall_config *config, const struct config_lines *lines,
                        struct config_errors *errors);

#endif
