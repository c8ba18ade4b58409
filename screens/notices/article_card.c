#include "screens/notices/article_card.h"

#include <stdlib.h>

#include "screens/stage/dates.h"
#include "screens/stage/notice_words.h"

enum { FACTS = 3, QR_LEAST = 100 };

struct article_card {
    struct rect area;
    enum notice_level level;
    struct text_layout *facts[FACTS]; /* who, since when, until when */
    struct picture *qr;
    struct text_layout *qr_words;
};

static struct text_layout *words_of(const struct stage *stage, const struct article_card *card,
                                    const char *text, enum text_weight weight, colour ink,
                                    enum text_align align)
{
    struct text_span span = {text, weight, ink, 0};
    struct text_layout_options options = {
        .size = stage->kit.theme->text_small,
        .width = card->area.w - 2 * stage->kit.theme->gap,
        .line_limit = 2,
        .align = align,
    };
    return text_layout_new(stage->kit.fonts, &span, 1, &options);
}

static struct text_layout *date_fact(const struct stage *stage, const struct article_card *card,
                                     enum string_id id, int64_t time_ms)
{
    char date[DATE_SIZE];
    char text[DATE_SIZE * 2];
    const char *values[] = {date_iso(date, time_ms)};
    string_format(text, sizeof text, stage->strings, id, values, 1);
    return words_of(stage, card, text, TEXT_REGULAR, stage->kit.theme->ink_soft, TEXT_ALIGN_START);
}

static int badge_height(const struct stage *stage, enum notice_level level)
{
    return notice_level_name(stage->strings, level) != NULL ? stage->kit.theme->text_body * 3 / 2 : 0;
}

/* What badge and facts leave free, so that a code never lies over words. */
static int space_for_qr(const struct article_card *card, const struct stage *stage)
{
    const struct theme *theme = stage->kit.theme;
    int taken = 2 * theme->gap + badge_height(stage, card->level) + theme->gap;
    for (int i = 0; i < FACTS; i++) {
        taken += text_layout_height(card->facts[i]) + theme->gap_small;
    }
    int height = card->area.h - taken - text_layout_height(card->qr_words) - theme->gap_small;
    int width = card->area.w - 2 * theme->gap;
    return width < height ? width : height;
}

struct article_card *article_card_new(const struct stage *stage, const struct notice_summary *summary,
                                      const char *qr_link, struct rect area)
{
    const struct theme *theme = stage->kit.theme;
    struct article_card *card = calloc(1, sizeof *card);
    if (card == NULL) {
        return NULL;
    }
    card->area = area;
    card->level = summary->level;
    card->facts[0] = words_of(stage, card, summary->org_name, TEXT_BOLD, theme->ink, TEXT_ALIGN_START);
    card->facts[1] = date_fact(stage, card, STRING_ARTICLE_PUBLISHED, summary->published);
    if (summary->valid_to > 0) {
        /* The end is exclusive: the last day on which it holds is the one before midnight. */
        card->facts[2] = date_fact(stage, card, STRING_ARTICLE_VALID_TO, summary->valid_to - 1);
    }
    if (qr_link[0] != '\0') {
        card->qr_words = words_of(stage, card, string_get(stage->strings, STRING_ARTICLE_SCAN), TEXT_REGULAR,
                                  theme->ink_soft, TEXT_ALIGN_CENTRE);
        int side = space_for_qr(card, stage);
        card->qr = side >= QR_LEAST ? picture_qr(stage->kit.canvas, qr_link, side) : NULL;
    }
    return card;
}

void article_card_free(struct article_card *card)
{
    if (card == NULL) {
        return;
    }
    for (int i = 0; i < FACTS; i++) {
        text_layout_free(card->facts[i]);
    }
    picture_free(card->qr);
    text_layout_free(card->qr_words);
    free(card);
}

static int draw_level(const struct article_card *card, const struct stage *stage, int x, int y)
{
    const struct kit *kit = &stage->kit;
    const char *word = notice_level_name(stage->strings, card->level);
    if (word == NULL) {
        return 0;
    }
    int urgent = card->level == NOTICE_URGENT;
    colour fill = urgent ? kit->theme->urgent : kit->theme->important;
    colour ink = urgent ? kit->theme->on_urgent : kit->theme->on_important;
    const struct icon *icon = icon_set_get(stage->icons, urgent ? "urgent" : "important");
    int icon_space = icon != NULL ? icon_width(icon) + kit->theme->gap_small : 0;
    int height = badge_height(stage, card->level);
    int width = icon_space + text_width(kit->fonts, style_body_bold(kit), word) + 2 * kit->theme->gap;
    struct rect badge = {x, y, width, height};
    canvas_fill_rounded(kit->canvas, badge, kit->theme->radius_small, fill);
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, x + kit->theme->gap, y + (height - icon_height(icon)) / 2, ink);
    }
    struct rect words = {x + kit->theme->gap + icon_space, y, width, height};
    draw_text_middle(kit, style_body_bold(kit), words, word, ink);
    return height + kit->theme->gap;
}

static int draw_layout(const struct stage *stage, const struct text_layout *layout, int x, int y)
{
    if (layout == NULL) {
        return 0;
    }
    canvas_text_layout(stage->kit.canvas, stage->kit.fonts, layout, x, y);
    return text_layout_height(layout);
}

void article_card_draw(const struct article_card *card, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    if (!canvas_visible(kit->canvas, card->area)) {
        return;
    }
    int gap = kit->theme->gap;
    int x = card->area.x + gap;
    int y = card->area.y + gap;
    canvas_fill_rounded(kit->canvas, card->area, kit->theme->radius, kit->theme->surface);
    y += draw_level(card, stage, x, y);
    for (int i = 0; i < FACTS; i++) {
        y += draw_layout(stage, card->facts[i], x, y) + kit->theme->gap_small;
    }
    if (card->qr != NULL) {
        int words = text_layout_height(card->qr_words) + kit->theme->gap_small;
        int top = card->area.y + card->area.h - gap - words - picture_height(card->qr);
        int left = card->area.x + (card->area.w - picture_width(card->qr)) / 2;
        canvas_picture(kit->canvas, card->qr, left, top);
        draw_layout(stage, card->qr_words, x, top + picture_height(card->qr) + kit->theme->gap_small);
    }
}
