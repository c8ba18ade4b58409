#ifndef HEADEND_NOTICES_CURSOR_H
#define HEADEND_NOTICES_CURSOR_H

#include <stdint.h>

#include "headend/notices/notice_record.h"

/* Where a page of notices ended. It names the row by what the list is ordered by, so it stays right when rows
 * come and go. Boxes hand it back as they got it: they must not read it. */

struct cursor {
    int urgent; /* 1 while the urgent ones are being listed */
    int64_t published;
    char id[NOTICE_ID_SIZE];
};

void cursor_write(const struct cursor *cursor, char out[CURSOR_SIZE]);

/* Returns -1 for anything that cursor_write cannot have written. */
int cursor_read(const char *text, struct cursor *cursor);

#endif
