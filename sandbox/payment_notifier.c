#include "sandbox/payment_notifier.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "both-sides/clock.h"
#include "headend/upstream/upstream_client.h"

enum { TICK_MS = 20, ANSWER_MS = 5000 };

struct notice {
    const struct notice_kind *kind; /* NULL: none */
    const void *what;
    int try;
    int64_t due_us; /* steady clock */
    unsigned id;    /* of this one, whoever has its place later */
};

struct payment_notifier {
    struct payment_books *books;
    struct upstream_config config;
    struct upstream_client *client;
    pthread_t thread;
    atomic_int stops, hurry;
    struct notice notices[NOTICES_MAX]; /* under the books' lock */
    unsigned last_id;                   /* likewise */
};

static int send_message(struct payment_notifier *notifier, const struct notice_kind *kind,
                        const struct notice_message *message)
{
    const char *headers[NOTICE_HEADERS + 1] = {NULL};
    char problem[UPSTREAM_PROBLEM_SIZE];
    struct upstream_response response;
    for (size_t i = 0; i < message->header_count; i++) {
        headers[i] = message->headers[i];
    }
    const struct upstream_request request = {.url = message->url,
                                             .path = "",
                                             .headers = headers,
                                             .body = message->body,
                                             .length = strlen(message->body),
                                             .any_status = 1};
    int is_taken = upstream_client_ask(notifier->client, &request, &response, problem) == 0 &&
                   kind->is_taken(response.status, response.body);
    upstream_client_wipe(notifier->client);
    return is_taken;
}

static void put_off(const struct payment_notifier *notifier, struct notice *notice, int64_t now_us)
{
    int pause_ms = notice->kind->pauses_ms[notice->try];
    notice->try++;
    notice->due_us = now_us + (int64_t)pause_ms * 1000 / atomic_load(&notifier->hurry);
    notice->kind = pause_ms > 0 ? notice->kind : NULL;
}

/* With the lock, which is given back while the merchant is asked. */
static void try_notice(struct payment_notifier *notifier, struct notice *notice)
{
    struct notice_message *message = calloc(1, sizeof *message);
    const struct notice_kind *kind = notice->kind;
    const void *what = notice->what;
    unsigned id = notice->id;
    if (message != NULL && kind->write(kind->state, what, notice->try, message) == 0) {
        (void)pthread_mutex_unlock(&notifier->books->lock);
        int is_taken = send_message(notifier, kind, message);
        (void)pthread_mutex_lock(&notifier->books->lock);
        if (notice->kind != NULL && notice->id == id) {
            if (is_taken) {
                notice->kind = NULL;
            } else {
                put_off(notifier, notice, steady_us());
            }
        }
        free(message->body);
    } else {
        notice->kind = NULL;
    }
    free(message);
}

static void *work(void *context)
{
    struct payment_notifier *notifier = context;
    const struct timespec rest = {.tv_nsec = TICK_MS * 1000000L};
    while (!atomic_load(&notifier->stops)) {
        (void)pthread_mutex_lock(&notifier->books->lock);
        payment_books_tick(notifier->books, wall_ms());
        for (size_t i = 0; i < NOTICES_MAX && !atomic_load(&notifier->stops); i++) {
            if (notifier->notices[i].kind != NULL && notifier->notices[i].due_us <= steady_us()) {
                try_notice(notifier, &notifier->notices[i]);
            }
        }
        (void)pthread_mutex_unlock(&notifier->books->lock);
        (void)nanosleep(&rest, NULL);
    }
    return NULL;
}

struct payment_notifier *payment_notifier_start(struct payment_books *books)
{
    char problem[UPSTREAM_PROBLEM_SIZE];
    struct payment_notifier *notifier = calloc(1, sizeof *notifier);
    if (notifier == NULL) {
        return NULL;
    }
    notifier->books = books;
    notifier->config.timeout_ms = ANSWER_MS;
    atomic_store(&notifier->hurry, 1);
    notifier->client = upstream_client_create(&notifier->config, problem);
    if (notifier->client == NULL || pthread_create(&notifier->thread, NULL, work, notifier) != 0) {
        upstream_client_free(notifier->client);
        free(notifier);
        return NULL;
    }
    return notifier;
}

void payment_notifier_stop(struct payment_notifier *notifier)
{
    if (notifier != NULL) {
        atomic_store(&notifier->stops, 1);
        (void)pthread_join(notifier->thread, NULL);
        upstream_client_free(notifier->client);
        free(notifier);
    }
}

void payment_notify(struct payment_notifier *notifier, const struct notice_kind *kind, const void *what)
{
    for (size_t i = 0; i < NOTICES_MAX; i++) {
        if (notifier->notices[i].kind == NULL) {
            notifier->notices[i] =
                (struct notice){.kind = kind, .what = what, .due_us = steady_us(), .id = ++notifier->last_id};
            return;
        }
    }
}

void payment_notifier_forget(struct payment_notifier *notifier)
{
    memset(notifier->notices, 0, sizeof notifier->notices);
}

void payment_notifier_hurry(struct payment_notifier *notifier, int times)
{
    atomic_store(&notifier->hurry, times);
}
