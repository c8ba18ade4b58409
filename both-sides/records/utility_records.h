#ifndef BOTH_SIDES_RECORDS_UTILITY_RECORDS_H
#define BOTH_SIDES_RECORDS_UTILITY_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"
#include "both-sides/records/utility_answer_records.h"

/* A household's accounts with gas, water and electricity, and their bills (domain.md 9). Masked by the
 * headend: of an account number the last 4, the address down to the township. Personal: never cached, never
 * logged, wiped after use. Money is fen, quantities and readings are thousandths of a unit (kWh, m³), prices
 * are 1/10000 yuan a unit. */

struct arena;

enum {
    UTILITY_BILLS_MAX = 128, /* of 24 months, with adjustments and reversals */
    UTILITY_LINES_MAX = 16,
    UTILITY_NOTES_MAX = 4,
    UTILITY_TAIL_SIZE = 5,
    UTILITY_BILL_ID_SIZE = 33,
    UTILITY_NUMBER_SIZE = 33, /* of a receipt or an invoice */
    UTILITY_PEOPLE_MOST = 99,
    UTILITY_VERSION_MOST = 1000000,
    UTILITY_PRICE_MOST = 1000000,
    UTILITY_MONTHS = 24
};

/* What providers take at the most (headend/providers): a hundred million yuan. */
#define UTILITY_FEN_MOST      INT64_C(10000000000)
#define UTILITY_QUANTITY_MOST INT64_C(1000000000000)

enum utility_kind { UTILITY_GAS, UTILITY_WATER, UTILITY_ELECTRICITY, UTILITY_KIND_COUNT };
extern const struct word_list utility_kinds;

enum utility_mode {
    UTILITY_MODE_POSTPAID,
    UTILITY_MODE_PREPAID,
    UTILITY_MODE_CARD,  /* IC 卡: what was bought must be loaded onto the card (圈存) */
    UTILITY_MODE_SMART, /* 智能表预付: the balance is estimated once a day */
    UTILITY_MODE_COUNT
};
extern const struct word_list utility_modes;

enum utility_balance {
    UTILITY_BALANCE_NOT_SAID = FIELD_NOT_SAID,
    UTILITY_BALANCE_SETTLED,   /* of the account, not the meter's */
    UTILITY_BALANCE_METER,     /* as the meter said it last */
    UTILITY_BALANCE_ESTIMATED, /* by what was used since */
    UTILITY_BALANCE_COUNT
};
extern const struct word_list utility_balances;

enum utility_bill_kind {
    UTILITY_BILL,
    UTILITY_ADJUSTMENT, /* 补差 */
    UTILITY_REVERSAL,   /* a negative mirror: the bill and its receipt are void */
    UTILITY_BILL_KIND_COUNT
};
extern const struct word_list utility_bill_kinds;

enum utility_invoice {
    UTILITY_INVOICE_NONE,
    UTILITY_INVOICE_REQUESTED,
    UTILITY_INVOICE_ISSUED,
    UTILITY_INVOICE_REVERSED, /* 红冲 */
    UTILITY_INVOICE_COUNT
};
extern const struct word_list utility_invoices;

struct utility_account {
    int kind;                          /* enum utility_kind */
    char operator_id[CONTENT_ID_SIZE]; /* of the configuration */
    const char *operator_name;
    char tail[UTILITY_TAIL_SIZE];      /* of the account number */
    const char *name, *address;        /* masked; "": not said */
    int mode;                          /* enum utility_mode */
    int64_t balance;                   /* with balance_kind */
    int balance_day;                   /* YYYYMMDD; 0: not said */
    int balance_kind;                  /* enum utility_balance */
    int64_t arrears;                   /* 0 or more */
    const char *tariff;                /* what the utility calls it */
    int people;                        /* of the household; 0: not said */
    int opened;                        /* YYYYMMDD, 0: not said; for explaining, and told to no box */
    int64_t top_up_least, top_up_most; /* what may be paid in at once; both 0: nothing can be */
    struct utility_answer *notes;      /* what the household should know or do */
    size_t note_count;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};
extern const struct record_table utility_account_table;

struct utility_line {
    const char *name;
    int tier; /* from 1; 0: an extra on every unit (水资源费, 污水处理费) */
    int64_t quantity;
    int price;
    int64_t fen;
};

struct utility_bill {
    char id[UTILITY_BILL_ID_SIZE];
    int version;  /* 1 or more: grows with every change */
    int kind;     /* enum utility_bill_kind */
    int from, to; /* YYYYMMDD */
    int has_readings;
    int64_t previous_reading, current_reading;
    int is_estimated; /* the current one */
    int64_t quantity;
    int people;          /* when the bill was made; 0: not said */
    int64_t used_before; /* in the same cycle */
    struct utility_line *lines;
    size_t line_count;
    int64_t principal; /* of the tiers */
    int64_t surcharge; /* of the extras */
    int64_t late_fee, deduction;
    int64_t previous_balance, new_balance; /* what the account itself paid is their difference */
    int64_t payable;                       /* less than 0: of a reversal, or an adjustment in favour */
    int due;                               /* YYYYMMDD; 0: not said */
    char reverses[UTILITY_BILL_ID_SIZE];   /* of a reversal; "": none */
    int is_void;                           /* a reversal of it is there */
    int is_written_off;                    /* 销账 */
    char receipt[UTILITY_NUMBER_SIZE];
    int written_off_day;
    int invoice; /* enum utility_invoice */
    char invoice_tail[UTILITY_TAIL_SIZE];
    /* What does not go together; the operator is told. */
    int sum_differs;
    int readings_differ;
    int may_pay; /* it is owed and nothing is wrong with it */
};

struct utility_bills {
    struct utility_bill *bills; /* the newest first */
    size_t count;
    int bills_omitted; /* there are more than UTILITY_BILLS_MAX */
    const char *source;
    int64_t as_of;
    struct arena *arena;
};
extern const struct record_table utility_bills_table;

#endif
