#ifndef BOTH_SIDES_RECORDS_ORDER_RECORDS_H
#define BOTH_SIDES_RECORDS_ORDER_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/payment/payment_machine.h"
#include "both-sides/records/service_records.h"
#include "both-sides/records/statement_records.h"

/* An order, as a box makes it, follows it, and shows what became of it (decision 0142). Personal: never
 * cached, never logged, wiped after use; of all this a box keeps the idempotency key and the order's id, and
 * nothing else. */

struct arena;

enum {
    IDEMPOTENCY_KEY_SIZE = 33, /* 22 to 32 of [0-9A-Za-z_-]: random, the box's own */
    ORDER_ID_SIZE = 27,
    ORDER_CODE_SIZE = 257,
    ORDER_RECEIPT_SIZE = 65,
    ORDERS_MAX = 20,        /* of a box, in a list */
    ORDER_WAIT_SECONDS = 25 /* that a box may let its question stand open */
};

/* The words of the machine. */
extern const struct word_list payment_states;

struct order_question {
    char idempotency_key[IDEMPOTENCY_KEY_SIZE];
    struct account_question account;
    char bill[UTILITY_BILL_ID_SIZE]; /* "": `fen` is paid into the account */
    int version;                     /* of the bill as it was shown */
    int64_t fen;                     /* as it was shown: another amount is refused */
    int wallet;                      /* enum wallet */
};
extern const struct record_table order_question_table;

/* Answered at once where the order has moved since `moves`, else when it moves or the time is over. */
struct order_follow {
    char order[ORDER_ID_SIZE];
    int moves;   /* of the answer before; 0: answer at once */
    int seconds; /* up to ORDER_WAIT_SECONDS */
};
extern const struct record_table order_follow_table;

/* A question about one order: cancel it, show its code again, its receipt. */
struct order_id_question {
    char order[ORDER_ID_SIZE];
};
extern const struct record_table order_id_question_table;

struct order_answer {
    char order[ORDER_ID_SIZE];
    char idempotency_key[IDEMPOTENCY_KEY_SIZE]; /* under which it was made */
    int state;                                  /* enum payment_state */
    int moves;                                  /* for order_follow */
    int wallet;
    char operator_id[CONTENT_ID_SIZE];
    const char *operator_name;
    int kind; /* enum utility_kind */
    char tail[UTILITY_TAIL_SIZE];
    char bill[UTILITY_BILL_ID_SIZE];
    int64_t fen;
    int64_t created_at, changed_at;
    int expires_in;                   /* s, until its code cannot be paid any more; 0: it has none */
    char code[ORDER_CODE_SIZE];       /* for the QR code that the phone scans; "": none. Secret. */
    char receipt[ORDER_RECEIPT_SIZE]; /* of the utility, once it is settled */
    const char *receipt_page;         /* address for the phone; "": none */
    int64_t refunded, refunding;      /* fen that were given back, that are being given back */
    int has_note;
    struct utility_answer note; /* what is left to do, or why it was not taken */
    int for_person;             /* a person looks at it */
    struct arena *arena;
};
extern const struct record_table order_answer_table;

/* Those of a box that are open, or moved within the last day; the latest first. */
struct order_list {
    struct order_answer *orders;
    size_t count;
    struct arena *arena;
};
extern const struct record_table order_list_table;

/* The contract's Error of an order that was not made, with what the utility says of it (utility_says). */
struct order_refusal {
    char error[ERROR_WORD_SIZE];
    const char *message;
    int has_note;
    struct utility_answer note;
    struct arena *arena;
};
extern const struct record_table order_refusal_table;

#endif
