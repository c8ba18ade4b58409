#include "screens/canvas/glyph_table.h"

#include <stdlib.h>
#include <string.h>

uint32_t glyph_key(uint32_t character, int size, unsigned weight)
{
    return (character & 0x1FFFFF) | (uint32_t)size << 21 | (uint32_t)weight << 30 | 1u << 31;
}

void glyph_table_free(struct glyph_table *table)
{
    free(table->slots);
    *table = (struct glyph_table){0};
}

static size_t slot_of(const struct glyph_table *table, uint32_t key)
{
    uint32_t mixed = key * 2654435761u;
    mixed ^= mixed >> 15;
    size_t at = mixed & (table->capacity - 1);
    while (table->slots[at].key != 0 && table->slots[at].key != key) {
        at = (at + 1) & (table->capacity - 1);
    }
    return at;
}

struct glyph *glyph_table_find(const struct glyph_table *table, uint32_t key)
{
    if (table->capacity == 0) {
        return NULL;
    }
    struct glyph *glyph = &table->slots[slot_of(table, key)];
    return glyph->key == key ? glyph : NULL;
}

static int grow(struct glyph_table *table)
{
    struct glyph_table larger = {0};
    larger.capacity = table->capacity ? table->capacity * 2 : GLYPH_TABLE_FIRST;
    if (larger.capacity > GLYPH_TABLE_MAX) {
        return -1;
    }
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots) {
        return -1;
    }
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].key != 0) {
            larger.slots[slot_of(&larger, table->slots[i].key)] = table->slots[i];
        }
    }
    larger.count = table->count;
    free(table->slots);
    *table = larger;
    return 0;
}

struct glyph *glyph_table_add(struct glyph_table *table, uint32_t key)
{
    if (table->count >= table->capacity / 4 * 3 && grow(table) < 0) {
        return NULL;
    }
    struct glyph *glyph = &table->slots[slot_of(table, key)];
    memset(glyph, 0, sizeof *glyph);
    glyph->key = key;
    table->count++;
    return glyph;
}

/* Closes the gap that a removed entry would leave in the chains of those behind it. */
static void remove_at(struct glyph_table *table, size_t at)
{
    size_t mask = table->capacity - 1;
    table->slots[at].key = 0;
    table->count--;
    for (size_t next = (at + 1) & mask; table->slots[next].key != 0; next = (next + 1) & mask) {
        struct glyph moved = table->slots[next];
        table->slots[next].key = 0;
        table->slots[slot_of(table, moved.key)] = moved;
    }
}

void glyph_table_drop_page(struct glyph_table *table, uint8_t page)
{
    size_t i = 0;
    while (i < table->capacity) {
        if (table->slots[i].key != 0 && table->slots[i].page == page) {
            remove_at(table, i); /* another may have moved here */
        } else {
            i++;
        }
    }
}
