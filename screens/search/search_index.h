#ifndef SCREENS_SEARCH_SEARCH_INDEX_H
#define SCREENS_SEARCH_SEARCH_INDEX_H

#include <stddef.h>
#include <stdint.h>

/* Titles found by the digits of their initials: 公积金 is g j j, the keys 4 5 5. Knows nothing of where
 * titles come from.
 *
 * Initials are a lowercase letter or a digit for each character of the title; "[cz]" where it is read in
 * several ways; a space where a part of the title ends (punctuation). Of anything else one character that no
 * key but the wildcard finds is made, so that a title without initials is still found by the Latin letters
 * and digits in it.
 *
 * Of the digits of a query 2 … 9 stand for their letters and for themselves, 0 for itself, and 1 for any one
 * character (and so for itself): for a character that one cannot spell, or of which one is not sure whether
 * it is n or l. */

enum {
    SEARCH_QUERY_MAX = 16, /* digits; more find nothing */
    SEARCH_ITEMS_MAX = 8192,
    SEARCH_POSITIONS_MAX = 128, /* of one title, the rest of it is not searched */
};

struct search_index;

struct search_index *search_index_new(void); /* NULL without memory */
void search_index_free(struct search_index *index);
void search_index_clear(struct search_index *index);
/* Items are numbered from 0 in the order in which they are added. Those with a smaller `group` (0 … 3) come
 * first among equal matches. -1: no memory, or too many. */
int search_index_add(struct search_index *index, const char *initials, int group);
size_t search_index_count(const struct search_index *index);

/* Item numbers, best first: whole titles and whole parts of them, then titles that begin so, then those of
 * which a part begins so, then those that hold it anywhere; within these by group and number. Returns how
 * many, at most `size`. */
size_t search_index_find(struct search_index *index, const char *digits, uint32_t *found, size_t size);

/* Where an item holds the digits best: the place of the first among its characters that have a place
 * (letters, digits, Han), counted from 0. -1: it does not hold them. */
int search_index_match(const struct search_index *index, uint32_t item, const char *digits);

#endif
