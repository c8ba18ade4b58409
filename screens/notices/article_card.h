#ifndef SCREENS_NOTICES_ARTICLE_CARD_H
#define SCREENS_NOTICES_ARTICLE_CARD_H

#include "screens/stage/screen.h"

/* The card beside a notice: who published it and when, until when it holds, and a QR code that takes it to a
 * phone. */

struct article_card;

/* `qr_link` "" : no code. NULL without memory. */
struct article_card *article_card_new(const struct stage *stage, const struct notice_summary *summary,
                                      const char *qr_link, struct rect area);
void article_card_free(struct article_card *card);
void article_card_draw(const struct article_card *card, const struct stage *stage);

#endif
