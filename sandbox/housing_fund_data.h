#ifndef SANDBOX_HOUSING_FUND_DATA_H
#define SANDBOX_HOUSING_FUND_DATA_H

#include <stddef.h>
#include <stdint.h>

#include "sandbox/sample_file.h"

/* The sample persons' housing fund, of assets/sample-city/housing-fund.json: ledgers are reckoned from there,
 * month by month up to today. */

struct sample_entry {
    int date; /* YYYYMMDD */
    const char *kind, *reason;
    int64_t fen; /* FSE */
    int64_t interest;
};

struct sample_fund_account {
    const struct json_value *account;
    struct sample_entry *entries; /* the newest first */
    size_t count;
    int64_t balance, carried_over; /* of the ledger */
    int opened;
    int64_t base;
};

struct housing_fund_data {
    struct json_tree *file;
    const char *source;
    int today; /* YYYYMMDD */
    struct sample_fund_account *accounts;
    size_t count;
};

/* -1: `problem`. */
int housing_fund_data_load(struct housing_fund_data *data, const char *path, int today,
                           char problem[SAMPLE_PROBLEM_SIZE]);
void housing_fund_data_free(struct housing_fund_data *data);

/* A day of the month that is `offset` months from that of `today`, as YYYYMMDD. */
int sample_fund_day(int today, int offset, int day);

#endif
