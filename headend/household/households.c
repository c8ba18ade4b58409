#include "headend/household/households.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/household/households_private.h"
#include "headend/http/metrics.h"

static const char where[] = "household";

enum { WORK_MAX = 4096, TIDY_EVERY_US = 1000 * 1000 };
enum { FORGET_EVERY_MS = 3600 * 1000 };

static const int64_t second_us = 1000 * 1000;

/* How long things last (s): domain.md 11, docs/decisions/0104. */
enum {
    CODE_S = 120,
    WAIT_S = 10 * 60,
    PHONE_S = 10 * 60,
    NUMBER_S = 3 * 60,
    GRACE_S = 60,
    VISIT_LOGIN_S = 10 * 60,
    VISIT_IDLE_S = 5 * 60,
    UNDO_S = 24 * 3600,
    PIN_LOCK_S = 15 * 60,
    INTERVAL_S = 3,
};

void households_count(struct households *households, enum household_count what)
{
    (void)atomic_fetch_add_explicit(&households->counts[what], 1, memory_order_relaxed);
}

int households_store_failed(const struct households *households)
{
    log_line(LOG_LEVEL_ERROR, where, "%s: %s", households->options.path, store_problem(households->store));
    return -1;
}

int households_hash_person(const struct households *households, const struct identity_person *person,
                           struct hash *hash)
{
    return keyed_hash_of(&households->key, "person", person->issuer, person->subject, hash);
}

/* --- What members may see --- */

/* 1 too where it cannot be said: then the next look decides. */
static int box_holds(void *context, const char *box)
{
    struct households *households = context;
    int holds =
        households->options.box_holds != NULL ? households->options.box_holds(households->store, box) : 1;
    if (holds < 0) {
        (void)households_store_failed(households);
    }
    return holds != 0;
}

/* 0 and the scopes; -1: there is no such member; 1: it cannot be said. */
static int scopes_now(void *context, const char *box, const char *member, unsigned *scopes)
{
    struct households *households = context;
    int found = members_scopes(households->store, box, member, scopes);
    if (found < 0) {
        (void)households_store_failed(households);
    }
    return found > 0 ? 0 : found == 0 ? -1 : 1;
}

void households_member_gone(struct households *households, const char *member)
{
    sessions_end_member(households->sessions, member);
}

void households_member_changed(struct households *households, const char *box, const char *member)
{
    unsigned scopes = 0;
    int said = scopes_now(households, box, member, &scopes);
    if (said != 0) {
        sessions_end_member(households->sessions, member);
    } else {
        sessions_narrow_member(households->sessions, member, scopes);
    }
}

/* As sessions_check asks. */
static int scopes_on_box(void *context, const char *box, const char *member, unsigned *scopes)
{
    *scopes = 0;
    return !box_holds(context, box) ? -1 : member[0] == '\0' ? 0 : scopes_now(context, box, member, scopes);
}

/* What another process has changed, as tv-hall-admin does. */
static void look_at_store(struct households *households)
{
    int64_t version = store_data_version(households->store);
    if (version != households->store_version && version >= 0) {
        households->store_version = version;
        sessions_check(households->sessions, scopes_on_box, households);
        authorizations_check(households->authorizations, box_holds, households, steady_us());
    }
}

/* --- The thread --- */

static void tidy(struct households *households)
{
    int64_t now_us = steady_us();
    int64_t now_ms = wall_ms();
    look_at_store(households);
    authorizations_tidy(households->authorizations, now_us);
    sessions_tidy(households->sessions, now_us);
    visits_tidy(households->visits, now_us);
    if (now_ms - households->forgot_ms >= FORGET_EVERY_MS || now_ms < households->forgot_ms) {
        households->forgot_ms = now_ms;
        if (members_forget(households->store, now_ms) != 0) {
            (void)households_store_failed(households);
        }
    }
}

/* NULL: it is time to tidy up, or to stop. */
static struct work *take_work(struct households *households, int64_t tidy_at_us, int *stopped)
{
    const struct timespec until = steady_timespec(tidy_at_us);
    int in_time = 1;
    (void)pthread_mutex_lock(&households->lock);
    while (households->first == NULL && !households->stopping && in_time) {
        in_time = pthread_cond_timedwait(&households->changed, &households->lock, &until) == 0;
    }
    struct work *work = households->first;
    if (work != NULL) {
        households->first = work->next;
        households->waiting--;
    }
    *stopped = households->stopping && work == NULL;
    (void)pthread_mutex_unlock(&households->lock);
    return work;
}

static void *run(void *context)
{
    struct households *households = context;
    int64_t tidy_at_us = steady_us() + TIDY_EVERY_US;
    int stopped = 0;
    while (!stopped) {
        struct work *work = take_work(households, tidy_at_us, &stopped);
        if (work != NULL) {
            work->run(households, work);
        }
        if (steady_us() >= tidy_at_us && !stopped) {
            tidy(households);
            tidy_at_us = steady_us() + TIDY_EVERY_US;
        }
    }
    return NULL;
}

int households_put_off(struct households *households, struct work *work)
{
    (void)pthread_mutex_lock(&households->lock);
    int taken = !households->stopping && households->waiting < WORK_MAX;
    if (taken) {
        work->next = NULL;
        if (households->first != NULL) {
            households->last->next = work;
        } else {
            households->first = work;
        }
        households->last = work;
        households->waiting++;
        (void)pthread_cond_signal(&households->changed);
    }
    (void)pthread_mutex_unlock(&households->lock);
    return taken ? 0 : -1;
}

struct written {
    struct work work; /* first: its address is ours */
    void (*run)(struct store *store, void *what);
    void *what;
};

static void run_written(struct households *households, struct work *work)
{
    struct written *written = (struct written *)work;
    written->run(households->store, written->what);
    free(written);
}

int households_write(struct households *households, void (*change)(struct store *store, void *what),
                     void *what)
{
    struct written *written = calloc(1, sizeof *written);
    if (written == NULL) {
        return -1;
    }
    *written = (struct written){.work.run = run_written, .run = change, .what = what};
    if (households_put_off(households, &written->work) != 0) {
        free(written);
        return -1;
    }
    return 0;
}

/* --- Start and end --- */

static int open_files(struct households *households)
{
    enum { PATH_SIZE = 400 };
    char key[PATH_SIZE];
    char problem[HASH_PROBLEM_SIZE];
    const char *path = households->options.path;
    (void)snprintf(key, sizeof key, "%s-key", path);
    if (keyed_hash_load(&households->key, key, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        return -1;
    }
    households->store = store_open(path, households->options.schema, STORE_CREATE, problem, sizeof problem);
    if (households->store == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        return -1;
    }
    households->store_version = store_data_version(households->store);
    return consent_words_read(households->options.consents_path, &households->words);
}

static int make_tables(struct households *households)
{
    int64_t unit_us = second_us / (households->options.shorter > 1 ? households->options.shorter : 1);
    households->undo_ms = UNDO_S * unit_us / 1000;
    households->lock_ms = PIN_LOCK_S * unit_us / 1000;
    households->limits = box_limits_create(households->options.box_persons_max);
    households->guesses = guess_limit_create();
    households->visits = visits_create(VISIT_LOGIN_S * unit_us, VISIT_IDLE_S * unit_us);
    households->sessions = sessions_create(
        &(struct sessions_options){.idle_us = SESSION_IDLE_S * unit_us, .life_us = SESSION_LIFE_S * unit_us});
    households->authorizations =
        authorizations_create(&(struct authorizations_options){.limits = households->limits,
                                                               .code_us = CODE_S * unit_us,
                                                               .wait_us = WAIT_S * unit_us,
                                                               .phone_us = PHONE_S * unit_us,
                                                               .number_us = NUMBER_S * unit_us,
                                                               .grace_us = GRACE_S * unit_us,
                                                               .interval_us = INTERVAL_S * unit_us});
    return households->limits != NULL && households->guesses != NULL && households->visits != NULL &&
                   households->sessions != NULL && households->authorizations != NULL
               ? 0
               : -1;
}

static int make_locks(struct households *households)
{
    pthread_condattr_t steady;
    if (pthread_mutex_init(&households->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0) {
        return -1;
    }
    int result = pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) == 0 &&
                         pthread_cond_init(&households->changed, &steady) == 0
                     ? 0
                     : -1;
    (void)pthread_condattr_destroy(&steady);
    return result;
}

struct households *households_start(const struct households_options *options)
{
    struct households *households = calloc(1, sizeof *households);
    if (households == NULL || make_locks(households) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
        free(households);
        return NULL;
    }
    households->options = *options;
    if (make_tables(households) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
    } else if (open_files(households) == 0) {
        tidy(households);
        households->runs = pthread_create(&households->thread, NULL, run, households) == 0;
        if (!households->runs) {
            log_line(LOG_LEVEL_ERROR, where, "the thread cannot be started");
        }
    }
    if (!households->runs) {
        households_free(households);
        return NULL;
    }
    return households;
}

void households_stop(struct households *households)
{
    if (households == NULL || !households->runs) {
        return;
    }
    (void)pthread_mutex_lock(&households->lock);
    households->stopping = 1;
    (void)pthread_cond_signal(&households->changed);
    (void)pthread_mutex_unlock(&households->lock);
    (void)pthread_join(households->thread, NULL);
    households->runs = 0;
}

void households_free(struct households *households)
{
    if (households == NULL) {
        return;
    }
    authorizations_free(households->authorizations);
    sessions_free(households->sessions);
    visits_free(households->visits);
    guess_limit_free(households->guesses);
    box_limits_free(households->limits);
    store_close(households->store);
    consent_words_clear(&households->words);
    keyed_hash_wipe(&households->key);
    (void)pthread_cond_destroy(&households->changed);
    (void)pthread_mutex_destroy(&households->lock);
    free(households);
}

int households_find_session(struct households *households, const struct known_box *box, const char *token,
                            struct session_person *person)
{
    return sessions_find(households->sessions, box->number, token, steady_us(), person);
}

void households_write_metrics(struct households *households, FILE *page)
{
    static const char *const names[COUNT_COUNT] = {[COUNT_ASKED] = "asked",
                                                   [COUNT_OPENED] = "opened",
                                                   [COUNT_GRANTED] = "granted",
                                                   [COUNT_REFUSED] = "refused",
                                                   [COUNT_WRONG_NUMBER] = "wrong_number",
                                                   [COUNT_SECOND_PHONE] = "second_phone",
                                                   [COUNT_WRONG_CODE] = "wrong_code",
                                                   [COUNT_WRONG_PIN] = "wrong_pin",
                                                   [COUNT_UNBOUND] = "unbound",
                                                   [COUNT_WITHDRAWN] = "withdrawn"};
    metrics_write(page, "tv_hall_sessions", "gauge", "Sessions that hold now.",
                  (double)sessions_count(households->sessions));
    metrics_write(page, "tv_hall_authorizations", "gauge", "Requests to sign in that are remembered now.",
                  (double)authorizations_count(households->authorizations));
    (void)fputs("# HELP tv_hall_household_total What boxes and phones did about households.\n"
                "# TYPE tv_hall_household_total counter\n",
                page);
    for (size_t i = 0; i < COUNT_COUNT; i++) {
        unsigned long long number = atomic_load_explicit(&households->counts[i], memory_order_relaxed);
        (void)fprintf(page, "tv_hall_household_total{what=\"%s\"} %llu\n", names[i], number);
    }
}
