#include <string.h>

#include "both-sides/arena.h"
#include "headend/utilities/bill_rules.h"
#include "headend/utilities/utility_reading.h"
#include "headend/utilities/utility_values.h"

enum {
    FIRST_BYTES = 32 * 1024,
    BYTES_MAX = 512 * 1024,
    NAME_CHARACTERS = 20,
    SOURCE_CHARACTERS = 60,
    READING_PLACES = 3,
    PRICE_PLACES = 4
};

static void read_line(struct utility_values *values, const struct json_value *row, struct utility_line *line)
{
    if (row->kind != JSON_OBJECT) {
        utility_wrong(values, "lines");
        return;
    }
    utility_needed(values, row, "name");
    utility_needed(values, row, "quantity");
    utility_needed(values, row, "price");
    utility_needed(values, row, "amount");
    line->name = utility_text(values, row, "name", NAME_CHARACTERS);
    line->tier = utility_count(values, row, "tier", 0, 9);
    line->quantity = utility_decimal(values, row, "quantity", READING_PLACES, UTILITY_QUANTITY_MOST);
    line->price = (int)utility_decimal(values, row, "price", PRICE_PLACES, UTILITY_PRICE_MOST);
    line->fen = utility_fen(values, row, "amount");
}

static void read_lines(struct utility_values *values, const struct json_value *row, struct utility_bill *bill)
{
    const struct json_value *list = utility_list(values, row, "lines", UTILITY_LINES_MAX);
    if (list == NULL || list->count == 0) {
        return;
    }
    bill->lines = arena_alloc(values->arena, list->count * sizeof *bill->lines);
    values->no_memory |= bill->lines == NULL;
    const struct json_value *line = bill->lines != NULL ? list->first : NULL;
    for (; line != NULL; line = line->next) {
        bill->lines[bill->line_count] = (struct utility_line){.name = ""};
        read_line(values, line, &bill->lines[bill->line_count++]);
    }
}

static void read_amounts(struct utility_values *values, const struct json_value *row,
                         struct utility_bill *bill)
{
    utility_needed(values, row, "principal");
    utility_needed(values, row, "payable");
    bill->principal = utility_fen(values, row, "principal");
    bill->surcharge = utility_fen(values, row, "surcharge");
    bill->late_fee = utility_fen(values, row, "late_fee");
    bill->deduction = utility_fen(values, row, "deduction");
    bill->previous_balance = utility_fen(values, row, "previous_balance");
    bill->new_balance = utility_fen(values, row, "new_balance");
    bill->payable = utility_fen(values, row, "payable");
    bill->due = utility_date(values, row, "due_date");
}

static void read_usage(struct utility_values *values, const struct json_value *row, struct utility_bill *bill)
{
    const struct json_value *current = json_value_part(row, "current_reading");
    bill->has_readings = current != NULL && json_value_part(row, "previous_reading") != NULL;
    if (bill->has_readings) {
        bill->previous_reading =
            utility_decimal(values, row, "previous_reading", READING_PLACES, UTILITY_QUANTITY_MOST);
        bill->current_reading =
            utility_decimal(values, row, "current_reading", READING_PLACES, UTILITY_QUANTITY_MOST);
    }
    bill->is_estimated = utility_flag(values, row, "estimated");
    bill->quantity = utility_decimal(values, row, "quantity", READING_PLACES, UTILITY_QUANTITY_MOST);
    bill->people = utility_count(values, row, "people", 0, UTILITY_PEOPLE_MOST);
    bill->used_before = utility_decimal(values, row, "used_before", READING_PLACES, UTILITY_QUANTITY_MOST);
}

static void read_end(struct utility_values *values, const struct json_value *row, struct utility_bill *bill)
{
    char number[UTILITY_NUMBER_SIZE];
    utility_number(values, row, "reverses", bill->reverses, sizeof bill->reverses);
    utility_number(values, row, "receipt_no", bill->receipt, sizeof bill->receipt);
    bill->written_off_day = utility_date(values, row, "written_off_date");
    bill->is_written_off = bill->receipt[0] != '\0';
    if ((bill->written_off_day != 0) != bill->is_written_off) {
        utility_wrong(values, "written_off_date");
    }
    bill->invoice = utility_count(values, row, "invoice_state", 0, UTILITY_INVOICE_COUNT - 1);
    utility_number(values, row, "invoice_no", number, sizeof number);
    utility_account_tail(number, bill->invoice_tail);
}

static void read_bill(struct utility_reading *reading, struct utility_values *values,
                      const struct json_value *row, struct utility_bill *bill)
{
    static const char *const needed[] = {"bill_no", "kind", "version", "from", "to", "quantity"};
    if (row->kind != JSON_OBJECT) {
        utility_wrong(values, "bills");
        return;
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        utility_needed(values, row, needed[i]);
    }
    utility_number(values, row, "bill_no", bill->id, sizeof bill->id);
    bill->kind = utility_count(values, row, "kind", 0, UTILITY_BILL_KIND_COUNT - 1);
    bill->version = utility_count(values, row, "version", 1, UTILITY_VERSION_MOST);
    bill->from = utility_date(values, row, "from");
    bill->to = utility_date(values, row, "to");
    read_usage(values, row, bill);
    read_lines(values, row, bill);
    read_amounts(values, row, bill);
    read_end(values, row, bill);
    if (bill->to < bill->from || bill->from > reading->today) {
        utility_wrong(values, "to");
    }
}

/* UTILITY_BILLS_MAX of them: the rest is older, or the utility has lost all measure. */
int utility_read_bills(struct utility_reading *reading, const struct json_value *data,
                       struct utility_bills *bills, const char **contradicts)
{
    struct utility_values values = {.arena = arena_new(FIRST_BYTES, BYTES_MAX)};
    *contradicts = NULL;
    bills->arena = values.arena;
    bills->source = "";
    if (values.arena == NULL) {
        reading->no_memory = 1;
        return -1;
    }
    bills->source = utility_text(&values, data, "source", SOURCE_CHARACTERS);
    const struct json_value *list = utility_list(&values, data, "bills", UTILITY_BILLS_MAX);
    utility_needed(&values, data, "bills");
    if (list != NULL && list->count > 0) {
        bills->bills = arena_alloc(values.arena, list->count * sizeof *bills->bills);
        values.no_memory |= bills->bills == NULL;
    }
    const struct json_value *row = bills->bills != NULL && list != NULL ? list->first : NULL;
    for (; row != NULL && values.wrong == NULL; row = row->next) {
        bills->bills[bills->count] = (struct utility_bill){.id = ""};
        read_bill(reading, &values, row, &bills->bills[bills->count++]);
    }
    if (values.wrong == NULL && !values.no_memory) {
        values.wrong = bill_rules_apply(bills, contradicts);
    }
    reading->wrong = values.wrong;
    reading->no_memory = values.no_memory;
    return values.wrong == NULL && !values.no_memory ? 0 : -1;
}
