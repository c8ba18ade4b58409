#ifndef SANDBOX_CASE_DATA_H
#define SANDBOX_CASE_DATA_H

#include <stddef.h>

#include "both-sides/case_number.h"
#include "both-sides/json/json_tree.h"
#include "sandbox/sample_file.h"

/* The sample cases of assets/sample-city/cases.json, dated from today. */

struct sample_case {
    char number[CASE_NUMBER_SIZE];
    const struct json_value *facts, *person; /* as in the file */
};

struct case_data {
    struct json_tree *file;
    const char *source;
    int today;
    struct sample_case *cases;
    size_t count;
};

/* -1: `problem`. */
int case_data_load(struct case_data *data, const char *path, int today, char problem[SAMPLE_PROBLEM_SIZE]);
void case_data_free(struct case_data *data);

#endif
