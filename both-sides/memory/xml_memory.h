#ifndef BOTH_SIDES_MEMORY_XML_MEMORY_H
#define BOTH_SIDES_MEMORY_XML_MEMORY_H

#include <limits.h>
#include <stdint.h>

/* libxml2 and libxslt go on after a failed allocation and tell nobody: a writer loses the text and says how
 * much it wrote, a hash takes no entry and says 0, the content of a node is NULL as of one that has none;
 * some of it goes round for ever or ends the program. So their memory comes through here. */

/* memory_failures (memory_failures.h) with those of libxml2 among them, from the first call on. Whoever makes
 * something with it compares before and after; if they differ, what was made may lack anything, and is thrown
 * away. */
uint64_t xml_memory_failures(void);

enum { XML_MEMORY_MISSING = INT_MIN };

/* Calls `make` and returns what it returns; at the first failed allocation leaves it, and libxml2, for good,
 * and returns XML_MEMORY_MISSING. What `make` held until then stays allocated, nobody knows in which state:
 * so nothing that lives longer may be half made by it. */
int xml_memory_try(int (*make)(void *context), void *context);

#endif
