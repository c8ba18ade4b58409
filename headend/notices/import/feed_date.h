#ifndef HEADEND_NOTICES_IMPORT_FEED_DATE_H
#define HEADEND_NOTICES_IMPORT_FEED_DATE_H

#include <stdint.h>

/* Moments as feeds of offices write them (docs/operators.md lists them): RFC 822, ISO 8601, Java's and .NET's
 * forms, digits run together, seconds or milliseconds since 1970; with Chinese words and numerals, in
 * full-width digits. A missing zone is +08:00, and so is CST: these are Chinese offices. Weekdays are not
 * believed. Returns -1 for what is not understood, for days that do not exist and for years that no notice is
 * of (before 1971, after 2100): such a day is unknown. */
int feed_date_read(const char *text, int64_t *ms);

enum { FEED_DATE_SIZE = 32 };
/* ISO 8601 in UTC, to the millisecond where it has any. */
void feed_date_write(int64_t ms, char out[FEED_DATE_SIZE]);

#endif
