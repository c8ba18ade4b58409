#ifndef BOTH_SIDES_RECORDS_UTILITY_ANSWER_RECORDS_H
#define BOTH_SIDES_RECORDS_UTILITY_ANSWER_RECORDS_H

#include <stddef.h>

#include "both-sides/records/record_table.h"

/* What a utility answers, as a household reads it: code → words on the screen → next step, a table per
 * operator in a file of its own (domain.md 9, "What a utility answers"). */

enum { UTILITY_CODE_SIZE = 9, UTILITY_ANSWERS_MAX = 200 };

/* What a code means to the hall. */
enum utility_word {
    UTILITY_NO_CUSTOMER,
    UTILITY_NO_ACCOUNT,
    UTILITY_NOTHING_OWED,
    UTILITY_DEDUCTION_UNDER_WAY, /* 代扣中 */
    UTILITY_CLOSED_NOW,          /* outside its hours */
    UTILITY_NOT_OFFERED,
    UTILITY_TIMED_OUT,
    UTILITY_TOO_MANY_TRIES,
    UTILITY_BEING_PAID,
    UTILITY_ALREADY_PAID,
    UTILITY_BEING_PROCESSED,
    UTILITY_ODD_AMOUNT,
    UTILITY_TOO_OLD,
    UTILITY_METER_FAULT,
    UTILITY_LAST_UNFINISHED,
    UTILITY_OVER_AMOUNT, /* more than may be bought at once */
    UTILITY_NOT_LOADED,  /* bought, but not loaded onto the card */
    UTILITY_CARD_NOT_NEW,
    UTILITY_CARD_UNREADABLE,
    UTILITY_CARD_UNWRITTEN,
    UTILITY_CARD_CHANNEL, /* only by the card */
    UTILITY_CUT_OFF,      /* after paying, restoration must be applied for */
    UTILITY_NOT_REVERSIBLE,
    UTILITY_REVERSED,
    UTILITY_WRITTEN_OFF,
    UTILITY_BILL_CHANGED, /* there is another version of it */
    UTILITY_NO_BILL,
    UTILITY_SERIAL_VOID,   /* the serial was reversed and is refused for ever */
    UTILITY_DAY_NOT_READY, /* of the day's rows */
    UTILITY_OTHER,         /* a code that the table does not have */
    UTILITY_UNAVAILABLE,   /* of our own: no answer, or none that can be believed */
    UTILITY_WORD_COUNT
};
extern const struct word_list utility_words;

enum utility_next {
    UTILITY_NEXT_NOTHING,
    UTILITY_NEXT_CHECK_NUMBER, /* type the number again */
    UTILITY_NEXT_LATER,        /* try again later */
    UTILITY_NEXT_DO_NOT_PAY,   /* and look again later: a payment is on its way */
    UTILITY_NEXT_HISTORY,      /* look at what was paid */
    UTILITY_NEXT_LOOK_AGAIN,   /* ask for the bill anew */
    UTILITY_NEXT_AMOUNT,       /* choose another amount */
    UTILITY_NEXT_LOAD_CARD,
    UTILITY_NEXT_COUNTER,
    UTILITY_NEXT_RESTORE, /* apply for restoration */
    UTILITY_NEXT_CALL,
    UTILITY_NEXT_COUNT
};
extern const struct word_list utility_nexts;

struct utility_answer {
    char code[UTILITY_CODE_SIZE]; /* the utility's; "": a word of our own */
    int word;                     /* enum utility_word */
    int next;                     /* enum utility_next */
    const char *title, *text;
    const char *action; /* the next step in words */
    int line;           /* of the file */
};
/* To boxes: word, next, title, text, action. */
extern const struct record_table utility_answer_table;

struct utility_answers {
    struct utility_answer *answers;
    size_t count;
};
/* <utility-answers version="1"> */
extern const struct record_table utility_answers_file_table;

#endif
