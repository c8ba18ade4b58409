#include "headend/household/slot_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct slot_index {
    const char *(*text_of)(const void *owner, int slot);
    const void *owner;
    size_t buckets; /* a power of two */
    int *first;     /* of each bucket */
    int next[];     /* of each slot */
};

struct slot_index *slot_index_create(size_t slots, const char *(*text_of)(const void *owner, int slot),
                                     const void *owner)
{
    struct slot_index *index = malloc(sizeof *index + slots * sizeof index->next[0]);
    if (index == NULL) {
        return NULL;
    }
    *index = (struct slot_index){.text_of = text_of, .owner = owner, .buckets = 1};
    while (index->buckets < slots) {
        index->buckets *= 2;
    }
    index->first = malloc(index->buckets * sizeof index->first[0]);
    if (index->first == NULL) {
        free(index);
        return NULL;
    }
    memset(index->first, 0xFF, index->buckets * sizeof index->first[0]); /* SLOT_NONE */
    return index;
}

void slot_index_free(struct slot_index *index)
{
    if (index != NULL) {
        free(index->first);
        free(index);
    }
}

/* FNV-1a. Whoever asks cannot choose what is in the index: its texts are numbers that the operator gave out,
 * or come from chance. */
static int *bucket_of(const struct slot_index *index, const char *text)
{
    uint64_t hash = 14695981039346656037U;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    }
    return &index->first[hash & (index->buckets - 1)];
}

void slot_index_put(struct slot_index *index, int slot)
{
    int *bucket = bucket_of(index, index->text_of(index->owner, slot));
    index->next[slot] = *bucket;
    *bucket = slot;
}

void slot_index_remove(struct slot_index *index, int slot)
{
    int *at = bucket_of(index, index->text_of(index->owner, slot));
    while (*at != SLOT_NONE && *at != slot) {
        at = &index->next[*at];
    }
    if (*at == slot) {
        *at = index->next[slot];
    }
}

int slot_index_find(const struct slot_index *index, const char *text)
{
    int slot = *bucket_of(index, text);
    while (slot != SLOT_NONE && strcmp(index->text_of(index->owner, slot), text) != 0) {
        slot = index->next[slot];
    }
    return slot;
}
