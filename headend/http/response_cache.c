#include "headend/http/response_cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, ENTRY_OVERHEAD = 2048, LINE = 64 };

/* Entries stand in a bucket's chain and in one of two rings, over which a hand goes to find one that was not
 * used since it last passed (second chance: as good as least recently used here, and a reader only sets a
 * flag). New ones are on trial: one that was used when the hand comes is proven. What is asked for once takes
 * its place from the like of it only. */
enum ring_name { ON_TRIAL, PROVEN, RINGS };
enum { TRIAL_SHARE = 4 }; /* of the bytes, as long as proven ones want the rest */

struct entry {
    struct response_key key;
    struct response *response;
    size_t cost;
    atomic_uchar used;
    enum ring_name ring;
    struct entry *chain;
    struct entry *before, *after;
};

struct reader {
    _Alignas(LINE) pthread_mutex_t lock;
};

struct response_cache {
    struct reader readers[CACHE_READERS_MAX];
    pthread_mutex_t writer;
    atomic_uint_least64_t generation;
    struct entry *buckets[BUCKETS];
    struct ring {
        struct entry *hand;
        size_t count, bytes;
    } rings[RINGS];
    size_t bytes_max;
};

static size_t bucket_of(const struct response_key *key)
{
    /* FNV-1a by words. */
    const unsigned char *bytes = (const unsigned char *)key;
    uint64_t hash = 14695981039346656037U;
    for (size_t at = 0; at < sizeof *key; at += sizeof hash) {
        uint64_t word = 0;
        size_t rest = sizeof *key - at;
        memcpy(&word, bytes + at, rest < sizeof word ? rest : sizeof word);
        hash = (hash ^ word) * 1099511628211U;
        hash ^= hash >> 29;
    }
    return (size_t)(hash % BUCKETS);
}

struct response_cache *response_cache_create(size_t bytes_max)
{
    struct response_cache *cache = NULL;
    if (posix_memalign((void **)&cache, LINE, sizeof *cache) != 0) {
        return NULL;
    }
    memset(cache, 0, sizeof *cache);
    cache->bytes_max = bytes_max;
    int failed = pthread_mutex_init(&cache->writer, NULL);
    for (size_t i = 0; i < CACHE_READERS_MAX && !failed; i++) {
        failed = pthread_mutex_init(&cache->readers[i].lock, NULL);
    }
    if (failed) {
        free(cache);
        return NULL;
    }
    return cache;
}

void response_cache_free(struct response_cache *cache)
{
    if (cache != NULL) {
        response_cache_empty(cache);
        for (size_t i = 0; i < CACHE_READERS_MAX; i++) {
            (void)pthread_mutex_destroy(&cache->readers[i].lock);
        }
        (void)pthread_mutex_destroy(&cache->writer);
        free(cache);
    }
}

static struct entry *find(struct response_cache *cache, const struct response_key *key, size_t bucket)
{
    struct entry *entry = cache->buckets[bucket];
    while (entry != NULL && memcmp(&entry->key, key, sizeof *key) != 0) {
        entry = entry->chain;
    }
    return entry;
}

struct response *response_cache_enter(struct response_cache *cache, unsigned reader,
                                      const struct response_key *key, int64_t now)
{
    size_t bucket = bucket_of(key);
    (void)pthread_mutex_lock(&cache->readers[reader].lock);
    struct entry *entry = find(cache, key, bucket);
    /* `made`: a clock that was set back makes what is known of the future worthless. */
    if (entry == NULL || now >= entry->response->valid_until || now < entry->response->made) {
        return NULL;
    }
    if (!atomic_load_explicit(&entry->used, memory_order_relaxed)) {
        atomic_store_explicit(&entry->used, 1, memory_order_relaxed);
    }
    return entry->response;
}

void response_cache_leave(struct response_cache *cache, unsigned reader)
{
    (void)pthread_mutex_unlock(&cache->readers[reader].lock);
}

static void lock_all(struct response_cache *cache)
{
    (void)pthread_mutex_lock(&cache->writer);
    for (size_t i = 0; i < CACHE_READERS_MAX; i++) {
        (void)pthread_mutex_lock(&cache->readers[i].lock);
    }
}

static void unlock_all(struct response_cache *cache)
{
    for (size_t i = CACHE_READERS_MAX; i > 0; i--) {
        (void)pthread_mutex_unlock(&cache->readers[i - 1].lock);
    }
    (void)pthread_mutex_unlock(&cache->writer);
}

static void leave_ring(struct response_cache *cache, struct entry *entry)
{
    struct ring *ring = &cache->rings[entry->ring];
    entry->before->after = entry->after;
    entry->after->before = entry->before;
    if (ring->hand == entry) {
        ring->hand = entry->after == entry ? NULL : entry->after;
    }
    ring->count--;
    ring->bytes -= entry->cost;
}

/* Behind the hand: it is the last to be looked at. */
static void enter_ring(struct response_cache *cache, struct entry *entry, enum ring_name name)
{
    struct ring *ring = &cache->rings[name];
    entry->ring = name;
    if (ring->hand == NULL) {
        entry->before = entry->after = entry;
        ring->hand = entry;
    } else {
        entry->after = ring->hand;
        entry->before = ring->hand->before;
        entry->before->after = entry;
        entry->after->before = entry;
    }
    ring->count++;
    ring->bytes += entry->cost;
}

static void take_out(struct response_cache *cache, struct entry *entry)
{
    struct entry **link = &cache->buckets[bucket_of(&entry->key)];
    while (*link != entry) {
        link = &(*link)->chain;
    }
    *link = entry->chain;
    leave_ring(cache, entry);
}

static size_t bytes_of(const struct response_cache *cache)
{
    return cache->rings[ON_TRIAL].bytes + cache->rings[PROVEN].bytes;
}

/* Takes one entry out, for one of `cost` bytes that comes; the caller frees it. NULL: there is room now. */
static struct entry *evict(struct response_cache *cache, size_t cost)
{
    struct ring *trial = &cache->rings[ON_TRIAL];
    struct ring *proven = &cache->rings[PROVEN];
    while (bytes_of(cache) + cost > cache->bytes_max && (trial->hand != NULL || proven->hand != NULL)) {
        int of_trial = trial->hand != NULL &&
                       (proven->hand == NULL || trial->bytes + cost > cache->bytes_max / TRIAL_SHARE);
        struct entry *entry = of_trial ? trial->hand : proven->hand;
        if (!atomic_exchange_explicit(&entry->used, 0, memory_order_relaxed)) {
            take_out(cache, entry);
            return entry;
        }
        if (of_trial) {
            leave_ring(cache, entry);
            enter_ring(cache, entry, PROVEN);
        } else {
            proven->hand = entry->after;
        }
    }
    return NULL;
}

static void put_in(struct response_cache *cache, struct entry *entry, size_t bucket)
{
    entry->chain = cache->buckets[bucket];
    cache->buckets[bucket] = entry;
    enter_ring(cache, entry, ON_TRIAL);
}

static void free_chain(struct entry *entry)
{
    while (entry != NULL) {
        struct entry *next = entry->chain;
        response_free(entry->response);
        free(entry);
        entry = next;
    }
}

void response_cache_put(struct response_cache *cache, const struct response_key *key,
                        struct response *response, uint64_t generation)
{
    size_t cost = response->plain_bytes + response->gzip_bytes + ENTRY_OVERHEAD;
    struct entry *entry = cost <= cache->bytes_max / 4 ? calloc(1, sizeof *entry) : NULL;
    if (entry == NULL) {
        response_free(response);
        return;
    }
    memcpy(&entry->key, key, sizeof *key);
    entry->response = response;
    entry->cost = cost;
    size_t bucket = bucket_of(key);
    struct entry *dropped = NULL;
    lock_all(cache);
    if (atomic_load(&cache->generation) != generation) {
        dropped = entry;
    } else {
        struct entry *old = find(cache, key, bucket);
        if (old != NULL) {
            take_out(cache, old);
            old->chain = dropped;
            dropped = old;
        }
        while ((old = evict(cache, cost)) != NULL) {
            old->chain = dropped;
            dropped = old;
        }
        put_in(cache, entry, bucket);
    }
    unlock_all(cache);
    free_chain(dropped);
}

uint64_t response_cache_generation(struct response_cache *cache)
{
    return atomic_load(&cache->generation);
}

void response_cache_empty(struct response_cache *cache)
{
    struct entry *all = NULL;
    lock_all(cache);
    (void)atomic_fetch_add(&cache->generation, 1);
    for (size_t i = 0; i < RINGS; i++) {
        while (cache->rings[i].hand != NULL) {
            struct entry *entry = cache->rings[i].hand;
            take_out(cache, entry);
            entry->chain = all;
            all = entry;
        }
    }
    unlock_all(cache);
    free_chain(all);
}

struct response_cache_size response_cache_measure(struct response_cache *cache)
{
    (void)pthread_mutex_lock(&cache->writer);
    struct response_cache_size size = {.answers = cache->rings[ON_TRIAL].count + cache->rings[PROVEN].count,
                                       .bytes = bytes_of(cache)};
    (void)pthread_mutex_unlock(&cache->writer);
    return size;
}
