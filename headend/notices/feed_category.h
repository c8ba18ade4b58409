#ifndef HEADEND_NOTICES_FEED_CATEGORY_H
#define HEADEND_NOTICES_FEED_CATEGORY_H

/* The words that offices use for their columns, and our five categories (domain.md 3). */

/* The category that a feed's word means: 1..5, or 0 when it tells nothing. */
int feed_category_of(const char *word);

/* The level that a word means (0 普通, 1 重要, 2 紧急; the number or the word), or -1. */
int feed_level_of(const char *word);

/* The word for a category; feed_category_of reads it back. */
const char *feed_category_word(int category);

/* When a notice stands in several columns, the one that says most: 1 if `one` says more than `other` (0:
 * nothing). */
int feed_category_says_more(int one, int other);

#endif
