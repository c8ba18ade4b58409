#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/json/json_writer.h"
#include "both-sides/log.h"
#include "both-sides/wall_clock.h"
#include "headend/cases/cases_private.h"
#include "headend/cases/upstream_cases.h"
#include "headend/http/feed_json.h"
#include "headend/http/request.h"

/* What is answered, and what it counts as. */

/* The same words for both, after the same time: which of the two it was is nobody's business. */
static const struct refusal no_such = {404, "no_such_case",
                                       "No case has this number together with these last 4."};
static const struct refusal unavailable = {503, "unavailable",
                                           "The case system does not answer now. Try again later."};
static const struct refusal not_finished = {409, "not_finished", "The case is not finished yet."};
static const struct refusal rated_before = {409, "already_rated", "The case was rated before, otherwise."};

/* --- Admission --- */

static int hash_who(struct cases *cases, struct case_job *job)
{
    struct case_admission *admission = &job->admission;
    /* A box without a number is its address, but not the address's own, higher ceiling. */
    int named = job->box[0] != '\0';
    return keyed_hash_of(&cases->hash, "target", job->question.case_number, "", &admission->target) == 0 &&
                   keyed_hash_of(&cases->hash, "address", job->address, "", &admission->address) == 0 &&
                   keyed_hash_of(&cases->hash, named ? "box" : "box-of-address",
                                 named ? job->box : job->address, "", &admission->box) == 0
               ? 0
               : -1;
}

static void reply_too_many(struct cases *cases, struct case_job *job, enum case_limit limit)
{
    static const char *const names[] = {
        [CASE_LIMIT_PERSONS] = "persons", [CASE_LIMIT_FAILURES] = "failures", [CASE_LIMIT_TARGET] = "target"};
    struct json_writer json;
    int tomorrow = calendar_date_from_days(calendar_date_to_days(job->admission.day) + 1);
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "error", "too_many");
        json_text(&json, "message", "A limit of the day was reached.");
        json_text(&json, "limit", names[limit]);
        json_number(&json, "retry_at", calendar_date_begins(tomorrow));
        json_close_map(&json);
    }
    job->status = 429;
    job->body = json_take(&json, &job->length);
    case_counts_add(&cases->counts, COUNT_TOO_MANY);
    case_job_tell(cases, job);
}

int case_admit(struct cases *cases, struct case_job *job)
{
    job->admission.day = calendar_date_at(wall_clock_ms());
    enum case_limit limit =
        hash_who(cases, job) == 0 ? case_store_admit(cases->store, &job->admission) : CASE_LIMIT_UNKNOWN;
    if (limit == CASE_LIMIT_UNKNOWN) {
        case_reply_unavailable(cases, job);
    } else if (limit != CASE_LIMIT_NONE) {
        reply_too_many(cases, job, limit);
    }
    return limit == CASE_LIMIT_NONE;
}

/* --- Answers --- */

static void refuse(struct cases *cases, struct case_job *job, const struct refusal *refusal,
                   enum case_count count)
{
    job->status = refusal->status;
    job->body = json_of_error(refusal->error, refusal->message, &job->length);
    case_counts_add(&cases->counts, count);
    case_job_tell_later(cases, job);
}

void case_reply_unavailable(struct cases *cases, struct case_job *job)
{
    refuse(cases, job, &unavailable, COUNT_UNAVAILABLE);
}

static void settle(struct cases *cases, const struct case_job *job, enum case_settlement settlement)
{
    case_store_settle(cases->store, &job->admission, settlement);
}

void cases_set_guides(struct cases *cases, struct case_guides *guides)
{
    (void)pthread_mutex_lock(&cases->lock);
    cases->guides = guides;
    (void)pthread_mutex_unlock(&cases->lock);
}

static void reply_case(struct cases *cases, struct case_job *job, const struct case_view *view)
{
    int today = calendar_date_at(wall_clock_ms());
    char task_code[CASE_TASK_CODE_SIZE];
    char guide[CONTENT_ID_SIZE];
    case_known_task_code(&view->kept.known, task_code);
    case_guides_find(cases->guides, task_code, guide);
    (void)pthread_mutex_lock(&cases->lock);
    job->body = case_known_answer(&view->kept.known, job->question.case_number, guide, today, cases->days,
                                  cases->day_count, &job->length);
    (void)pthread_mutex_unlock(&cases->lock);
    job->status = 200;
    settle(cases, job, CASE_SETTLED_FOUND);
    case_counts_add(&cases->counts, view->knowledge == CASE_IS_STALE ? COUNT_STALE : COUNT_FOUND);
    case_job_tell(cases, job);
}

/* --- Ratings --- */

static void reply_rated(struct cases *cases, struct case_job *job, int stars)
{
    struct json_writer json;
    settle(cases, job, CASE_SETTLED_FOUND);
    if (stars != job->question.stars) {
        refuse(cases, job, &rated_before, COUNT_NOT_RATED);
        return;
    }
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_number(&json, "stars", stars);
        json_close_map(&json);
    }
    job->status = 200;
    job->body = json_take(&json, &job->length);
    case_counts_add(&cases->counts, COUNT_RATED);
    case_job_tell(cases, job);
}

static void reply_not_finished(struct cases *cases, struct case_job *job)
{
    settle(cases, job, CASE_SETTLED_FOUND);
    refuse(cases, job, &not_finished, COUNT_NOT_RATED);
}

static void rate(struct case_worker *worker, struct case_job *job)
{
    struct cases *cases = worker->cases;
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    int now = 0;
    enum upstream_said said = UPSTREAM_DOWN;
    if (case_may_ask(worker, job)) {
        said = upstream_cases_rate(worker->client, job->question.case_number, job->question.stars, &now,
                                   problem);
        case_has_asked(cases, said, problem);
    }
    if (said == UPSTREAM_TAKEN || said == UPSTREAM_RATED_BEFORE) {
        (void)case_store_put_rated(cases->store, &job->admission.target, now);
        reply_rated(cases, job, now);
    } else if (said == UPSTREAM_NOT_FINISHED) {
        reply_not_finished(cases, job);
    } else {
        settle(cases, job, CASE_SETTLED_GIVEN_BACK);
        case_reply_unavailable(cases, job);
    }
}

static void reply_to_rating(struct case_worker *worker, struct case_job *job, const struct case_view *view)
{
    const struct case_known *known = &view->kept.known;
    if (view->knowledge != CASE_IS_FRESH) {
        settle(worker->cases, job, CASE_SETTLED_GIVEN_BACK);
        case_reply_unavailable(worker->cases, job);
    } else if (!case_status_may_be_rated(known->status)) {
        reply_not_finished(worker->cases, job);
    } else if (known->rated != 0) {
        reply_rated(worker->cases, job, known->rated);
    } else {
        rate(worker, job);
    }
}

/* --- --- */

/* Compared as hashes, in the same time whatever differs, also where there is nothing to compare with. */
static int tail_matches(struct cases *cases, const struct case_job *job, const struct case_view *view)
{
    struct hash tail;
    int has_tail = view->knowledge == CASE_IS_FRESH || view->knowledge == CASE_IS_STALE;
    int hashed =
        keyed_hash_of(&cases->hash, "tail", job->question.case_number, job->question.id_tail, &tail) == 0;
    return hashed && hash_equals(&tail, &view->kept.tail) && has_tail;
}

void case_reply(struct case_worker *worker, struct case_job *job, const struct case_view *view)
{
    struct cases *cases = worker->cases;
    int answered = view->knowledge == CASE_IS_FRESH || view->knowledge == CASE_IS_MISSING;
    int may_tell = answered || case_store_may_tell(cases->store, &job->admission);
    if (tail_matches(cases, job, view) && may_tell) {
        if (!answered) {
            case_store_has_told(cases->store, &job->admission);
        }
        if (job->question.stars != 0) {
            reply_to_rating(worker, job, view);
        } else {
            reply_case(cases, job, view);
        }
    } else if (answered) {
        settle(cases, job, CASE_SETTLED_FAILED);
        refuse(cases, job, &no_such, COUNT_NOT_FOUND);
    } else {
        /* Alike whether something is known of the case and whether the last 4 are wrong. */
        settle(cases, job, CASE_SETTLED_GIVEN_BACK);
        case_reply_unavailable(cases, job);
    }
}
