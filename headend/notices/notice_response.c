#include "headend/notices/notice_response.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/config/worker.h"
#include "headend/database/revisions.h"
#include "headend/database/store_life.h"
#include "headend/notices/notice_json.h"
#include "headend/notices/notice_query.h"
#include "headend/notices/picture_store.h"

static const int64_t withdrawn_days_ms = 90LL * 24 * 3600 * 1000;
enum { WITHDRAWN_MAX = 1000 };

struct list_work {
    struct notice_record *records;
    char (*withdrawn)[NOTICE_ID_SIZE];
    struct list_page page;
    int64_t boundary;
};

/* Everything that a page says, from one moment of the store. */
static int read_list(struct store *store, const struct notice_query *query, struct list_work *work)
{
    struct list_page *page = &work->page;
    int result = -1;
    if (store_begin_read(store) == 0) {
        page->rev = store_rev(store);
        page->withdrawn_count =
            store_withdrawn_ids(store, query->now - withdrawn_days_ms, work->withdrawn, WITHDRAWN_MAX);
        work->boundary = store_next_boundary(store, query->now);
        int count = store_notices_list(store, query, work->records, &page->total, &page->more);
        page->count = count > 0 ? count : 0;
        result = page->rev >= 0 && store_life(store, page->life) == 0 && page->withdrawn_count >= 0 &&
                         work->boundary >= 0 && count >= 0
                     ? 0
                     : -1;
    }
    if (result != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "the list of notices: %s", store_problem(store));
    }
    store_end(store);
    return result;
}

struct response *notice_list_response(const struct request *request, int64_t now,
                                      const struct refusal **refusal)
{
    struct worker *worker = request->worker;
    struct store *store = worker_store(worker);
    char *source = config_in_use_source(worker->config);
    const struct notice_query query = notice_query_of(request, now);
    struct response_content content = {0};
    struct list_work work = {.records = calloc((size_t)query.limit, sizeof *work.records),
                             .withdrawn = calloc(WITHDRAWN_MAX, sizeof *work.withdrawn)};
    if (store != NULL && source != NULL && work.records != NULL && work.withdrawn != NULL &&
        read_list(store, &query, &work) == 0) {
        work.page.as_of = now;
        work.page.source = source;
        work.page.records = work.records;
        work.page.withdrawn = work.withdrawn;
        content.valid_until = work.boundary;
        content.body = json_of_list(&work.page, &content.length, &content.hashed);
    }
    for (int i = 0; i < work.page.count; i++) {
        notice_record_clear(&work.records[i]);
    }
    free(work.records);
    free(work.withdrawn);
    free(source);
    return request_response(request, now, &content, refusal);
}

static const struct refusal *judge(struct store *store, int found, const struct notice_record *record,
                                   const char *id, int64_t now)
{
    struct withdrawal withdrawal;
    if (found < 0 || store_withdrawal(store, id, &withdrawal) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "notice %s: %s", id, store_problem(store));
        return &refusal_unavailable;
    }
    if (withdrawal.moment != 0) {
        return &refusal_gone;
    }
    if (!found || record->valid_from > now) {
        return &refusal_not_found;
    }
    return record->valid_to != 0 && record->valid_to <= now ? &refusal_gone : NULL;
}

struct response *notice_response(const struct request *request, int64_t now, const struct refusal **refusal)
{
    const char *id = request->parts[0];
    struct response *response = NULL;
    struct notice_record record = {0};
    struct store *store = worker_store(request->worker);
    *refusal = &refusal_unavailable;
    if (store == NULL) {
        return NULL;
    }
    int found = store_notice_by_id(store, id, &record);
    *refusal = judge(store, found, &record, id, now);
    if (*refusal == NULL) {
        struct response_content content = {.valid_until = record.valid_to};
        record.changed = moment_not_ahead(record.changed, now);
        content.body = json_of_notice(&record, &content.length);
        response = request_response(request, now, &content, refusal);
    }
    notice_record_clear(&record);
    return response;
}

struct response *picture_response(const struct request *request, int64_t now, const struct refusal **refusal)
{
    struct worker *worker = request->worker;
    const char *folder = config_in_use_server(worker->config)->picture_directory;
    const char *name = request->parts[0];
    enum picture_kind kind = PICTURE_PNG;
    struct response_content content = {0};
    content.body = (char *)picture_store_get(folder, name, &content.length, &kind);
    if (content.body == NULL) {
        *refusal = errno == ENOENT ? &refusal_not_found : &refusal_unavailable;
        if (errno != ENOENT) {
            log_line(LOG_LEVEL_ERROR, "pictures", "%s/%s: %s", folder, name, strerror(errno));
        }
        return NULL;
    }
    content.type = kind == PICTURE_PNG ? "image/png" : "image/jpeg";
    return request_response(request, now, &content, refusal);
}
