#ifndef HEADEND_HOUSEHOLD_SLOT_INDEX_H
#define HEADEND_HOUSEHOLD_SLOT_INDEX_H

#include <stddef.h>

/* Finds the slot of an array by a text that stands in it. The index keeps numbers only: texts stay where they
 * are, so that they are wiped in one place. No locks. */

struct slot_index;

enum { SLOT_NONE = -1 };

/* `text_of` gives the text of a slot that was put in. NULL: out of memory. */
struct slot_index *slot_index_create(size_t slots, const char *(*text_of)(const void *owner, int slot),
                                     const void *owner);
void slot_index_free(struct slot_index *index);

/* Once, after its text was written. */
void slot_index_put(struct slot_index *index, int slot);
/* Before its text is wiped; harmless where it is not there. */
void slot_index_remove(struct slot_index *index, int slot);
/* SLOT_NONE: no slot has this text. */
int slot_index_find(const struct slot_index *index, const char *text);

#endif
