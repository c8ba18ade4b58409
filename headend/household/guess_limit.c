#include "headend/household/guess_limit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A small table without chains: two addresses that fall on one place share it, and then its limit, too. So
 * its size is fixed, and nobody's guesses are forgotten because of others'. */
struct guesser {
    int64_t begun_us;
    int count;
};

struct guess_limit {
    pthread_mutex_t lock;
    struct guesser all;
    struct guesser guessers[GUESSERS_MAX];
};

struct guess_limit *guess_limit_create(void)
{
    struct guess_limit *limit = calloc(1, sizeof *limit);
    if (limit != NULL && pthread_mutex_init(&limit->lock, NULL) != 0) {
        free(limit);
        return NULL;
    }
    return limit;
}

void guess_limit_free(struct guess_limit *limit)
{
    if (limit != NULL) {
        (void)pthread_mutex_destroy(&limit->lock);
        free(limit);
    }
}

static struct guesser *guesser_of(struct guess_limit *limit, const char *address)
{
    uint64_t hash = 14695981039346656037U;
    for (; *address != '\0'; address++) {
        hash = (hash ^ (unsigned char)*address) * 1099511628211U;
    }
    return &limit->guessers[(hash >> 20) % GUESSERS_MAX];
}

static int count_of(const struct guesser *guesser, int seconds, int64_t now_us)
{
    return guesser->count > 0 && now_us - guesser->begun_us < (int64_t)seconds * 1000000 ? guesser->count : 0;
}

static void count_one(struct guesser *guesser, int seconds, int64_t now_us)
{
    int count = count_of(guesser, seconds, now_us);
    guesser->begun_us = count == 0 ? now_us : guesser->begun_us;
    guesser->count = count + 1;
}

int guess_limit_allows(struct guess_limit *limit, const char *address, int64_t now_us)
{
    (void)pthread_mutex_lock(&limit->lock);
    int allows = count_of(guesser_of(limit, address), GUESSES_ADDRESS_S, now_us) < GUESSES_ADDRESS &&
                 count_of(&limit->all, GUESSES_ALL_S, now_us) < GUESSES_ALL;
    (void)pthread_mutex_unlock(&limit->lock);
    return allows;
}

void guess_limit_count(struct guess_limit *limit, const char *address, int64_t now_us)
{
    (void)pthread_mutex_lock(&limit->lock);
    count_one(guesser_of(limit, address), GUESSES_ADDRESS_S, now_us);
    count_one(&limit->all, GUESSES_ALL_S, now_us);
    (void)pthread_mutex_unlock(&limit->lock);
}
