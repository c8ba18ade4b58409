#ifndef SCREENS_SEARCH_SEARCH_MATCH_H
#define SCREENS_SEARCH_SEARCH_MATCH_H

#include <stddef.h>

/* The part of a name that was found, for a person to see why: of 住房公积金提取 by "455" 公积金.
 *
 * `initials` is what the name was found by (search_index.h), "" if by itself; `first` and `count` are places
 * as search_index_match counts them. "" where initials and name do not agree, or `size` is short; else with
 * the marks within it, and cut at nothing. Returns `out`. */
char *search_match_words(char *out, size_t size, const char *name, const char *initials, size_t first,
                         size_t count);

#endif
