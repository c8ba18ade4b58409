#ifndef SCREENS_UTILITIES_NUMBERED_LIST_H
#define SCREENS_UTILITIES_NUMBERED_LIST_H

#include "screens/stage/list_screen.h"

/* A list screen of which a digit opens the row that shows it. */

enum { NUMBERED_ROWS = 9 };

/* The digit of a row; 0: it has none. */
int numbered_list_digit(size_t row);
enum key_result numbered_list_key(struct screen *base, const struct remote_event *event);

#endif
