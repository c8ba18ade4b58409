#ifndef SANDBOX_PAYMENT_NOTIFIER_H
#define SANDBOX_PAYMENT_NOTIFIER_H

#include "sandbox/payment_books.h"

/* Tells merchants what was paid and given back: a POST to their address, again and again until they take it.
 */

enum { NOTICE_HEADERS = 8, NOTICE_HEADER_SIZE = 1500, NOTICES_MAX = 4096 };

struct notice_message {
    char url[BOOK_TEXT_SIZE];
    char headers[NOTICE_HEADERS][NOTICE_HEADER_SIZE];
    size_t header_count;
    char *body; /* malloc'ed */
};

/* What a provider sends. */
struct notice_kind {
    const int *pauses_ms; /* between tries, 0 at the end */
    /* Makes the message anew for each try (`try`: 0, 1 …), with the books' lock held; `what` is what was
     * handed in. -1: nothing is sent.
     */
    int (*write)(void *state, const void *what, int try, struct notice_message *message);
    int (*is_taken)(int status, const char *body); /* the merchant's answer */
    void *state;
};

struct payment_notifier;

/* Its thread also lets the books tick. NULL: no memory or thread. */
struct payment_notifier *payment_notifier_start(struct payment_books *books);
void payment_notifier_stop(struct payment_notifier *notifier);

/* With the books' lock held. */
void payment_notify(struct payment_notifier *notifier, const struct notice_kind *kind, const void *what);
/* With the books' lock held: forgets what is not sent yet. */
void payment_notifier_forget(struct payment_notifier *notifier);
/* How many times faster than in life the pauses pass; 1: as in life. */
void payment_notifier_hurry(struct payment_notifier *notifier, int times);

#endif
