#include "headend/content/tariffs_in_use.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/content/content_load.h"
#include "headend/content/store_content.h"

struct tariffs_in_use {
    pthread_rwlock_t lock;   /* guards the set */
    struct content_set *set; /* NULL: none yet */
    int64_t rev;             /* of the tariffs when they were read; -1: never */
};

struct tariffs_in_use *tariffs_in_use_create(void)
{
    struct tariffs_in_use *tariffs = calloc(1, sizeof *tariffs);
    if (tariffs == NULL || pthread_rwlock_init(&tariffs->lock, NULL) != 0) {
        free(tariffs);
        return NULL;
    }
    tariffs->rev = -1;
    return tariffs;
}

void tariffs_in_use_free(struct tariffs_in_use *tariffs)
{
    if (tariffs != NULL) {
        content_set_free(tariffs->set);
        (void)pthread_rwlock_destroy(&tariffs->lock);
        free(tariffs);
    }
}

static void take(struct tariffs_in_use *tariffs, struct content_set *set)
{
    (void)pthread_rwlock_wrlock(&tariffs->lock);
    struct content_set *old = tariffs->set;
    tariffs->set = set;
    (void)pthread_rwlock_unlock(&tariffs->lock);
    content_set_free(old);
}

/* All from one moment of the store. */
static int load(struct tariffs_in_use *tariffs, struct store *store, char problem[CONTENT_PROBLEM_SIZE])
{
    int64_t rev = store_content_rev(store, content_kinds[CONTENT_TARIFF].table->element);
    if (rev < 0) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "%s", store_problem(store));
        return -1;
    }
    if (rev == tariffs->rev) {
        return 0;
    }
    struct content_set *set = content_set_create();
    if (set == NULL) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "out of memory");
        return -1;
    }
    if (content_load_kind(set, store, CONTENT_TARIFF, problem) != 0) {
        content_set_free(set);
        return -1;
    }
    take(tariffs, set);
    tariffs->rev = rev;
    return 0;
}

void tariffs_in_use_load(struct tariffs_in_use *tariffs, struct store *store)
{
    char problem[CONTENT_PROBLEM_SIZE] = "";
    if (store_begin_read(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "content", "the tariffs: %s", store_problem(store));
    } else if (load(tariffs, store, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "content", "the tariffs: %s", problem);
    }
    store_end(store);
}

static int is_meant(const struct tariff *tariff, const struct tariff_wanted *wanted)
{
    int is_theirs =
        tariff->operator_name[0] == '\0' || strcmp(tariff->operator_name, wanted->operator_name) == 0;
    int is_called_so = strcmp(tariff->id, wanted->called) == 0 || strcmp(tariff->name, wanted->called) == 0;
    return tariff->kind == wanted->kind && is_theirs && is_called_so;
}

void tariffs_in_use_find(void *context, const struct tariff_wanted *wanted)
{
    struct tariffs_in_use *tariffs = context;
    const struct tariff *meant = NULL;
    int count = 0;
    (void)pthread_rwlock_rdlock(&tariffs->lock);
    for (size_t i = 0; tariffs->set != NULL && i < tariffs->set->count; i++) {
        const struct content_record *record = tariffs->set->records[i];
        if (record->kind == CONTENT_TARIFF && is_meant(record->value, wanted)) {
            meant = record->value;
            count++;
        }
    }
    if (count == 1) {
        wanted->use(wanted->context, meant);
    }
    (void)pthread_rwlock_unlock(&tariffs->lock);
}
