#include "headend/content/content_response.h"

#include <stdlib.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/config/worker.h"
#include "headend/content/content_json.h"

static int read_guides(struct store *store, int64_t now, struct content_feed *feed, char *problem)
{
    (void)now;
    return content_feed_guides(store, feed, problem);
}

static int read_stations(struct store *store, int64_t now, struct content_feed *feed, char *problem)
{
    (void)now;
    return content_feed_stations(store, feed, problem);
}

/* How the answers of a kind are made; NULL: it has none of that sort. */
struct kind_answers {
    int (*read_list)(struct store *store, int64_t now, struct content_feed *feed, char *problem);
    char *(*write_list)(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);
    char *(*write_one)(const struct content_set *set, const char *source, size_t *length);
};
static const struct kind_answers answers[CONTENT_KINDS] = {
    [CONTENT_GUIDE] = {read_guides, json_of_guides, json_of_guide},
    [CONTENT_FLOW] = {.write_one = json_of_flow},
    [CONTENT_POLICY] = {content_feed_policies, json_of_policies, NULL},
    [CONTENT_STATION] = {read_stations, json_of_stations, NULL},
};

struct response *content_list_response(const struct request *request, int64_t now,
                                       const struct refusal **refusal)
{
    const struct kind_answers *kind = &answers[request->route->kind];
    struct worker *worker = request->worker;
    char problem[CONTENT_PROBLEM_SIZE] = "";
    struct content_feed feed = {0};
    struct response_content content = {0};
    struct store *store = worker_store(worker);
    char *source = config_in_use_source(worker->config);
    if (store == NULL || source == NULL) {
        *refusal = &refusal_unavailable;
        free(source);
        return NULL;
    }
    if (store_begin_read(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "a list of content: %s", store_problem(store));
    } else if (kind->read_list(store, now, &feed, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "a list of content: %s", problem);
    } else {
        struct content_json_facts facts = {.source = source, .as_of = now};
        content.body = kind->write_list(&feed, &facts, &content.length);
        content.hashed = facts.hashed;
        content.valid_until = feed.valid_until;
    }
    store_end(store);
    content_feed_clear(&feed);
    free(source);
    return request_response(request, now, &content, refusal);
}

struct response *content_response(const struct request *request, int64_t now, const struct refusal **refusal)
{
    enum content_kind kind = (enum content_kind)request->route->kind;
    struct worker *worker = request->worker;
    char problem[CONTENT_PROBLEM_SIZE] = "";
    struct content_set *set = NULL;
    struct response_content content = {0};
    struct response *response = NULL;
    struct store *store = worker_store(worker);
    char *source = config_in_use_source(worker->config);
    *refusal = &refusal_unavailable;
    int found = store != NULL && source != NULL
                    ? content_feed_one(store, kind, request->parts[0], &set, problem)
                    : -1;
    if (found > 0) {
        set->records[0]->changed = moment_not_ahead(set->records[0]->changed, now);
        content.body = answers[kind].write_one(set, source, &content.length);
        response = request_response(request, now, &content, refusal);
    } else if (found == 0) {
        *refusal = &refusal_not_found;
    } else if (problem[0] != '\0') {
        log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
    }
    content_set_free(set);
    free(source);
    return response;
}
