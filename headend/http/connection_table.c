#include "headend/http/connection_table.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "headend/http/client_address.h"

enum {
    /* Room is made for such a share of the places at a time: looking for the slowest costs little then, and
     * so does the closing of all of them. */
    SHARE = 64,
    /* The system gives the lowest free descriptor: ours besides connections are far fewer. */
    OTHER_DESCRIPTORS = 4096,
    PHASE_BITS = 2,
    /* Who fetches an answer is not slow before that: it goes after the others of its network. */
    ANSWER_GRACE_MS = 1000,
};

static const int64_t phase_ms[CONNECTION_PHASE_COUNT] = {[CONNECTION_HEAD] = CONNECTION_HEAD_MS,
                                                         [CONNECTION_BODY] = CONNECTION_BODY_MS,
                                                         [CONNECTION_WORK] = CONNECTION_WORK_MS,
                                                         [CONNECTION_ANSWER] = CONNECTION_ANSWER_MS};

enum place_state {
    PLACE_FREE,
    PLACE_WAITS, /* libmicrohttpd has not taken it yet: its descriptor is not ours to shut */
    PLACE_OPEN,
    PLACE_SHUT
};

struct place {
    struct client_network network;
    enum place_state state;
    atomic_int_least64_t since; /* ms << PHASE_BITS | phase */
};

/* One that may have to go. */
struct candidate {
    const struct client_network *network;
    int64_t slowness; /* ms */
    int descriptor;
    unsigned rank; /* how many of its network are less slow */
};

struct connection_table {
    struct connection_table_options options;
    pthread_mutex_t lock; /* guards all but `since` of a place */
    unsigned count, open; /* not free; of these, not shut */
    uint64_t late, for_room;
    int size, top; /* places; no place from `top` on is taken */
    struct candidate *candidates;
    struct place places[]; /* by descriptor */
};

static void shut_socket(int descriptor)
{
    (void)shutdown(descriptor, SHUT_RDWR); /* fails where the client was faster */
}

struct connection_table *connection_table_create(const struct connection_table_options *options)
{
    size_t size = (size_t)options->places + OTHER_DESCRIPTORS;
    struct connection_table *table = calloc(1, sizeof *table + size * sizeof table->places[0]);
    if (table == NULL) {
        return NULL;
    }
    table->candidates = malloc(size * sizeof *table->candidates);
    if (table->candidates == NULL || pthread_mutex_init(&table->lock, NULL) != 0) {
        free(table->candidates);
        free(table);
        return NULL;
    }
    table->options = *options;
    if (table->options.shut == NULL) {
        table->options.shut = shut_socket;
    }
    table->size = (int)size;
    return table;
}

void connection_table_free(struct connection_table *table)
{
    if (table != NULL) {
        (void)pthread_mutex_destroy(&table->lock);
        free(table->candidates);
        free(table);
    }
}

struct connection_counts connection_table_count(struct connection_table *table)
{
    (void)pthread_mutex_lock(&table->lock);
    const struct connection_counts counts = {
        .open = table->count, .late = table->late, .for_room = table->for_room};
    (void)pthread_mutex_unlock(&table->lock);
    return counts;
}

static int64_t age_of(struct place *place, int64_t now_ms, enum connection_phase *phase)
{
    int64_t since = atomic_load_explicit(&place->since, memory_order_relaxed);
    *phase = (enum connection_phase)(since & ((1 << PHASE_BITS) - 1));
    return now_ms - (since >> PHASE_BITS);
}

static void shut(struct connection_table *table, int descriptor)
{
    table->places[descriptor].state = PLACE_SHUT;
    table->open--;
    table->options.shut(descriptor);
}

/* --- Who has to go --- */

/* By network, and the least slow first. */
static int compare_in_network(const void *a, const void *b)
{
    const struct candidate *one = a;
    const struct candidate *other = b;
    int order = memcmp(one->network, other->network, sizeof *one->network);
    return order != 0 ? order : (one->slowness > other->slowness) - (one->slowness < other->slowness);
}

/* Those of the most numerous network first, of all alike the slowest. */
static int compare_to_go(const void *a, const void *b)
{
    const struct candidate *one = a;
    const struct candidate *other = b;
    int order = (one->rank < other->rank) - (one->rank > other->rank);
    return order != 0 ? order : (one->slowness < other->slowness) - (one->slowness > other->slowness);
}

/* 0: it waits for us, and stays. */
static int64_t slowness_of(struct place *place, int64_t now_ms)
{
    enum connection_phase phase = CONNECTION_HEAD;
    int64_t age = age_of(place, now_ms, &phase);
    if (phase == CONNECTION_WORK) {
        return 0;
    }
    age -= phase == CONNECTION_ANSWER ? ANSWER_GRACE_MS : 0;
    return age > 0 ? age : 1;
}

/* Of one network, or of all (NULL), those that stay included. */
static size_t collect(struct connection_table *table, const struct client_network *network, int64_t now_ms)
{
    size_t count = 0;
    for (int i = 0; i < table->top; i++) {
        struct place *place = &table->places[i];
        if (place->state == PLACE_FREE || place->state == PLACE_SHUT ||
            (network != NULL && memcmp(network, &place->network, sizeof *network) != 0)) {
            continue;
        }
        table->candidates[count++] = (struct candidate){
            .network = &place->network, .slowness = slowness_of(place, now_ms), .descriptor = i};
    }
    return count;
}

/* Shuts `wanted` of the candidates; returns how many it could. */
static unsigned shut_slowest(struct connection_table *table, size_t count, unsigned wanted)
{
    struct candidate *all = table->candidates;
    unsigned gone = 0;
    qsort(all, count, sizeof *all, compare_in_network);
    for (size_t i = 1; i < count; i++) {
        int same = memcmp(all[i].network, all[i - 1].network, sizeof *all[i].network) == 0;
        all[i].rank = same ? all[i - 1].rank + 1 : 0;
    }
    qsort(all, count, sizeof *all, compare_to_go);
    for (size_t i = 0; i < count && gone < wanted; i++) {
        if (all[i].slowness > 0 && table->places[all[i].descriptor].state == PLACE_OPEN) {
            shut(table, all[i].descriptor);
            gone++;
        }
    }
    table->for_room += gone;
    return gone;
}

static unsigned share_of(unsigned places)
{
    return places > SHARE ? places / SHARE : 1;
}

int connection_table_has_room(struct connection_table *table, int64_t now_ms)
{
    unsigned places = table->options.places;
    (void)pthread_mutex_lock(&table->lock);
    if (table->open + share_of(places) > places) {
        (void)shut_slowest(table, collect(table, NULL, now_ms), share_of(places));
    }
    int has_room = table->count < places;
    (void)pthread_mutex_unlock(&table->lock);
    return has_room;
}

/* -1: the network has as many as it may have, and none of them is slow. */
static int make_room_in_network(struct connection_table *table, const struct client_network *network,
                                int64_t now_ms)
{
    unsigned most = table->options.per_network;
    if (most == 0 || table->open < most) {
        return 0;
    }
    size_t count = collect(table, network, now_ms);
    return count < most || shut_slowest(table, count, share_of(most)) > 0 ? 0 : -1;
}

/* --- Come and go --- */

static void take_out(struct connection_table *table, int descriptor)
{
    struct place *place = &table->places[descriptor];
    if (place->state != PLACE_FREE) {
        table->open -= place->state != PLACE_SHUT ? 1 : 0;
        table->count--;
        place->state = PLACE_FREE;
        while (table->top > 0 && table->places[table->top - 1].state == PLACE_FREE) {
            table->top--;
        }
    }
}

int connection_table_add(struct connection_table *table, int descriptor, const struct sockaddr *peer,
                         int64_t now_ms)
{
    struct client_network network;
    client_network(peer, &network);
    if (descriptor < 0 || descriptor >= table->size) {
        return -1;
    }
    (void)pthread_mutex_lock(&table->lock);
    /* Whatever had this descriptor is closed, though nobody said so: libmicrohttpd was short of memory. */
    take_out(table, descriptor);
    int result = make_room_in_network(table, &network, now_ms);
    if (result == 0) {
        struct place *place = &table->places[descriptor];
        place->network = network;
        place->state = PLACE_WAITS;
        atomic_store_explicit(&place->since, now_ms << PHASE_BITS | CONNECTION_HEAD, memory_order_relaxed);
        table->count++;
        table->open++;
        table->top = descriptor >= table->top ? descriptor + 1 : table->top;
    }
    (void)pthread_mutex_unlock(&table->lock);
    return result;
}

void connection_table_begin(struct connection_table *table, int descriptor)
{
    (void)pthread_mutex_lock(&table->lock);
    if (table->places[descriptor].state == PLACE_WAITS) {
        table->places[descriptor].state = PLACE_OPEN;
    }
    (void)pthread_mutex_unlock(&table->lock);
}

void connection_table_remove(struct connection_table *table, int descriptor)
{
    (void)pthread_mutex_lock(&table->lock);
    take_out(table, descriptor);
    (void)pthread_mutex_unlock(&table->lock);
}

void connection_table_enter(struct connection_table *table, int descriptor, enum connection_phase phase,
                            int64_t now_ms)
{
    atomic_store_explicit(&table->places[descriptor].since, now_ms << PHASE_BITS | (int64_t)phase,
                          memory_order_relaxed);
}

unsigned connection_table_shut_late(struct connection_table *table, int64_t now_ms)
{
    unsigned late = 0;
    (void)pthread_mutex_lock(&table->lock);
    for (int i = 0; i < table->top; i++) {
        enum connection_phase phase = CONNECTION_HEAD;
        int64_t age = age_of(&table->places[i], now_ms, &phase);
        if (table->places[i].state == PLACE_OPEN && age > phase_ms[phase]) {
            shut(table, i);
            late++;
        }
    }
    table->late += late;
    (void)pthread_mutex_unlock(&table->lock);
    return late;
}
