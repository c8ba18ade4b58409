#include "headend/cases/case_facts.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "both-sides/case_number.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/records/record_values.h"

static const char code_good[] = "0", code_not_finished[] = "1403", code_no_such[] = "1404",
                  code_rated_before[] = "1409";

/* Case systems pad what they keep in columns of a fixed width. */
static const char *read_code(const struct json_value *from, const char *name, char out[NARROW_SIZE],
                             int *wrong)
{
    return narrow(json_value_text(from, name, wrong), out);
}

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

static void read_step(const struct json_value *from, struct case_step *step, int *wrong)
{
    char state_room[NARROW_SIZE], event_room[NARROW_SIZE];
    const char *state = read_code(from, "state", state_room, wrong);
    step->name = json_value_text(from, "step_name", wrong);
    step->org_name = json_value_text(from, "org_name", wrong);
    step->explain = json_value_text(from, "explain", wrong);
    step->event = event_of(read_code(from, "event", event_room, wrong));
    step->start = json_value_moment(from, "start_time", wrong);
    step->end = json_value_moment(from, "end_time", wrong);
    step->done = strcmp(state, "已办") == 0;
    *wrong = *wrong || step->name[0] == '\0' || (!step->done && strcmp(state, "待办") != 0);
}

/* Of more steps than there is room for, the last ones. */
static void read_steps(const struct json_value *data, struct case_facts *facts, int *wrong)
{
    const struct json_value *steps = json_value_part(data, "process");
    if (steps == NULL) {
        return;
    }
    if (steps->kind != JSON_LIST) {
        *wrong = 1;
        return;
    }
    size_t skipped = steps->count > CASE_STEPS_MAX ? steps->count - CASE_STEPS_MAX : 0;
    for (const struct json_value *step = steps->first; step != NULL; step = step->next) {
        if (skipped > 0) {
            skipped--;
            continue;
        }
        *wrong = *wrong || step->kind != JSON_OBJECT;
        read_step(step, &facts->steps[facts->record.step_count++], wrong);
    }
}

static const struct json_value *object_part(const struct json_value *object, const char *name, int *wrong)
{
    const struct json_value *part = json_value_part(object, name);
    *wrong = *wrong || (part != NULL && part->kind != JSON_OBJECT);
    return part;
}

static void read_pauses(const struct json_value *data, struct case_facts *facts, int *wrong)
{
    const struct json_value *correction = object_part(data, "correction", wrong);
    const struct json_value *special = object_part(data, "special", wrong);
    facts->record.ask = json_value_text(correction, "content", wrong);
    facts->ask_start = json_value_date(correction, "start_date", wrong);
    facts->record.ask_until = json_value_date(correction, "limit_date", wrong);
    facts->record.special_reason = json_value_text(special, "reason", wrong);
    facts->record.special_start = json_value_date(special, "start_date", wrong);
    facts->record.special_end = json_value_date(special, "end_date", wrong);
    facts->record.has_special = facts->record.special_reason[0] != '\0';
}

static int read_stars(const struct json_value *data, int *wrong)
{
    char room[NARROW_SIZE];
    const char *satisfaction = read_code(data, "satisfaction", room, wrong);
    int stars = stars_of_upstream(satisfaction);
    *wrong = *wrong || (satisfaction[0] != '\0' && stars == 0);
    return stars;
}

/* It is kept as it is, unmasked: so nothing but a code goes through. */
static const char *read_task_code(const struct json_value *data, int *wrong)
{
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    const char *code = json_value_text(data, "task_code", wrong);
    size_t length = strnlen(code, CASE_TASK_CODE_SIZE);
    return length < CASE_TASK_CODE_SIZE && strspn(code, characters) == length ? code : "";
}

static int is_about(const struct json_value *data, const char *case_number, int *wrong)
{
    char room[NARROW_SIZE];
    int is_it = strcmp(read_code(data, "project_no", room, wrong), case_number) == 0;
    explicit_bzero(room, sizeof room);
    return is_it;
}

static int read_facts(const struct json_value *data, const char *case_number, struct case_facts *facts)
{
    int wrong = 0;
    char status_room[NARROW_SIZE];
    facts->task_code = read_task_code(data, &wrong);
    facts->record.task_name = json_value_text(data, "task_name", &wrong);
    facts->record.project_name = json_value_text(data, "project_name", &wrong);
    facts->record.applicant = json_value_text(data, "applicant_name", &wrong);
    (void)read_code(data, "applicant_cert_no", facts->id_number, &wrong);
    facts->record.org_name = json_value_text(data, "org_name", &wrong);
    facts->record.result = json_value_text(data, "result", &wrong);
    facts->record.status = case_status_of_upstream(read_code(data, "project_status", status_room, &wrong));
    facts->record.apply_date = json_value_date(data, "apply_date", &wrong);
    facts->record.accept_date = json_value_date(data, "accept_date", &wrong);
    facts->record.promise_date = json_value_date(data, "promise_date", &wrong);
    facts->record.rated = read_stars(data, &wrong);
    read_pauses(data, facts, &wrong);
    read_steps(data, facts, &wrong);
    return wrong || !is_about(data, case_number, &wrong) || facts->record.task_name[0] == '\0' ||
                   facts->record.org_name[0] == '\0' || facts->record.status == 0 ||
                   facts->record.apply_date == 0
               ? -1
               : 0;
}

static struct json_tree *read_tree(const char *text, size_t length)
{
    errno = 0;
    return json_tree_read_joining(text, length);
}

enum upstream_said case_facts_read(const char *text, size_t length, const char *case_number,
                                   struct case_facts *facts)
{
    int wrong = 0;
    memset(facts, 0, sizeof *facts);
    record_set_missing(&case_table, &facts->record);
    facts->record.steps = facts->steps;
    facts->tree = read_tree(text, length);
    if (facts->tree == NULL) {
        return errno == ENOMEM ? UPSTREAM_NO_MEMORY : UPSTREAM_NONSENSE;
    }
    const struct json_value *answer = json_tree_root(facts->tree);
    char room[NARROW_SIZE];
    const char *code = read_code(answer, "code", room, &wrong);
    facts->record.source = json_value_text(answer, "sys_name", &wrong);
    const struct json_value *data = object_part(answer, "data", &wrong);
    enum upstream_said said = strcmp(code, code_no_such) == 0 ? UPSTREAM_NO_SUCH : UPSTREAM_NONSENSE;
    if (!wrong && data != NULL && strcmp(code, code_good) == 0 && read_facts(data, case_number, facts) == 0) {
        return UPSTREAM_CASE;
    }
    case_facts_wipe(facts);
    return said;
}

void case_facts_wipe(struct case_facts *facts)
{
    json_tree_wipe(facts->tree);
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
    struct json_tree *tree = read_tree(text, length);
    if (tree == NULL && errno == ENOMEM) {
        return UPSTREAM_NO_MEMORY;
    }
    const struct json_value *answer = json_tree_root(tree);
    char room[NARROW_SIZE];
    const char *code = read_code(answer, "code", room, &wrong);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        said = strcmp(codes[i].code, code) == 0 ? codes[i].said : said;
    }
    *stars = read_stars(object_part(answer, "data", &wrong), &wrong);
    if (wrong || (*stars == 0 && (said == UPSTREAM_TAKEN || said == UPSTREAM_RATED_BEFORE))) {
        said = UPSTREAM_NONSENSE;
    }
    json_tree_wipe(tree);
    return said;
}

/* --- A person's list --- */

int id_numbers_agree(const char *one, const char *other)
{
    return one[0] != '\0' && strcasecmp(one, other) == 0;
}

static int read_row(const struct json_value *row, const char *id_number, char number[NARROW_SIZE],
                    struct case_facts *facts)
{
    int wrong = row->kind != JSON_OBJECT;
    memset(facts, 0, sizeof *facts);
    record_set_missing(&case_table, &facts->record);
    facts->record.steps = facts->steps;
    (void)read_code(row, "project_no", number, &wrong);
    return !wrong && case_number_check(number, NULL) == NUMBER_GOOD && read_facts(row, number, facts) == 0 &&
                   id_numbers_agree(facts->id_number, id_number)
               ? 0
               : -1;
}

/* A case of somebody else among them is no answer: nothing of it is told. */
static enum upstream_said read_rows(const struct json_value *first, const char *id_number, size_t most,
                                    case_row take, void *context, size_t *rows)
{
    enum upstream_said said = UPSTREAM_CASE;
    int goes_on = 1;
    for (const struct json_value *row = first; row != NULL && said == UPSTREAM_CASE && goes_on;
         row = row->next) {
        char number[NARROW_SIZE];
        struct case_facts facts;
        if (++*rows > most || read_row(row, id_number, number, &facts) != 0) {
            said = UPSTREAM_NONSENSE;
        } else {
            goes_on = take(context, &facts, number) == 0;
        }
        explicit_bzero(&facts, sizeof facts);
        explicit_bzero(number, sizeof number);
    }
    return said;
}

enum upstream_said case_page_read(const char *text, size_t length, const char *id_number, size_t most,
                                  case_row take, void *context, size_t *rows)
{
    int wrong = 0;
    char room[NARROW_SIZE];
    struct json_tree *tree = read_tree(text, length);
    *rows = 0;
    if (tree == NULL && errno == ENOMEM) {
        return UPSTREAM_NO_MEMORY;
    }
    const struct json_value *answer = json_tree_root(tree);
    const char *code = read_code(answer, "code", room, &wrong);
    const struct json_value *list = json_value_part(object_part(answer, "data", &wrong), "rows");
    enum upstream_said said = UPSTREAM_NONSENSE;
    if (!wrong && strcmp(code, code_no_such) == 0) {
        said = UPSTREAM_NO_SUCH;
    } else if (!wrong && strcmp(code, code_good) == 0 && list != NULL && list->kind == JSON_LIST) {
        said = read_rows(list->first, id_number, most, take, context, rows);
    }
    json_tree_wipe(tree);
    return said;
}
