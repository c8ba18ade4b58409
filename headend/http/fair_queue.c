#include "headend/http/fair_queue.h"

#include <stdlib.h>
#include <sys/random.h>

enum {
    CLIENTS = 4096,   /* two that share a place take their turns together */
    GUESSED_US = 1000 /* what an item costs, before it is known */
};

struct fair_queue {
    uint64_t seed; /* nobody is to choose with whom he shares */
    int64_t now;   /* the start of what was taken last */
    uint64_t puts;
    int64_t ends[CLIENTS]; /* when what a client has asked for so far would be done, if it were alone */
    size_t count, room;
    struct fair_item *heap[]; /* the earliest start first */
};

struct fair_queue *fair_queue_create(size_t items_max)
{
    struct fair_queue *queue = calloc(1, sizeof *queue + items_max * sizeof queue->heap[0]);
    if (queue == NULL || getrandom(&queue->seed, sizeof queue->seed, 0) != sizeof queue->seed) {
        free(queue);
        return NULL;
    }
    queue->room = items_max;
    return queue;
}

void fair_queue_free(struct fair_queue *queue)
{
    free(queue);
}

static int64_t *end_of(struct fair_queue *queue, const char *client)
{
    uint64_t hash = 14695981039346656037U ^ queue->seed; /* FNV-1a */
    for (const char *at = client; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * 1099511628211U;
    }
    hash ^= hash >> 32;
    return &queue->ends[hash % CLIENTS];
}

static int is_before(const struct fair_item *one, const struct fair_item *other)
{
    return one->start != other->start ? one->start < other->start : one->order < other->order;
}

static void swap(struct fair_queue *queue, size_t one, size_t other)
{
    struct fair_item *item = queue->heap[one];
    queue->heap[one] = queue->heap[other];
    queue->heap[other] = item;
}

int fair_queue_put(struct fair_queue *queue, const char *client, struct fair_item *item)
{
    int64_t *end = end_of(queue, client);
    if (queue->count == queue->room) {
        return -1;
    }
    item->start = *end > queue->now ? *end : queue->now;
    item->order = queue->puts++;
    *end = item->start + GUESSED_US;
    size_t at = queue->count++;
    queue->heap[at] = item;
    while (at > 0 && is_before(queue->heap[at], queue->heap[(at - 1) / 2])) {
        swap(queue, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
    return 0;
}

struct fair_item *fair_queue_take(struct fair_queue *queue)
{
    if (queue->count == 0) {
        return NULL;
    }
    struct fair_item *first = queue->heap[0];
    queue->heap[0] = queue->heap[--queue->count];
    for (size_t at = 0;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < queue->count; child++) {
            least = is_before(queue->heap[child], queue->heap[least]) ? child : least;
        }
        if (least == at) {
            break;
        }
        swap(queue, at, least);
        at = least;
    }
    queue->now = first->start;
    return first;
}

void fair_queue_charge(struct fair_queue *queue, const char *client, int64_t cost_us)
{
    *end_of(queue, client) += cost_us - GUESSED_US;
}
