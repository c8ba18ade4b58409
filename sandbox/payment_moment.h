#ifndef SANDBOX_PAYMENT_MOMENT_H
#define SANDBOX_PAYMENT_MOMENT_H

#include <stdint.h>

/* Moments as payment providers write them, at +08:00. */

enum { PAYMENT_MOMENT_SIZE = 40 };

/* 'T': "2026-11-30T12:00:00+08:00"; ' ': "2026-11-30 12:00:00". */
void payment_moment_write(int64_t ms, char separator, char out[PAYMENT_MOMENT_SIZE]);
/* The first of these forms. -1: it is none. */
int payment_moment_read(const char *text, int64_t *ms);
/* "2026-11-30" as 20261130; 0: it is none. */
int payment_date_read(const char *text);

#endif
