#ifndef HEADEND_CONFIG_MENU_JSON_H
#define HEADEND_CONFIG_MENU_JSON_H

#include <stddef.h>

#include "both-sides/config/hall_config.h"

/* The contract's Menu. Malloc'ed text, or NULL when memory is short or a string is not UTF-8. */
char *json_of_menu(const struct box_config *box, int64_t rev, const char *life, size_t *length);

#endif
