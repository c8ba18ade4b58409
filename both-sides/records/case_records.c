#include "both-sides/records/case_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(case_events, CASE_EVENT_COUNT, "passed", "returned", "other");
WORD_LIST(case_limits, CASE_LIMIT_COUNT, "persons", "failures", "target");

static const int statuses[] = {CASE_SUBMITTED,  CASE_RECEIVED,   CASE_ACCEPTED, CASE_NOT_ACCEPTED,
                               CASE_SUPPLEMENT, CASE_IN_HAND,    CASE_SPECIAL,  CASE_NEARLY_DONE,
                               CASE_GRANTED,    CASE_REFUSED,    CASE_RETURNED, CASE_WITHDRAWN,
                               CASE_VOID,       CASE_TO_COLLECT, CASE_DELIVERED};
const struct number_list case_statuses = {statuses, sizeof statuses / sizeof statuses[0]};

static const struct record_field step_fields[] = {
    TEXT("name", 1, 20, case_step, name, REQUIRED),
    TEXT("org_name", 0, 60, case_step, org_name, OPTIONAL),
    WORD_IF_KNOWN("event", case_events, case_step, event, OPTIONAL),
    MOMENT("start", case_step, start, OPTIONAL, ABOUT("ms")),
    MOMENT("end", case_step, end, OPTIONAL),
    TEXT("explain", 0, 120, case_step, explain, OPTIONAL),
    FLAG("done", case_step, done, REQUIRED),
};
static const struct record_table step_table = {
    .name = "step", FIELDS(step_fields), .size = sizeof(struct case_step)};

static const struct record_field special_fields[] = {
    TEXT("reason", 0, 100, case_record, special_reason, REQUIRED),
    DAY("start", case_record, special_start, OPTIONAL),
    DAY("end", case_record, special_end, OPTIONAL),
};
static const struct record_table special_table = {
    .name = "special", FIELDS(special_fields), .size = sizeof(struct case_record)};

#define KEPT_FIELDS                                                                                          \
    TEXT("task_name", 0, 60, case_record, task_name, REQUIRED),                                              \
        TEXT("project_name", 0, 100, case_record, project_name, OPTIONAL),                                   \
        TEXT("applicant", 0, 20, case_record, applicant, OPTIONAL, ABOUT("masked")),                         \
        TEXT("org_name", 0, 60, case_record, org_name, REQUIRED, ABOUT("who has it now")),                   \
        INT("status", CASE_SUBMITTED, CASE_DELIVERED, case_record, status, REQUIRED,                         \
            .numbers = &case_statuses),                                                                      \
        DAY("apply_date", case_record, apply_date, REQUIRED, ABOUT("YYYYMMDD")),                             \
        DAY("accept_date", case_record, accept_date, OPTIONAL),                                              \
        DAY("promise_date", case_record, promise_date, OPTIONAL),                                            \
        TEXT("ask", 0, 200, case_record, ask, OPTIONAL, ABOUT("what exactly is to be supplemented")),        \
        DAY("ask_until", case_record, ask_until, OPTIONAL),                                                  \
        TEXT("result", 0, 100, case_record, result, OPTIONAL),                                               \
        {NAMED("special"), .type = FIELD_RECORD, .record = &special_table,                                   \
         COUNTED(case_record, has_special), OPTIONAL},                                                       \
        RECORDS("steps", CASE_STEPS_MAX, step_table, case_record, steps, step_count, OPTIONAL, ALWAYS),      \
        TEXT("source", 0, 60, case_record, source, OPTIONAL)

static const struct record_field kept_fields[] = {KEPT_FIELDS};
const struct record_table case_kept_table = {
    .name = "case", FIELDS(kept_fields), .size = sizeof(struct case_record)};

static const struct record_field case_fields[] = {
    CHARS("case_number", 20, 20, FORM_DIGITS, case_record, case_number, REQUIRED),
    KEPT_FIELDS,
    ID("guide", case_record, guide, OPTIONAL, ABOUT("that tells of the matter; missing: none does")),
    INT("days_left", -9999, 9999, case_record, days_left, OPTIONAL, ELSE(CASE_DAYS_UNKNOWN),
        ABOUT("working days by the calendar; less than 0 once a working day has begun after the promised "
              "one; missing when it has ended")),
    FLAG("days_stand_still", case_record, days_stand_still, OPTIONAL,
         ABOUT("while a supplement or a special procedure runs")),
    FLAG("may_rate", case_record, may_rate, OPTIONAL, ELSE(FIELD_NOT_SAID)),
    INT("rated", 0, STARS_MAX, case_record, rated, OPTIONAL, ELSE(FIELD_NOT_SAID),
        ABOUT("5 is best; 0 not rated")),
    MOMENT("as_of", case_record, as_of, REQUIRED, ABOUT("when the case system said so")),
    FLAG("stale", case_record, stale, OPTIONAL, ABOUT("the case system does not answer now")),
};
const struct record_table case_table = {
    .name = "case", .schema = "Case", FIELDS(case_fields), .size = sizeof(struct case_record)};

#define QUESTION_FIELDS                                                                                      \
    CHARS("case_number", 20, 20, FORM_DIGITS, case_post, case_number, REQUIRED,                              \
          ABOUT("with its check digits (ISO 7064 MOD 97-10)")),                                              \
        CHARS("id_tail", ID_TAIL_LENGTH, ID_TAIL_LENGTH, FORM_ID_TAIL, case_post, id_tail, REQUIRED)

static const struct record_field question_fields[] = {QUESTION_FIELDS};
const struct record_table case_question_table = {
    .name = "question", .schema = "CaseQuestion", FIELDS(question_fields), .size = sizeof(struct case_post)};

static const struct record_field rating_fields[] = {
    QUESTION_FIELDS,
    INT("stars", 1, STARS_MAX, case_post, stars, REQUIRED,
        ABOUT("5 is best; upstreams that count the other way are translated by their adapter")),
};
const struct record_table case_rating_table = {.name = "rating",
                                               .schema = "Rating",
                                               FIELDS(rating_fields),
                                               .size = sizeof(struct case_post),
                                               .begin = &case_question_table};

static const struct record_field taken_fields[] = {
    INT("stars", 1, STARS_MAX, case_post, stars, REQUIRED),
};
const struct record_table rating_taken_table = {
    .name = "rating", .schema = "RatingTaken", FIELDS(taken_fields), .size = sizeof(struct case_post)};

/* --- A signed-in person's own --- */

static const struct record_field own_case_fields[] = {
    CHARS("case_number", 20, 20, FORM_DIGITS, own_case, case_number, REQUIRED),
    TEXT("task_name", 0, 60, own_case, task_name, REQUIRED),
    TEXT("org_name", 0, 60, own_case, org_name, REQUIRED, ABOUT("who has it now")),
    INT("status", CASE_SUBMITTED, CASE_DELIVERED, own_case, status, REQUIRED, .numbers = &case_statuses),
    DAY("apply_date", own_case, apply_date, REQUIRED, ABOUT("YYYYMMDD")),
    TEXT("ask", 0, 200, own_case, ask, OPTIONAL, ABOUT("what exactly is to be supplemented")),
    DAY("ask_until", own_case, ask_until, OPTIONAL),
    INT("days_left", -9999, 9999, own_case, days_left, OPTIONAL, ELSE(CASE_DAYS_UNKNOWN),
        ABOUT("as of a case")),
    FLAG("days_stand_still", own_case, days_stand_still, OPTIONAL),
};
static const struct record_table own_case_table = {
    .name = "own_case", .schema = "OwnCase", FIELDS(own_case_fields), .size = sizeof(struct own_case)};

static const struct record_field own_cases_fields[] = {
    RECORDS("items", OWN_CASES_MAX, own_case_table, own_cases, items, count, REQUIRED,
            ABOUT("what waits for the person first, then what is under way, then what has ended")),
    FLAG("more", own_cases, more, OPTIONAL, ABOUT("there are older ones than these")),
    MOMENT("as_of", own_cases, as_of, REQUIRED, ABOUT("when the case system said so")),
};
const struct record_table own_cases_table = {
    .name = "own_cases", .schema = "OwnCases", FIELDS(own_cases_fields), .size = sizeof(struct own_cases)};

static const struct record_field own_case_question_fields[] = {
    CHARS("case_number", 20, 20, FORM_DIGITS, case_post, case_number, REQUIRED,
          ABOUT("with its check digits (ISO 7064 MOD 97-10)")),
};
const struct record_table own_case_question_table = {.name = "own_case_question",
                                                     .schema = "OwnCaseQuestion",
                                                     FIELDS(own_case_question_fields),
                                                     .size = sizeof(struct case_post)};

static const struct record_field own_case_rating_fields[] = {
    CHARS("case_number", 20, 20, FORM_DIGITS, case_post, case_number, REQUIRED),
    INT("stars", 1, STARS_MAX, case_post, stars, REQUIRED, ABOUT("5 is best")),
};
const struct record_table own_case_rating_table = {.name = "own_case_rating",
                                                   .schema = "OwnCaseRating",
                                                   FIELDS(own_case_rating_fields),
                                                   .size = sizeof(struct case_post),
                                                   .begin = &own_case_question_table};
