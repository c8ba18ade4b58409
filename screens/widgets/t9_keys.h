#ifndef SCREENS_WIDGETS_T9_KEYS_H
#define SCREENS_WIDGETS_T9_KEYS_H

/* Which letters a digit key stands for: ITU-T E.161, as on every telephone. */

/* "ABC" for 2 … "WXYZ" for 9; "" for a digit without letters. */
const char *t9_letters(int digit);
/* The digit of a letter of either case, or of a digit itself; -1: neither. */
int t9_digit(char character);

#endif
