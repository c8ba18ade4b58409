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
    struct {
        int64_t end; /* when what it has asked for so far would be done, if it were alone */
        size_t waiting;
    } clients[CLIENTS];
    size_t count, room, room_of_client;
    struct fair_item *heap[]; /* the earliest start first */
};

struct fair_queue *fair_queue_create(size_t items_max, size_t of_client_max)
{
    struct fair_queue *queue = calloc(1, sizeof *queue + items_max * sizeof queue->heap[0]);
    if (queue == NULL || getrandom(&queue->seed, sizeof queue->seed, 0) != sizeof queue->seed) {
        free(queue);
        return NULL;
    }
    queue->room = items_max;
    queue->room_of_client = of_client_max;
    return queue;
}

void fair_queue_free(struct fair_queue *queue)
{
    free(queue);
}

static size_t place_of(struct fair_queue *queue, const char *client)
{
    uint64_t hash = 14695981039346656037U ^ queue->seed; /* FNV-1a */
    for (const char *at = client; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * 1099511628211U;
    }
    hash ^= hash >> 32;
    return hash % CLIENTS;
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
    size_t place = place_of(queue, client);
    int64_t end = queue->clients[place].end;
    if (queue->count == queue->room || queue->clients[place].waiting == queue->room_of_client) {
        return -1;
    }
    *item = (struct fair_item){
        .start = end > queue->now ? end : queue->now, .order = queue->puts++, .client = place};
    queue->clients[place].end = item->start + GUESSED_US;
    queue->clients[place].waiting++;
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
    queue->clients[first->client].waiting--;
    return first;
}

void fair_queue_charge(struct fair_queue *queue, const char *client, int64_t cost_us)
{
    queue->clients[place_of(queue, client)].end += cost_us - GUESSED_US;
}
