#include "screens/stage/phone_card.h"

#include "screens/stage/phone_link.h"

enum { WORDS_LINES = 3, WORDS_BESIDE_LINES = 6 };
/* Of the card's height: from here on the words stand beside the code. */
enum { BESIDE_FROM_PERCENT = 140 };

void phone_card_clear(struct phone_card *card)
{
    picture_free(card->qr);
    text_layout_free(card->words);
    card->qr = NULL;
    card->words = NULL;
}

static struct text_layout *lay_out_words(const struct stage *stage, enum string_id words, int width,
                                         int line_limit, enum text_align align)
{
    const struct theme *theme = stage->kit.theme;
    struct text_span span = {string_get(stage->strings, words), TEXT_REGULAR, theme->ink, 0};
    struct text_layout_options options = {
        .size = theme->text_small, .width = width, .line_limit = line_limit, .align = align};
    return width > 0 ? text_layout_new(stage->kit.fonts, &span, 1, &options) : NULL;
}

static void place_beside(struct phone_card *card, const struct stage *stage, const char *path,
                         enum string_id words)
{
    int gap = stage->kit.theme->gap;
    card->qr = phone_code(stage, path, card->area.h - 2 * gap);
    if (card->qr != NULL) {
        int width = card->area.w - picture_width(card->qr) - 3 * gap;
        card->words = lay_out_words(stage, words, width, WORDS_BESIDE_LINES, TEXT_ALIGN_START);
        card->area.h = picture_height(card->qr) + 2 * gap;
    }
}

static void place_below(struct phone_card *card, const struct stage *stage, const char *path,
                        enum string_id words)
{
    int gap = stage->kit.theme->gap;
    int width = card->area.w - 2 * gap;
    card->words = lay_out_words(stage, words, width, WORDS_LINES, TEXT_ALIGN_CENTRE);
    int room = card->area.h - text_layout_height(card->words) - 3 * gap;
    int side = width < room ? width : room;
    card->qr = side > 0 ? phone_code(stage, path, side) : NULL;
    if (card->qr != NULL) { /* no higher than what stands on it */
        card->area.h = picture_height(card->qr) + text_layout_height(card->words) + 3 * gap;
    }
}

void phone_card_place(struct phone_card *card, const struct stage *stage, struct rect area, const char *path,
                      enum string_id words)
{
    phone_card_clear(card);
    card->area = area;
    card->words_beside = area.w * 100 > area.h * BESIDE_FROM_PERCENT;
    if (path[0] == '\0') {
        return;
    }
    if (card->words_beside) {
        place_beside(card, stage, path, words);
    } else {
        place_below(card, stage, path, words);
    }
}

void phone_card_draw(const struct phone_card *card, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    int gap = kit->theme->gap;
    if (card->qr == NULL || !canvas_visible(kit->canvas, card->area)) {
        return;
    }
    int width = picture_width(card->qr);
    int x = card->area.x + (card->words_beside ? gap : (card->area.w - width) / 2);
    int y = card->area.y + gap;
    canvas_fill_rounded(kit->canvas, card->area, kit->theme->radius, kit->theme->surface);
    canvas_picture(kit->canvas, card->qr, x, y);
    if (card->words == NULL) {
        return;
    }
    if (card->words_beside) {
        x += width + gap;
        y += (picture_height(card->qr) - text_layout_height(card->words)) / 2;
    } else {
        x = card->area.x + gap;
        y += picture_height(card->qr) + gap;
    }
    canvas_text_layout(kit->canvas, kit->fonts, card->words, x, y);
}
