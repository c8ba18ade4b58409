#ifndef HEADEND_NOTICES_IMPORT_FEED_DATE_H
#define HEADEND_NOTICES_IMPORT_FEED_DATE_H

#include <stdint.h>

/* Moments as feeds of offices write them: RFC 822 (with or without weekday and seconds, two-digit years), ISO
 * 8601 (with T, blank, slashes or dots, or run together), "2026年3月5日 9:30", and Java's "Tue Mar 05
 * 09:30:00 CST 2026". A missing zone is +08:00, and so is CST: these are Chinese offices. Returns -1 for
 * anything else and for days that do not exist. */
int feed_date_read(const char *text, int64_t *ms);

enum { FEED_DATE_SIZE = 32 };
/* ISO 8601 in UTC, to the millisecond where it has any. */
void feed_date_write(int64_t ms, char out[FEED_DATE_SIZE]);

#endif
