#include "backend-client/cache/response_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/cache/response_store.h"
#include "both-sides/log.h"

enum { WRITER_STACK_BYTES = 256 * 1024 };

struct job {
    char name[RESPONSE_NAME_SIZE];
    unsigned char *bytes; /* NULL: remove the file */
    size_t size;
};

struct response_cache {
    struct response_store *store;
    pthread_t writer;
    int writer_runs;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t wake;
    int closing;
    struct job jobs[RESPONSE_CACHE_JOBS_MAX]; /* oldest first; the first one may be in the writer's hands */
    size_t count;
    int first_is_taken;
    int first_must_go; /* a removal found no room while the writer writes that very file */
};

struct response_cache *response_cache_new(const char *directory, size_t limit_bytes)
{
    struct response_store *store = response_store_open(directory, limit_bytes);
    struct response_cache *cache = store == NULL ? NULL : calloc(1, sizeof *cache);
    if (cache == NULL) {
        response_store_close(store);
        return NULL;
    }
    cache->store = store;
    if (pthread_mutex_init(&cache->lock, NULL) != 0) {
        goto no_lock;
    }
    if (pthread_cond_init(&cache->wake, NULL) != 0) {
        goto no_condition;
    }
    return cache;
no_condition:
    (void)pthread_mutex_destroy(&cache->lock);
no_lock:
    response_store_close(store);
    free(cache);
    return NULL;
}

/* With the lock held. */
static void drop_job(struct response_cache *cache, size_t place)
{
    free(cache->jobs[place].bytes);
    cache->count--;
    memmove(&cache->jobs[place], &cache->jobs[place + 1], (cache->count - place) * sizeof cache->jobs[0]);
}

static void *writer_run(void *context)
{
    struct response_cache *cache = context;
    (void)pthread_mutex_lock(&cache->lock);
    for (;;) {
        while (cache->count == 0 && !cache->closing) {
            (void)pthread_cond_wait(&cache->wake, &cache->lock);
        }
        if (cache->count == 0) {
            break;
        }
        struct job job = cache->jobs[0];
        cache->first_is_taken = 1;
        (void)pthread_mutex_unlock(&cache->lock);
        if (job.bytes != NULL) {
            response_store_write(cache->store, job.name, job.bytes, job.size);
        } else {
            response_store_remove(cache->store, job.name);
        }
        (void)pthread_mutex_lock(&cache->lock);
        cache->first_is_taken = 0;
        if (cache->first_must_go) {
            response_store_remove(cache->store, job.name);
            cache->first_must_go = 0;
        }
        drop_job(cache, 0);
    }
    (void)pthread_mutex_unlock(&cache->lock);
    return NULL;
}

/* With the lock held. The thread starts with the first job: a box that only reads needs none. */
static int writer_start(struct response_cache *cache)
{
    if (cache->writer_runs) {
        return 0;
    }
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) {
        return -1;
    }
    int result = pthread_attr_setstacksize(&attributes, WRITER_STACK_BYTES);
    if (result == 0) {
        result = pthread_create(&cache->writer, &attributes, writer_run, cache);
    }
    (void)pthread_attr_destroy(&attributes);
    cache->writer_runs = result == 0;
    return result == 0 ? 0 : -1;
}

int response_cache_is_written(struct response_cache *cache)
{
    if (cache == NULL) {
        return 1;
    }
    (void)pthread_mutex_lock(&cache->lock);
    int is_written = cache->count == 0;
    (void)pthread_mutex_unlock(&cache->lock);
    return is_written;
}

void response_cache_free(struct response_cache *cache)
{
    if (cache == NULL) {
        return;
    }
    if (cache->writer_runs) {
        (void)pthread_mutex_lock(&cache->lock);
        cache->closing = 1;
        (void)pthread_cond_signal(&cache->wake);
        (void)pthread_mutex_unlock(&cache->lock);
        (void)pthread_join(cache->writer, NULL);
    }
    (void)pthread_cond_destroy(&cache->wake);
    (void)pthread_mutex_destroy(&cache->lock);
    response_store_close(cache->store);
    free(cache);
}

/* With the lock held. The newest job for a file that the writer has not in hand yet; `count` if there is
 * none. */
static size_t find_job(const struct response_cache *cache, const char *name, int taken_too)
{
    size_t first = cache->first_is_taken && !taken_too ? 1 : 0;
    for (size_t i = cache->count; i > first; i--) {
        if (strcmp(cache->jobs[i - 1].name, name) == 0) {
            return i - 1;
        }
    }
    return cache->count;
}

/* With the lock held: makes room for a removal, which must not be lost, by giving up something that can be
 * fetched again. */
static int drop_oldest_write(struct response_cache *cache)
{
    for (size_t i = cache->first_is_taken ? 1 : 0; i < cache->count; i++) {
        if (cache->jobs[i].bytes != NULL) {
            drop_job(cache, i);
            return 0;
        }
    }
    return -1;
}

/* Takes over `bytes`. */
static void enqueue(struct response_cache *cache, const char *name, unsigned char *bytes, size_t size)
{
    (void)pthread_mutex_lock(&cache->lock);
    size_t same = find_job(cache, name, 0);
    if (same < cache->count) {
        drop_job(cache, same);
    }
    int room = cache->count < RESPONSE_CACHE_JOBS_MAX || (bytes == NULL && drop_oldest_write(cache) == 0);
    if (room && writer_start(cache) == 0) {
        struct job *job = &cache->jobs[cache->count++];
        memcpy(job->name, name, RESPONSE_NAME_SIZE);
        job->bytes = bytes;
        job->size = size;
        bytes = NULL;
        (void)pthread_cond_signal(&cache->wake);
    } else if (bytes == NULL) {
        cache->first_must_go |= cache->first_is_taken && strcmp(cache->jobs[0].name, name) == 0;
        response_store_remove(cache->store, name);
    } else {
        log_line(LOG_LEVEL_DEBUG, "cache", "the flash is slow: an answer is not kept");
    }
    (void)pthread_mutex_unlock(&cache->lock);
    free(bytes);
}

void response_cache_write(struct response_cache *cache, const char *key, const char *etag, int64_t fetched_ms,
                          const void *body, size_t length)
{
    if (cache == NULL) {
        return;
    }
    size_t size;
    unsigned char *bytes = response_file_build(key, etag, fetched_ms, body, length, &size);
    if (bytes != NULL) {
        char name[RESPONSE_NAME_SIZE];
        response_file_name(key, name);
        enqueue(cache, name, bytes, size);
    }
}

void response_cache_remove(struct response_cache *cache, const char *key)
{
    if (cache != NULL) {
        char name[RESPONSE_NAME_SIZE];
        response_file_name(key, name);
        enqueue(cache, name, NULL, 0);
    }
}

/* What is not on flash yet. Returns 1 if the queue says what the file will be; `*bytes` NULL: gone. */
static int read_queued(struct response_cache *cache, const char *name, unsigned char **bytes, size_t *size)
{
    (void)pthread_mutex_lock(&cache->lock);
    size_t place = find_job(cache, name, 1);
    int found = place < cache->count;
    *bytes = NULL;
    int goes = place == 0 && cache->first_must_go;
    if (found && !goes && cache->jobs[place].bytes != NULL) {
        *size = cache->jobs[place].size;
        *bytes = malloc(*size);
        if (*bytes != NULL) {
            memcpy(*bytes, cache->jobs[place].bytes, *size);
        }
    }
    (void)pthread_mutex_unlock(&cache->lock);
    return found;
}

int response_cache_has(struct response_cache *cache, const char *key)
{
    if (cache == NULL) {
        return 0;
    }
    char name[RESPONSE_NAME_SIZE];
    response_file_name(key, name);
    (void)pthread_mutex_lock(&cache->lock);
    size_t place = find_job(cache, name, 1);
    int is_queued = place < cache->count;
    int has = is_queued && cache->jobs[place].bytes != NULL && !(place == 0 && cache->first_must_go);
    (void)pthread_mutex_unlock(&cache->lock);
    return is_queued ? has : response_store_has(cache->store, name);
}

void *response_cache_read(struct response_cache *cache, const char *key, struct response_entry *entry)
{
    if (cache == NULL) {
        return NULL;
    }
    char name[RESPONSE_NAME_SIZE];
    response_file_name(key, name);
    unsigned char *bytes;
    size_t size;
    if (!read_queued(cache, name, &bytes, &size)) {
        bytes = response_store_read(cache->store, name, &size);
    }
    if (bytes != NULL && response_file_parse(bytes, size, key, entry) != 0) {
        log_line(LOG_LEVEL_WARNING, "cache", "%s: damaged, dropped", name);
        response_cache_remove(cache, key);
        free(bytes);
        bytes = NULL;
    }
    return bytes;
}
