#include "headend/payment/payments.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/http/metrics.h"
#include "headend/payment/invoice_look.h"
#include "headend/payment/order_waits.h"
#include "headend/payment/payments_private.h"
#include "headend/providers/providers.h"

static const char where[] = "payment";

enum { SWEEP_EVERY_US = 1000 * 1000, STEPS_MAX = 6 };

void payments_count(struct payments *payments, enum payment_count what)
{
    (void)atomic_fetch_add_explicit(&payments->counts[what], 1, memory_order_relaxed);
}

void payments_ledger_failed(struct store *store)
{
    log_line(LOG_LEVEL_ERROR, where, "the ledger: %s", store_problem(store));
}

struct payment_provider *payments_provider(const struct payments *payments, enum wallet wallet)
{
    for (size_t i = 0; i < payments->provider_count; i++) {
        const char *name = payment_provider_name(payments->providers[i]->calls->kind);
        if (strcmp(name, wallets.words[wallet]) == 0) {
            return payments->providers[i];
        }
    }
    return NULL;
}

int payments_offers(const struct payments *payments, enum wallet wallet)
{
    return payments != NULL && payments_provider(payments, wallet) != NULL;
}

/* --- Work --- */

int payments_put_off(struct payments *payments, enum payment_lane_kind kind, struct payment_work *work)
{
    struct payment_lane *lane = &payments->lanes[kind];
    (void)pthread_mutex_lock(&payments->lock);
    int taken = !payments->stopping && lane->waiting < PAYMENT_LANE_MAX;
    if (taken) {
        work->next = NULL;
        if (lane->first != NULL) {
            lane->last->next = work;
        } else {
            lane->first = work;
        }
        lane->last = work;
        lane->waiting++;
        (void)pthread_cond_signal(&lane->changed);
    }
    (void)pthread_mutex_unlock(&payments->lock);
    if (!taken) {
        payments_count(payments, PAYMENT_COUNT_BUSY);
    }
    return taken ? 0 : -1;
}

/* NULL: it is time to stop. */
static struct payment_work *take_work(struct payments *payments, struct payment_lane *lane)
{
    (void)pthread_mutex_lock(&payments->lock);
    while (lane->first == NULL && !payments->stopping) {
        (void)pthread_cond_wait(&lane->changed, &payments->lock);
    }
    struct payment_work *work = payments->stopping ? NULL : lane->first;
    if (work != NULL) {
        lane->first = work->next;
        lane->waiting--;
    }
    (void)pthread_mutex_unlock(&payments->lock);
    return work;
}

static void *work_on(void *context)
{
    struct payment_worker *worker = context;
    struct payment_work *work = NULL;
    while ((work = take_work(worker->payments, worker->lane)) != NULL) {
        work->run(worker, work);
        order_waits_look(worker->payments->waits);
    }
    return NULL;
}

/* --- Steps of one order --- */

struct going_on {
    struct payment_work work; /* first: its address is ours */
    char order[LEDGER_ID_SIZE];
    int asks_again; /* where it waits, once more */
};

static void go_on(struct payment_worker *worker, struct payment_work *work)
{
    struct going_on *going_on = (struct going_on *)work;
    int waits_left = worker == NULL ? 0 : going_on->asks_again ? 2 : 1;
    for (int i = 0; i < STEPS_MAX && waits_left > 0; i++) {
        waits_left -= payment_engine_step(&worker->engine, going_on->order, wall_ms()) != PAYMENT_STEP_MOVED;
        order_waits_look(worker->payments->waits);
    }
    free(going_on);
}

void payments_go_on(struct payments *payments, const char *order, int asks_again)
{
    struct going_on *going_on = calloc(1, sizeof *going_on);
    if (going_on == NULL) {
        return;
    }
    going_on->work.run = go_on;
    going_on->asks_again = asks_again;
    (void)snprintf(going_on->order, sizeof going_on->order, "%s", order);
    if (payments_put_off(payments, PAYMENT_LANE_ASK, &going_on->work) != 0) {
        free(going_on);
    }
}

/* --- The sweepers --- */

/* 0: it is time to stop. */
static int wait_for_sweep(struct payments *payments, int64_t until_us)
{
    const struct timespec until = steady_timespec(until_us);
    int in_time = 1;
    (void)pthread_mutex_lock(&payments->lock);
    while (!payments->stopping && in_time) {
        in_time = pthread_cond_timedwait(&payments->swept, &payments->lock, &until) == 0;
    }
    int goes_on = !payments->stopping;
    (void)pthread_mutex_unlock(&payments->lock);
    return goes_on;
}

static void *sweep(void *context)
{
    struct payment_worker *worker = context;
    int64_t next_us = steady_us();
    while (wait_for_sweep(worker->payments, next_us)) {
        /* One at a time, so that it can be told to stop in between. */
        int taken = payment_engine_sweep(&worker->engine, wall_ms(), 1);
        if (taken < 0) {
            payments_ledger_failed(worker->store);
        }
        if (taken > 0) {
            order_waits_look(worker->payments->waits);
        }
        next_us = steady_us() + (taken > 0 ? 0 : SWEEP_EVERY_US);
    }
    return NULL;
}

/* --- Start --- */

static void open_providers(struct payments *payments)
{
    const struct payment_config *config = &config_in_use_server(payments->options.config)->payment;
    for (int kind = 0; kind < PAYMENT_PROVIDER_COUNT; kind++) {
        char problem[OWN_SECRET_PROBLEM_SIZE];
        if (!payment_provider_is_configured((enum payment_provider_kind)kind, config)) {
            continue;
        }
        struct payment_provider *provider =
            payment_provider_open((enum payment_provider_kind)kind, config, problem);
        struct payment_provider *spared = provider != NULL ? spared_provider_new(provider) : NULL;
        if (provider != NULL && spared == NULL) {
            provider->calls->free(provider);
            (void)snprintf(problem, sizeof problem, "out of memory");
        }
        if (spared == NULL) {
            log_line(LOG_LEVEL_ERROR, where, "%s is not offered: %s",
                     payment_provider_name((enum payment_provider_kind)kind), problem);
        } else {
            payments->providers[payments->provider_count++] = spared;
        }
    }
}

/* -1: logged. */
static int open_ledger(struct payments *payments)
{
    enum { PATH_SIZE = LEDGER_STORE_PATH_SIZE + 8 };
    char problem[400];
    char key[PATH_SIZE];
    ledger_store_path(config_in_use_server(payments->options.config)->store_path, payments->path);
    (void)snprintf(key, sizeof key, "%s-key", payments->path);
    if (keyed_hash_load(&payments->key, key, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        return -1;
    }
    payments->page_store = store_open(payments->path, &ledger_store, STORE_CREATE, problem, sizeof problem);
    if (payments->page_store == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        return -1;
    }
    int result = store_check_integrity(payments->page_store);
    if (result != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: %s; nobody can pay until a copy of it is brought back",
                 payments->path, store_problem(payments->page_store));
    }
    return result;
}

/* -1: logged. */
static int start_worker(struct payments *payments, struct payment_worker *worker, struct payment_lane *lane)
{
    char problem[400] = "";
    worker->payments = payments;
    worker->lane = lane;
    worker->store = store_open(payments->path, &ledger_store, STORE_EXISTING, problem, sizeof problem);
    worker->engine = (struct payment_engine){.store = worker->store,
                                             .providers = payments->providers,
                                             .provider_count = payments->provider_count,
                                             .utilities = &payments->utilities,
                                             .description = payments->hall,
                                             .refund_reason = payments->hall,
                                             .timeout_ms = PAYMENT_ASK_MS};
    worker->runs = worker->store != NULL &&
                   pthread_create(&worker->thread, NULL, lane != NULL ? work_on : sweep, worker) == 0;
    if (!worker->runs) {
        log_line(LOG_LEVEL_ERROR, where, "%s", worker->store == NULL ? problem : "no thread can be started");
    }
    return worker->runs ? 0 : -1;
}

static int start_workers(struct payments *payments)
{
    for (int i = 0; i < PAYMENT_WORKERS; i++) {
        struct payment_lane *lane = i < PAYMENT_ASKERS ? &payments->lanes[PAYMENT_LANE_ASK]
                                    : i < PAYMENT_ASKERS + PAYMENT_WRITERS
                                        ? &payments->lanes[PAYMENT_LANE_WRITE]
                                        : NULL;
        if (start_worker(payments, &payments->workers[i], lane) != 0) {
            return -1;
        }
    }
    return 0;
}

static int init_threads(struct payments *payments)
{
    pthread_condattr_t steady;
    int failed = pthread_condattr_init(&steady) != 0 ||
                 pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) != 0 ||
                 pthread_mutex_init(&payments->lock, NULL) != 0 ||
                 pthread_mutex_init(&payments->page_lock, NULL) != 0 ||
                 pthread_cond_init(&payments->swept, &steady) != 0;
    for (int i = 0; i < PAYMENT_LANE_COUNT; i++) {
        failed = failed || pthread_cond_init(&payments->lanes[i].changed, NULL) != 0;
    }
    (void)pthread_condattr_destroy(&steady);
    return failed ? -1 : 0;
}

/* -1: logged. */
static int start(struct payments *payments)
{
    struct phone_place place;
    config_in_use_phone_place(payments->options.config, &place);
    (void)snprintf(payments->hall, sizeof payments->hall, "%s", place.region);
    open_providers(payments);
    if (payments->provider_count == 0 || payments_list_utilities(payments) != 0 ||
        open_ledger(payments) != 0) {
        return -1;
    }
    payments->invoices = invoice_looks_new();
    if (payments->invoices == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
        return -1;
    }
    payments->waits = order_waits_start(payments);
    return payments->waits != NULL ? start_workers(payments) : -1;
}

struct payments *payments_start(const struct payments_options *options)
{
    struct payments *payments = calloc(1, sizeof *payments);
    if (payments == NULL || init_threads(payments) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
        free(payments);
        return NULL;
    }
    payments->options = *options;
    if (start(payments) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "nobody can pay");
        payments_stop(payments);
        payments_free(payments);
        return NULL;
    }
    return payments;
}

/* --- End --- */

void payments_end_waiting(struct payments *payments)
{
    if (payments != NULL) {
        order_waits_end(payments->waits);
    }
}

static void give_up(struct payment_lane *lane)
{
    while (lane->first != NULL) {
        struct payment_work *work = lane->first;
        lane->first = work->next;
        work->run(NULL, work);
    }
}

void payments_stop(struct payments *payments)
{
    if (payments == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&payments->lock);
    payments->stopping = 1;
    (void)pthread_cond_broadcast(&payments->swept);
    for (int i = 0; i < PAYMENT_LANE_COUNT; i++) {
        (void)pthread_cond_broadcast(&payments->lanes[i].changed);
    }
    (void)pthread_mutex_unlock(&payments->lock);
    for (int i = 0; i < PAYMENT_WORKERS; i++) {
        if (payments->workers[i].runs) {
            (void)pthread_join(payments->workers[i].thread, NULL);
            payments->workers[i].runs = 0;
        }
    }
    for (int i = 0; i < PAYMENT_LANE_COUNT; i++) {
        give_up(&payments->lanes[i]);
    }
    order_waits_stop(payments->waits);
}

void payments_free(struct payments *payments)
{
    if (payments == NULL) {
        return;
    }
    for (int i = 0; i < PAYMENT_WORKERS; i++) {
        store_close(payments->workers[i].store);
    }
    for (size_t i = 0; i < payments->provider_count; i++) {
        payments->providers[i]->calls->free(payments->providers[i]);
    }
    for (size_t i = 0; i < payments->system_count; i++) {
        spared_system_destroy(&payments->systems[i]);
    }
    store_close(payments->page_store);
    order_waits_free(payments->waits);
    invoice_looks_free(payments->invoices);
    keyed_hash_wipe(&payments->key);
    for (int i = 0; i < PAYMENT_LANE_COUNT; i++) {
        (void)pthread_cond_destroy(&payments->lanes[i].changed);
    }
    (void)pthread_cond_destroy(&payments->swept);
    (void)pthread_mutex_destroy(&payments->page_lock);
    (void)pthread_mutex_destroy(&payments->lock);
    free(payments);
}

static void write_systems(struct payments *payments, FILE *page)
{
    struct spared_system *systems[PAYMENT_PROVIDER_COUNT + CONFIG_UTILITY_MAX];
    size_t count = 0;
    for (size_t i = 0; i < payments->provider_count; i++) {
        systems[count++] = spared_provider_system(payments->providers[i]);
    }
    for (size_t i = 0; i < payments->system_count; i++) {
        systems[count++] = &payments->systems[i];
    }
    spared_systems_write_metrics(systems, count, page);
}

void payments_write_metrics(struct payments *payments, FILE *page)
{
    static const char *const names[PAYMENT_COUNT_COUNT] = {
        [PAYMENT_COUNT_MADE] = "made",         [PAYMENT_COUNT_AGAIN] = "again",
        [PAYMENT_COUNT_NOT_MADE] = "not_made", [PAYMENT_COUNT_CANCELLED] = "cancelled",
        [PAYMENT_COUNT_NOTIFIED] = "notified", [PAYMENT_COUNT_NOT_BELIEVED] = "not_believed",
        [PAYMENT_COUNT_BUSY] = "busy"};
    (void)fputs("# HELP tv_hall_orders_total What was asked of orders, and notifications of providers.\n"
                "# TYPE tv_hall_orders_total counter\n",
                page);
    for (size_t i = 0; i < PAYMENT_COUNT_COUNT; i++) {
        unsigned long long number = atomic_load_explicit(&payments->counts[i], memory_order_relaxed);
        (void)fprintf(page, "tv_hall_orders_total{what=\"%s\"} %llu\n", names[i], number);
    }
    metrics_write(page, "tv_hall_orders_followed", "gauge", "Questions that wait for an order to move.",
                  (double)order_waits_count(payments->waits));
    write_systems(payments, page);
}
