#include "both-sides/records/utility_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(utility_kinds, UTILITY_KIND_COUNT, "gas", "water", "electricity");
WORD_LIST(utility_modes, UTILITY_MODE_COUNT, "postpaid", "prepaid", "card", "smart");
WORD_LIST(utility_balances, UTILITY_BALANCE_COUNT, "settled", "meter", "estimated");
WORD_LIST(utility_bill_kinds, UTILITY_BILL_KIND_COUNT, "bill", "adjustment", "reversal");
WORD_LIST(utility_invoices, UTILITY_INVOICE_COUNT, "none", "requested", "issued", "reversed");

#define FEN(key, struct_, member, ...)                                                                       \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = -UTILITY_FEN_MOST, .max = UTILITY_FEN_MOST,                  \
                    PLACED(struct_, member), __VA_ARGS__                                                     \
    }
#define QUANTITY(key, struct_, member, ...)                                                                  \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = -UTILITY_QUANTITY_MOST, .max = UTILITY_QUANTITY_MOST,        \
                    PLACED(struct_, member), __VA_ARGS__                                                     \
    }
#define TAIL(key, struct_, member, ...)                                                                      \
    CHARS(key, 0, UTILITY_TAIL_SIZE - 1, FORM_ANY, struct_, member, __VA_ARGS__)
#define PEOPLE(struct_, ...) INT("people", 0, UTILITY_PEOPLE_MOST, struct_, people, OPTIONAL, __VA_ARGS__)

static const struct record_field account_fields[] = {
    WORD("kind", utility_kinds, utility_account, kind, REQUIRED),
    ID("operator", utility_account, operator_id, REQUIRED),
    TEXT("operator_name", 0, 20, utility_account, operator_name, OPTIONAL),
    TAIL("tail", utility_account, tail, REQUIRED, ABOUT("the last 4 of its number")),
    TEXT("name", 0, 20, utility_account, name, OPTIONAL, ABOUT("masked")),
    TEXT("address", 0, 60, utility_account, address, OPTIONAL, ABOUT("down to the township")),
    WORD("mode", utility_modes, utility_account, mode, REQUIRED),
    FEN("balance", utility_account, balance, OPTIONAL, ABOUT("fen, with balance_kind")),
    DAY("balance_day", utility_account, balance_day, OPTIONAL, ABOUT("YYYYMMDD of the balance")),
    WORD_IF_KNOWN("balance_kind", utility_balances, utility_account, balance_kind, OPTIONAL,
                  ABOUT("which balance it is: of the account, the meter's, or estimated")),
    FEN("arrears", utility_account, arrears, OPTIONAL, ABOUT("fen that are owed")),
    TEXT("tariff", 0, 40, utility_account, tariff, OPTIONAL, ABOUT("as the utility calls it")),
    PEOPLE(utility_account, ABOUT("of the household")),
    FEN("top_up_least", utility_account, top_up_least, OPTIONAL, ABOUT("fen that may be paid in at once")),
    FEN("top_up_most", utility_account, top_up_most, OPTIONAL, ABOUT("0: nothing can be paid in")),
    RECORDS("notes", UTILITY_NOTES_MAX, utility_answer_table, utility_account, notes, note_count, OPTIONAL,
            ABOUT("what the household should know or do")),
    TEXT("source", 0, 60, utility_account, source, OPTIONAL),
    MOMENT("as_of", utility_account, as_of, REQUIRED),
};
const struct record_table utility_account_table = {.name = "utility account",
                                                   .schema = "UtilityAccount",
                                                   FIELDS(account_fields),
                                                   .size = sizeof(struct utility_account)};

static const struct record_field line_fields[] = {
    TEXT("name", 1, 20, utility_line, name, REQUIRED),
    INT("tier", 0, 9, utility_line, tier, OPTIONAL, ABOUT("from 1; 0: an extra on every unit")),
    QUANTITY("quantity", utility_line, quantity, REQUIRED, ABOUT("thousandths of a unit")),
    INT("price", -UTILITY_PRICE_MOST, UTILITY_PRICE_MOST, utility_line, price, REQUIRED,
        ABOUT("1/10000 yuan a unit")),
    FEN("fen", utility_line, fen, REQUIRED),
};
static const struct record_table line_table = {
    .name = "line", FIELDS(line_fields), .size = sizeof(struct utility_line)};

static const struct record_field bill_fields[] = {
    CHARS("id", 1, UTILITY_BILL_ID_SIZE - 1, FORM_NOTICE_ID, utility_bill, id, REQUIRED),
    INT("version", 1, UTILITY_VERSION_MOST, utility_bill, version, REQUIRED,
        ABOUT("grows with every change")),
    WORD("kind", utility_bill_kinds, utility_bill, kind, REQUIRED),
    DAY("from", utility_bill, from, REQUIRED, ABOUT("YYYYMMDD")),
    DAY("to", utility_bill, to, REQUIRED),
    FLAG("has_readings", utility_bill, has_readings, OPTIONAL),
    QUANTITY("previous_reading", utility_bill, previous_reading, OPTIONAL, ABOUT("thousandths of a unit")),
    QUANTITY("current_reading", utility_bill, current_reading, OPTIONAL),
    FLAG("is_estimated", utility_bill, is_estimated, OPTIONAL, ABOUT("the current reading")),
    QUANTITY("quantity", utility_bill, quantity, REQUIRED, ABOUT("thousandths of a unit")),
    PEOPLE(utility_bill, ABOUT("when the bill was made")),
    QUANTITY("used_before", utility_bill, used_before, OPTIONAL, ABOUT("in the same cycle")),
    RECORDS("lines", UTILITY_LINES_MAX, line_table, utility_bill, lines, line_count, OPTIONAL),
    FEN("principal", utility_bill, principal, REQUIRED, ABOUT("fen of the tiers")),
    FEN("surcharge", utility_bill, surcharge, OPTIONAL, ABOUT("fen of the extras")),
    FEN("late_fee", utility_bill, late_fee, OPTIONAL),
    FEN("deduction", utility_bill, deduction, OPTIONAL),
    FEN("previous_balance", utility_bill, previous_balance, OPTIONAL),
    FEN("new_balance", utility_bill, new_balance, OPTIONAL),
    FEN("payable", utility_bill, payable, REQUIRED),
    DAY("due", utility_bill, due, OPTIONAL),
    CHARS("reverses", 0, UTILITY_BILL_ID_SIZE - 1, FORM_NOTICE_ID, utility_bill, reverses, OPTIONAL,
          ABOUT("of a reversal: the bill that is void")),
    FLAG("is_void", utility_bill, is_void, OPTIONAL, ABOUT("it was reversed")),
    FLAG("is_written_off", utility_bill, is_written_off, OPTIONAL, ABOUT("it is paid and entered")),
    CHARS("receipt", 0, UTILITY_NUMBER_SIZE - 1, FORM_ANY, utility_bill, receipt, OPTIONAL),
    DAY("written_off_day", utility_bill, written_off_day, OPTIONAL),
    WORD("invoice", utility_invoices, utility_bill, invoice, OPTIONAL),
    TAIL("invoice_tail", utility_bill, invoice_tail, OPTIONAL, ABOUT("the last 4 of its number")),
    FLAG("sum_differs", utility_bill, sum_differs, OPTIONAL, ABOUT("its parts do not add up")),
    FLAG("readings_differ", utility_bill, readings_differ, OPTIONAL,
         ABOUT("the quantity is not the difference of the readings")),
    FLAG("may_pay", utility_bill, may_pay, OPTIONAL, ABOUT("it is owed and nothing is wrong with it")),
};
static const struct record_table bill_table = {
    .name = "bill", FIELDS(bill_fields), .size = sizeof(struct utility_bill)};

static const struct record_field bills_fields[] = {
    RECORDS("bills", UTILITY_BILLS_MAX, bill_table, utility_bills, bills, count, OPTIONAL, ALWAYS,
            ABOUT("of 24 months, the newest first")),
    FLAG("bills_omitted", utility_bills, bills_omitted, OPTIONAL, ABOUT("there are older ones")),
    TEXT("source", 0, 60, utility_bills, source, OPTIONAL),
    MOMENT("as_of", utility_bills, as_of, REQUIRED),
};
const struct record_table utility_bills_table = {.name = "utility bills",
                                                 .schema = "UtilityBills",
                                                 FIELDS(bills_fields),
                                                 .size = sizeof(struct utility_bills)};
