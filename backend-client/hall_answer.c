#include <stdio.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "backend-client/records/guide_decode.h"
#include "backend-client/records/records_decode.h"
#include "backend-client/records/station_decode.h"

static enum failure decode_failure(const char *error)
{
    return error[0] == '\0' ? FAILURE_NO_MEMORY : FAILURE_BAD_ANSWER;
}

static enum failure check_id(const struct request *request, const char *id, char error[160])
{
    if (strcmp(id, request->asked_id) == 0) {
        return FAILURE_NONE;
    }
    (void)snprintf(error, 160, "id: asked for %s, got %s", request->asked_id, id);
    return FAILURE_BAD_ANSWER;
}

/* Each: `record` gets its record, or the failure of decoding is returned. */

static enum failure decode_notice(struct request *request, const void *bytes, size_t length,
                                  struct hall_record *record, char error[160])
{
    record->notice = notice_decode(bytes, length, error);
    if (record->notice == NULL) {
        return decode_failure(error);
    }
    record->rev = record->notice->summary.rev;
    enum failure failure = check_id(request, record->notice->summary.id, error);
    return failure == FAILURE_NONE ? hall_notice_check(request, record->notice, error) : failure;
}

static enum failure decode_guide(const struct request *request, const void *bytes, size_t length,
                                 struct hall_record *record, char error[160])
{
    record->guide = guide_decode(bytes, length, error);
    if (record->guide == NULL) {
        return decode_failure(error);
    }
    record->rev = record->guide->summary.rev;
    return check_id(request, record->guide->summary.id, error);
}

static enum failure decode_flow(const struct request *request, const void *bytes, size_t length,
                                struct hall_record *record, char error[160])
{
    record->flow = flow_record_decode(bytes, length, error);
    if (record->flow == NULL) {
        return decode_failure(error);
    }
    record->rev = record->flow->rev;
    return check_id(request, record->flow->flow.id, error);
}

/* What is asked for without an id. */
static enum failure decode_whole(enum request_kind kind, const void *bytes, size_t length,
                                 struct hall_record *record, char error[160])
{
    const int64_t *rev = NULL;
    if (kind == REQUEST_MENU && (record->menu = menu_decode(bytes, length, error)) != NULL) {
        rev = &record->menu->rev;
    } else if (kind == REQUEST_NOTICES && (record->list = notice_list_decode(bytes, length, error)) != NULL) {
        rev = &record->list->rev;
    } else if (kind == REQUEST_GUIDES && (record->guides = guide_list_decode(bytes, length, error)) != NULL) {
        rev = &record->guides->rev;
    } else if (kind == REQUEST_POLICIES &&
               (record->policies = policy_list_decode(bytes, length, error)) != NULL) {
        rev = &record->policies->rev;
    } else if (kind == REQUEST_STATIONS &&
               (record->stations = station_list_decode(bytes, length, error)) != NULL) {
        rev = &record->stations->rev;
    }
    record->rev = rev != NULL ? *rev : 0;
    return rev != NULL ? FAILURE_NONE : decode_failure(error);
}

enum failure hall_record_decode(struct request *request, const void *bytes, size_t length,
                                struct hall_record *record, char error[160])
{
    *record = (struct hall_record){0};
    error[0] = '\0';
    switch (request->kind) {
    case REQUEST_NOTICE:
        return decode_notice(request, bytes, length, record, error);
    case REQUEST_GUIDE:
        return decode_guide(request, bytes, length, record, error);
    case REQUEST_FLOW:
        return decode_flow(request, bytes, length, record, error);
    case REQUEST_MENU:
    case REQUEST_NOTICES:
    case REQUEST_GUIDES:
    case REQUEST_POLICIES:
    case REQUEST_STATIONS:
        return decode_whole(request->kind, bytes, length, record, error);
    case REQUEST_CASE: /* what is posted is decoded where it was posted */
    case REQUEST_RATING:
        return FAILURE_BAD_ANSWER;
    case REQUEST_PICTURE:
    case REQUEST_CONFIG:
        record->bytes = bytes;
        record->length = length;
        return FAILURE_NONE;
    }
    return FAILURE_BAD_ANSWER;
}

void hall_record_free(struct hall_record *record)
{
    menu_free(record->menu);
    notice_list_free(record->list);
    notice_free(record->notice);
    guide_list_free(record->guides);
    guide_free(record->guide);
    flow_record_free(record->flow);
    policy_list_free(record->policies);
    station_list_free(record->stations);
    *record = (struct hall_record){0};
}
