#ifndef HEADEND_UTILITIES_UTILITY_H
#define HEADEND_UTILITIES_UTILITY_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/config/utility_config.h"
#include "both-sides/records/utility_records.h"

/* A company that sells gas, water or electricity, as the payment engine asks it (docs/decisions/0130). It
 * knows neither orders nor a ledger.
 *
 * Every call blocks, up to `timeout_ms` as a whole, and may be made from several threads at once. Nothing is
 * tried again within a call. What the utility says is checked: what cannot be believed is UTILITY_UNKNOWN,
 * and one line in the log says why, of which operator and call, and nothing of whom.
 *
 * Money is fen, days are YYYYMMDD at +08:00, moments ms since 1970 UTC. */

enum {
    UTILITY_SERIAL_SIZE = 33, /* ours: 6 to 32 of 0-9 A-Z a-z - _; the order's id, the same on every try */
    UTILITY_DAY_ROWS_MAX = 200000,
};

enum utility_outcome {
    UTILITY_DONE,    /* answered as agreed: what was asked for is filled in */
    UTILITY_REFUSED, /* a definite answer that is not what was asked for: its word */
    UTILITY_UNKNOWN, /* no answer, or none that can be believed: it may have happened or not */
};

/* What it said. `answer` is the row of its table: words for the household and the next step; also where it is
 * unknown (UTILITY_UNAVAILABLE, UTILITY_TIMED_OUT, UTILITY_BEING_PROCESSED). Lives as long as the utility;
 * NULL with UTILITY_DONE. */
struct utility_said {
    enum utility_outcome outcome;
    const struct utility_answer *answer;
};

/* 1: it was refused with this word. */
int utility_said_word(const struct utility_said *said, enum utility_word word);

struct utility_posting_order {
    const char *serial;
    const char *account_no; /* "" in a query: it is not known any more, the serial says which */
    const char *bill;       /* its id; "": paid into the account (top_up_least …) */
    int version;            /* of the bill; 0 without one */
    int64_t fen;            /* more than 0, up to UTILITY_FEN_MOST */
};

enum utility_posting_state {
    UTILITY_POSTED,
    UTILITY_PROCESSING, /* it will be posted or not: ask again */
    /* It is not there now, but a delayed posting may still arrive: post it again under the same serial, or
     * reverse it. Never a reason for a refund. */
    UTILITY_NOT_THERE,
    /* Final, and the only word that allows a refund: the serial was reversed and is refused for ever. */
    UTILITY_NOT_POSTED,
};

struct utility_posting {
    enum utility_posting_state state;
    char receipt[UTILITY_NUMBER_SIZE]; /* with UTILITY_POSTED */
    int64_t posted_ms;
    /* What is left to do, though it is posted: load the card, apply for restoration. NULL: nothing. */
    const struct utility_answer *note;
    int has_invoice; /* the utility says how the e-invoice of it stands */
    enum utility_invoice invoice;
    char invoice_tail[UTILITY_TAIL_SIZE];
};

enum utility_row_kind { UTILITY_ROW_POSTING, UTILITY_ROW_REVERSAL };

struct utility_row {
    enum utility_row_kind kind;
    char serial[UTILITY_SERIAL_SIZE];
    char receipt[UTILITY_NUMBER_SIZE];
    int64_t fen; /* more than 0, whichever way it goes */
    int64_t time_ms;
};

struct utility_day {
    struct utility_row *rows; /* malloc'ed */
    size_t count;
};

void utility_day_free(struct utility_day *day);

struct utility;

struct utility_calls {
    /* DONE: `account` is to be wiped with utility_account_wipe. */
    struct utility_said (*account)(struct utility *utility, const char *account_no, int timeout_ms,
                                   struct utility_account *account);
    /* Those of 24 months. DONE: `bills` is to be wiped with utility_bills_wipe; there may be none. */
    struct utility_said (*bills)(struct utility *utility, const char *account_no, int timeout_ms,
                                 struct utility_bills *bills);
    /* DONE: it is posted. The same order again is DONE again, with the same receipt. REFUSED: nothing was
     * posted by this call; of an earlier one with this serial it says nothing: before a refund, reverse. */
    struct utility_said (*post)(struct utility *utility, const struct utility_posting_order *order,
                                int timeout_ms, struct utility_posting *posting);
    /* DONE: `posting` has the state. The order is what was posted: an answer of another amount, account or
     * bill is not believed. */
    struct utility_said (*query_posting)(struct utility *utility, const struct utility_posting_order *order,
                                         int timeout_ms, struct utility_posting *posting);
    /* Takes the posting back, or sees to it that there will be none. DONE: UTILITY_NOT_POSTED, from now on.
     * REFUSED (UTILITY_NOT_REVERSIBLE, UTILITY_WRITTEN_OFF): it stays posted. */
    struct utility_said (*reverse)(struct utility *utility, const struct utility_posting_order *order,
                                   int timeout_ms, struct utility_posting *posting);
    /* What was posted and reversed on a day. DONE: `day` is to be freed; it is whole, and adds up to what the
     * utility says. REFUSED (UTILITY_DAY_NOT_READY): not all of it is there yet. */
    struct utility_said (*day)(struct utility *utility, int date, int timeout_ms, struct utility_day *day);
    void (*free)(struct utility *utility); /* once no call is under way */
};

/* What every utility begins with; a test plays one with a table of its own. */
struct utility {
    const struct utility_calls *calls;
    const struct utility_config *config;
};

/* What may be shown of an account's or an invoice's number: its last 4; "" of a number that has no more. */
void utility_account_tail(const char *account_no, char tail[UTILITY_TAIL_SIZE]);

void utility_account_wipe(struct utility_account *account);
void utility_bills_wipe(struct utility_bills *bills);

/* NULL is allowed. */
void utility_free(struct utility *utility);

#endif
