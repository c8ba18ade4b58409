#ifndef BOTH_SIDES_CONFIG_CONFIG_ERROR_H
#define BOTH_SIDES_CONFIG_CONFIG_ERROR_H

#include "both-sides/config/hall_config.h"

/* Collecting what is wrong with a headend.xml. */

/* Adds one error; what is beyond CONFIG_ERROR_MAX is only counted. Text from the file may be passed in: it is
 * made printable. */
void config_error_add(struct config_errors *errors, int line, const char *element, const char *allowed,
                      const char *problem, ...) __attribute__((format(printf, 5, 6)));

/* Puts the errors in line order, keeping the order within a line. */
void config_errors_sort(struct config_errors *errors);

#endif
