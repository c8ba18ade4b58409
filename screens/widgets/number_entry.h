#ifndef SCREENS_WIDGETS_NUMBER_ENTRY_H
#define SCREENS_WIDGETS_NUMBER_ENTRY_H

#include <stddef.h>

#include "both-sides/number_check.h"
#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A number that is being typed: a case or account number, the last four of an ID. Digits go in at the end and
 * come out there; it is judged after each key. Nothing is drawn here (number_field.h). */

enum { NUMBER_ENTRY_MAX = 32, NUMBER_GROUPS_MAX = 8 };

struct number_format {
    size_t length; /* digits of a whole number, at most NUMBER_ENTRY_MAX */
    /* A quantity: fewer digits may be whole too, and they stand in threes from the end. */
    int is_quantity;
    /* How many digits stand together for reading (6 6 6 2), ends in 0; none: all of them. */
    unsigned char groups[NUMBER_GROUPS_MAX];
    int last_may_be_x; /* the star key writes X, as the last one only */
    /* A number of letters and digits, of which a shorter one may be whole, too: what a digit key adds, what
     * deleting takes away, and the last sign become another of its key. 1: `typed` (up to `length` signs) is
     * another now. `put` NULL: digits only, and places stand for those that are missing; `change` NULL: a
     * key has one sign only. */
    int (*put)(void *context, char typed[NUMBER_ENTRY_MAX + 1], char digit);
    int (*take)(void *context, char typed[NUMBER_ENTRY_MAX + 1]);
    int (*change)(void *context, char typed[NUMBER_ENTRY_MAX + 1]);
    enum number_check (*check)(void *context, const char *typed);
    void *context;
};

struct number_entry {
    const struct number_format *format; /* borrowed */
    char typed[NUMBER_ENTRY_MAX + 1];
    size_t length;
    enum number_check state;
    int overflows; /* the last key was a digit for which there is no room */
};

void number_entry_start(struct number_entry *entry, const struct number_format *format);
/* Forgets the digits, also in memory. */
void number_entry_clear(struct number_entry *entry);
/* Digits and star; RED, DELETE and LEFT delete the last; GREEN and OK confirm: KEY_PRESSED if the number is
 * good, else the state says why not. */
enum key_result number_entry_key(struct number_entry *entry, enum remote_key key);
enum key_result number_entry_put(struct number_entry *entry, char character);
enum key_result number_entry_delete(struct number_entry *entry);
enum key_result number_entry_confirm(struct number_entry *entry);
/* KEY_IGNORED: the format has no other signs. */
enum key_result number_entry_change(struct number_entry *entry);
/* What stands there without a key: begins with it. */
void number_entry_fill(struct number_entry *entry, const char *typed);

/* 1 if a gap stands before the digit at `position`. */
int number_format_gap_before(const struct number_format *format, size_t position);

#endif
