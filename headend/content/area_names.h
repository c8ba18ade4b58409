#ifndef HEADEND_CONTENT_AREA_NAMES_H
#define HEADEND_CONTENT_AREA_NAMES_H

#include <stddef.h>

#include "headend/database/store.h"

/* What the areas of the directory are called: the names of the halls of counties and townships, without what
 * those of a level all end in (as the television shows them). Kept ready. Any thread may ask. */

enum { AREA_NAME_SIZE = 129 };

struct area_names;

/* NULL: out of memory. */
struct area_names *area_names_create(void);
void area_names_free(struct area_names *names);

/* Takes what the store says now, if halls have changed. What cannot be read is logged, and what was known
 * before stays. */
void area_names_load(struct area_names *names, struct store *store);

/* County and township in which the code lies, as far as they are known; "" where neither is. `names` is
 * a struct area_names: households hand it back as they got it. */
void area_names_find(void *names, const char *area_code, char name[AREA_NAME_SIZE]);

#endif
