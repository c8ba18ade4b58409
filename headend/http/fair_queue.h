#ifndef HEADEND_HTTP_FAIR_QUEUE_H
#define HEADEND_HTTP_FAIR_QUEUE_H

#include <stddef.h>
#include <stdint.h>

/* Work of many clients, taken in turns: who has asked for much waits behind who has asked for little, and
 * each pays for its own (start-time fair queueing). One thread at a time. */

struct fair_item {
    int64_t start; /* these are the queue's */
    uint64_t order;
    size_t client;
};

struct fair_queue;

/* How many may wait at a time, and of one client. NULL: out of memory. */
struct fair_queue *fair_queue_create(size_t items_max, size_t of_client_max);
void fair_queue_free(struct fair_queue *queue); /* what is in it stays the caller's */

/* -1: too many wait. `item` stands until it is taken. */
int fair_queue_put(struct fair_queue *queue, const char *client, struct fair_item *item);
/* NULL: it is empty. */
struct fair_item *fair_queue_take(struct fair_queue *queue);
/* What an item of the client has really cost, in µs: its next ones wait for that long behind others'. */
void fair_queue_charge(struct fair_queue *queue, const char *client, int64_t cost_us);

#endif
