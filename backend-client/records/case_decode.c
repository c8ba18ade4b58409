#include "backend-client/records/case_decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/calendar_date.h"
#include "both-sides/json/json_table.h"

/* --- The case --- */

/* In the order of enum case_event. */
static const char *const event_words[] = {"passed", "returned", "other", NULL};

static const struct json_field step_fields[] = {
    TEXT("name", REQUIRED, 1, 20, struct case_step, name),
    TEXT("org_name", OPTIONAL, 0, 60, struct case_step, org_name),
    WORD_IF_KNOWN("event", event_words, struct case_step, event),
    INT64("start", OPTIONAL, struct case_step, start),
    INT64("end", OPTIONAL, struct case_step, end),
    TEXT("explain", OPTIONAL, 0, 120, struct case_step, explain),
    FLAG("done", REQUIRED, struct case_step, done),
};
static const struct json_record step_record = RECORD("step", step_fields, struct case_step);

static const struct json_field special_fields[] = {
    TEXT("reason", REQUIRED, 0, 100, struct case_record, special_reason),
    DAY("start", OPTIONAL, struct case_record, special_start),
    DAY("end", OPTIONAL, struct case_record, special_end),
};
static const struct json_record special_record = RECORD("special", special_fields, struct case_record);

enum { STEPS_MAX = 30 };

static const struct json_field case_fields[] = {
    CHARS("case_number", REQUIRED, 20, 20, FORM_DIGITS, struct case_record, case_number),
    TEXT("task_name", REQUIRED, 0, 60, struct case_record, task_name),
    TEXT("project_name", OPTIONAL, 0, 100, struct case_record, project_name),
    TEXT("applicant", OPTIONAL, 0, 20, struct case_record, applicant),
    TEXT("org_name", REQUIRED, 0, 60, struct case_record, org_name),
    ID("guide", OPTIONAL, struct case_record, guide),
    INT("status", REQUIRED, CASE_SUBMITTED, CASE_DELIVERED, struct case_record, status),
    DAY("apply_date", REQUIRED, struct case_record, apply_date),
    DAY("accept_date", OPTIONAL, struct case_record, accept_date),
    DAY("promise_date", OPTIONAL, struct case_record, promise_date),
    INT_ELSE("days_left", -9999, 9999, CASE_DAYS_UNKNOWN, struct case_record, days_left),
    FLAG("days_stand_still", OPTIONAL, struct case_record, days_stand_still),
    TEXT("ask", OPTIONAL, 0, 200, struct case_record, ask),
    DAY("ask_until", OPTIONAL, struct case_record, ask_until),
    TEXT("result", OPTIONAL, 0, 100, struct case_record, result),
    OBJECT("special", OPTIONAL, special_record, 0), /* its members stand in the case itself */
    OBJECTS("steps", OPTIONAL, STEPS_MAX, step_record, struct case_record, steps, step_count),
    FLAG("may_rate", OPTIONAL, struct case_record, may_rate),
    INT("rated", OPTIONAL, 0, 5, struct case_record, rated),
    TEXT("source", OPTIONAL, 0, 60, struct case_record, source),
    INT64("as_of", REQUIRED, struct case_record, as_of),
    FLAG("stale", OPTIONAL, struct case_record, stale),
};
static const struct json_record case_json = RECORD("case", case_fields, struct case_record);

/* What the numbers of json_fields.h may say of a value stays unsaid. */
static void withhold_value(char *error)
{
    static const char before[] = "range";
    char *found = strstr(error, before);
    if (found != NULL) {
        found[sizeof before - 1] = '\0';
    }
}

static int is_known_status(int status)
{
    static const int known[] = {CASE_SUBMITTED,  CASE_RECEIVED,   CASE_ACCEPTED, CASE_NOT_ACCEPTED,
                                CASE_SUPPLEMENT, CASE_IN_HAND,    CASE_SPECIAL,  CASE_NEARLY_DONE,
                                CASE_GRANTED,    CASE_REFUSED,    CASE_RETURNED, CASE_WITHDRAWN,
                                CASE_VOID,       CASE_TO_COLLECT, CASE_DELIVERED};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i] == status) {
            return 1;
        }
    }
    return 0;
}

static int is_day_or_none(int day)
{
    return day == 0 || calendar_date_is_real(day);
}

/* What the tables cannot say. -1 with a message. */
static int check(const struct case_record *record, char error[JSON_ERROR_SIZE])
{
    const struct {
        const char *name;
        int day;
    } days[] = {
        {"accept_date", record->accept_date},  {"promise_date", record->promise_date},
        {"ask_until", record->ask_until},      {"special: start", record->special_start},
        {"special: end", record->special_end},
    };
    if (!is_known_status(record->status)) {
        (void)snprintf(error, JSON_ERROR_SIZE, "case: status: none of the contract's");
        return -1;
    }
    if (!calendar_date_is_real(record->apply_date)) {
        (void)snprintf(error, JSON_ERROR_SIZE, "case: apply_date: no day");
        return -1;
    }
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        if (!is_day_or_none(days[i].day)) {
            (void)snprintf(error, JSON_ERROR_SIZE, "case: %s: no day", days[i].name);
            return -1;
        }
    }
    return 0;
}

struct case_record *case_record_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct case_record *record = calloc(1, sizeof *record);
    struct arena *arena = arena_new(length, length * 2 + STEPS_MAX * sizeof(struct case_step) + 65536);
    error[0] = '\0';
    if (arena == NULL || record == NULL) {
        arena_free(arena);
        free(record);
        return NULL;
    }
    int result = json_decode(&case_json, bytes, length, record, arena, error);
    record->arena = arena;
    if (result != 0 || check(record, error) != 0) {
        withhold_value(error);
        case_record_free(record);
        return NULL;
    }
    return record;
}

void case_record_free(struct case_record *record)
{
    if (record != NULL) {
        arena_wipe_and_free(record->arena);
        explicit_bzero(record, sizeof *record);
        free(record);
    }
}

/* --- A rating, a refusal --- */

struct rating {
    int stars;
};

static const struct json_field rating_fields[] = {INT("stars", REQUIRED, 1, 5, struct rating, stars)};
static const struct json_record rating_record = RECORD("rating", rating_fields, struct rating);

/* In the order of CASE_REFUSAL_PERSONS, CASE_REFUSAL_FAILURES, CASE_REFUSAL_TARGET. */
static const char *const limit_words[] = {"persons", "failures", "target", NULL};

struct refusal {
    char error[41];
    int limit;
    int64_t retry_at;
};

static const struct json_field refusal_fields[] = {
    CHARS("error", REQUIRED, 1, 40, FORM_ANY, struct refusal, error),
    WORD_IF_KNOWN("limit", limit_words, struct refusal, limit),
    INT64("retry_at", OPTIONAL, struct refusal, retry_at),
};
static const struct json_record refusal_record = RECORD("error", refusal_fields, struct refusal);

static int decode_small(const struct json_record *record, const void *bytes, size_t length, void *out,
                        char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(0, 4096);
    error[0] = '\0';
    if (arena == NULL) {
        return -1;
    }
    int result = json_decode(record, bytes, length, out, arena, error);
    arena_wipe_and_free(arena);
    return result;
}

int rating_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct rating rating;
    return decode_small(&rating_record, bytes, length, &rating, error) == 0 ? rating.stars : 0;
}

static enum case_refusal conflict(const char *error)
{
    if (strcmp(error, "already_rated") == 0) {
        return CASE_REFUSAL_ALREADY_RATED;
    }
    return strcmp(error, "not_finished") == 0 ? CASE_REFUSAL_NOT_FINISHED : CASE_REFUSAL_TRANSPORT;
}

enum case_refusal case_refusal_decode(int http_status, const void *bytes, size_t length, int64_t *retry_at)
{
    struct refusal refusal;
    char error[JSON_ERROR_SIZE];
    *retry_at = 0;
    if (decode_small(&refusal_record, bytes, length, &refusal, error) != 0) {
        return CASE_REFUSAL_TRANSPORT; /* a proxy's or another server's words */
    }
    switch (http_status) {
    case 400:
        return CASE_REFUSAL_BAD_NUMBER;
    case 404: /* or a headend that knows no cases at all */
        return strcmp(refusal.error, "not_found") == 0 ? CASE_REFUSAL_TRANSPORT : CASE_REFUSAL_NO_SUCH;
    case 409:
        return conflict(refusal.error);
    case 429:
        if (refusal.limit < 0) {
            return CASE_REFUSAL_TRANSPORT;
        }
        *retry_at = refusal.retry_at;
        return (enum case_refusal)((int)CASE_REFUSAL_PERSONS + refusal.limit);
    case 503:
        return CASE_REFUSAL_UPSTREAM;
    default:
        return CASE_REFUSAL_TRANSPORT;
    }
}
