#include "headend/payment/order_waits.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/payment/order_reply.h"
#include "headend/payment/payments_private.h"

enum { LOOK_EVERY_US = 100 * 1000, CLIENTS_EVERY_US = 1000 * 1000 };

struct order_waits {
    struct payments *payments;
    struct store *store; /* the thread's own, as are the list and all up to the lock */
    struct order_wait *list;
    int64_t version, clients_at_us;
    pthread_t thread;
    int runs;
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t changed;
    struct order_wait *incoming;
    unsigned count; /* in both lists */
    int looks, ends, stops;
};

/* --- One wait --- */

static void answer(struct order_waits *waits, struct order_wait *wait)
{
    struct request *request = wait->request;
    struct reply reply = {.status = 0};
    order_reply_order(waits->payments, waits->store,
                      &(struct order_asked){.box = request->sender.known_box.number, .order = wait->order},
                      &reply);
    request_reply_later(request, &reply);
    explicit_bzero(wait, sizeof *wait);
    free(wait);
    (void)pthread_mutex_lock(&waits->lock);
    waits->count--;
    (void)pthread_mutex_unlock(&waits->lock);
}

/* Also what cannot be read, or is not this box's, is answered: with that. */
static int has_moved(struct order_waits *waits, const struct order_wait *wait)
{
    struct ledger_order order;
    int found = ledger_order(waits->store, wait->order, &order);
    return found != 1 || order.moves > wait->moves ||
           strcmp(order.box, wait->request->sender.known_box.number) != 0;
}

/* --- All of them --- */

struct look {
    int64_t now_us;
    int all, moved, clients;
};

static int is_due(struct order_waits *waits, struct order_wait *wait, const struct look *look)
{
    int is_due = look->all || look->now_us >= wait->until_us ||
                 ((look->moved || wait->is_new) && has_moved(waits, wait)) ||
                 (look->clients && request_client_has_gone(wait->request));
    wait->is_new = 0;
    return is_due;
}

static void look_through(struct order_waits *waits, const struct look *look)
{
    struct order_wait **place = &waits->list;
    while (*place != NULL) {
        struct order_wait *wait = *place;
        if (is_due(waits, wait, look)) {
            *place = wait->next;
            answer(waits, wait);
        } else {
            place = &wait->next;
        }
    }
}

/* The oldest of this box that are more than it may have. The newest stand first. */
static void make_room(struct order_waits *waits, const struct order_wait *wait)
{
    int of_box = 1;
    int in_all = 1;
    struct order_wait **place = &waits->list;
    while (*place != NULL) {
        struct order_wait *other = *place;
        int is_same =
            strcmp(other->request->sender.known_box.number, wait->request->sender.known_box.number) == 0;
        of_box += is_same;
        in_all++;
        if ((is_same && of_box > ORDER_WAITS_OF_BOX) || in_all > ORDER_WAITS_MAX) {
            *place = other->next;
            answer(waits, other);
        } else {
            place = &other->next;
        }
    }
}

static void take_in(struct order_waits *waits, struct order_wait *incoming)
{
    while (incoming != NULL) {
        struct order_wait *wait = incoming;
        incoming = wait->next;
        make_room(waits, wait);
        wait->next = waits->list;
        waits->list = wait;
    }
}

/* --- The thread --- */

/* Waits until there is something to look at. What came in, and what to look for. */
static struct order_wait *wait_for_work(struct order_waits *waits, struct look *look, int *stops)
{
    const struct timespec until = steady_timespec(steady_us() + LOOK_EVERY_US);
    int in_time = 1;
    (void)pthread_mutex_lock(&waits->lock);
    while (!waits->looks && !waits->stops && waits->incoming == NULL && in_time) {
        if (waits->count == 0) {
            (void)pthread_cond_wait(&waits->changed, &waits->lock);
        } else {
            in_time = pthread_cond_timedwait(&waits->changed, &waits->lock, &until) == 0;
        }
    }
    struct order_wait *incoming = waits->incoming;
    waits->incoming = NULL;
    waits->looks = 0;
    look->all = waits->ends || waits->stops;
    *stops = waits->stops;
    (void)pthread_mutex_unlock(&waits->lock);
    return incoming;
}

static void *run(void *context)
{
    struct order_waits *waits = context;
    int stops = 0;
    while (!stops) {
        struct look look = {.all = 0};
        struct order_wait *incoming = wait_for_work(waits, &look, &stops);
        int64_t version = store_data_version(waits->store);
        look.now_us = steady_us();
        look.moved = version != waits->version;
        look.clients = look.now_us >= waits->clients_at_us;
        waits->version = version;
        if (look.clients) {
            waits->clients_at_us = look.now_us + CLIENTS_EVERY_US;
        }
        take_in(waits, incoming);
        look_through(waits, &look);
    }
    return NULL;
}

/* --- For other threads --- */

int order_waits_add(struct order_waits *waits, struct order_wait *wait)
{
    (void)pthread_mutex_lock(&waits->lock);
    int taken = !waits->stops && waits->count < 2 * ORDER_WAITS_MAX;
    if (taken) {
        wait->is_new = 1;
        wait->next = waits->incoming;
        waits->incoming = wait;
        waits->count++;
        (void)pthread_cond_signal(&waits->changed);
    }
    (void)pthread_mutex_unlock(&waits->lock);
    return taken ? 0 : -1;
}

static void tell(struct order_waits *waits, int ends, int stops)
{
    (void)pthread_mutex_lock(&waits->lock);
    waits->looks = 1;
    waits->ends = waits->ends || ends;
    waits->stops = waits->stops || stops;
    (void)pthread_cond_signal(&waits->changed);
    (void)pthread_mutex_unlock(&waits->lock);
}

void order_waits_look(struct order_waits *waits)
{
    if (waits != NULL) {
        tell(waits, 0, 0);
    }
}

void order_waits_end(struct order_waits *waits)
{
    if (waits != NULL) {
        tell(waits, 1, 0);
    }
}

unsigned order_waits_count(struct order_waits *waits)
{
    (void)pthread_mutex_lock(&waits->lock);
    unsigned count = waits->count;
    (void)pthread_mutex_unlock(&waits->lock);
    return count;
}

/* --- Start and end --- */

struct order_waits *order_waits_start(struct payments *payments)
{
    char problem[400] = "out of memory";
    pthread_condattr_t steady;
    struct order_waits *waits = calloc(1, sizeof *waits);
    if (waits == NULL) {
        log_line(LOG_LEVEL_ERROR, "payment", "%s", problem);
        return NULL;
    }
    waits->payments = payments;
    waits->store = store_open(payments->path, &ledger_store, STORE_EXISTING, problem, sizeof problem);
    int failed =
        pthread_condattr_init(&steady) != 0 || pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) != 0 ||
        pthread_mutex_init(&waits->lock, NULL) != 0 || pthread_cond_init(&waits->changed, &steady) != 0;
    (void)pthread_condattr_destroy(&steady);
    waits->runs = !failed && waits->store != NULL && pthread_create(&waits->thread, NULL, run, waits) == 0;
    if (!waits->runs) {
        log_line(LOG_LEVEL_ERROR, "payment", "%s", problem);
        order_waits_free(waits);
        return NULL;
    }
    return waits;
}

void order_waits_stop(struct order_waits *waits)
{
    if (waits != NULL && waits->runs) {
        tell(waits, 1, 1);
        (void)pthread_join(waits->thread, NULL);
        waits->runs = 0;
    }
}

void order_waits_free(struct order_waits *waits)
{
    if (waits != NULL) {
        store_close(waits->store);
        (void)pthread_cond_destroy(&waits->changed);
        (void)pthread_mutex_destroy(&waits->lock);
        free(waits);
    }
}
