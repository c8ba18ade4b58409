#ifndef HEADEND_HOUSEHOLD_USER_CODE_H
#define HEADEND_HOUSEHOLD_USER_CODE_H

#include <stddef.h>

/* The code that a person types where the QR code cannot be read: 8 letters of 20 without look-alikes (RFC
 * 8628, 6.1), 34 bits; and the room's number: three digits that the phone shows and the television asks. */

enum { USER_CODE_LENGTH = 8, USER_CODE_SIZE = 9, USER_CODE_SHOWN_SIZE = 10, NUMBER_SIZE = 4 };

/* -1: the system gives no random bytes. */
int user_code_make(char code[USER_CODE_SIZE]);
int room_number_make(char number[NUMBER_SIZE]);

/* As it is shown: BCDF-GHJK. */
void user_code_show(const char *code, char shown[USER_CODE_SHOWN_SIZE]);

/* What was typed: letters of either case and of full width, with blanks, hyphens and dots anywhere. -1: it is
 * no code. */
int user_code_read(const char *typed, char code[USER_CODE_SIZE]);

#endif
