#ifndef STB_APP_BOX_NUMBER_H
#define STB_APP_BOX_NUMBER_H

enum { BOX_NUMBER_SIZE = 33 };

/* The number by which a headend counts the look-ups of one box a day (docs/openapi.yaml, TV-Hall-Box): 32
 * random hexadecimal digits, which say nothing of the household. Kept in the state directory; made anew
 * where there is none or it is broken. "" where nothing is kept (NULL) or the system gives no random bytes
 * yet: then the headend counts by the network address. */
void box_number_read(const char *state_directory, char number[BOX_NUMBER_SIZE]);

#endif
