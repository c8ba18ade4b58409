#ifndef SANDBOX_FAULT_H
#define SANDBOX_FAULT_H

/* What can be wrong with an upstream. */

enum fault_kind {
    FAULT_NONE,
    FAULT_DELAY,       /* answers after `ms` */
    FAULT_HANG,        /* takes the request and never answers */
    FAULT_ERROR,       /* HTTP 500 with a page */
    FAULT_GARBAGE,     /* HTTP 200 and bytes that are no JSON */
    FAULT_CUT,         /* promises the whole answer, sends half, closes */
    FAULT_WRONG_TYPES, /* its numbers are strings, its strings numbers, its lists objects */
    FAULT_HUGE,        /* an answer without end */
    FAULT_DEEP,        /* a hundred thousand brackets */
    FAULT_EMPTY,       /* HTTP 200 and nothing */
};

struct fault {
    enum fault_kind kind;
    int ms;
    int times; /* how many requests it spoils; 0: until another one is set */
};

enum { FAULT_NAME_SIZE = 24 };

/* Reads "cases:delay:500", "cases:error:0:3" or "cases:none": upstream, kind, ms, times. -1: not of this
 * form. */
int fault_read(const char *text, char upstream[FAULT_NAME_SIZE], struct fault *fault);

#endif
