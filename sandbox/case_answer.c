#include "sandbox/case_answer.h"

#include "sandbox/sample_moment.h"

struct writing {
    struct json_writer *json;
    int today;
    int failed;
};

/* Fields that this system does not know are empty strings. */
static void copy_text(struct writing *to, const struct json_value *from, const char *name)
{
    json_text(to->json, name, sample_text(from, name));
}

static void copy_date(struct writing *to, const struct json_value *from, const char *name, const char *as)
{
    char date[SAMPLE_DATE_SIZE];
    to->failed = sample_date(sample_text(from, name), to->today, date) != 0 || to->failed;
    json_text(to->json, as, date);
}

static void copy_moment(struct writing *to, const struct json_value *from, const char *name, const char *as)
{
    char moment[SAMPLE_MOMENT_SIZE];
    to->failed = sample_moment(sample_text(from, name), to->today, moment) != 0 || to->failed;
    json_text(to->json, as, moment);
}

static void copy_steps(struct writing *to, const struct json_value *steps)
{
    json_open_array(to->json, "process");
    const struct json_value *first = steps != NULL ? steps->first : NULL;
    for (const struct json_value *step = first; step != NULL; step = step->next) {
        json_open_map(to->json, NULL);
        copy_text(to, step, "step_name");
        copy_text(to, step, "org_name");
        copy_text(to, step, "event");
        copy_text(to, step, "state");
        copy_moment(to, step, "start", "start_time");
        copy_moment(to, step, "end", "end_time");
        copy_text(to, step, "explain");
        json_close_map(to->json);
    }
    json_close_array(to->json);
}

static void copy_correction(struct writing *to, const struct json_value *correction)
{
    if (correction != NULL) {
        json_open_map(to->json, "correction");
        copy_text(to, correction, "content");
        copy_date(to, correction, "start", "start_date");
        copy_date(to, correction, "limit", "limit_date");
        json_close_map(to->json);
    }
}

static void copy_special(struct writing *to, const struct json_value *special)
{
    if (special != NULL) {
        json_open_map(to->json, "special");
        copy_text(to, special, "reason");
        copy_date(to, special, "start", "start_date");
        copy_date(to, special, "end", "end_date");
        json_close_map(to->json);
    }
}

static void write_facts(struct writing *to, const struct sample_case *sample)
{
    const struct json_value *facts = sample->facts;
    struct json_writer *json = to->json;
    json_text(json, "project_no", sample->number);
    copy_text(to, facts, "task_code");
    copy_text(to, facts, "task_name");
    copy_text(to, facts, "project_name");
    json_text(json, "applicant_name", sample_text(sample->person, "name"));
    json_text(json, "applicant_cert_no", sample_text(sample->person, "cert_no"));
    json_text(json, "applicant_phone", sample_text(sample->person, "phone"));
    json_text(json, "project_status", sample_text(facts, "status"));
    copy_date(to, facts, "apply", "apply_date");
    copy_date(to, facts, "accept", "accept_date");
    copy_date(to, facts, "promise", "promise_date");
    copy_text(to, facts, "org_name");
    copy_text(to, facts, "result");
    copy_correction(to, json_value_part(facts, "correction"));
    copy_special(to, json_value_part(facts, "special"));
}

int case_answer_write(struct json_writer *json, const struct case_data *data,
                      const struct sample_case *sample, const char *satisfaction)
{
    struct writing to = {.json = json, .today = data->today};
    json_open_map(json, "data");
    write_facts(&to, sample);
    copy_steps(&to, json_value_part(sample->facts, "steps"));
    json_text(json, "satisfaction", satisfaction);
    json_close_map(json);
    return to.failed ? -1 : 0;
}

int case_row_write(struct json_writer *json, const struct case_data *data, const struct sample_case *sample)
{
    struct writing to = {.json = json, .today = data->today};
    json_open_map(json, NULL);
    write_facts(&to, sample);
    json_close_map(json);
    return to.failed ? -1 : 0;
}
