#ifndef HEADEND_CASES_CASE_FACTS_H
#define HEADEND_CASES_CASE_FACTS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/narrow.h"
#include "both-sides/records/case_records.h"

/* What the case system says of a case, in our own codes. NOT masked: nothing of it goes further than
 * case_known.c, and case_facts_wipe follows at once. Not to be copied: it points into itself. */

struct json_tree;

struct case_facts {
    struct case_record record;   /* its fields of case_kept_table, and how it was rated (0: not) */
    const char *task_code;       /* of the matter; "" also where it is no code */
    char id_number[NARROW_SIZE]; /* "": not said */
    int ask_start;
    struct case_step steps[CASE_STEPS_MAX]; /* the record's */
    struct json_tree *tree;                 /* where the strings live */
};

enum upstream_said {
    UPSTREAM_CASE,
    UPSTREAM_NO_SUCH,
    UPSTREAM_NONSENSE,
    UPSTREAM_DOWN,      /* no answer */
    UPSTREAM_NO_MEMORY, /* here, for the question or the answer */
    /* To a rating: */
    UPSTREAM_TAKEN,
    UPSTREAM_RATED_BEFORE,
    UPSTREAM_NOT_FINISHED,
};

/* Reads the answer to a query about `case_number`: docs/upstreams.md. With UPSTREAM_CASE `facts` must be
 * wiped. */
enum upstream_said case_facts_read(const char *text, size_t length, const char *case_number,
                                   struct case_facts *facts);
void case_facts_wipe(struct case_facts *facts);

/* Called with each case of a page, good until it returns. Not 0: the page ends with that. */
typedef int (*case_row)(void *context, const struct case_facts *facts, const char *case_number);
/* Reads a page of a person's list, of at most `most` cases, all of them of that person: UPSTREAM_CASE, and in
 * *rows how many there were; UPSTREAM_NO_SUCH: the case system knows no such person; UPSTREAM_NONSENSE. */
enum upstream_said case_page_read(const char *text, size_t length, const char *id_number, size_t most,
                                  case_row take, void *context, size_t *rows);
/* 1: two ID numbers are of one person, whatever form the last character has. */
int id_numbers_agree(const char *one, const char *other);

/* Reads the answer to a rating; *stars: what holds now, in our order. */
enum upstream_said rating_answer_read(const char *text, size_t length, int *stars);

/* The code map. 0: there is no such code. */
int case_status_of_upstream(const char *code);
/* The upstream's order is the other way round: "1" is best. */
int stars_of_upstream(const char *satisfaction);
int stars_to_upstream(int stars);

/* 1: it has ended well or ill and may be rated. */
int case_status_may_be_rated(int status);
/* 1: no days are counted any more. */
int case_status_has_ended(int status);
/* 1: the days stand still. */
int case_status_stands_still(int status);
/* The day on which they came to stand still; 0: they run, or it was not said. */
int case_paused_since(const struct case_facts *facts);

#endif
