#ifndef SCREENS_WIDGETS_NUMBER_FIELD_H
#define SCREENS_WIDGETS_NUMBER_FIELD_H

#include "screens/widgets/key_pad.h"
#include "screens/widgets/number_entry.h"

/* A number in large digits: groups for reading, a place for every digit that is still missing, a caret, and
 * below it, by shape and word, whether it can be right. The digit keys go straight into it. A remote without
 * digits reaches the pad below with an arrow (left deletes as long as there is something to delete); Back
 * puts the pad away again. A digit for which there is no room is answered in words. */

/* What stands below the number; all borrowed. */
struct number_words {
    const char *state[3];         /* by enum number_check */
    const struct icon *shapes[3]; /* likewise; NULL: none */
    const char *unit;             /* behind the digits of a quantity; NULL: none */
    const char *full;             /* in place of the state's after a digit too many */
};

struct number_field {
    struct rect area; /* field, words and pad */
    struct number_entry entry;
    struct key_pad pad;
    struct number_words words;
};

void number_field_start(struct number_field *field, const struct number_format *format);
/* Forgets the digits and puts the pad away. Draws nothing. */
void number_field_clear(struct number_field *field);
/* `area` is at least number_field_height high, better with room for the pad. */
void number_field_place(struct number_field *field, const struct kit *kit, struct rect area);
int number_field_height(const struct kit *kit); /* without the pad */
/* Press and repeat; damages what changed. KEY_PRESSED: confirmed, and the number is good. */
enum key_result number_field_key(struct number_field *field, const struct kit *kit, enum remote_key key,
                                 int64_t now_us);
/* The last sign becomes another of its key (number_format.change). */
enum key_result number_field_change(struct number_field *field, const struct kit *kit);
/* No keys are shown any more. */
void number_field_put_pad_away(struct number_field *field, const struct kit *kit);
/* What stands below the number now. */
const char *number_field_words(const struct number_field *field);
void number_field_draw(const struct number_field *field, const struct kit *kit, int64_t now_us);

#endif
