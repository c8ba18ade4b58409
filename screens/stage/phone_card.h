#ifndef SCREENS_STAGE_PHONE_CARD_H
#define SCREENS_STAGE_PHONE_CARD_H

#include "screens/stage/screen.h"

/* A page of the headend for the phone: its QR code on a card, with words that say what it is for: below the
 * code, or beside it where the card is much wider than high, so that the code is as large as there is room
 * for. */

struct phone_card {
    struct rect area;
    struct picture *qr; /* NULL: no card is drawn */
    struct text_layout *words;
    int words_beside;
};

/* Replaces what was there. `path` as for phone_link (phone_link.h), "" leaves the card away. */
void phone_card_place(struct phone_card *card, const struct stage *stage, struct rect area, const char *path,
                      enum string_id words);
void phone_card_draw(const struct phone_card *card, const struct stage *stage);
void phone_card_clear(struct phone_card *card);

#endif
