/* The housing fund service by itself, for test_housing_fund.py: "ask-housing-fund HEADEND.XML SCHEMA" takes
 * lines "COUNT ID_NUMBER" and answers each with COUNT lines "STATUS JSON" of that many questions asked at
 * once; "metrics" with the page and a line of one dot. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "headend/config/config_in_use.h"
#include "headend/housing-fund/housing_fund.h"

enum { LINE_SIZE = 128, JOBS_MAX = 32 };

struct asked {
    struct housing_fund_job job; /* first */
    pthread_mutex_t *lock;
    pthread_cond_t *answered;
    int *open;
};

static void on_answer(struct housing_fund_job *job)
{
    struct asked *asked = (struct asked *)job;
    (void)pthread_mutex_lock(asked->lock);
    (*asked->open)--;
    (void)pthread_cond_signal(asked->answered);
    (void)pthread_mutex_unlock(asked->lock);
}

static void ask(struct housing_fund_service *service, size_t count, const char *id_number)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
    int open = (int)count;
    struct asked *all = calloc(count, sizeof *all);
    for (size_t i = 0; all != NULL && i < count; i++) {
        all[i] = (struct asked){.job = {.arrived_us = steady_us(), .answered = on_answer},
                                .lock = &lock,
                                .answered = &answered,
                                .open = &open};
        (void)snprintf(all[i].job.id_number, sizeof all[i].job.id_number, "%s", id_number);
        if (housing_fund_submit(service, &all[i].job) != 0) {
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

static int answer(struct housing_fund_service *service, char *line)
{
    int64_t count = 0;
    line[strcspn(line, "\n")] = '\0';
    char *person = strchr(line, ' ');
    if (strcmp(line, "metrics") == 0) {
        housing_fund_write_metrics(service, stdout);
        (void)puts(".");
        return fflush(stdout);
    }
    if (person == NULL) {
        return -1;
    }
    *person++ = '\0';
    if (digits_read(line, 1, JOBS_MAX, &count) != 0) {
        return -1;
    }
    ask(service, (size_t)count, person);
    return fflush(stdout);
}

int main(int count, char **words)
{
    char line[LINE_SIZE];
    struct config_in_use *config = count == 3 ? config_in_use_create(words[1], words[2]) : NULL;
    struct housing_fund_service *service =
        config != NULL ? housing_fund_start(config_in_use_server(config)) : NULL;
    int result = service != NULL ? 0 : -1;
    while (result == 0 && fgets(line, sizeof line, stdin) != NULL) {
        result = answer(service, line);
    }
    housing_fund_stop(service);
    housing_fund_free(service);
    config_in_use_free(config);
    return result == 0 ? 0 : 1;
}
