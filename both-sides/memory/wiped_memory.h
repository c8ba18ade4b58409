#ifndef BOTH_SIDES_MEMORY_WIPED_MEMORY_H
#define BOTH_SIDES_MEMORY_WIPED_MEMORY_H

/* Programs that link this room have a free and a realloc of their own, for every library in them: what is
 * given back is overwritten first (docs/decisions/0120). Nothing has to be called for that. */

/* The program ends, and what was personal has gone: from here on nothing is overwritten. DirectFB's threads
 * still read what was freed while it closes. */
void wiped_memory_end(void);

#endif
