#ifndef BOTH_SIDES_CONFIG_CONFIG_RULES_H
#define BOTH_SIDES_CONFIG_CONFIG_RULES_H

#include <libxml/tree.h>

#include "both-sides/config/hall_config.h"

/* Reads a document into `config` and adds an error for everything that is wrong with it. */
void config_read(const xmlDoc *document, struct hall_config *config, struct config_errors *errors);

/* The line of one of the elements of that name, in the order of the document; 1 if there are fewer. */
int config_line_of(const xmlDoc *document, const char *name, size_t index);

/* The rules that no grammar can say: unique ids, digits and places; a regular font; how many keys all remotes
 * may have. */
void config_check_rules(const xmlDoc *document, const struct hall_config *config,
                        struct config_errors *errors);

#endif
