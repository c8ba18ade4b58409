#include "headend/cases/case_known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "headend/cases/masking.h"
#include "headend/cases/working_days.h"

/* The contract's bounds, in characters. */
enum {
    TASK_MAX = 60,
    PROJECT_MAX = 100,
    ORG_MAX = 60,
    ASK_MAX = 200,
    RESULT_MAX = 100,
    REASON_MAX = 100,
    STEP_MAX = 20,
    EXPLAIN_MAX = 120,
    SOURCE_MAX = 60,
};

struct writing {
    struct json_writer json;
    const char *applicant;
};

static void text(struct writing *writing, const char *name, const char *said, size_t characters_max)
{
    char *masked = mask_text(said, writing->applicant, characters_max);
    if (masked == NULL) {
        writing->json.failed = 1;
        return;
    }
    json_text_if(&writing->json, name, masked);
    free(masked);
}

static void applicant(struct writing *writing)
{
    char *masked = mask_name(writing->applicant);
    if (masked == NULL) {
        writing->json.failed = 1;
        return;
    }
    json_text_if(&writing->json, "applicant", masked);
    free(masked);
}

static void step(struct writing *writing, const struct case_fact_step *step)
{
    json_open_map(&writing->json, NULL);
    text(writing, "name", step->name, STEP_MAX);
    text(writing, "org_name", step->org_name, ORG_MAX);
    if (step->event != CASE_EVENT_NOT_SAID) {
        json_text(&writing->json, "event", case_events.words[step->event]);
    }
    json_number_if(&writing->json, "start", step->start);
    json_number_if(&writing->json, "end", step->end);
    text(writing, "explain", step->explain, EXPLAIN_MAX);
    json_flag(&writing->json, "done", step->done);
    json_close_map(&writing->json);
}

static void special(struct writing *writing, const struct case_facts *facts)
{
    if (facts->special_reason[0] != '\0') {
        json_open_map(&writing->json, "special");
        text(writing, "reason", facts->special_reason, REASON_MAX);
        json_number_if(&writing->json, "start", facts->special_start);
        json_number_if(&writing->json, "end", facts->special_end);
        json_close_map(&writing->json);
    }
}

static void fields(struct writing *writing, const struct case_facts *facts)
{
    struct json_writer *json = &writing->json;
    text(writing, "task_name", facts->task_name, TASK_MAX);
    text(writing, "project_name", facts->project_name, PROJECT_MAX);
    applicant(writing);
    text(writing, "org_name", facts->org_name, ORG_MAX);
    json_number(json, "status", facts->status);
    json_number(json, "apply_date", facts->apply_date);
    json_number_if(json, "accept_date", facts->accept_date);
    json_number_if(json, "promise_date", facts->promise_date);
    text(writing, "ask", facts->ask, ASK_MAX);
    json_number_if(json, "ask_until", facts->ask_until);
    text(writing, "result", facts->result, RESULT_MAX);
    special(writing, facts);
    json_open_array(json, "steps");
    for (size_t i = 0; i < facts->step_count; i++) {
        step(writing, &facts->steps[i]);
    }
    json_close_array(json);
    text(writing, "source", facts->source, SOURCE_MAX);
}

/* The braces stay off: what changes with the day is written around it. The matter's code is not answered but
 * turned into its guide, and guides come and go while a case is known. */
static char *write_fixed(const struct case_facts *facts)
{
    struct writing writing = {.applicant = facts->applicant};
    size_t length = 0;
    if (json_begin(&writing.json) == 0) {
        json_open_map(&writing.json, NULL);
        fields(&writing, facts);
        json_close_map(&writing.json);
    }
    char *whole = json_take(&writing.json, &length);
    size_t size = strlen(facts->task_code) + length + 1;
    char *fixed = whole != NULL ? malloc(size) : NULL;
    if (fixed != NULL) {
        (void)snprintf(fixed, size, "%s\n%.*s", facts->task_code, (int)length - 2, whole + 1);
    }
    if (whole != NULL) {
        explicit_bzero(whole, length);
    }
    free(whole);
    return fixed;
}

/* JSON has no raw line ends within. */
static const char *members_of(const char *fixed)
{
    const char *line_end = strchr(fixed, '\n');
    return line_end != NULL ? line_end + 1 : fixed;
}

void case_known_task_code(const struct case_known *known, char code[CASE_TASK_CODE_SIZE])
{
    const char *members = members_of(known->fixed);
    size_t length = members > known->fixed ? (size_t)(members - known->fixed) - 1 : 0;
    length = length < CASE_TASK_CODE_SIZE ? length : 0;
    memcpy(code, known->fixed, length);
    code[length] = '\0';
}

int case_known_make(const struct case_facts *facts, int64_t as_of, struct case_known *known)
{
    *known = (struct case_known){.status = facts->status,
                                 .promise_date = facts->promise_date,
                                 .paused_since = case_paused_since(facts),
                                 .rated = facts->rated,
                                 .as_of = as_of,
                                 .fixed = write_fixed(facts)};
    return known->fixed != NULL ? 0 : -1;
}

void case_known_wipe(struct case_known *known)
{
    if (known->fixed != NULL) {
        explicit_bzero(known->fixed, strlen(known->fixed));
        free(known->fixed);
    }
    memset(known, 0, sizeof *known);
}

static void write_days(FILE *out, const struct case_known *known, int today, const struct calendar_day *days,
                       size_t day_count)
{
    int stands_still = case_status_stands_still(known->status);
    if (known->promise_date != 0 && !case_status_has_ended(known->status)) {
        int from = stands_still && known->paused_since != 0 && known->paused_since < today
                       ? known->paused_since
                       : today;
        (void)fprintf(out, ",\"days_left\":%d",
                      working_days_left(from, known->promise_date, days, day_count));
    }
    if (stands_still) {
        (void)fputs(",\"days_stand_still\":true", out);
    }
}

char *case_known_answer(const struct case_known *known, const char *case_number, const char *guide, int today,
                        const struct calendar_day *days, size_t day_count, size_t *length)
{
    char *body = NULL;
    FILE *out = open_memstream(&body, length);
    if (out == NULL) {
        return NULL;
    }
    (void)fprintf(out, "{\"case_number\":\"%s\",%s", case_number, members_of(known->fixed));
    if (guide[0] != '\0') {
        (void)fprintf(out, ",\"guide\":\"%s\"", guide);
    }
    write_days(out, known, today, days, day_count);
    if (case_status_may_be_rated(known->status)) {
        (void)fprintf(out, ",\"may_rate\":%s,\"rated\":%d", known->rated == 0 ? "true" : "false",
                      known->rated);
    }
    (void)fprintf(out, ",\"as_of\":%lld%s}", (long long)known->as_of,
                  known->is_stale ? ",\"stale\":true" : "");
    int failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed) {
        free(body);
        return NULL;
    }
    return body;
}
