#ifndef BOTH_SIDES_ARENA_H
#define BOTH_SIDES_ARENA_H

#include <stddef.h>

/* Memory that is given out piece by piece and freed at once, with the record that owns it. */

struct arena;

/* `first_bytes` sizes the first block (a guess is fine). NULL without memory. */
struct arena *arena_new(size_t first_bytes, size_t limit_bytes);
void arena_free(struct arena *arena);
/* The same for what is personal: nothing of it stays in memory. */
void arena_wipe_and_free(struct arena *arena);

/* Aligned for any type, not cleared. NULL without memory or beyond the limit. */
void *arena_alloc(struct arena *arena, size_t size);
/* A copy of `length` bytes with a NUL behind them. */
char *arena_text(struct arena *arena, const void *bytes, size_t length);
/* Takes over memory from malloc, to be freed with the arena. Returns -1, without having taken it, if there is
 * no memory or it is beyond the limit. */
int arena_adopt(struct arena *arena, void *memory, size_t size);

#endif
