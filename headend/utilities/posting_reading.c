#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "headend/utilities/utility_reading.h"
#include "headend/utilities/utility_values.h"

enum { ROWS_AT_ONCE = 1024, PAGE_ROWS_MAX = 500 };

/* --- A posting --- */

static const char *const states[] = {
    [UTILITY_POSTED] = "posted",
    [UTILITY_PROCESSING] = "processing",
    [UTILITY_NOT_THERE] = "none",
    [UTILITY_NOT_POSTED] = "void",
};
enum { STATES = sizeof states / sizeof states[0], STATE_SIZE = 16 };

static void expect_number(struct utility_values *values, const struct json_value *data, const char *name,
                          const char *wanted)
{
    char number[UTILITY_BILL_ID_SIZE];
    utility_number(values, data, name, number, sizeof number);
    if (strcmp(number, wanted) != 0) {
        utility_wrong(values, name);
    }
    explicit_bzero(number, sizeof number);
}

static void read_state(struct utility_values *values, const struct json_value *data,
                       struct utility_posting *posting)
{
    char word[STATE_SIZE];
    size_t state = 0;
    utility_number(values, data, "state", word, sizeof word);
    while (state < STATES && strcmp(states[state], word) != 0) {
        state++;
    }
    if (state == STATES) {
        utility_wrong(values, "state");
    } else {
        posting->state = (enum utility_posting_state)state;
    }
}

/* Whatever is wrong with it, the posting stands. */
static void read_invoice(const struct json_value *data, struct utility_posting *posting)
{
    struct utility_values values = {.wrong = NULL};
    char number[UTILITY_NUMBER_SIZE];
    utility_needed(&values, data, "invoice_state");
    int state = utility_count(&values, data, "invoice_state", 0, UTILITY_INVOICE_COUNT - 1);
    utility_number(&values, data, "invoice_no", number, sizeof number);
    posting->has_invoice = values.wrong == NULL;
    if (posting->has_invoice) {
        posting->invoice = (enum utility_invoice)state;
        utility_account_tail(number, posting->invoice_tail);
    }
}

/* Of what is posted everything is compared with what was ordered. */
static void read_posted(struct utility_reading *reading, struct utility_values *values,
                        const struct json_value *data, const struct utility_posting_order *order,
                        struct utility_posting *posting)
{
    char note[UTILITY_CODE_SIZE];
    static const char *const needed[] = {"receipt_no", "posted_time", "amount"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        utility_needed(values, data, needed[i]);
    }
    if (order->account_no[0] != '\0') {
        expect_number(values, data, "account_no", order->account_no);
    }
    expect_number(values, data, "bill_no", order->bill);
    if (utility_fen(values, data, "amount") != order->fen) {
        utility_wrong(values, "amount");
    }
    if (utility_count(values, data, "version", 0, UTILITY_VERSION_MOST) != order->version) {
        utility_wrong(values, "version");
    }
    utility_number(values, data, "receipt_no", posting->receipt, sizeof posting->receipt);
    posting->posted_ms = utility_moment(values, data, "posted_time");
    if (posting->posted_ms <= 0) {
        utility_wrong(values, "posted_time");
    }
    utility_number(values, data, "note", note, sizeof note);
    posting->note = note[0] != '\0' ? answer_table_find(reading->answers, note) : NULL;
    read_invoice(data, posting);
}

int utility_read_posting(struct utility_reading *reading, const struct json_value *data,
                         const struct utility_posting_order *order, struct utility_posting *posting)
{
    struct utility_values values = {.wrong = NULL};
    utility_needed(&values, data, "serial");
    expect_number(&values, data, "serial", order->serial);
    read_state(&values, data, posting);
    if (values.wrong == NULL && posting->state == UTILITY_POSTED) {
        read_posted(reading, &values, data, order, posting);
    }
    reading->wrong = values.wrong;
    return values.wrong == NULL ? 0 : -1;
}

/* --- A day --- */

static struct utility_row *next_row(struct utility_day *day)
{
    if (day->count % ROWS_AT_ONCE == 0) {
        struct utility_row *grown = realloc(day->rows, (day->count + ROWS_AT_ONCE) * sizeof *grown);
        if (grown == NULL) {
            return NULL;
        }
        day->rows = grown;
    }
    struct utility_row *row = &day->rows[day->count++];
    *row = (struct utility_row){.kind = UTILITY_ROW_POSTING};
    return row;
}

static void read_row(struct utility_values *values, const struct json_value *data, int date,
                     struct utility_row *row)
{
    static const char *const needed[] = {"kind", "serial", "receipt_no", "amount", "time"};
    if (data->kind != JSON_OBJECT) {
        utility_wrong(values, "rows");
        return;
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        utility_needed(values, data, needed[i]);
    }
    row->kind = utility_count(values, data, "kind", 0, 1) == 0 ? UTILITY_ROW_POSTING : UTILITY_ROW_REVERSAL;
    utility_number(values, data, "serial", row->serial, sizeof row->serial);
    utility_number(values, data, "receipt_no", row->receipt, sizeof row->receipt);
    row->fen = utility_fen(values, data, "amount");
    row->time_ms = utility_moment(values, data, "time");
    if (row->fen <= 0) {
        utility_wrong(values, "amount");
    }
    if (values->wrong == NULL && calendar_date_at(row->time_ms) != date) {
        utility_wrong(values, "time");
    }
}

int utility_read_day(struct utility_reading *reading, const struct json_value *data, int date,
                     struct utility_day *day, int *total, int64_t *sum)
{
    struct utility_values values = {.wrong = NULL};
    static const char *const needed[] = {"date", "total", "sum", "rows"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        utility_needed(&values, data, needed[i]);
    }
    if (utility_date(&values, data, "date") != date) {
        utility_wrong(&values, "date");
    }
    *total = utility_count(&values, data, "total", 0, UTILITY_DAY_ROWS_MAX);
    *sum = utility_sum(&values, data, "sum");
    const struct json_value *list = utility_list(&values, data, "rows", PAGE_ROWS_MAX);
    const struct json_value *item = list != NULL && values.wrong == NULL ? list->first : NULL;
    for (; item != NULL && values.wrong == NULL; item = item->next) {
        struct utility_row *row = day->count < UTILITY_DAY_ROWS_MAX ? next_row(day) : NULL;
        if (row == NULL) {
            reading->no_memory = 1;
            return -1;
        }
        read_row(&values, item, date, row);
    }
    reading->wrong = values.wrong;
    return values.wrong == NULL ? 0 : -1;
}
