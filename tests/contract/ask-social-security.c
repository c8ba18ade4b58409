/* The social security service by itself, for test_social_security.py: "ask-social-security HEADEND.XML
 * SCHEMA" takes lines "COUNT ID_NUMBER social-security|retirement -|office|worker" and answers each with
 * COUNT lines "STATUS JSON" of that many questions asked at once; "metrics" with the page and a line of one
 * dot. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/records/social_security_records.h"
#include "headend/social-security/social_security.h"

enum { LINE_SIZE = 128, JOBS_MAX = 32 };

struct asked {
    struct social_security_job job; /* first */
    pthread_mutex_t *lock;
    pthread_cond_t *answered;
    int *open;
};

static void on_answer(struct social_security_job *job)
{
    struct asked *asked = (struct asked *)job;
    (void)pthread_mutex_lock(asked->lock);
    (*asked->open)--;
    (void)pthread_cond_signal(asked->answered);
    (void)pthread_mutex_unlock(asked->lock);
}

static void ask(struct social_security_service *service, size_t count, const char *id_number,
                enum social_security_question question, int post)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
    int open = (int)count;
    struct asked *all = calloc(count, sizeof *all);
    for (size_t i = 0; all != NULL && i < count; i++) {
        all[i] = (struct asked){
            .job = {.question = question, .post = post, .arrived_us = steady_us(), .answered = on_answer},
            .lock = &lock,
            .answered = &answered,
            .open = &open};
        (void)snprintf(all[i].job.id_number, sizeof all[i].job.id_number, "%s", id_number);
        if (social_security_submit(service, &all[i].job) != 0) {
            on_answer(&all[i].job);
        }
    }
    (void)pthread_mutex_lock(&lock);
    while (open > 0) {
        (void)pthread_cond_wait(&answered, &lock);
    }
    (void)pthread_mutex_unlock(&lock);
    for (size_t i = 0; all != NULL && i < count; i++) {
        (void)printf("%u %s\n", all[i].job.status, all[i].job.body != NULL ? all[i].job.body : "{}");
        free(all[i].job.body);
    }
    free(all);
}

/* The next word of a line; "" at its end. */
static const char *word_of(char **at)
{
    char *begin = *at;
    size_t length = strcspn(begin, " \n");
    *at = begin + length + (begin[length] != '\0');
    begin[length] = '\0';
    return begin;
}

static int answer(struct social_security_service *service, char *line)
{
    int64_t count = 0;
    const char *first = word_of(&line);
    if (strcmp(first, "metrics") == 0) {
        social_security_write_metrics(service, stdout);
        (void)puts(".");
        return fflush(stdout);
    }
    if (digits_read(first, 1, JOBS_MAX, &count) != 0) {
        return -1;
    }
    const char *id_number = word_of(&line);
    enum social_security_question question =
        strcmp(word_of(&line), "retirement") == 0 ? ASKS_RETIREMENT : ASKS_SOCIAL_SECURITY;
    const char *post = word_of(&line);
    ask(service, (size_t)count, id_number, question,
        strcmp(post, "office") == 0   ? RETIREMENT_POST_OFFICE
        : strcmp(post, "worker") == 0 ? RETIREMENT_POST_WORKER
                                      : RETIREMENT_POST_NOT_SAID);
    return fflush(stdout);
}

int main(int count, char **words)
{
    char line[LINE_SIZE];
    struct config_in_use *config = count == 3 ? config_in_use_create(words[1], words[2]) : NULL;
    struct social_security_service *service =
        config != NULL ? social_security_start(&config_in_use_server(config)->social_security, config) : NULL;
    int result = service != NULL ? 0 : -1;
    while (result == 0 && fgets(line, sizeof line, stdin) != NULL) {
        result = answer(service, line);
    }
    social_security_stop(service);
    social_security_free(service);
    config_in_use_free(config);
    return result == 0 ? 0 : 1;
}
