#include "sandbox/social_security_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 6000, EVERY_MONTH = 1 };

int sample_month(int today, int offset)
{
    int month = today / 10000 * 12 + today / 100 % 100 - 1 + offset;
    return month / 12 * 100 + month % 12 + 1;
}

/* A span is every month, or every so many months, from one to another. */
static size_t rows_of_span(const struct social_security_data *data, const struct json_value *insurance,
                           const struct json_value *span, struct sample_row *rows)
{
    int from = sample_number(span, "from", 0);
    int until = sample_number(span, "until", from);
    int every = sample_number(span, "every", EVERY_MONTH);
    size_t count = 0;
    for (int offset = until; offset >= from && every > 0; offset -= every) {
        if (rows != NULL) {
            rows[count] = (struct sample_row){.insurance = insurance,
                                              .span = span,
                                              .month = sample_month(data->today, offset),
                                              .place = offset - from};
        }
        count++;
    }
    return count;
}

/* Counts them where `rows` is NULL. */
static size_t rows_of_account(const struct social_security_data *data, const struct json_value *account,
                              struct sample_row *rows)
{
    size_t count = 0;
    for (const struct json_value *insurance = sample_list(account, "insurances"); insurance != NULL;
         insurance = insurance->next) {
        for (const struct json_value *span = sample_list(insurance, "spans"); span != NULL;
             span = span->next) {
            count += rows_of_span(data, insurance, span, rows != NULL ? rows + count : NULL);
        }
    }
    return count;
}

static int add_accounts(struct social_security_data *data)
{
    const struct json_value *list = json_value_part(json_tree_root(data->file), "accounts");
    size_t most = list != NULL && list->kind == JSON_LIST ? list->count : 0;
    data->accounts = calloc(most + 1, sizeof *data->accounts);
    for (const struct json_value *account = most > 0 ? list->first : NULL;
         data->accounts != NULL && account != NULL; account = account->next) {
        struct sample_account *next = &data->accounts[data->count++];
        size_t count = rows_of_account(data, account, NULL);
        next->account = account;
        next->rows = count <= ROWS_MAX ? calloc(count + 1, sizeof *next->rows) : NULL;
        if (next->rows == NULL) {
            return -1;
        }
        next->row_count = rows_of_account(data, account, next->rows);
    }
    return data->accounts != NULL ? 0 : -1;
}

int social_security_data_load(struct social_security_data *data, const char *path, int today,
                              char problem[SAMPLE_PROBLEM_SIZE])
{
    memset(data, 0, sizeof *data);
    data->today = today;
    data->file = sample_file_read(path, problem);
    if (data->file == NULL) {
        return -1;
    }
    data->source = sample_text(json_tree_root(data->file), "source");
    if (add_accounts(data) != 0) {
        (void)snprintf(problem, SAMPLE_PROBLEM_SIZE, "%s: too many rows, or out of memory", path);
        social_security_data_free(data);
        return -1;
    }
    return 0;
}

void social_security_data_free(struct social_security_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        free(data->accounts[i].rows);
    }
    free(data->accounts);
    json_tree_wipe(data->file);
    memset(data, 0, sizeof *data);
}

static int is_paid(const struct sample_row *row)
{
    return sample_number(row->span, "unpaid", 0) == 0;
}

int sample_months_paid(const struct sample_account *account, const struct json_value *insurance)
{
    int paid = 0;
    for (size_t i = 0; i < account->row_count; i++) {
        const struct sample_row *row = &account->rows[i];
        int is_first = row->insurance == insurance && is_paid(row);
        for (size_t before = 0; before < i && is_first; before++) {
            const struct sample_row *other = &account->rows[before];
            is_first = other->insurance != insurance || other->month != row->month || !is_paid(other);
        }
        paid += is_first;
    }
    return paid;
}
