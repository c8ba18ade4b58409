#include "both-sides/records/service_records.h"

#include "both-sides/records/case_records.h"
#include "both-sides/records/record_lines.h"

WORD_LIST(service_states, SERVICE_STATE_COUNT, "ok");

static const struct record_field health_fields[] = {
    WORD("status", service_states, service_health, status, REQUIRED),
    INT64("notices", service_health, notices, OPTIONAL, ALWAYS),
    INT64("rev", service_health, rev, OPTIONAL, ALWAYS),
};
const struct record_table health_table = {
    .name = "health", .schema = "Health", FIELDS(health_fields), .size = sizeof(struct service_health)};

static const struct record_field error_fields[] = {
    CHARS("error", 1, ERROR_WORD_SIZE - 1, FORM_ERROR, service_error, error, REQUIRED),
    TEXT("message", 0, 200, service_error, message, REQUIRED, UNREAD),
    WORD_IF_KNOWN("limit", case_limits, service_error, limit, OPTIONAL),
    MOMENT("retry_at", service_error, retry_at, OPTIONAL),
};
const struct record_table error_table = {
    .name = "error", .schema = "Error", FIELDS(error_fields), .size = sizeof(struct service_error)};
