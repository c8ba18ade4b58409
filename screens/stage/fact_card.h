#ifndef SCREENS_STAGE_FACT_CARD_H
#define SCREENS_STAGE_FACT_CARD_H

#include "screens/stage/screen.h"

/* A card beside a text: a badge, a few facts that one reads first, perhaps a code to scan below them. */

enum { FACTS_MAX = 6 };

struct fact {
    const char *label; /* NULL: the value stands alone, in small letters */
    const char *value; /* "": the fact is left out */
};

struct fact_card_content {
    const char *badge; /* NULL: none */
    const struct icon *badge_icon;
    colour badge_fill, badge_ink;
    const char *heading; /* a small bold line above the facts; NULL: none */
    struct fact facts[FACTS_MAX];
    size_t fact_count;
    const char *code; /* an address; NULL or "": none */
    const char *code_words;
};

struct fact_card;

/* Copies the words. What there is no room for is left out from the end. NULL without memory. */
struct fact_card *fact_card_new(const struct stage *stage, const struct fact_card_content *content,
                                struct rect area);
void fact_card_free(struct fact_card *card);
/* Badge, heading and facts, a line each: for what a screen says of itself. NULL: "". */
void fact_card_words(const struct fact_card *card, char *out, size_t size);
void fact_card_draw(const struct fact_card *card, const struct stage *stage);

#endif
