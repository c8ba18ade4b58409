#ifndef SCREENS_STAGE_SPOKEN_KINDS_H
#define SCREENS_STAGE_SPOKEN_KINDS_H

#include "screens/stage/spoken_text.h"

/* Each looks whether its kind of writing begins at a place; it says it and returns how many characters it has
 * taken, or 0. */

size_t spoken_try_mask(struct spoken_text *text, size_t at); /* 4****************8, 137******50, ••••, 张** */
size_t spoken_try_date(struct spoken_text *text, size_t at); /* 2026-11-30, 20261130, 2026-11, 2026年 */
size_t spoken_try_time(struct spoken_text *text, size_t at); /* 16:27 */
/* Several runs of digits, said one by one: "0735-2345678", "4 3 1 0 0 0". */
size_t spoken_try_spaced(struct spoken_text *text, size_t at);
/* One run that is a number by nature: long, with a zero in front, a hotline, called so by the words before.
 */
size_t spoken_try_digits(struct spoken_text *text, size_t at);
/* A unit, with or without a blank in front. */
size_t spoken_try_unit(struct spoken_text *text, size_t at);
/* Everything else that begins with a digit: a number with its unit, money, a fraction, per cent. `is_money`:
 * a sign of money stood in front. Never 0. */
size_t spoken_say_quantity(struct spoken_text *text, size_t at, int is_money);

#endif
