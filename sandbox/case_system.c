#include "sandbox/case_system.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "sandbox/case_answer.h"
#include "sandbox/case_data.h"

enum { SATISFACTION_SIZE = 2, WORST = '5', PAGE_SIZE_MOST = 100 };

static const char code_good[] = "0", code_bad_question[] = "1400", code_not_finished[] = "1403",
                  code_no_such[] = "1404", code_rated_before[] = "1409";

struct case_system {
    struct case_data data;
    pthread_mutex_t lock;               /* guards the ratings */
    char (*ratings)[SATISFACTION_SIZE]; /* by case; "": none */
};

/* "1" is best here. */
static int is_satisfaction(const char *text)
{
    return text[0] >= '1' && text[0] <= WORST && text[1] == '\0';
}

/* 办结 in all its forms. */
static int is_finished(const char *status)
{
    static const char *const finished[] = {"11", "13", "17", "18"};
    for (size_t i = 0; i < sizeof finished / sizeof finished[0]; i++) {
        if (strcmp(status, finished[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

static void reset(void *state)
{
    struct case_system *system = state;
    (void)pthread_mutex_lock(&system->lock);
    for (size_t i = 0; i < system->data.count; i++) {
        const char *given = sample_text(system->data.cases[i].facts, "satisfaction");
        memset(system->ratings[i], 0, SATISFACTION_SIZE);
        system->ratings[i][0] = is_satisfaction(given) ? given[0] : '\0';
    }
    (void)pthread_mutex_unlock(&system->lock);
}

static size_t find(const struct case_system *system, const char *number)
{
    size_t i = 0;
    while (i < system->data.count && strcmp(system->data.cases[i].number, number) != 0) {
        i++;
    }
    return i;
}

static void write_head(struct json_writer *json, const struct case_system *system, const char *code)
{
    json_open_map(json, NULL);
    json_text(json, "code", code);
    json_text(json, "sys_name", system->data.source);
}

static void query(struct case_system *system, const struct json_value *question, struct json_writer *json)
{
    size_t i = find(system, sample_text(question, "project_no"));
    int known = i < system->data.count;
    write_head(json, system, known ? code_good : code_no_such);
    if (known) {
        char satisfaction[SATISFACTION_SIZE];
        (void)pthread_mutex_lock(&system->lock);
        memcpy(satisfaction, system->ratings[i], sizeof satisfaction);
        (void)pthread_mutex_unlock(&system->lock);
        if (case_answer_write(json, &system->data, &system->data.cases[i], satisfaction) != 0) {
            json->failed = 1;
        }
    }
    json_close_map(json);
}

/* Once; whoever comes later hears what was said. */
static void evaluate(struct case_system *system, const struct json_value *question, struct json_writer *json)
{
    const char *wanted = sample_text(question, "satisfaction");
    const char *code = code_good;
    char given[SATISFACTION_SIZE] = "";
    size_t i = find(system, sample_text(question, "project_no"));
    (void)pthread_mutex_lock(&system->lock);
    if (i == system->data.count) {
        code = code_no_such;
    } else if (!is_satisfaction(wanted)) {
        code = code_bad_question;
    } else if (!is_finished(sample_text(system->data.cases[i].facts, "status"))) {
        code = code_not_finished;
    } else {
        code = system->ratings[i][0] != '\0' ? code_rated_before : code_good;
        system->ratings[i][0] = system->ratings[i][0] != '\0' ? system->ratings[i][0] : wanted[0];
        memcpy(given, system->ratings[i], sizeof given);
    }
    (void)pthread_mutex_unlock(&system->lock);
    write_head(json, system, code);
    json_open_map(json, "data");
    json_text(json, "satisfaction", given);
    json_close_map(json);
    json_close_map(json);
}

/* 1..most, or 0. */
static size_t number_of(const struct json_value *question, const char *name, size_t most)
{
    const char *text = sample_text(question, name);
    size_t number = 0;
    for (; *text >= '0' && *text <= '9' && number <= most; text++) {
        number = number * 10 + (size_t)(*text - '0');
    }
    return *text == '\0' && number <= most ? number : 0;
}

/* A page of a person's cases, in the order of the file. */
static void list(const struct case_system *system, const struct json_value *question,
                 struct json_writer *json)
{
    size_t page = number_of(question, "page", 1000);
    size_t size = number_of(question, "page_size", PAGE_SIZE_MOST);
    size_t seen = 0;
    write_head(json, system, page > 0 && size > 0 ? code_good : code_bad_question);
    json_open_map(json, "data");
    json_open_array(json, "rows");
    for (size_t i = 0; i < system->data.count && page > 0 && size > 0; i++) {
        const struct sample_case *sample = &system->data.cases[i];
        if (strcmp(sample_text(sample->person, "cert_no"), sample_text(question, "cert_no")) == 0 &&
            seen++ / size + 1 == page && case_row_write(json, &system->data, sample) != 0) {
            json->failed = 1;
        }
    }
    json_close_array(json);
    json_close_map(json);
    json_close_map(json);
}

static int answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    struct case_system *system = state;
    struct json_writer json;
    int is_post = strcmp(request->method, "POST") == 0;
    struct json_tree *tree = is_post ? json_tree_read(request->body, request->length) : NULL;
    const struct json_value *question = json_tree_root(tree);
    if (json_begin(&json) == 0) {
        if (question != NULL && strcmp(request->path, "/query") == 0) {
            query(system, question, &json);
        } else if (question != NULL && strcmp(request->path, "/evaluate") == 0) {
            evaluate(system, question, &json);
        } else if (question != NULL && strcmp(request->path, "/list") == 0) {
            list(system, question, &json);
        } else {
            write_head(&json, system, code_bad_question);
            json_close_map(&json);
        }
    }
    json_tree_wipe(tree);
    reply->body = json_take(&json, &reply->length);
    return reply->body != NULL ? 0 : -1;
}

/* What a person has to type. */
static char *samples(void *state, size_t *length)
{
    const struct case_system *system = state;
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_array(&json, NULL);
        for (size_t i = 0; i < system->data.count; i++) {
            const struct sample_case *sample = &system->data.cases[i];
            const char *id_number = sample_text(sample->person, "cert_no");
            size_t id_length = strlen(id_number);
            json_open_map(&json, NULL);
            json_text(&json, "case_number", sample->number);
            json_text(&json, "id_tail", id_length > 4 ? id_number + id_length - 4 : "");
            json_text(&json, "project_status", sample_text(sample->facts, "status"));
            json_text(&json, "task_name", sample_text(sample->facts, "task_name"));
            json_text(&json, "shows", sample_text(sample->facts, "shows"));
            json_close_map(&json);
        }
        json_close_array(&json);
    }
    return json_take(&json, length);
}

int case_system_open(struct upstream *upstream, const char *path, int today,
                     char problem[SAMPLE_PROBLEM_SIZE])
{
    struct case_system *system = calloc(1, sizeof *system);
    problem[0] = '\0';
    if (system == NULL || pthread_mutex_init(&system->lock, NULL) != 0) {
        free(system);
        return -1;
    }
    *upstream = (struct upstream){.name = "cases",
                                  .prefix = "/case/v1",
                                  .state = system,
                                  .answer = answer,
                                  .samples = samples,
                                  .reset = reset};
    if (case_data_load(&system->data, path, today, problem) != 0) {
        case_system_free(upstream);
        return -1;
    }
    system->ratings = calloc(system->data.count + 1, sizeof *system->ratings);
    if (system->ratings == NULL) {
        case_system_free(upstream);
        return -1;
    }
    reset(system);
    return 0;
}

void case_system_free(struct upstream *upstream)
{
    struct case_system *system = upstream->state;
    if (system != NULL) {
        case_data_free(&system->data);
        free(system->ratings);
        (void)pthread_mutex_destroy(&system->lock);
        free(system);
        upstream->state = NULL;
    }
}
