#include "headend/social-security/social_security.h"

#include <microhttpd.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/social_security_records.h"
#include "headend/social-security/person_answer.h"
#include "headend/social-security/person_retirement.h"
#include "headend/social-security/upstream_social_security.h"

/* What in an answer does not go together. */
enum caution { CAUTION_MONTHS, CAUTION_ROWS, CAUTION_RANGE, CAUTION_STATES, CAUTION_COUNT };
static const struct contradiction_kind cautions[CAUTION_COUNT] = {
    [CAUTION_MONTHS] = {"months", "months paid and the months of the rows differ"},
    [CAUTION_ROWS] = {"rows", "two amounts for one month and kind"},
    [CAUTION_RANGE] = {"range", "rows of months that cannot be"},
    [CAUTION_STATES] = {"states", "insurances and states that contradict each other"},
};

/* What was found out about a person. */
struct person_view {
    int64_t as_of;
    struct person_facts facts;
};

static void look(const void *finding, int *seen)
{
    const struct person_facts *facts = &((const struct person_view *)finding)->facts;
    for (size_t i = 0; i < facts->insurance_count; i++) {
        const struct insurance *insurance = &facts->insurances[i].insurance;
        seen[CAUTION_MONTHS] |= insurance->months_differ;
        seen[CAUTION_ROWS] |= insurance->rows_contradict;
        seen[CAUTION_RANGE] |= insurance->rows_out_of_range;
        seen[CAUTION_STATES] |= insurance->states_contradict;
    }
}

static int month_now(void)
{
    return month_of_yyyymm(calendar_date_at(wall_ms()) / 100);
}

static int find(void *service, struct job_worker *worker, const struct person_job *job, void *finding)
{
    struct person_view *view = finding;
    (void)service;
    int result = upstream_social_security_find(worker, &job->job, job->id_number, month_now(), &view->facts);
    view->as_of = wall_ms();
    return result;
}

static char *answer_retirement(const struct person_job *job, const struct person_view *view,
                               const struct retirement_rules *rules, size_t *length)
{
    struct retirement_answer answer;
    person_retirement(&view->facts, job->id_number, job->choice, rules, month_now(), &answer);
    char *text = record_encode_text(&retirement_answer_table, &answer, length);
    explicit_bzero(&answer, sizeof answer);
    return text;
}

static char *answer(void *service, const struct person_job *job, const void *finding, size_t *length)
{
    const struct person_view *view = finding;
    struct retirement_rules rules;
    rules.count = config_in_use_retirement(service, rules.rules);
    return job->asks == ASKS_RETIREMENT
               ? answer_retirement(job, view, &rules, length)
               : person_answer(&view->facts, person_needed_months(&view->facts, job->id_number, &rules),
                               view->as_of, length);
}

static void wipe(void *finding)
{
    struct person_view *view = finding;
    person_facts_wipe(&view->facts);
}

static const struct person_system social_security_system = {
    .name = "social_security",
    .log_name = "social-security",
    .system = "the social security system",
    .about = "Personal look-ups, by what the box was told.",
    .unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
                    "The social security system does not answer now. Try again later."},
    .contradictions_metric = "tv_hall_social_security_cautions_total",
    .contradictions = cautions,
    .contradiction_count = CAUTION_COUNT,
    .finding_size = sizeof(struct person_view),
    .find = find,
    .look = look,
    .answer = answer,
    .wipe = wipe,
};

struct person_lookup *social_security_start(struct config_in_use *config)
{
    return person_lookup_start(&social_security_system, config,
                               &config_in_use_server(config)->social_security);
}

/* --- The routes --- */

enum { QUESTION_MEMORY = 4096 };

static const struct refusal bad_request = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                           "The body is not as the contract says."};

/* What both ask alike is an object; unknown fields do not matter. */
static const struct refusal *read_question(const struct request *request,
                                           struct retirement_question *question)
{
    char error[JSON_ERROR_SIZE];
    struct arena *arena = arena_new(0, QUESTION_MEMORY);
    int result = arena != NULL ? record_decode(&retirement_question_table, request->body,
                                               request->body_length, question, arena, error)
                               : -1;
    const struct refusal *refusal = arena == NULL ? &refusal_unavailable : result != 0 ? &bad_request : NULL;
    arena_wipe_and_free(arena);
    return refusal;
}

static const struct refusal *post(struct request *request, enum social_security_question asks)
{
    struct retirement_question question;
    const struct refusal *refusal = read_question(request, &question);
    return refusal == NULL ? person_lookup_post(request, (int)asks, question.post) : refusal;
}

const struct refusal *social_security_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return post(request, ASKS_SOCIAL_SECURITY);
}

const struct refusal *retirement_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return post(request, ASKS_RETIREMENT);
}
