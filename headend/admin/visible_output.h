#ifndef HEADEND_ADMIN_VISIBLE_OUTPUT_H
#define HEADEND_ADMIN_VISIBLE_OUTPUT_H

#include <stdio.h>

/* Text of feeds and files passes to the operator's terminal, which acts on control characters. */

/* A stream that writes to `descriptor` what it is given, with control characters but line ends and tabs,
 * marks of direction, and bytes that are not UTF-8 made visible (printable.h). NULL: out of memory. */
FILE *visible_output_open(int descriptor);

/* From now on stdout and stderr are such. -1: out of memory. */
int visible_output_begin(void);

#endif
