/* The room headend/identity by itself, for tests/contract/test_identity.py: reads <identity> of a
 * headend.xml, then commands from standard input, a line each, and answers a line of JSON each.
 *
 *     begin RETURN_URL   {"result":"found","attempt":0,"address":"…"}
 *     finish N QUERY     {"result":"found","name":"…","id_number":"…",…}: what stands behind "?" of the
 * return exchange N ANSWER  the same without looking at a return: as if the phone's part had been good
 *     metrics            {"page":"…"}
 *     quit */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/config/hall_config.h"
#include "both-sides/json/json_writer.h"
#include "headend/http/form.h"
#include "headend/identity/identity.h"

enum { LINE_SIZE = 8192, ATTEMPTS_MAX = 512, TIDY_MS = 100 };

struct driver {
    struct identity *identity;
    struct identity_attempt attempts[ATTEMPTS_MAX];
    char return_urls[ATTEMPTS_MAX][IDENTITY_ADDRESS_SIZE];
    size_t count;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int is_answered;
};

/* Jobs know their driver by this: there is one. */
static struct driver driver = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static const char *const words[IDENTITY_RESULT_COUNT] = {[IDENTITY_FOUND] = "found",
                                                         [IDENTITY_REFUSED] = "refused",
                                                         [IDENTITY_SPENT] = "spent",
                                                         [IDENTITY_INCOMPLETE] = "incomplete",
                                                         [IDENTITY_NOT_BELIEVED] = "not_believed",
                                                         [IDENTITY_DOWN] = "down",
                                                         [IDENTITY_BUSY] = "busy"};

static void say(struct json_writer *json)
{
    size_t length = 0;
    json_close_map(json);
    char *text = json_take(json, &length);
    (void)puts(text != NULL ? text : "{}");
    (void)fflush(stdout);
    free(text);
}

static void begin_answer(struct json_writer *json, enum identity_result result)
{
    (void)json_begin(json);
    json_open_map(json, NULL);
    json_text(json, "result", words[result]);
}

static void begin(const char *return_url)
{
    struct json_writer json;
    char address[IDENTITY_ADDRESS_SIZE];
    size_t at = driver.count++ % ATTEMPTS_MAX;
    (void)snprintf(driver.return_urls[at], IDENTITY_ADDRESS_SIZE, "%s", return_url);
    begin_answer(&json, identity_begin(driver.identity, return_url, &driver.attempts[at], address));
    json_number(&json, "attempt", (int64_t)at);
    json_text(&json, "address", address);
    say(&json);
}

static void answered(struct identity_job *job)
{
    (void)job;
    (void)pthread_mutex_lock(&driver.lock);
    driver.is_answered = 1;
    (void)pthread_cond_signal(&driver.changed);
    (void)pthread_mutex_unlock(&driver.lock);
}

static void exchange(size_t attempt, const char *answer)
{
    struct json_writer json;
    struct identity_job *job = calloc(1, sizeof *job);
    if (job == NULL) {
        return;
    }
    job->attempt = driver.attempts[attempt];
    (void)snprintf(job->answer, sizeof job->answer, "%s", answer);
    memcpy(job->return_url, driver.return_urls[attempt], sizeof job->return_url);
    job->arrived_us = steady_us();
    job->answered = answered;
    driver.is_answered = 0;
    identity_submit(driver.identity, job);
    (void)pthread_mutex_lock(&driver.lock);
    while (!driver.is_answered) {
        (void)pthread_cond_wait(&driver.changed, &driver.lock);
    }
    (void)pthread_mutex_unlock(&driver.lock);
    begin_answer(&json, job->result);
    json_text(&json, "name", job->person.name);
    json_text(&json, "id_number", job->person.id_number);
    json_text(&json, "subject", job->person.subject);
    json_text(&json, "issuer", job->person.issuer);
    json_number(&json, "level", job->person.level);
    json_number(&json, "at", job->person.at);
    say(&json);
    explicit_bzero(job, sizeof *job);
    free(job);
}

static void finish(size_t attempt, char *query)
{
    struct form form;
    struct json_writer json;
    char answer[IDENTITY_ANSWER_SIZE];
    if (form_read(query, strlen(query), &form) != 0) {
        form.count = 0;
    }
    const struct identity_return returned = {.state = form_value(&form, "state"),
                                             .code = form_value(&form, "code"),
                                             .ticket_id = form_value(&form, "ticketId"),
                                             .error = form_value(&form, "error"),
                                             .issuer = form_value(&form, "iss")};
    enum identity_result result =
        identity_read_return(driver.identity, &driver.attempts[attempt], &returned, answer);
    if (result == IDENTITY_FOUND) {
        exchange(attempt, answer);
        return;
    }
    begin_answer(&json, result);
    say(&json);
}

static void metrics(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *page = open_memstream(&text, &size);
    struct json_writer json;
    if (page != NULL) {
        identity_write_metrics(driver.identity, page);
        (void)fclose(page);
        begin_answer(&json, IDENTITY_FOUND);
        json_text(&json, "page", text);
        say(&json);
        free(text);
    }
}

static void follow(char *line)
{
    char *rest = strchr(line, ' ');
    char *words_of = rest != NULL ? rest + 1 : line + strlen(line);
    char *second = strchr(words_of, ' ');
    size_t attempt = (size_t)strtoul(words_of, NULL, 10) % ATTEMPTS_MAX;
    char nothing[] = "";
    char *text = second != NULL ? second + 1 : nothing;
    if (strncmp(line, "begin ", 6) == 0) {
        begin(words_of);
    } else if (strncmp(line, "finish ", 7) == 0) {
        finish(attempt, text);
    } else if (strncmp(line, "exchange ", 9) == 0) {
        exchange(attempt, text);
    } else {
        metrics();
    }
}

int main(int count, char **arguments)
{
    struct hall_config *config = NULL;
    struct config_errors errors = {0};
    char line[LINE_SIZE];
    if (count != 2 || hall_config_read_file(arguments[1], NULL, &config, &errors) != 0) {
        (void)fprintf(stderr, "identity-driver HEADEND.XML\n");
        return 2;
    }
    driver.identity = identity_start(
        &(struct identity_options){.config = &config->server.identity, .tidy_every_ms = TIDY_MS});
    if (driver.identity == NULL) {
        hall_config_free(config);
        return 1;
    }
    (void)puts("{\"result\":\"found\"}");
    (void)fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL && strcmp(line, "quit\n") != 0) {
        line[strcspn(line, "\n")] = '\0';
        follow(line);
    }
    identity_stop(driver.identity);
    identity_free(driver.identity);
    hall_config_free(config);
    return 0;
}
