#ifndef SANDBOX_UTILITY_BOOKS_H
#define SANDBOX_UTILITY_BOOKS_H

#include <pthread.h>
#include <stdint.h>

/* What a sandbox utility has entered, by serial. A serial is entered once, and one that was reversed is never
 * entered again. Any thread may call; what is found is a copy. */

enum { BOOKS_SERIAL_SIZE = 33, BOOKS_NUMBER_SIZE = 33, BOOKS_ROWS_MAX = 20000 };

enum books_state {
    BOOKS_NOTHING,    /* the serial is not known */
    BOOKS_PROCESSING, /* it will be entered at ready_us */
    BOOKS_ON_ITS_WAY, /* likewise, and until then nobody here knows of it */
    BOOKS_POSTED,
    BOOKS_VOID,
};

struct books_row {
    char serial[BOOKS_SERIAL_SIZE], account_no[BOOKS_NUMBER_SIZE], bill_no[BOOKS_NUMBER_SIZE];
    char receipt[BOOKS_NUMBER_SIZE];
    int version;
    int64_t fen;
    enum books_state state;
    int was_posted;   /* it was entered before it was reversed */
    int64_t ready_us; /* steady clock */
    int64_t posted_ms, reversed_ms;
};

struct utility_books {
    pthread_mutex_t lock;
    struct books_row *rows;
    size_t count;
};

int utility_books_open(struct utility_books *books);
void utility_books_close(struct utility_books *books);
void utility_books_forget(struct utility_books *books);

/* The serial as it stands now. */
enum books_state utility_books_find(struct utility_books *books, const char *serial, struct books_row *found);
/* 1: this bill of the account was paid under another serial than `serial`. */
int utility_books_paid(struct utility_books *books, const char *account_no, const char *bill_no,
                       const char *serial, struct books_row *found);
/* Enters it, once `delay_ms` have gone by; before that its state is BOOKS_PROCESSING, or with `is_unseen`
 * BOOKS_ON_ITS_WAY. What stands there already stays. *row: as it stands then. -1: no room. */
int utility_books_post(struct utility_books *books, struct books_row *row, int delay_ms, int is_unseen);
/* From now on BOOKS_VOID. -1: no room. */
int utility_books_reverse(struct utility_books *books, const char *serial);

/* The row at `index`, as it stands now; 0: there are not so many. */
int utility_books_row(struct utility_books *books, size_t index, struct books_row *found);

#endif
