#include "headend/content/content_answer.h"

#include <stdlib.h>

#include "both-sides/log.h"
#include "headend/config/worker.h"
#include "headend/content/content_json.h"

/* --- Lists --- */

typedef int (*read_feed)(struct store *store, int64_t now, struct content_feed *feed, char *problem);
typedef char *(*write_feed)(const struct content_feed *feed, struct content_json_facts *facts,
                            size_t *length);

static struct answer *list_answer(const struct request *request, int64_t now, const struct refusal **refusal,
                                  read_feed read, write_feed write)
{
    struct worker *worker = request->worker;
    char problem[CONTENT_PROBLEM_SIZE] = "";
    struct content_feed feed = {0};
    struct answer_content content = {0};
    struct store *store = worker_store(worker);
    char *source = config_in_use_source(worker->config);
    if (store == NULL || source == NULL) {
        *refusal = &refusal_unavailable;
        free(source);
        return NULL;
    }
    if (store_begin_read(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "a list of content: %s", store_problem(store));
    } else if (read(store, now, &feed, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "store", "a list of content: %s", problem);
    } else {
        struct content_json_facts facts = {.source = source, .as_of = now};
        content.body = write(&feed, &facts, &content.length);
        content.hashed = facts.hashed;
        content.valid_until = feed.valid_until;
    }
    store_end(store);
    content_feed_clear(&feed);
    free(source);
    return request_answer(request, now, &content, refusal);
}

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

struct answer *guides_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    return list_answer(request, now, refusal, read_guides, json_of_guides);
}

struct answer *policies_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    return list_answer(request, now, refusal, content_feed_policies, json_of_policies);
}

struct answer *stations_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    return list_answer(request, now, refusal, read_stations, json_of_stations);
}

/* --- One record --- */

typedef char *(*write_record)(const struct content_set *set, const char *source, size_t *length);

static struct answer *one_answer(const struct request *request, int64_t now, const struct refusal **refusal,
                                 enum content_kind kind, write_record write)
{
    struct worker *worker = request->worker;
    char problem[CONTENT_PROBLEM_SIZE] = "";
    struct content_set *set = NULL;
    struct answer_content content = {0};
    struct answer *answer = NULL;
    struct store *store = worker_store(worker);
    char *source = config_in_use_source(worker->config);
    *refusal = &refusal_unavailable;
    int found = store != NULL && source != NULL
                    ? content_feed_one(store, kind, request->parts[0], &set, problem)
                    : -1;
    if (found > 0) {
        content.body = write(set, source, &content.length);
        answer = request_answer(request, now, &content, refusal);
    } else if (found == 0) {
        *refusal = &refusal_not_found;
    } else if (problem[0] != '\0') {
        log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
    }
    content_set_free(set);
    free(source);
    return answer;
}

struct answer *guide_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    return one_answer(request, now, refusal, CONTENT_GUIDE, json_of_guide);
}

struct answer *flow_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    return one_answer(request, now, refusal, CONTENT_FLOW, json_of_flow);
}
