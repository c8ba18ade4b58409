#include "screens/article_card.h"

#include <stdlib.h>

#include "screens/dates.h"
#include "screens/notice_words.h"

enum { FACTS = 4 };

struct article_card {
    struct rect area;
    enum notice_level level;
    struct text_layout *label[FACTS];
    struct text_layout *value[FACTS];
    struct picture *qr;
    struct text_layout *qr_words;
};

static struct text_layout *line_of(const struct stage *stage, const char *text, enum text_weight weight,
                                   colour ink, int width, enum text_align align, int limit)
{
    struct text_span span = {text, weight, ink, 0};
    struct text_layout_options options = {
        .size = stage->kit.theme->text_small, .width = width, .line_limit = limit, .align = align};
    return text_layout_new(stage->kit.fonts, &span, 1, &options);
}

static void add_fact(struct article_card *card, const struct stage *stage, int place, enum string_id label,
                     const char *value)
{
    const struct theme *theme = stage->kit.theme;
    int width = card->area.w - 2 * theme->gap;
    if (value[0] == '\0') {
        return;
    }
    card->label[place] = line_of(stage, string_get(stage->strings, label), TEXT_REGULAR, theme->ink_soft,
                                 width, TEXT_ALIGN_START, 1);
    card->value[place] = line_of(stage, value, TEXT_REGULAR, theme->ink, width, TEXT_ALIGN_START, 2);
}

struct article_card *article_card_new(const struct stage *stage, const struct notice_summary *summary,
                                      const char *qr_link, struct rect area)
{
    struct article_card *card = calloc(1, sizeof *card);
    char date[DATE_SIZE];
    if (card == NULL) {
        return NULL;
    }
    card->area = area;
    card->level = summary->level;
    add_fact(card, stage, 0, STRING_ARTICLE_OFFICE, summary->org_name);
    add_fact(card, stage, 1, STRING_ARTICLE_PUBLISHED, date_iso(date, summary->published));
    if (summary->valid_to > 0) {
        /* The end is exclusive: the last day on which it holds is the one before midnight. */
        add_fact(card, stage, 2, STRING_ARTICLE_VALID_TO, date_iso(date, summary->valid_to - 1));
    }
    add_fact(card, stage, 3, STRING_ARTICLE_CATEGORY,
             notice_category_name(stage->strings, summary->category));
    if (qr_link[0] != '\0') {
        int side = area.w - 2 * stage->kit.theme->gap;
        int limit = area.h * 2 / 5;
        card->qr = picture_qr(stage->kit.canvas, qr_link, side < limit ? side : limit);
        card->qr_words = line_of(stage, string_get(stage->strings, STRING_ARTICLE_SCAN), TEXT_REGULAR,
                                 stage->kit.theme->ink_soft, side, TEXT_ALIGN_CENTRE, 2);
    }
    return card;
}

void article_card_free(struct article_card *card)
{
    if (card == NULL) {
        return;
    }
    for (int i = 0; i < FACTS; i++) {
        text_layout_free(card->label[i]);
        text_layout_free(card->value[i]);
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
    int height = kit->theme->text_body * 3 / 2;
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
        if (card->value[i] != NULL) {
            y += draw_layout(stage, card->label[i], x, y);
            y += draw_layout(stage, card->value[i], x, y) + kit->theme->gap_small;
        }
    }
    if (card->qr != NULL) {
        int words = card->qr_words != NULL ? text_layout_height(card->qr_words) + kit->theme->gap_small : 0;
        int top = card->area.y + card->area.h - gap - words - picture_height(card->qr);
        int left = card->area.x + (card->area.w - picture_width(card->qr)) / 2;
        canvas_picture(kit->canvas, card->qr, left, top);
        draw_layout(stage, card->qr_words, x, top + picture_height(card->qr) + kit->theme->gap_small);
    }
}
