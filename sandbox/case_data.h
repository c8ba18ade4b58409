#ifndef SANDBOX_CASE_DATA_H
#define SANDBOX_CASE_DATA_H

#include <stddef.h>
#include <yajl/yajl_tree.h>

#include "both-sides/case_number.h"

/* The sample cases of assets/sample-city/cases.json, dated from today. */

enum { CASE_PROBLEM_SIZE = 200 };

struct sample_case {
    char number[CASE_NUMBER_SIZE];
    yajl_val facts;  /* as in the file */
    yajl_val person; /* likewise */
};

struct case_data {
    yajl_val file;
    const char *source;
    int today;
    struct sample_case *cases;
    size_t count;
};

/* -1: `problem`. */
int case_data_load(struct case_data *data, const char *path, int today, char problem[CASE_PROBLEM_SIZE]);
void case_data_free(struct case_data *data);

/* The text of a field, "" where there is none. */
const char *case_text(yajl_val object, const char *name);
/* An object or list within; NULL: there is none. */
yajl_val case_part(yajl_val object, const char *name);

#endif
