/* A service of persons' own data by itself, for person_service.py: "ask-person social-security|housing-fund
 * HEADEND.XML SCHEMA" takes lines "COUNT ID_NUMBER social-security|retirement|housing-fund -|office|worker"
 * and answers each with COUNT lines "STATUS JSON" of that many questions asked at once; "metrics" with the
 * page and a line of one dot. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/records/social_security_records.h"
#include "headend/housing-fund/housing_fund.h"
#include "headend/social-security/social_security.h"

enum { LINE_SIZE = 128, JOBS_MAX = 32 };

struct asked {
    struct person_job job; /* first */
    pthread_mutex_t *lock;
    pthread_cond_t *answered;
    int *open;
};

static void on_answer(struct person_job *job)
{
    struct asked *asked = (struct asked *)job;
    (void)pthread_mutex_lock(asked->lock);
    (*asked->open)--;
    (void)pthread_cond_signal(asked->answered);
    (void)pthread_mutex_unlock(asked->lock);
}

static void ask(struct person_lookup *lookup, size_t count, const struct person_job *question)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
    int open = (int)count;
    struct asked *all = calloc(count, sizeof *all);
    for (size_t i = 0; all != NULL && i < count; i++) {
        all[i] = (struct asked){.job = *question, .lock = &lock, .answered = &answered, .open = &open};
        all[i].job.arrived_us = steady_us();
        all[i].job.answered = on_answer;
        if (person_lookup_submit(lookup, &all[i].job) != 0) {
            on_answer(&all[i].job);
        }
    }
    (void)pthread_mutex_lock(&lock);
    while (all != NULL && open > 0) {
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

static int answer(struct person_lookup *lookup, char *line)
{
    struct person_job question = {.status = 0};
    int64_t count = 0;
    const char *first = word_of(&line);
    if (strcmp(first, "metrics") == 0) {
        person_lookup_write_metrics(lookup, stdout);
        (void)puts(".");
        return fflush(stdout);
    }
    if (digits_read(first, 1, JOBS_MAX, &count) != 0) {
        return -1;
    }
    (void)snprintf(question.id_number, sizeof question.id_number, "%s", word_of(&line));
    question.asks = strcmp(word_of(&line), "retirement") == 0 ? ASKS_RETIREMENT : ASKS_SOCIAL_SECURITY;
    const char *post = word_of(&line);
    question.choice = strcmp(post, "office") == 0   ? RETIREMENT_POST_OFFICE
                      : strcmp(post, "worker") == 0 ? RETIREMENT_POST_WORKER
                                                    : RETIREMENT_POST_NOT_SAID;
    ask(lookup, (size_t)count, &question);
    return fflush(stdout);
}

int main(int count, char **words)
{
    char line[LINE_SIZE];
    struct config_in_use *config = count == 4 ? config_in_use_create(words[2], words[3]) : NULL;
    struct person_lookup *lookup = config == NULL                             ? NULL
                                   : strcmp(words[1], "social-security") == 0 ? social_security_start(config)
                                                                              : housing_fund_start(config);
    int result = lookup != NULL ? 0 : -1;
    while (result == 0 && fgets(line, sizeof line, stdin) != NULL) {
        result = answer(lookup, line);
    }
    person_lookup_stop(lookup);
    person_lookup_free(lookup);
    config_in_use_free(config);
    return result == 0 ? 0 : 1;
}
