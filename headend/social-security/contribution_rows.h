#ifndef HEADEND_SOCIAL_SECURITY_CONTRIBUTION_ROWS_H
#define HEADEND_SOCIAL_SECURITY_CONTRIBUTION_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/records/social_security_records.h"

/* Contribution rows (缴费明细) as a social security system lists them, page by page. Personal: wipe them. */

enum {
    CONTRIBUTION_PAGE_ROWS = 200,
    CONTRIBUTION_ROWS_MAX = 6000, /* of an account: 50 years, 7 insurances, and some that come twice */
};

struct contribution_row {
    int account; /* from 1 */
    char insurance[INSURANCE_CODE_SIZE];
    char kind[INSURANCE_CODE_SIZE];
    int month; /* YYYYMM as it was said */
    int is_paid;
    int64_t base, personal, employer; /* fen */
    size_t order;                     /* as they came */
};

struct contribution_rows {
    struct contribution_row *rows;
    size_t count, size;
};

/* Adds the rows of an answer, which is a page of `account`; *total: how many the account has. -1: not of the
 * agreed form, or out of memory. */
int contribution_rows_add(struct contribution_rows *rows, const struct json_value *answer, int account,
                          size_t *total);
/* By account, insurance, month, kind, and as they came. */
void contribution_rows_sort(struct contribution_rows *rows);
void contribution_rows_wipe(struct contribution_rows *rows);

#endif
