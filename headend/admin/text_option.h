#ifndef HEADEND_ADMIN_TEXT_OPTION_H
#define HEADEND_ADMIN_TEXT_OPTION_H

#include <stddef.h>

/* What an operator writes on the command line or in a list, and people read. */

/* NULL: it is UTF-8 without control characters (with `line_ends`, but for these), with at most so many
 * characters, not only blanks. Otherwise what is wrong; `problem` is room for it. */
enum { TEXT_PROBLEM_SIZE = 80 };
const char *text_problem(const char *text, size_t most, int line_ends, char problem[TEXT_PROBLEM_SIZE]);

#endif
