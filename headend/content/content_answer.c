#include "headend/content/content_answer.h"

#include <stdlib.h>

#include "both-sides/log.h"
#include "headend/content/content_json.h"

static struct answer *answer_of(char *body, size_t length, size_t hashed, int64_t now, int64_t valid_until)
{
    struct answer_content content = {.body = body,
                                     .length = length,
                                     .hashed = hashed,
                                     .type = "application/json",
                                     .cache_control = "public, max-age=60",
                                     .compress = 1,
                                     .made = now,
                                     .valid_until = valid_until};
    return body != NULL ? answer_make(&content) : NULL;
}

/* --- Lists --- */

static int read_feed(struct store *store, enum route route, int64_t now, struct content_feed *feed,
                     char *problem)
{
    switch (route) {
    case ROUTE_GUIDES:
        return content_feed_guides(store, feed, problem);
    case ROUTE_POLICIES:
        return content_feed_policies(store, now, feed, problem);
    default:
        return content_feed_stations(store, feed, problem);
    }
}

static char *write_feed(enum route route, const struct content_feed *feed, struct content_json_facts *facts,
                        size_t *length)
{
    switch (route) {
    case ROUTE_GUIDES:
        return json_of_guides(feed, facts, length);
    case ROUTE_POLICIES:
        return json_of_policies(feed, facts, length);
    default:
        return json_of_stations(feed, facts, length);
    }
}

static struct answer *make_list(struct store *store, const char *source, enum route route, int64_t now)
{
    char problem[CONTENT_PROBLEM_SIZE] = "";
    struct content_feed feed = {0};
    struct answer *answer = NULL;
    if (store_begin_read(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "a list of content: %s", store_problem(store));
    } else if (read_feed(store, route, now, &feed, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "a list of content: %s", problem);
    } else {
        struct content_json_facts facts = {.source = source, .as_of = now};
        size_t length = 0;
        char *body = write_feed(route, &feed, &facts, &length);
        answer = answer_of(body, length, facts.hashed, now, feed.valid_until);
    }
    store_end(store);
    content_feed_clear(&feed);
    return answer;
}

/* --- One record --- */

static struct answer *make_one(struct store *store, const char *source, const struct request *request,
                               int64_t now, const struct refusal **refusal)
{
    char problem[CONTENT_PROBLEM_SIZE] = "";
    struct content_set *set = NULL;
    struct answer *answer = NULL;
    size_t length = 0;
    const char *id = request->key.text;
    int is_guide = request->key.route == ROUTE_GUIDE;
    int found = content_feed_one(store, is_guide ? CONTENT_GUIDE : CONTENT_FLOW, id, &set, problem);
    if (found < 0) {
        log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
    } else if (found == 0) {
        *refusal = &refusal_not_found;
    } else {
        const struct content_record *record = set->records[0];
        char *body =
            is_guide ? json_of_guide(record, source, &length) : json_of_flow(record, source, &length);
        answer = answer_of(body, length, 0, now, INT64_MAX);
    }
    content_set_free(set);
    return answer;
}

struct answer *content_answer_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                   const struct refusal **refusal)
{
    struct answer *answer = NULL;
    struct store *store = answer_maker_store(maker);
    char *source = config_in_use_source(maker->config);
    enum route route = (enum route)request->key.route;
    *refusal = &refusal_unavailable;
    if (store != NULL && source != NULL) {
        answer = route == ROUTE_GUIDE || route == ROUTE_FLOW ? make_one(store, source, request, now, refusal)
                                                             : make_list(store, source, route, now);
    }
    free(source);
    *refusal = answer != NULL ? NULL : *refusal;
    return answer;
}
