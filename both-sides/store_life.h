#ifndef BOTH_SIDES_STORE_LIFE_H
#define BOTH_SIDES_STORE_LIFE_H

/* Revisions of lists grow within one life of the headend's store. A store that was brought back from a backup
 * begins another one, by an id: then a lower revision is what is there now. */
enum { STORE_LIFE_SIZE = 17 }; /* 16 hexadecimal digits */

#endif
