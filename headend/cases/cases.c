#include "headend/cases/cases.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/service_records.h"
#include "headend/cases/own_cases.h"
#include "headend/cases/upstream_cases.h"
#include "headend/upstream/job_queue.h"

/* A look-up's way: admission, what is known of the case (the store, the case system), the answer. */

enum { FRESH_MS = 30 * 1000 };

/* What boxes were told, for /metrics, which anybody may read. Whoever asks about a case could see what grows
 * by it: so nothing is counted that differs between cases whose answers do not, as what the case system said
 * well (found or no such) or whether it had to be asked. */
enum outcome {
    OUTCOME_FOUND,
    OUTCOME_STALE,
    OUTCOME_NOT_FOUND,
    OUTCOME_UNAVAILABLE,
    OUTCOME_TOO_MANY,
    OUTCOME_RATED,
    OUTCOME_NOT_RATED,
    OUTCOME_BUSY,
    OUTCOME_OWN,
    OUTCOME_COUNT
};
static const char *const outcome_names[OUTCOME_COUNT] = {[OUTCOME_FOUND] = "found",
                                                         [OUTCOME_STALE] = "stale",
                                                         [OUTCOME_NOT_FOUND] = "not_found",
                                                         [OUTCOME_UNAVAILABLE] = "unavailable",
                                                         [OUTCOME_TOO_MANY] = "too_many",
                                                         [OUTCOME_RATED] = "rated",
                                                         [OUTCOME_NOT_RATED] = "not_rated",
                                                         [OUTCOME_BUSY] = "busy",
                                                         [OUTCOME_OWN] = "own"};

struct cases {
    pthread_mutex_t lock; /* guards the days */
    struct calendar_day *days;
    size_t day_count;
    void (*find_guide)(void *guides, const char *task_code, char guide[FLOW_ID_SIZE]); /* or NULL */
    void *guides;
    struct keyed_hash hash;
    struct case_store *store;
    atomic_uint_least64_t outcomes[OUTCOME_COUNT];
    struct job_queue *queue;
};

/* What is known of a case once it was looked at. */
enum case_knowledge { CASE_IS_UNKNOWN, CASE_IS_FRESH, CASE_IS_MISSING, CASE_IS_STALE };

struct case_view {
    enum case_knowledge knowledge;
    struct case_kept kept; /* with CASE_IS_FRESH and CASE_IS_STALE */
    char *own;             /* the answer to whom asks for all of his own, with CASE_IS_FRESH */
    size_t own_length;
};

static void count_outcome(struct cases *cases, enum outcome outcome)
{
    (void)atomic_fetch_add_explicit(&cases->outcomes[outcome], 1, memory_order_relaxed);
}

/* `job` is its first member. */
static struct case_job *case_job_of(struct job *job)
{
    return (struct case_job *)job;
}

/* --- Refusals --- */

/* The same words for both, after the same time: which of the two it was is nobody's business. */
static const struct refusal no_such = {MHD_HTTP_NOT_FOUND, "no_such_case",
                                       "No case has this number together with these last 4."};
static const struct refusal not_own = {MHD_HTTP_NOT_FOUND, "no_such_case",
                                       "No case of this person has this number."};
static const struct refusal unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
                                           "The case system does not answer now. Try again later."};
static const struct refusal not_finished = {MHD_HTTP_CONFLICT, "not_finished",
                                            "The case is not finished yet."};
static const struct refusal rated_before = {MHD_HTTP_CONFLICT, "already_rated",
                                            "The case was rated before, otherwise."};

static void refuse(struct cases *cases, struct case_job *job, const struct refusal *refusal,
                   enum outcome outcome)
{
    job->status = refusal->status;
    job->body = refusal_json(refusal, &job->length);
    count_outcome(cases, outcome);
    job_finish_later(cases->queue, &job->job);
}

static void reply_unavailable(struct cases *cases, struct case_job *job)
{
    refuse(cases, job, &unavailable, OUTCOME_UNAVAILABLE);
}

/* --- Admission --- */

static int hash_who(struct cases *cases, struct case_job *job)
{
    struct case_admission *admission = &job->admission;
    int failed =
        keyed_hash_of(&cases->hash, "target", job->question.case_number, "", &admission->target) != 0 ||
        keyed_hash_of(&cases->hash, "address", job->address, "", &admission->address) != 0 ||
        /* A box without a number is its address, but not the address's own, higher ceiling. */
        keyed_hash_of(&cases->hash, "box-of-address", job->address, "", &admission->unnamed_box) != 0;
    admission->box = admission->unnamed_box;
    if (job->box[0] != '\0') {
        failed = failed || keyed_hash_of(&cases->hash, "box", job->box, "", &admission->box) != 0;
    }
    return failed ? -1 : 0;
}

static void reply_too_many(struct cases *cases, struct case_job *job, enum case_limit limit)
{
    int tomorrow = calendar_date_from_days(calendar_date_to_days(job->admission.day) + 1);
    const struct service_error error = {.error = "too_many",
                                        .message = "A limit of the day was reached.",
                                        .limit = (int)limit,
                                        .retry_at = calendar_date_begins(tomorrow)};
    job->status = MHD_HTTP_TOO_MANY_REQUESTS;
    job->body = record_encode_text(&error_table, &error, &job->length);
    count_outcome(cases, OUTCOME_TOO_MANY);
    job_finish(cases->queue, &job->job);
}

static int admit(void *context, struct job *queued)
{
    struct cases *cases = context;
    struct case_job *job = case_job_of(queued);
    if (job->person[0] != '\0') {
        return 1; /* the session says who it is; nobody guesses */
    }
    job->admission.day = calendar_date_at(wall_ms());
    enum case_limit limit =
        hash_who(cases, job) == 0 ? case_store_admit(cases->store, &job->admission) : CASE_LIMIT_UNKNOWN;
    if (limit == CASE_LIMIT_UNKNOWN) {
        reply_unavailable(cases, job);
    } else if (limit != CASE_LIMIT_NONE) {
        reply_too_many(cases, job, limit);
    }
    return limit == CASE_LIMIT_NONE;
}

/* --- What is known of a case, and from where --- */

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
static int ask(struct cases *cases, struct job_worker *worker, const struct case_job *job,
               struct case_view *view)
{
    struct case_facts facts;
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    const char *case_number = job->question.case_number;
    struct upstream_client *client = job_call_begin(worker, &job->job);
    if (client == NULL) {
        return 0;
    }
    enum upstream_said said = upstream_cases_find(client, case_number, &facts, problem);
    job_call_end(worker, upstream_outcome(said), problem);
    int64_t now_ms = wall_ms();
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

/* --- A person's own --- */

static void find_own_list(struct cases *cases, struct job_worker *worker, const struct case_job *job,
                          struct case_view *view)
{
    struct own_list *list = own_list_ask(worker, &job->job, job->person);
    if (list != NULL) {
        (void)pthread_mutex_lock(&cases->lock);
        view->own = own_list_answer(list, calendar_date_at(wall_ms()), cases->days, cases->day_count,
                                    &view->own_length);
        (void)pthread_mutex_unlock(&cases->lock);
        view->knowledge = view->own != NULL ? CASE_IS_FRESH : CASE_IS_UNKNOWN;
    }
    own_list_wipe_and_free(list);
}

/* Somebody else's is none. Neither read from what is kept, which does not know whose it is, nor kept. */
static void find_own_case(struct job_worker *worker, const struct case_job *job, struct case_view *view)
{
    struct case_facts facts;
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    struct upstream_client *client = job_call_begin(worker, &job->job);
    if (client == NULL) {
        return;
    }
    enum upstream_said said = upstream_cases_find(client, job->question.case_number, &facts, problem);
    job_call_end(worker, upstream_outcome(said), problem);
    if (said == UPSTREAM_NO_SUCH) {
        view->knowledge = CASE_IS_MISSING;
    } else if (said == UPSTREAM_CASE) {
        int is_own = id_numbers_agree(facts.id_number, job->person);
        int made = is_own ? case_known_make(&facts, wall_ms(), &view->kept.known) : 0;
        case_facts_wipe(&facts);
        view->knowledge = !is_own ? CASE_IS_MISSING : made == 0 ? CASE_IS_FRESH : CASE_IS_UNKNOWN;
    }
}

/* --- Anybody's --- */

/* Fresh from the store, else from the case system, else what was known last. */
static void find(void *context, struct job_worker *worker, const struct job *queued, void *finding)
{
    struct cases *cases = context;
    const struct case_job *job = (const struct case_job *)queued;
    struct case_view *view = finding;
    struct case_view last = {.knowledge = CASE_IS_UNKNOWN};
    int64_t now_ms = wall_ms();
    if (job->person[0] != '\0') {
        if (job->is_list) {
            find_own_list(cases, worker, job, view);
        } else {
            find_own_case(worker, job, view);
        }
        return;
    }
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
    if (ask(cases, worker, job, view)) {
        case_known_wipe(&last.kept.known);
        return;
    }
    *view = last;
}

static void wipe(void *finding)
{
    struct case_view *view = finding;
    case_known_wipe(&view->kept.known);
    if (view->own != NULL) {
        explicit_bzero(view->own, view->own_length);
        free(view->own);
    }
}

/* --- Answers --- */

/* Of the limits of the day, which a person's own do not count against. */
static void settle(struct cases *cases, const struct case_job *job, enum case_settlement settlement)
{
    if (job->person[0] == '\0') {
        case_store_settle(cases->store, &job->admission, settlement);
    }
}

static void answer_case(struct cases *cases, struct case_job *job, const struct case_view *view)
{
    int today = calendar_date_at(wall_ms());
    char task_code[CASE_TASK_CODE_SIZE];
    char guide[FLOW_ID_SIZE] = "";
    case_known_task_code(&view->kept.known, task_code);
    if (cases->find_guide != NULL) {
        cases->find_guide(cases->guides, task_code, guide);
    }
    (void)pthread_mutex_lock(&cases->lock);
    job->body = case_known_answer(&view->kept.known, job->question.case_number, guide, today, cases->days,
                                  cases->day_count, &job->length);
    (void)pthread_mutex_unlock(&cases->lock);
    job->status = MHD_HTTP_OK;
}

static void reply_case(struct cases *cases, struct case_job *job, const struct case_view *view)
{
    answer_case(cases, job, view);
    settle(cases, job, CASE_SETTLED_FOUND);
    count_outcome(cases, view->knowledge == CASE_IS_STALE ? OUTCOME_STALE : OUTCOME_FOUND);
    job_finish(cases->queue, &job->job);
}

/* --- Ratings --- */

static void reply_rated(struct cases *cases, struct case_job *job, int stars)
{
    const struct case_post taken = {.stars = stars};
    settle(cases, job, CASE_SETTLED_FOUND);
    if (stars != job->question.stars) {
        refuse(cases, job, &rated_before, OUTCOME_NOT_RATED);
        return;
    }
    job->status = MHD_HTTP_OK;
    job->body = record_encode_text(&rating_taken_table, &taken, &job->length);
    count_outcome(cases, OUTCOME_RATED);
    job_finish(cases->queue, &job->job);
}

static void reply_not_finished(struct cases *cases, struct case_job *job)
{
    settle(cases, job, CASE_SETTLED_FOUND);
    refuse(cases, job, &not_finished, OUTCOME_NOT_RATED);
}

static void rate(struct cases *cases, struct job_worker *worker, struct case_job *job)
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    int now = 0;
    enum upstream_said said = UPSTREAM_DOWN;
    struct upstream_client *client = job_call_begin(worker, &job->job);
    if (client != NULL) {
        said = upstream_cases_rate(client, job->question.case_number, job->question.stars, &now, problem);
        job_call_end(worker, upstream_outcome(said), problem);
    }
    if (said == UPSTREAM_TAKEN || said == UPSTREAM_RATED_BEFORE) {
        if (job->person[0] == '\0') {
            (void)case_store_put_rated(cases->store, &job->admission.target, now);
        }
        reply_rated(cases, job, now);
    } else if (said == UPSTREAM_NOT_FINISHED) {
        reply_not_finished(cases, job);
    } else {
        settle(cases, job, CASE_SETTLED_GIVEN_BACK);
        reply_unavailable(cases, job);
    }
}

static void reply_to_rating(struct cases *cases, struct job_worker *worker, struct case_job *job,
                            const struct case_view *view)
{
    const struct case_known *known = &view->kept.known;
    if (view->knowledge != CASE_IS_FRESH) {
        settle(cases, job, CASE_SETTLED_GIVEN_BACK);
        reply_unavailable(cases, job);
    } else if (!case_status_may_be_rated(known->status)) {
        reply_not_finished(cases, job);
    } else if (known->rated != 0) {
        reply_rated(cases, job, known->rated);
    } else {
        rate(cases, worker, job);
    }
}

/* --- To whom they belong --- */

static void reply_own(struct cases *cases, struct job_worker *worker, struct case_job *job,
                      const struct case_view *view)
{
    if (view->knowledge == CASE_IS_MISSING) {
        refuse(cases, job, &not_own, OUTCOME_NOT_FOUND);
        return;
    }
    if (view->knowledge != CASE_IS_FRESH) {
        reply_unavailable(cases, job);
        return;
    }
    if (job->question.stars != 0) {
        reply_to_rating(cases, worker, job, view);
        return;
    }
    if (job->is_list) {
        job->body = strndup(view->own, view->own_length);
        job->length = view->own_length;
        job->status = MHD_HTTP_OK;
    } else {
        answer_case(cases, job, view);
    }
    count_outcome(cases, OUTCOME_OWN);
    job_finish(cases->queue, &job->job);
}

/* --- Whose last 4 they are --- */

/* Compared as hashes, in the same time whatever differs, also where there is nothing to compare with. -1:
 * they cannot be compared now. */
static int tail_matches(struct cases *cases, const struct case_job *job, const struct case_view *view)
{
    struct hash tail;
    int has_tail = view->knowledge == CASE_IS_FRESH || view->knowledge == CASE_IS_STALE;
    if (keyed_hash_of(&cases->hash, "tail", job->question.case_number, job->question.id_tail, &tail) != 0) {
        return -1;
    }
    return hash_equals(&tail, &view->kept.tail) && has_tail;
}

static void reply(void *context, struct job_worker *worker, struct job *queued, const void *finding)
{
    struct cases *cases = context;
    struct case_job *job = case_job_of(queued);
    const struct case_view *view = finding;
    if (job->person[0] != '\0') {
        reply_own(cases, worker, job, view);
        return;
    }
    int answered = view->knowledge == CASE_IS_FRESH || view->knowledge == CASE_IS_MISSING;
    int may_tell = answered || case_store_may_tell(cases->store, &job->admission);
    int matches = tail_matches(cases, job, view);
    if (matches == 1 && may_tell) {
        if (!answered) {
            case_store_has_told(cases->store, &job->admission);
        }
        if (job->question.stars != 0) {
            reply_to_rating(cases, worker, job, view);
        } else {
            reply_case(cases, job, view);
        }
    } else if (answered && matches == 0) {
        settle(cases, job, CASE_SETTLED_FAILED);
        refuse(cases, job, &no_such, OUTCOME_NOT_FOUND);
    } else {
        /* Alike whether something is known of the case and whether the last 4 are wrong. */
        settle(cases, job, CASE_SETTLED_GIVEN_BACK);
        reply_unavailable(cases, job);
    }
}

/* --- The job queue's other callbacks --- */

static void refuse_at_end(void *context, struct job *queued)
{
    reply_unavailable(context, case_job_of(queued));
}

static void finished(void *context, struct job *queued)
{
    struct case_job *job = case_job_of(queued);
    (void)context;
    job->answered(job);
}

static void forget(void *context)
{
    struct cases *cases = context;
    int64_t now_ms = wall_ms();
    (void)case_store_forget(cases->store, now_ms, calendar_date_at(now_ms));
}

static const struct job_service case_service = {
    .name = "cases",
    .system = "the case system",
    .finding_size = sizeof(struct case_view),
    .admit = admit,
    .find = find,
    .reply = reply,
    .wipe = wipe,
    .refuse = refuse_at_end,
    .finished = finished,
    .tidy = forget,
};

int cases_submit(struct cases *cases, struct case_job *job)
{
    (void)snprintf(job->key, sizeof job->key, "%s%s", job->person, job->question.case_number);
    job->job.key = job->key;
    job->job.arrived_us = job->arrived_us;
    if (job_queue_submit(cases->queue, &job->job) != 0) {
        count_outcome(cases, OUTCOME_BUSY);
        return -1;
    }
    return 0;
}

/* --- Start and end --- */

static int open_files(struct cases *cases, const char *store_path)
{
    enum { PATH_SIZE = 400 };
    char path[PATH_SIZE];
    char problem[CASE_STORE_PROBLEM_SIZE];
    (void)snprintf(path, sizeof path, "%s.cases-key", store_path);
    if (keyed_hash_load(&cases->hash, path, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "cases", "%s", problem);
        return -1;
    }
    (void)snprintf(path, sizeof path, "%s.cases", store_path);
    cases->store = case_store_open(path, problem);
    if (cases->store == NULL) {
        log_line(LOG_LEVEL_ERROR, "cases", "%s", problem);
    }
    return cases->store != NULL ? 0 : -1;
}

struct cases *cases_start(const struct cases_options *options)
{
    struct cases *cases = calloc(1, sizeof *cases);
    if (cases == NULL || pthread_mutex_init(&cases->lock, NULL) != 0) {
        log_line(LOG_LEVEL_ERROR, "cases", "out of memory");
        free(cases);
        return NULL;
    }
    cases->find_guide = options->find_guide;
    cases->guides = options->guides;
    if (open_files(cases, options->store_path) == 0) {
        if (options->box_persons_max > 0) {
            case_store_allow(cases->store, options->box_persons_max);
        }
        forget(cases);
        cases->queue =
            job_queue_start(&(struct job_queue_options){.service = &case_service,
                                                        .context = cases,
                                                        .upstream = options->upstream,
                                                        .tidy_every_ms = options->forget_every_ms});
    }
    if (cases->queue == NULL) {
        cases_free(cases);
        return NULL;
    }
    return cases;
}

void cases_stop(struct cases *cases)
{
    if (cases != NULL) {
        job_queue_stop(cases->queue);
    }
}

void cases_free(struct cases *cases)
{
    if (cases == NULL) {
        return;
    }
    job_queue_free(cases->queue);
    case_store_close(cases->store);
    keyed_hash_wipe(&cases->hash);
    free(cases->days);
    (void)pthread_mutex_destroy(&cases->lock);
    free(cases);
}

void cases_set_calendar(struct cases *cases, struct calendar_day *days, size_t count)
{
    (void)pthread_mutex_lock(&cases->lock);
    struct calendar_day *old = cases->days;
    cases->days = days;
    cases->day_count = count;
    (void)pthread_mutex_unlock(&cases->lock);
    free(old);
}

void cases_write_metrics(struct cases *cases, FILE *page)
{
    (void)fputs("# HELP tv_hall_cases_total Look-ups and ratings of cases, by what the box was told.\n"
                "# TYPE tv_hall_cases_total counter\n",
                page);
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        unsigned long long number = atomic_load_explicit(&cases->outcomes[i], memory_order_relaxed);
        (void)fprintf(page, "tv_hall_cases_total{outcome=\"%s\"} %llu\n", outcome_names[i], number);
    }
    job_queue_write_metrics(cases->queue, page);
}
