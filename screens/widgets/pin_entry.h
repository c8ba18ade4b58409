#ifndef SCREENS_WIDGETS_PIN_ENTRY_H
#define SCREENS_WIDGETS_PIN_ENTRY_H

#include <stddef.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A PIN that is being typed. The digit keys go straight in. Without digit keys it goes by five keys, so that
 * who sees only the television learns nothing (docs/decisions/0040): the ten digits lie in five cells, two in
 * each, at random; the person presses the key of the cell in which their digit lies, the digits are dealt
 * anew, and a second press says which of the two it was. Nothing on the screen follows the presses but the
 * number of dots. */

enum { PIN_LENGTH_MAX = 12, PIN_CELLS = 5, PIN_DIGITS = 10 };

/* Cells in the order of the keys UP, LEFT, OK, RIGHT, DOWN. */
struct pin_deal {
    unsigned char cell_of[2][PIN_DIGITS]; /* in the first and in the second step */
};

struct pin_entry {
    size_t wanted; /* digits of a whole PIN */
    size_t length;
    char typed[PIN_LENGTH_MAX + 1];
    int by_cells; /* the cells are shown: an arrow was used */
    int step;     /* 0, or 1: the first of two keys was pressed */
    int first_cell;
    struct pin_deal deal;
    int lacks_random; /* the box gave no random numbers: only digit keys work; logged by the caller */
};

void pin_entry_start(struct pin_entry *entry, size_t wanted);
/* Forgets the digits, also in memory. */
void pin_entry_clear(struct pin_entry *entry);
/* The first arrow or OK shows the cells and says nothing yet. DELETE and RED take back, and so does Back as
 * long as there is something. KEY_PRESSED: typed holds the PIN; take it and call pin_entry_clear. */
enum key_result pin_entry_key(struct pin_entry *entry, enum remote_key key);
/* The digits that lie in a cell now: two. */
void pin_entry_cell(const struct pin_entry *entry, int cell, int digits[2]);
/* Deals both steps anew; -1 without random numbers. */
int pin_deal_make(struct pin_deal *deal);

#endif
