#include "headend/cases/own_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/clock.h"
#include "both-sides/records/record_json.h"
#include "headend/cases/upstream_cases.h"

enum { PAGES_MAX = OWN_CASES_MAX / OWN_PAGE_ROWS, LIST_MEMORY_MAX = 1024 * 1024 };

struct own_row {
    char case_number[CASE_NUMBER_SIZE];
    struct case_known known; /* masked */
};

struct own_list {
    struct own_row rows[OWN_CASES_MAX];
    size_t count;
    int more, no_memory;
    int64_t as_of;
};

/* --- Asking --- */

/* A case that became one of the page before while pages were asked stands there once. */
static int is_new(const struct own_list *list, const char *case_number)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->rows[i].case_number, case_number) == 0) {
            return 0;
        }
    }
    return 1;
}

static int take(void *context, const struct case_facts *facts, const char *case_number)
{
    struct own_list *list = context;
    if (list->count == OWN_CASES_MAX || !is_new(list, case_number)) {
        return 0;
    }
    struct own_row *row = &list->rows[list->count];
    list->no_memory = case_known_make(facts, list->as_of, &row->known) != 0;
    (void)snprintf(row->case_number, sizeof row->case_number, "%s", case_number);
    list->count += list->no_memory ? 0 : 1;
    return list->no_memory;
}

/* How many cases were on the page; -1: it cannot be had. */
static int ask_page(struct job_worker *worker, const struct job *job, const char *id_number, int page,
                    struct own_list *list)
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    size_t rows = 0;
    struct upstream_client *client = job_call_begin(worker, job);
    if (client == NULL) {
        return -1;
    }
    enum upstream_said said = upstream_cases_page(client, id_number, page, take, list, &rows, problem);
    job_call_end(worker, upstream_outcome(said), problem);
    int answered = said == UPSTREAM_CASE || said == UPSTREAM_NO_SUCH;
    return answered && !list->no_memory ? (int)rows : -1;
}

struct own_list *own_list_ask(struct job_worker *worker, const struct job *job, const char *id_number)
{
    struct own_list *list = calloc(1, sizeof *list);
    int rows = list != NULL ? OWN_PAGE_ROWS : -1;
    for (int page = 1; rows == OWN_PAGE_ROWS && page <= PAGES_MAX; page++) {
        list->as_of = wall_ms();
        rows = ask_page(worker, job, id_number, page, list);
    }
    if (rows < 0) {
        own_list_wipe_and_free(list);
        return NULL;
    }
    list->more = rows == OWN_PAGE_ROWS;
    return list;
}

void own_list_wipe_and_free(struct own_list *list)
{
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        case_known_wipe(&list->rows[i].known);
    }
    if (list != NULL) {
        explicit_bzero(list, sizeof *list);
    }
    free(list);
}

/* --- The answer --- */

/* What waits for the person, what is under way, what has ended. */
static int part_of(int status)
{
    return status == CASE_SUPPLEMENT || status == CASE_TO_COLLECT ? 0 : case_status_has_ended(status) ? 2 : 1;
}

/* The newest first within a part; the case system's order otherwise says nothing. */
static int compare(const void *one, const void *other)
{
    const struct own_case *a = one;
    const struct own_case *b = other;
    int parts = part_of(a->status) - part_of(b->status);
    int dates = (a->apply_date < b->apply_date) - (a->apply_date > b->apply_date);
    return parts != 0 ? parts : dates != 0 ? dates : strcmp(b->case_number, a->case_number);
}

char *own_list_answer(const struct own_list *list, int today, const struct calendar_day *days,
                      size_t day_count, size_t *length)
{
    struct arena *arena = arena_new(0, LIST_MEMORY_MAX);
    struct own_cases answer = {.count = list->count, .more = list->more, .as_of = list->as_of};
    char *body = NULL;
    int good = arena != NULL;
    answer.items = good ? arena_alloc(arena, (list->count + 1) * sizeof *answer.items) : NULL;
    good = answer.items != NULL;
    for (size_t i = 0; i < list->count && good; i++) {
        good = case_known_summary(&list->rows[i].known, list->rows[i].case_number, today, days, day_count,
                                  arena, &answer.items[i]) == 0;
    }
    if (good) {
        qsort(answer.items, answer.count, sizeof *answer.items, compare);
        body = record_encode_text(&own_cases_table, &answer, length);
    }
    arena_wipe_and_free(arena);
    return body;
}
