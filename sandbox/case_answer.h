#ifndef SANDBOX_CASE_ANSWER_H
#define SANDBOX_CASE_ANSWER_H

#include "both-sides/json/json_writer.h"
#include "sandbox/case_data.h"

/* The case as `data` of the answer; `satisfaction` "" : not rated. -1: the sample has a date that is none. */
int case_answer_write(struct json_writer *json, const struct case_data *data,
                      const struct sample_case *sample, const char *satisfaction);

/* One of a person's list: the same without what its steps and its rating are. */
int case_row_write(struct json_writer *json, const struct case_data *data, const struct sample_case *sample);

#endif
