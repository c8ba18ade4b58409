#include "headend/content/task_guides.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/case_number.h"
#include "both-sides/log.h"
#include "headend/content/content_feed.h"
#include "headend/content/content_kinds.h"
#include "headend/content/store_content.h"

struct entry {
    char task_code[CASE_TASK_CODE_SIZE];
    char guide[CONTENT_ID_SIZE];
    int has_others; /* the guide tells of other matters, too */
    size_t order;
};

struct task_guides {
    pthread_mutex_t lock;  /* guards the entries */
    struct entry *entries; /* in the order of their codes, each once */
    size_t count;
    int64_t rev; /* of guides and themes when they were read; -1: never */
};

struct task_guides *task_guides_create(void)
{
    struct task_guides *guides = calloc(1, sizeof *guides);
    if (guides == NULL || pthread_mutex_init(&guides->lock, NULL) != 0) {
        free(guides);
        return NULL;
    }
    guides->rev = -1;
    return guides;
}

void task_guides_free(struct task_guides *guides)
{
    if (guides != NULL) {
        free(guides->entries);
        (void)pthread_mutex_destroy(&guides->lock);
        free(guides);
    }
}

/* --- Reading --- */

static int by_code(const void *one, const void *other)
{
    return strcmp(((const struct entry *)one)->task_code, ((const struct entry *)other)->task_code);
}

/* The one that is wanted first. */
static int by_code_and_worth(const void *one, const void *other)
{
    const struct entry *first = one;
    const struct entry *second = other;
    int codes = by_code(first, second);
    if (codes != 0) {
        return codes;
    }
    return first->has_others != second->has_others
               ? first->has_others - second->has_others
               : (first->order > second->order) - (first->order < second->order);
}

static const struct guide *guide_at(const struct content_set *set, size_t i)
{
    return set->records[i]->kind == CONTENT_GUIDE ? set->records[i]->value : NULL;
}

static void add_members(const struct guide *guide, size_t order, struct entry *entries, size_t *count)
{
    for (size_t i = 0; i < guide->member_count; i++) {
        const char *code = guide->members[i].task_code;
        size_t length = strlen(code);
        if (length == 0 || length >= CASE_TASK_CODE_SIZE) {
            continue;
        }
        struct entry *entry = &entries[(*count)++];
        *entry = (struct entry){.has_others = guide->member_count > 1, .order = order};
        memcpy(entry->task_code, code, length + 1);
        memcpy(entry->guide, guide->summary.id, sizeof entry->guide);
    }
}

static size_t keep_first_of_each(struct entry *entries, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || by_code(&entries[kept - 1], &entries[i]) != 0) {
            entries[kept++] = entries[i];
        }
    }
    return kept;
}

/* NULL: out of memory. */
static struct entry *make_entries(const struct content_set *set, size_t *count)
{
    size_t room = 1;
    for (size_t i = 0; i < set->count; i++) {
        room += guide_at(set, i) != NULL ? guide_at(set, i)->member_count : 0;
    }
    struct entry *entries = calloc(room, sizeof *entries);
    *count = 0;
    if (entries == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (guide_at(set, i) != NULL) {
            add_members(guide_at(set, i), i, entries, count);
        }
    }
    qsort(entries, *count, sizeof *entries, by_code_and_worth);
    *count = keep_first_of_each(entries, *count);
    return entries;
}

static int64_t rev_of_guides(struct store *store)
{
    int64_t guides = store_content_rev(store, content_kinds[CONTENT_GUIDE].table->element);
    int64_t themes = store_content_rev(store, content_kinds[CONTENT_THEMES].table->element);
    return guides < 0 || themes < 0 ? -1 : guides > themes ? guides : themes;
}

static void take_entries(struct task_guides *guides, struct entry *entries, size_t count)
{
    (void)pthread_mutex_lock(&guides->lock);
    struct entry *old = guides->entries;
    guides->entries = entries;
    guides->count = count;
    (void)pthread_mutex_unlock(&guides->lock);
    free(old);
}

/* All from one moment of the store. */
static int load(struct task_guides *guides, struct store *store, char problem[CONTENT_PROBLEM_SIZE])
{
    struct content_feed feed = {0};
    size_t count = 0;
    int64_t rev = rev_of_guides(store);
    if (rev < 0) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "%s", store_problem(store));
        return -1;
    }
    if (rev == guides->rev) {
        return 0;
    }
    int result = content_feed_guides(store, &feed, problem);
    struct entry *entries = result == 0 ? make_entries(feed.set, &count) : NULL;
    content_feed_clear(&feed);
    if (entries != NULL) {
        take_entries(guides, entries, count);
        guides->rev = rev;
        return 0;
    }
    if (result == 0) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "out of memory");
    }
    return -1;
}

void task_guides_load(struct task_guides *guides, struct store *store)
{
    char problem[CONTENT_PROBLEM_SIZE] = "";
    if (store_begin_read(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "content", "the guides' matters: %s", store_problem(store));
    } else if (load(guides, store, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "content", "the guides' matters: %s", problem);
    }
    store_end(store);
}

/* --- Asking --- */

void task_guides_find(void *context, const char *task_code, char id[CONTENT_ID_SIZE])
{
    struct task_guides *guides = context;
    struct entry key = {.order = 0};
    size_t length = strnlen(task_code, CASE_TASK_CODE_SIZE);
    id[0] = '\0';
    if (length == 0 || length >= CASE_TASK_CODE_SIZE) {
        return;
    }
    memcpy(key.task_code, task_code, length + 1);
    (void)pthread_mutex_lock(&guides->lock);
    const struct entry *found =
        guides->count > 0 ? bsearch(&key, guides->entries, guides->count, sizeof key, by_code) : NULL;
    if (found != NULL) {
        memcpy(id, found->guide, CONTENT_ID_SIZE);
    }
    (void)pthread_mutex_unlock(&guides->lock);
}
