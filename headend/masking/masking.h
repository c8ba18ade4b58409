#ifndef HEADEND_CASES_MASKING_H
#define HEADEND_CASES_MASKING_H

#include <stddef.h>

/* Personal data on its way to a television (domain.md 11). */

/* 张三 and 张三丰 both as 张**: how long a name is says something of it too. "" stays "". Malloc'ed; NULL:
 * out of memory. */
char *mask_name(const char *name);

/* Text that somebody wrote: `name` where it stands in it as mask_name, and what may be a phone, ID or account
 * number (11 or more digits, full-width ones and single spaces or hyphens between them too, an X at the end)
 * as its first and last character with stars between; 137******50 where there are 11. A landline with its
 * area code (0735-…) stays: it is the office's; so does a date. Control characters become spaces; cut after
 * `characters_max` characters, the last then being an ellipsis. `text` is UTF-8. Malloc'ed; NULL: out of
 * memory. */
char *mask_text(const char *text, const char *name, size_t characters_max);

enum { MASK_TAIL_SIZE = 5 };
/* What may be shown of an account's or an invoice's number: its last 4 characters; "" where it has fewer than
 * `shortest` (at least 5), or where they are not all letters, digits and marks of ASCII: other text must not
 * be cut within a character. */
void mask_tail(const char *number, size_t shortest, char tail[MASK_TAIL_SIZE]);

#endif
