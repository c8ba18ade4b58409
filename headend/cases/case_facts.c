#include "headend/cases/case_facts.h"

#include <string.h>

#include "both-sides/json/upstream_json.h"

static const char code_good[] = "0", code_not_finished[] = "1403", code_no_such[] = "1404",
                  code_rated_before[] = "1409";

static enum case_event event_of(const char *word)
{
    if (word[0] == '\0') {
        return CASE_EVENT_NOT_SAID;
    }
    if (strcmp(word, "通过") == 0) {
        return CASE_EVENT_PASSED;
    }
    return strcmp(word, "退回") == 0 ? CASE_EVENT_RETURNED : CASE_EVENT_OTHER;
}

static void read_step(const struct upstream_value *from, struct case_fact_step *step, int *wrong)
{
    const char *state = upstream_json_text(from, "state", wrong);
    step->name = upstream_json_text(from, "step_name", wrong);
    step->org_name = upstream_json_text(from, "org_name", wrong);
    step->explain = upstream_json_text(from, "explain", wrong);
    step->event = event_of(upstream_json_text(from, "event", wrong));
    step->start = upstream_json_moment(from, "start_time", wrong);
    step->end = upstream_json_moment(from, "end_time", wrong);
    step->done = strcmp(state, "已办") == 0;
    *wrong = *wrong || step->name[0] == '\0' || (!step->done && strcmp(state, "待办") != 0);
}

/* Of more steps than there is room for, the last ones. */
static void read_steps(const struct upstream_value *data, struct case_facts *facts, int *wrong)
{
    const struct upstream_value *steps = upstream_json_part(data, "process");
    if (steps == NULL) {
        return;
    }
    if (steps->kind != UPSTREAM_LIST) {
        *wrong = 1;
        return;
    }
    size_t skipped = steps->count > CASE_STEPS_MAX ? steps->count - CASE_STEPS_MAX : 0;
    for (const struct upstream_value *step = steps->first; step != NULL; step = step->next) {
        if (skipped > 0) {
            skipped--;
            continue;
        }
        *wrong = *wrong || step->kind != UPSTREAM_OBJECT;
        read_step(step, &facts->steps[facts->step_count++], wrong);
    }
}

static const struct upstream_value *object_part(const struct upstream_value *object, const char *name,
                                                int *wrong)
{
    const struct upstream_value *part = upstream_json_part(object, name);
    *wrong = *wrong || (part != NULL && part->kind != UPSTREAM_OBJECT);
    return part;
}

static void read_pauses(const struct upstream_value *data, struct case_facts *facts, int *wrong)
{
    const struct upstream_value *correction = object_part(data, "correction", wrong);
    const struct upstream_value *special = object_part(data, "special", wrong);
    facts->ask = upstream_json_text(correction, "content", wrong);
    facts->ask_start = upstream_json_date(correction, "start_date", wrong);
    facts->ask_until = upstream_json_date(correction, "limit_date", wrong);
    facts->special_reason = upstream_json_text(special, "reason", wrong);
    facts->special_start = upstream_json_date(special, "start_date", wrong);
    facts->special_end = upstream_json_date(special, "end_date", wrong);
}

static int read_stars(const struct upstream_value *data, int *wrong)
{
    const char *satisfaction = upstream_json_text(data, "satisfaction", wrong);
    int stars = stars_of_upstream(satisfaction);
    *wrong = *wrong || (satisfaction[0] != '\0' && stars == 0);
    return stars;
}

/* It is kept as it is, unmasked: so nothing but a code goes through. */
static const char *read_task_code(const struct upstream_value *data, int *wrong)
{
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    const char *code = upstream_json_text(data, "task_code", wrong);
    size_t length = strnlen(code, CASE_TASK_CODE_SIZE);
    return length < CASE_TASK_CODE_SIZE && strspn(code, characters) == length ? code : "";
}

static int read_facts(const struct upstream_value *data, const char *case_number, struct case_facts *facts)
{
    int wrong = 0;
    facts->task_code = read_task_code(data, &wrong);
    facts->task_name = upstream_json_text(data, "task_name", &wrong);
    facts->project_name = upstream_json_text(data, "project_name", &wrong);
    facts->applicant = upstream_json_text(data, "applicant_name", &wrong);
    facts->id_number = upstream_json_text(data, "applicant_cert_no", &wrong);
    facts->org_name = upstream_json_text(data, "org_name", &wrong);
    facts->result = upstream_json_text(data, "result", &wrong);
    facts->status = case_status_of_upstream(upstream_json_text(data, "project_status", &wrong));
    facts->apply_date = upstream_json_date(data, "apply_date", &wrong);
    facts->accept_date = upstream_json_date(data, "accept_date", &wrong);
    facts->promise_date = upstream_json_date(data, "promise_date", &wrong);
    facts->rated = read_stars(data, &wrong);
    read_pauses(data, facts, &wrong);
    read_steps(data, facts, &wrong);
    return wrong || strcmp(upstream_json_text(data, "project_no", &wrong), case_number) != 0 ||
                   facts->task_name[0] == '\0' || facts->org_name[0] == '\0' || facts->status == 0 ||
                   facts->apply_date == 0
               ? -1
               : 0;
}

enum upstream_said case_facts_read(const char *text, size_t length, const char *case_number,
                                   struct case_facts *facts)
{
    int wrong = 0;
    memset(facts, 0, sizeof *facts);
    facts->tree = upstream_json_read(text, length);
    if (facts->tree == NULL) {
        return UPSTREAM_NONSENSE;
    }
    const struct upstream_value *answer = upstream_json_root(facts->tree);
    const char *code = upstream_json_text(answer, "code", &wrong);
    facts->source = upstream_json_text(answer, "sys_name", &wrong);
    const struct upstream_value *data = object_part(answer, "data", &wrong);
    enum upstream_said said = strcmp(code, code_no_such) == 0 ? UPSTREAM_NO_SUCH : UPSTREAM_NONSENSE;
    if (!wrong && data != NULL && strcmp(code, code_good) == 0 && read_facts(data, case_number, facts) == 0) {
        return UPSTREAM_CASE;
    }
    case_facts_wipe(facts);
    return said;
}

void case_facts_wipe(struct case_facts *facts)
{
    upstream_json_wipe(facts->tree);
    memset(facts, 0, sizeof *facts);
}

enum upstream_said rating_answer_read(const char *text, size_t length, int *stars)
{
    static const struct {
        const char *code;
        enum upstream_said said;
    } codes[] = {{code_good, UPSTREAM_TAKEN},
                 {code_rated_before, UPSTREAM_RATED_BEFORE},
                 {code_not_finished, UPSTREAM_NOT_FINISHED},
                 {code_no_such, UPSTREAM_NO_SUCH}};
    int wrong = 0;
    enum upstream_said said = UPSTREAM_NONSENSE;
    struct upstream_tree *tree = upstream_json_read(text, length);
    const struct upstream_value *answer = upstream_json_root(tree);
    const char *code = upstream_json_text(answer, "code", &wrong);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        said = strcmp(codes[i].code, code) == 0 ? codes[i].said : said;
    }
    *stars = read_stars(object_part(answer, "data", &wrong), &wrong);
    if (wrong || (*stars == 0 && (said == UPSTREAM_TAKEN || said == UPSTREAM_RATED_BEFORE))) {
        said = UPSTREAM_NONSENSE;
    }
    upstream_json_wipe(tree);
    return said;
}
