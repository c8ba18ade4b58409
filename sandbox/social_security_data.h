#ifndef SANDBOX_SOCIAL_SECURITY_DATA_H
#define SANDBOX_SOCIAL_SECURITY_DATA_H

#include <stddef.h>

#include "sandbox/sample_file.h"

/* The sample persons' social security, of assets/sample-city/social-security.json, counted from this month.
 */

/* One row of contributions that a span stands for. */
struct sample_row {
    const struct json_value *insurance, *span;
    int month; /* YYYYMM */
    int place; /* in the span, from 0 */
};

struct sample_account {
    const struct json_value *account;
    struct sample_row *rows; /* the newest of an insurance first */
    size_t row_count;
};

struct social_security_data {
    struct json_tree *file;
    const char *source;
    int today; /* YYYYMMDD */
    struct sample_account *accounts;
    size_t count;
};

/* -1: `problem`. */
int social_security_data_load(struct social_security_data *data, const char *path, int today,
                              char problem[SAMPLE_PROBLEM_SIZE]);
void social_security_data_free(struct social_security_data *data);

/* `offset` months from the month of `today`, as YYYYMM. */
int sample_month(int today, int offset);
/* How many different months of an insurance are paid in its account's rows. */
int sample_months_paid(const struct sample_account *account, const struct json_value *insurance);

#endif
