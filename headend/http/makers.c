#include "headend/http/makers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/http/server_private.h"

/* What is ready goes before what is not, where processors are short. */
enum { NICENESS = 10 };

enum { FEW = 16 }; /* any client may have so many wait */

struct makers {
    struct server *server;
    pthread_mutex_t lock; /* guards the rest */
    pthread_cond_t changed;
    struct fair_queue *queue;
    int stopped;
    unsigned count;
    pthread_t threads[CACHE_READERS_MAX];
};

/* --- Making --- */

static void say_close(struct response *response)
{
    struct MHD_Response *all[] = {response->plain, response->not_modified, response->gzip};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i] != NULL) {
            (void)MHD_add_response_header(all[i], MHD_HTTP_HEADER_CONNECTION, "close");
        }
    }
}

/* Somebody may have asked for the same meanwhile. NULL: it is not ready. */
static struct response *find_ready(struct server *server, unsigned thread, const struct response_key *key,
                                   int64_t now)
{
    struct response *response = response_cache_enter(server->cache, thread, key, now);
    if (response != NULL) {
        response_hold(response);
    }
    response_cache_leave(server->cache, thread);
    metrics_count_lookup(server->metrics, thread, response != NULL);
    return response;
}

static void make_response(struct server *server, unsigned thread, struct making *making)
{
    const struct request *request = &making->request;
    int64_t now = wall_ms();
    int draining = atomic_load_explicit(&server->draining, memory_order_relaxed);
    int is_kept = !request->once && !draining;
    uint64_t generation = response_cache_generation(server->cache);
    making->response = is_kept ? find_ready(server, thread, &request->key, now) : NULL;
    if (making->response != NULL) {
        return;
    }
    making->response = request->route->get(request, now, &making->refusal);
    if (making->response != NULL && draining) {
        say_close(making->response);
    }
    if (making->response != NULL && is_kept) {
        response_hold(making->response);
        response_cache_put(server->cache, &request->key, making->response, generation);
    }
}

static void make(struct server *server, unsigned thread, struct making *making)
{
    struct request *request = &making->request;
    request->worker = server->workers[thread];
    if (making->refusal == NULL && request->route->get_once != NULL) {
        making->refusal = request->route->get_once(request, &making->reply);
    } else if (making->refusal == NULL) {
        make_response(server, thread, making);
    }
    if (making->refusal != NULL) {
        write_refusal(request->route, request->worker, making->refusal, &making->reply);
    }
}

/* --- The threads --- */

static struct making *take(struct makers *makers, int *stopped)
{
    (void)pthread_mutex_lock(&makers->lock);
    struct making *making = NULL;
    while ((making = (struct making *)fair_queue_take(makers->queue)) == NULL && !makers->stopped) {
        (void)pthread_cond_wait(&makers->changed, &makers->lock);
    }
    *stopped = makers->stopped;
    (void)pthread_mutex_unlock(&makers->lock);
    return making;
}

static void *run(void *context)
{
    struct makers *makers = context;
    unsigned thread = server_thread(makers->server);
    struct making *making = NULL;
    int stopped = 0;
    (void)setpriority(PRIO_PROCESS, 0, NICENESS); /* of Linux: this thread's; refused, it is as the others */
    while ((making = take(makers, &stopped)) != NULL) {
        int64_t begun = steady_us();
        making->refusal = stopped ? &refusal_unavailable : making->refusal;
        make(makers->server, thread, making);
        (void)pthread_mutex_lock(&makers->lock);
        fair_queue_charge(makers->queue, making->client, steady_us() - begun);
        (void)pthread_mutex_unlock(&makers->lock);
        MHD_resume_connection(making->request.connection); /* the making is the connection's again */
    }
    return NULL;
}

struct makers *makers_start(struct server *server, unsigned threads, size_t connections)
{
    struct makers *makers = calloc(1, sizeof *makers);
    if (makers == NULL || pthread_mutex_init(&makers->lock, NULL) != 0 ||
        pthread_cond_init(&makers->changed, NULL) != 0) {
        free(makers);
        log_line(LOG_LEVEL_ERROR, "server", "out of memory");
        return NULL;
    }
    makers->server = server;
    makers->queue = fair_queue_create(connections - connections / 4, connections / 16 + FEW);
    int failed = makers->queue == NULL;
    while (!failed && makers->count < threads) {
        failed = pthread_create(&makers->threads[makers->count], NULL, run, makers);
        makers->count += !failed;
    }
    if (failed) {
        log_line(LOG_LEVEL_ERROR, "server", "the threads cannot be started");
        makers_stop(makers);
        makers_free(makers);
        return NULL;
    }
    return makers;
}

void makers_stop(struct makers *makers)
{
    (void)pthread_mutex_lock(&makers->lock);
    makers->stopped = 1;
    (void)pthread_cond_broadcast(&makers->changed);
    (void)pthread_mutex_unlock(&makers->lock);
    while (makers->count > 0) {
        (void)pthread_join(makers->threads[--makers->count], NULL);
    }
}

void makers_free(struct makers *makers)
{
    if (makers != NULL) {
        fair_queue_free(makers->queue);
        (void)pthread_cond_destroy(&makers->changed);
        (void)pthread_mutex_destroy(&makers->lock);
        free(makers);
    }
}

/* --- What is made --- */

/* The parts of the path stand in the key. */
struct making *makers_add(struct makers *makers, const struct request *request, const struct refusal *refusal,
                          uint32_t state)
{
    struct making *making = calloc(1, sizeof *making);
    if (making == NULL) {
        return NULL;
    }
    request_copy(&making->request, request);
    request_read_address(request->connection, making->client);
    making->refusal = refusal;
    making->state = state;
    (void)pthread_mutex_lock(&makers->lock);
    int failed = makers->stopped ? -1 : fair_queue_put(makers->queue, making->client, &making->item);
    if (!failed) {
        MHD_suspend_connection(request->connection); /* before a thread can wake it */
        (void)pthread_cond_signal(&makers->changed);
    }
    (void)pthread_mutex_unlock(&makers->lock);
    if (failed) {
        making_free(making);
        return NULL;
    }
    return making;
}

void making_free(struct making *making)
{
    response_free(making->response);
    reply_clear(&making->reply);
    sender_wipe(&making->request);
    free(making);
}
