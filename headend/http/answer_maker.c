#include "headend/http/answer_maker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/content/content_answer.h"
#include "headend/database/revisions.h"
#include "headend/http/feed_json.h"
#include "headend/notices/picture_store.h"
#include "headend/pages/phone_answer.h"

static const int64_t withdrawn_days_ms = 90LL * 24 * 3600 * 1000;
enum { WITHDRAWN_MAX = 1000 };

struct store *answer_maker_store(struct answer_maker *maker)
{
    char problem[300];
    if (maker->store == NULL) {
        maker->store =
            store_open(maker->store_path, maker->store_schema, STORE_EXISTING, problem, sizeof problem);
        if (maker->store == NULL) {
            log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
        }
    }
    return maker->store;
}

struct list_work {
    struct notice_record *records;
    char (*withdrawn)[NOTICE_ID_SIZE];
    struct list_page page;
    int64_t boundary;
};

/* Everything that a page says, from one moment of the store. */
static int read_list(struct store *store, const struct request *request, int64_t now, struct list_work *work)
{
    const struct answer_key *key = &request->key;
    struct notice_query query = {.now = now,
                                 .category = key->category,
                                 .area_code = key->area_code,
                                 .has_cursor = request->has_cursor,
                                 .cursor = request->cursor,
                                 .limit = key->limit};
    struct list_page *page = &work->page;
    int result = -1;
    if (store_begin_read(store) == 0) {
        page->rev = store_rev(store);
        page->withdrawn_count =
            store_withdrawn_ids(store, now - withdrawn_days_ms, work->withdrawn, WITHDRAWN_MAX);
        work->boundary = store_next_boundary(store, now);
        int count = store_notices_list(store, &query, work->records, &page->total, &page->more);
        page->count = count > 0 ? count : 0;
        result = page->rev >= 0 && page->withdrawn_count >= 0 && work->boundary >= 0 && count >= 0 ? 0 : -1;
    }
    if (result != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "the list of notices: %s", store_problem(store));
    }
    store_end(store);
    return result;
}

static struct answer *make_list(struct answer_maker *maker, const struct request *request, int64_t now,
                                const struct refusal **refusal)
{
    struct answer *answer = NULL;
    struct store *store = answer_maker_store(maker);
    char *source = config_in_use_source(maker->config);
    struct list_work work = {.records = calloc(request->key.limit, sizeof *work.records),
                             .withdrawn = calloc(WITHDRAWN_MAX, sizeof *work.withdrawn)};
    if (store != NULL && source != NULL && work.records != NULL && work.withdrawn != NULL &&
        read_list(store, request, now, &work) == 0) {
        work.page.as_of = now;
        work.page.source = source;
        work.page.records = work.records;
        work.page.withdrawn = work.withdrawn;
        struct answer_content content = {.type = "application/json",
                                         .cache_control = "public, max-age=30",
                                         .compress = 1,
                                         .made = now,
                                         .valid_until = work.boundary};
        content.body = json_of_list(&work.page, &content.length, &content.hashed);
        answer = content.body != NULL ? answer_make(&content) : NULL;
    }
    for (int i = 0; i < work.page.count; i++) {
        notice_record_clear(&work.records[i]);
    }
    free(work.records);
    free(work.withdrawn);
    free(source);
    *refusal = answer == NULL ? &refusal_unavailable : NULL;
    return answer;
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

static struct answer *make_notice(struct answer_maker *maker, const struct request *request, int64_t now,
                                  const struct refusal **refusal)
{
    struct answer *answer = NULL;
    struct notice_record record = {0};
    struct store *store = answer_maker_store(maker);
    *refusal = &refusal_unavailable;
    if (store == NULL) {
        return NULL;
    }
    int found = store_notice_by_id(store, request->key.text, &record);
    *refusal = judge(store, found, &record, request->key.text, now);
    if (*refusal == NULL) {
        struct answer_content content = {.type = "application/json",
                                         .cache_control = "public, max-age=30",
                                         .compress = 1,
                                         .made = now,
                                         .valid_until = record.valid_to != 0 ? record.valid_to : INT64_MAX};
        content.body = json_of_notice(&record, &content.length);
        answer = content.body != NULL ? answer_make(&content) : NULL;
        *refusal = answer == NULL ? &refusal_unavailable : NULL;
    }
    notice_record_clear(&record);
    return answer;
}

static struct answer *make_picture(struct answer_maker *maker, const struct request *request, int64_t now,
                                   const struct refusal **refusal)
{
    enum picture_kind kind = PICTURE_PNG;
    struct answer_content content = {
        .cache_control = "public, max-age=31536000, immutable", .made = now, .valid_until = INT64_MAX};
    content.body =
        (char *)picture_store_get(maker->picture_directory, request->key.text, &content.length, &kind);
    if (content.body == NULL) {
        *refusal = errno == ENOENT ? &refusal_not_found : &refusal_unavailable;
        if (errno != ENOENT) {
            log_line(LOG_LEVEL_ERROR, "pictures", "%s/%s: %s", maker->picture_directory, request->key.text,
                     strerror(errno));
        }
        return NULL;
    }
    content.type = kind == PICTURE_PNG ? "image/png" : "image/jpeg";
    struct answer *answer = answer_make(&content);
    *refusal = answer == NULL ? &refusal_unavailable : NULL;
    return answer;
}

static struct answer *make_from_config(struct answer_maker *maker, const struct request *request, int64_t now,
                                       const struct refusal **refusal)
{
    int menu = request->key.route == ROUTE_MENU;
    struct answer_content content = {.type = menu ? "application/json" : "application/xml",
                                     .cache_control = "public, max-age=60",
                                     .compress = 1,
                                     .made = now,
                                     .valid_until = INT64_MAX};
    content.body = menu ? config_in_use_menu(maker->config, &content.length)
                        : config_in_use_box_text(maker->config, &content.length);
    struct answer *answer = content.body != NULL ? answer_make(&content) : NULL;
    *refusal = answer == NULL ? &refusal_unavailable : NULL;
    return answer;
}

struct answer *answer_maker_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                 const struct refusal **refusal)
{
    switch ((enum route)request->key.route) {
    case ROUTE_NOTICES:
        return make_list(maker, request, now, refusal);
    case ROUTE_NOTICE:
        return make_notice(maker, request, now, refusal);
    case ROUTE_PICTURE:
        return make_picture(maker, request, now, refusal);
    case ROUTE_CONFIG:
    case ROUTE_MENU:
        return make_from_config(maker, request, now, refusal);
    case ROUTE_GUIDES:
    case ROUTE_GUIDE:
    case ROUTE_FLOW:
    case ROUTE_POLICIES:
    case ROUTE_STATIONS:
        return content_answer_make(maker, request, now, refusal);
    case ROUTE_PAGE:
        return phone_answer_make(maker, request, now, refusal);
    case ROUTE_NONE:
    case ROUTE_HEALTH:
    case ROUTE_METRICS:
    case ROUTE_CASES:
    case ROUTE_RATINGS:
    case ROUTE_COUNT:
        break;
    }
    *refusal = &refusal_not_found;
    return NULL;
}
