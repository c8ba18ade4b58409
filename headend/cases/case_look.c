#include <string.h>

#include "both-sides/log.h"
#include "both-sides/wall_clock.h"
#include "headend/cases/cases_private.h"
#include "headend/cases/upstream_cases.h"

/* What is known of a case, and from where. */

enum {
    FRESH_MS = 30 * 1000,
    ANSWER_MS = 6300, /* the refusals' moment of 6.4 s is met; a box ends what has said nothing for 10 s */
    CALL_LEAST_MS = 500
};

/* How long a call for a job may take; 0: there is no time for one. */
static int time_for_call(const struct cases *cases, const struct case_job *job)
{
    uint64_t waited_ms = (steady_clock_us() - job->arrived_us) / 1000U;
    if (waited_ms > ANSWER_MS - CALL_LEAST_MS) {
        return 0;
    }
    int left_ms = ANSWER_MS - (int)waited_ms;
    return left_ms < cases->timeout_ms ? left_ms : cases->timeout_ms;
}

int case_may_ask(struct case_worker *worker, const struct case_job *job)
{
    struct cases *cases = worker->cases;
    int time_ms = time_for_call(cases, job);
    if (time_ms == 0) {
        return 0;
    }
    upstream_client_allow(worker->client, time_ms);
    (void)pthread_mutex_lock(&cases->lock);
    int asks = circuit_breaker_asks(&cases->breaker, steady_clock_us());
    (void)pthread_mutex_unlock(&cases->lock);
    if (!asks) {
        case_counts_add(&cases->counts, COUNT_SPARED_BREAKER);
    }
    return asks;
}

void case_has_asked(struct cases *cases, enum upstream_said said, const char *problem)
{
    int failed = said == UPSTREAM_DOWN || said == UPSTREAM_NONSENSE;
    if (failed) {
        case_counts_add(&cases->counts, said == UPSTREAM_DOWN ? COUNT_DOWN : COUNT_NONSENSE);
    }
    (void)pthread_mutex_lock(&cases->lock);
    int was_open = circuit_breaker_is_open(&cases->breaker);
    int first_failure = failed && cases->breaker.failures == 0;
    if (failed) {
        circuit_breaker_failed(&cases->breaker, steady_clock_us());
    } else {
        circuit_breaker_succeeded(&cases->breaker);
    }
    int is_open = circuit_breaker_is_open(&cases->breaker);
    atomic_store(&cases->counts.breaker_is_open, is_open);
    (void)pthread_mutex_unlock(&cases->lock);
    if (first_failure) {
        log_line(LOG_LEVEL_WARNING, "cases", "the case system: %s", problem);
    }
    if (is_open && !was_open) {
        log_line(LOG_LEVEL_ERROR, "cases",
                 "the case system failed several times in a row, last: %s; it is spared for a while",
                 problem);
    } else if (was_open && !is_open) {
        log_line(LOG_LEVEL_NOTICE, "cases", "the case system answers again");
    }
}

/* Masked; the last 4 as a hash with the number. */
static int keep_facts(struct cases *cases, const struct case_facts *facts, const char *case_number,
                      int64_t now_ms, struct case_kept *kept)
{
    char tail[ID_TAIL_LENGTH + 1] = "";
    size_t length = strlen(facts->id_number);
    if (length >= ID_TAIL_LENGTH) {
        memcpy(tail, facts->id_number + length - ID_TAIL_LENGTH, ID_TAIL_LENGTH);
        tail[ID_TAIL_LENGTH - 1] = tail[ID_TAIL_LENGTH - 1] == 'x' ? 'X' : tail[ID_TAIL_LENGTH - 1];
    }
    int result = keyed_hash_of(&cases->hash, "tail", case_number, tail, &kept->tail);
    explicit_bzero(tail, sizeof tail);
    return result == 0 ? case_known_make(facts, now_ms, &kept->known) : -1;
}

/* 1: the case system said something that can be told. */
static int ask(struct case_worker *worker, const struct case_job *job, struct case_view *view)
{
    struct cases *cases = worker->cases;
    struct case_facts facts;
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    const char *case_number = job->question.case_number;
    if (!case_may_ask(worker, job)) {
        return 0;
    }
    enum upstream_said said = upstream_cases_find(worker->client, case_number, &facts, problem);
    case_has_asked(cases, said, problem);
    int64_t now_ms = wall_clock_ms();
    memset(view, 0, sizeof *view);
    if (said == UPSTREAM_CASE) {
        int kept = keep_facts(cases, &facts, case_number, now_ms, &view->kept);
        case_facts_wipe(&facts);
        if (kept != 0) {
            return 0;
        }
        view->knowledge = CASE_IS_FRESH;
    } else if (said == UPSTREAM_NO_SUCH) {
        view->knowledge = CASE_IS_MISSING;
        view->kept.is_missing = 1;
        view->kept.known.as_of = now_ms;
    } else {
        return 0;
    }
    /* Without a place to keep it, it is told all the same. */
    (void)case_store_put(cases->store, &job->admission.target, &view->kept);
    return 1;
}

void case_look(struct case_worker *worker, const struct case_job *job, int overdue, struct case_view *view)
{
    struct cases *cases = worker->cases;
    struct case_view last = {.knowledge = CASE_IS_UNKNOWN};
    int64_t now_ms = wall_clock_ms();
    if (case_store_get(cases->store, &job->admission.target, now_ms, &last.kept) == 1) {
        int64_t age = now_ms - last.kept.known.as_of;
        if (age >= 0 && age < FRESH_MS) {
            *view = last;
            view->knowledge = last.kept.is_missing ? CASE_IS_MISSING : CASE_IS_FRESH;
            return;
        }
        last.knowledge = last.kept.is_missing ? CASE_IS_UNKNOWN : CASE_IS_STALE;
        last.kept.known.is_stale = 1;
    }
    if (!overdue && ask(worker, job, view)) {
        case_known_wipe(&last.kept.known);
        return;
    }
    *view = last;
}
