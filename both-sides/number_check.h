#ifndef BOTH_SIDES_NUMBER_CHECK_H
#define BOTH_SIDES_NUMBER_CHECK_H

/* What can be said of a number while it is still being typed. */
enum number_check {
    NUMBER_INCOMPLETE, /* right so far */
    NUMBER_GOOD,
    NUMBER_WRONG, /* whatever follows, it will not become a good one */
};

#endif
