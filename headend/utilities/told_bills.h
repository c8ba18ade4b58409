#ifndef HEADEND_UTILITIES_TOLD_BILLS_H
#define HEADEND_UTILITIES_TOLD_BILLS_H

#include <stdint.h>

/* Which bills the operator was told of, so that one is told once and not with every look at it. In memory:
 * after a restart, or after TOLD_BILLS_MAX others, it is told again. Any thread may call. */

enum { TOLD_BILLS_MAX = 8192 };

struct told_bills;

/* NULL: out of memory. */
struct told_bills *told_bills_create(void);
void told_bills_free(struct told_bills *told);

/* 1: it is told for the first time. `mark` is a hash of the bill and its version. */
int told_bills_add(struct told_bills *told, uint64_t mark);

#endif
