#include "screens/phone_card.h"

#include "screens/phone_link.h"

enum { WORDS_LINES = 3 };

void phone_card_clear(struct phone_card *card)
{
    picture_free(card->qr);
    text_layout_free(card->words);
    card->qr = NULL;
    card->words = NULL;
}

void phone_card_place(struct phone_card *card, const struct stage *stage, struct rect area, const char *path,
                      enum string_id words)
{
    const struct theme *theme = stage->kit.theme;
    struct text_span span = {string_get(stage->strings, words), TEXT_REGULAR, theme->ink, 0};
    struct text_layout_options options = {.size = theme->text_small,
                                          .width = area.w - 2 * theme->gap,
                                          .line_limit = WORDS_LINES,
                                          .align = TEXT_ALIGN_CENTRE};
    phone_card_clear(card);
    card->area = area;
    if (path[0] == '\0') {
        return;
    }
    card->words = text_layout_new(stage->kit.fonts, &span, 1, &options);
    int words_height = card->words != NULL ? text_layout_height(card->words) : 0;
    int room = area.h - words_height - 3 * theme->gap;
    int side = options.width < room ? options.width : room;
    card->qr = side > 0 ? phone_code(stage, path, side) : NULL;
    if (card->qr != NULL) { /* no higher than what stands on it */
        card->area.h = picture_height(card->qr) + words_height + 3 * theme->gap;
    }
}

void phone_card_draw(const struct phone_card *card, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    if (card->qr == NULL || !canvas_visible(kit->canvas, card->area)) {
        return;
    }
    canvas_fill_rounded(kit->canvas, card->area, kit->theme->radius, kit->theme->surface);
    int y = card->area.y + kit->theme->gap;
    canvas_picture(kit->canvas, card->qr, card->area.x + (card->area.w - picture_width(card->qr)) / 2, y);
    y += picture_height(card->qr) + kit->theme->gap;
    if (card->words != NULL) {
        canvas_text_layout(kit->canvas, kit->fonts, card->words, card->area.x + kit->theme->gap, y);
    }
}
