#ifndef SCREENS_STAGE_PHONE_LINK_H
#define SCREENS_STAGE_PHONE_LINK_H

#include "screens/stage/screen.h"

/* Pages of the headend for a phone, as QR codes. */

enum { PHONE_LINK_SIZE = CONFIG_URL_SIZE + 256 };

/* The address of `path` ("/p/guide/retirement") as phones reach the headend; a whole https address stays as
 * it is. 0, or -1: it is too long or neither. */
int phone_link(const struct box_config *config, const char *path, char out[PHONE_LINK_SIZE]);

/* The code, at most `side` wide. NULL: no such page, or no memory. */
struct picture *phone_code(const struct stage *stage, const char *path, int side);

/* The code centred in `area`, with `words` (at most two lines) below it. */
void phone_code_draw(const struct stage *stage, const struct picture *code, struct rect area,
                     const char *words);
/* The side of a code that fits with its words. */
int phone_code_side(const struct stage *stage, struct rect area);

#endif
