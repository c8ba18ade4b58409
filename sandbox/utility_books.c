#include "sandbox/utility_books.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"

int utility_books_open(struct utility_books *books)
{
    books->rows = calloc(BOOKS_ROWS_MAX, sizeof *books->rows);
    books->count = 0;
    return books->rows != NULL && pthread_mutex_init(&books->lock, NULL) == 0 ? 0 : -1;
}

void utility_books_close(struct utility_books *books)
{
    free(books->rows);
    (void)pthread_mutex_destroy(&books->lock);
}

void utility_books_forget(struct utility_books *books)
{
    (void)pthread_mutex_lock(&books->lock);
    books->count = 0;
    (void)pthread_mutex_unlock(&books->lock);
}

/* What was on its way has arrived by now. */
static void settle(struct books_row *row)
{
    int is_due = row->state == BOOKS_PROCESSING || row->state == BOOKS_ON_ITS_WAY;
    if (is_due && steady_us() >= row->ready_us) {
        row->state = BOOKS_POSTED;
        row->was_posted = 1;
        row->posted_ms = wall_ms();
    }
}

/* With the lock. */
static struct books_row *row_of(struct utility_books *books, const char *serial)
{
    for (size_t i = 0; i < books->count; i++) {
        if (strcmp(books->rows[i].serial, serial) == 0) {
            settle(&books->rows[i]);
            return &books->rows[i];
        }
    }
    return NULL;
}

static struct books_row *new_row(struct utility_books *books, const char *serial)
{
    if (books->count == BOOKS_ROWS_MAX) {
        return NULL;
    }
    struct books_row *row = &books->rows[books->count++];
    *row = (struct books_row){.state = BOOKS_NOTHING};
    (void)snprintf(row->serial, sizeof row->serial, "%s", serial);
    return row;
}

enum books_state utility_books_find(struct utility_books *books, const char *serial, struct books_row *found)
{
    (void)pthread_mutex_lock(&books->lock);
    const struct books_row *row = row_of(books, serial);
    *found = row != NULL ? *row : (struct books_row){.state = BOOKS_NOTHING};
    (void)pthread_mutex_unlock(&books->lock);
    return found->state == BOOKS_ON_ITS_WAY ? BOOKS_NOTHING : found->state;
}

int utility_books_paid(struct utility_books *books, const char *account_no, const char *bill_no,
                       const char *serial, struct books_row *found)
{
    int is_paid = 0;
    (void)pthread_mutex_lock(&books->lock);
    for (size_t i = 0; i < books->count && !is_paid; i++) {
        struct books_row *row = &books->rows[i];
        settle(row);
        is_paid = row->state == BOOKS_POSTED && bill_no[0] != '\0' && strcmp(row->bill_no, bill_no) == 0 &&
                  strcmp(row->account_no, account_no) == 0 && strcmp(row->serial, serial) != 0;
        if (is_paid) {
            *found = *row;
        }
    }
    (void)pthread_mutex_unlock(&books->lock);
    return is_paid;
}

int utility_books_post(struct utility_books *books, struct books_row *row, int delay_ms, int is_unseen)
{
    (void)pthread_mutex_lock(&books->lock);
    struct books_row *stored = row_of(books, row->serial);
    if (stored == NULL) {
        stored = new_row(books, row->serial);
        if (stored != NULL) {
            *stored = *row;
            (void)snprintf(stored->receipt, sizeof stored->receipt, "R%08zu", books->count);
            stored->ready_us = steady_us() + (int64_t)delay_ms * 1000;
            stored->state = is_unseen ? BOOKS_ON_ITS_WAY : BOOKS_PROCESSING;
            settle(stored);
        }
    }
    if (stored != NULL) {
        *row = *stored;
    }
    (void)pthread_mutex_unlock(&books->lock);
    return stored != NULL ? 0 : -1;
}

int utility_books_reverse(struct utility_books *books, const char *serial)
{
    (void)pthread_mutex_lock(&books->lock);
    struct books_row *row = row_of(books, serial);
    row = row != NULL ? row : new_row(books, serial);
    if (row != NULL && row->state != BOOKS_VOID) {
        row->state = BOOKS_VOID;
        row->reversed_ms = wall_ms();
    }
    (void)pthread_mutex_unlock(&books->lock);
    return row != NULL ? 0 : -1;
}

int utility_books_row(struct utility_books *books, size_t index, struct books_row *found)
{
    (void)pthread_mutex_lock(&books->lock);
    int is_there = index < books->count;
    if (is_there) {
        settle(&books->rows[index]);
        *found = books->rows[index];
    }
    (void)pthread_mutex_unlock(&books->lock);
    return is_there;
}
