#include "headend/cases/case_known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/record_values.h"
#include "headend/cases/working_days.h"
#include "headend/masking/masking.h"

enum { FIXED_MEMORY_MAX = 256 * 1024 };

/* Copies every text that the table has, masked and cut to its bound. -1: out of memory. */
static int mask_texts(const struct record_table *table, void *record, const char *applicant,
                      struct arena *arena)
{
    for (size_t i = 0; i < record_field_count(table); i++) {
        const struct record_field *field = record_field_at(table, i);
        char *part = (char *)record + field->offset;
        size_t count = 1;
        if (field->type == FIELD_TEXT) {
            char *masked = mask_text(record_text(field, record), applicant, (size_t)field->max);
            if (masked == NULL || arena_adopt(arena, masked, strlen(masked) + 1) != 0) {
                free(masked);
                return -1;
            }
            record_set_pointer(field, masked, record);
        } else if (field->type == FIELD_RECORDS) {
            memcpy((void *)&part, part, sizeof(void *));
            count = record_count(field, record);
        }
        for (size_t item = 0; field->record != NULL && item < count; item++) {
            if (mask_texts(field->record, part + item * field->record->size, applicant, arena) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

static int mask_record(const struct case_facts *facts, struct case_step steps[CASE_STEPS_MAX],
                       struct case_record *record, struct arena *arena)
{
    char *name = mask_name(facts->record.applicant);
    if (name == NULL) {
        return -1;
    }
    *record = facts->record;
    record->applicant = name;
    memcpy(steps, facts->steps, sizeof facts->steps);
    record->steps = steps;
    int result = mask_texts(&case_kept_table, record, facts->record.applicant, arena);
    free(name);
    return result;
}

/* The braces stay off, as they always have in what is kept. The matter's code is not answered but turned into
 * its guide, and guides come and go while a case is known. */
static char *write_fixed(const struct case_facts *facts)
{
    struct case_record record;
    struct case_step steps[CASE_STEPS_MAX];
    struct arena *arena = arena_new(0, FIXED_MEMORY_MAX);
    char *fixed = NULL;
    size_t length = 0;
    char *whole = arena != NULL && mask_record(facts, steps, &record, arena) == 0
                      ? record_encode_text(&case_kept_table, &record, &length)
                      : NULL;
    size_t size = strlen(facts->task_code) + length + 1;
    if (whole != NULL && (fixed = malloc(size)) != NULL) {
        (void)snprintf(fixed, size, "%s\n%.*s", facts->task_code, (int)length - 2, whole + 1);
    }
    if (whole != NULL) {
        explicit_bzero(whole, length);
    }
    free(whole);
    arena_wipe_and_free(arena);
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
    *known = (struct case_known){.status = facts->record.status,
                                 .promise_date = facts->record.promise_date,
                                 .paused_since = case_paused_since(facts),
                                 .rated = facts->record.rated,
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

/* -1: no memory, or it is not what case_known_make writes. */
static int read_fixed(const struct case_known *known, struct case_record *record, struct arena *arena)
{
    char error[JSON_ERROR_SIZE];
    const char *members = members_of(known->fixed);
    size_t size = strlen(members) + sizeof "{}";
    char *whole = arena_alloc(arena, size);
    if (whole == NULL) {
        return -1;
    }
    (void)snprintf(whole, size, "{%s}", members);
    return record_decode(&case_kept_table, whole, size - 1, record, arena, error);
}

static void set_days(struct case_record *record, const struct case_known *known, int today,
                     const struct calendar_day *days, size_t day_count)
{
    record->days_stand_still = case_status_stands_still(known->status);
    record->days_left = CASE_DAYS_UNKNOWN;
    if (known->promise_date != 0 && !case_status_has_ended(known->status)) {
        int from = record->days_stand_still && known->paused_since != 0 && known->paused_since < today
                       ? known->paused_since
                       : today;
        record->days_left = working_days_left(from, known->promise_date, days, day_count);
    }
}

char *case_known_answer(const struct case_known *known, const char *case_number, const char *guide, int today,
                        const struct calendar_day *days, size_t day_count, size_t *length)
{
    struct case_record record;
    struct arena *arena = arena_new(0, FIXED_MEMORY_MAX);
    char *body = NULL;
    if (arena != NULL && read_fixed(known, &record, arena) == 0) {
        int may_rate = case_status_may_be_rated(known->status);
        (void)snprintf(record.case_number, sizeof record.case_number, "%s", case_number);
        (void)snprintf(record.guide, sizeof record.guide, "%s", guide);
        set_days(&record, known, today, days, day_count);
        record.may_rate = may_rate ? known->rated == 0 : FIELD_NOT_SAID;
        record.rated = may_rate ? known->rated : FIELD_NOT_SAID;
        record.as_of = known->as_of;
        record.stale = known->is_stale;
        body = record_encode_text(&case_table, &record, length);
    }
    arena_wipe_and_free(arena);
    return body;
}

int case_known_summary(const struct case_known *known, const char *case_number, int today,
                       const struct calendar_day *days, size_t day_count, struct arena *arena,
                       struct own_case *out)
{
    struct case_record record;
    if (read_fixed(known, &record, arena) != 0) {
        return -1;
    }
    set_days(&record, known, today, days, day_count);
    *out = (struct own_case){.task_name = record.task_name,
                             .org_name = record.org_name,
                             .ask = record.ask,
                             .status = known->status,
                             .apply_date = record.apply_date,
                             .ask_until = record.ask_until,
                             .days_left = record.days_left,
                             .days_stand_still = record.days_stand_still};
    (void)snprintf(out->case_number, sizeof out->case_number, "%s", case_number);
    return 0;
}
