#include "sandbox/utility_bills.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/money.h"
#include "sandbox/housing_fund_data.h"
#include "sandbox/sample_file.h"
#include "sandbox/yuan.h"

enum { FEN = 100, DAY_SIZE = 12, DUE_DAY = 28, WRITTEN_OFF_DAY = 10 };

void utility_bill_id(const struct json_value *account, const struct json_value *bill, int today,
                     char out[UTILITY_SAMPLE_ID_SIZE])
{
    const char *number = sample_text(account, "account_no");
    size_t length = strlen(number);
    int month = sample_fund_day(today, sample_number(bill, "month", 0), 1) / 100;
    (void)snprintf(out, UTILITY_SAMPLE_ID_SIZE, "B%.4s-%d%.2s", length > 4 ? number + length - 4 : number,
                   month, sample_text(bill, "suffix"));
}

const struct json_value *utility_bill_find(const struct json_value *account, const char *id, int today)
{
    char own[UTILITY_SAMPLE_ID_SIZE];
    for (const struct json_value *bill = sample_list(account, "bills"); bill != NULL; bill = bill->next) {
        utility_bill_id(account, bill, today, own);
        if (strcmp(own, id) == 0) {
            return bill;
        }
    }
    return NULL;
}

int64_t utility_bill_fen(const struct json_value *bill, const char *name)
{
    int64_t fen = 0;
    return money_read(sample_text(bill, name), &fen) == 0 ? fen : 0;
}

static void write_day(struct json_writer *json, const char *name, int day)
{
    char text[DAY_SIZE];
    (void)snprintf(text, sizeof text, "%08d", day);
    json_text(json, name, text);
}

/* What the data have as it stands. */
static void write_text(struct json_writer *json, const struct json_value *bill, const char *name,
                       const char *as)
{
    const char *text = sample_text(bill, name);
    if (text[0] != '\0') {
        json_text(json, as, text);
    }
}

/* ["第一档", 1, "200", "0.5880", "117.60"] */
static void write_line(struct json_writer *json, const struct json_value *line)
{
    static const char *const names[] = {"name", "tier", "quantity", "price", "amount"};
    const struct json_value *part = line->first;
    json_open_map(json, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && part != NULL; i++, part = part->next) {
        json_text(json, names[i], part->text);
    }
    json_close_map(json);
}

static void write_lines(struct json_writer *json, const struct json_value *bill)
{
    json_open_array(json, "lines");
    for (const struct json_value *line = sample_list(bill, "lines"); line != NULL; line = line->next) {
        write_line(json, line);
    }
    json_close_array(json);
}

void utility_invoice_write(struct json_writer *json, const struct books_row *paid, int is_invoiced)
{
    char number[2 * BOOKS_NUMBER_SIZE];
    (void)snprintf(number, sizeof number, "264300000000%s", paid->receipt + (paid->receipt[0] == 'R'));
    json_number(json, "invoice_state", is_invoiced ? 2 : 0);
    json_text(json, "invoice_no", is_invoiced ? number : "");
}

static void write_payment(struct json_writer *json, const struct json_value *bill, int today, const char *id,
                          const struct bill_change *change, const struct books_row *paid)
{
    char receipt[BOOKS_NUMBER_SIZE + 1];
    if (paid != NULL) {
        json_text(json, "receipt_no", paid->receipt);
        write_day(json, "written_off_date", calendar_date_at(paid->posted_ms));
        utility_invoice_write(json, paid, change->is_invoiced);
        return;
    }
    if (sample_number(bill, "paid", 0) != 0) {
        int months = sample_number(bill, "month", 0) + sample_number(bill, "months", 1);
        (void)snprintf(receipt, sizeof receipt, "S%s", id);
        json_text(json, "receipt_no", receipt);
        write_day(json, "written_off_date", sample_fund_day(today, months, WRITTEN_OFF_DAY));
    }
    json_number(json, "invoice_state", sample_number(bill, "invoice", 0));
    write_text(json, bill, "invoice_no", "invoice_no");
}

static void write_amounts(struct json_writer *json, const struct json_value *bill,
                          const struct bill_change *change)
{
    write_text(json, bill, "principal", "principal");
    write_text(json, bill, "surcharge", "surcharge");
    write_text(json, bill, "deduction", "deduction");
    write_text(json, bill, "previous_balance", "previous_balance");
    write_text(json, bill, "new_balance", "new_balance");
    json_yuan(json, "late_fee", utility_bill_fen(bill, "late_fee") + change->late_fee);
    json_yuan(json, "payable", utility_bill_fen(bill, "payable") + change->late_fee);
}

void utility_bill_write(struct json_writer *json, const struct json_value *account,
                        const struct json_value *bill, int today, const struct bill_change *change,
                        const struct books_row *paid)
{
    char id[UTILITY_SAMPLE_ID_SIZE];
    int month = sample_number(bill, "month", 0);
    int next = month + sample_number(bill, "months", 1);
    int last = calendar_date_from_days(calendar_date_to_days(sample_fund_day(today, next, 1)) - 1);
    utility_bill_id(account, bill, today, id);
    json_open_map(json, NULL);
    json_text(json, "bill_no", id);
    json_number(json, "version", 1 + change->version);
    json_number(json, "kind", sample_number(bill, "kind", 0));
    write_day(json, "from", sample_fund_day(today, month, 1));
    write_day(json, "to", last);
    write_text(json, bill, "previous", "previous_reading");
    write_text(json, bill, "current", "current_reading");
    json_number(json, "estimated", sample_number(bill, "estimated", 0));
    write_text(json, bill, "quantity", "quantity");
    json_number(json, "people", sample_number(bill, "people", sample_number(account, "people", 0)));
    write_text(json, bill, "used", "used_before");
    write_lines(json, bill);
    write_amounts(json, bill, change);
    write_day(json, "due_date", sample_fund_day(today, next, DUE_DAY));
    if (sample_number(bill, "reverses", 0) != 0) {
        const struct json_value *other = sample_list(account, "bills");
        while (other != NULL && (sample_number(other, "month", 0) != sample_number(bill, "reverses", 0) ||
                                 sample_text(other, "suffix")[0] != '\0')) {
            other = other->next;
        }
        if (other != NULL) {
            utility_bill_id(account, other, today, id);
            json_text(json, "reverses", id);
        }
    }
    utility_bill_id(account, bill, today, id);
    write_payment(json, bill, today, id, change, paid);
    json_close_map(json);
}
