#include "screens/stage/fact_card.h"

#include <stdio.h>
#include <stdlib.h>

enum { BADGE_SIZE = 48, VALUE_LINES = 3 };

struct fact_layout {
    struct text_layout *label, *value;
};

struct fact_card {
    struct rect area;
    char badge[BADGE_SIZE];
    const struct icon *badge_icon;
    colour badge_fill, badge_ink;
    struct fact_layout facts[FACTS_MAX];
    size_t fact_count;
};

static struct text_layout *words(const struct stage *stage, const struct fact_card *card, const char *text,
                                 struct text_style style, colour ink, int line_limit)
{
    struct text_span span = {text, style.weight, ink, 0};
    struct text_layout_options options = {
        .size = style.size,
        .width = card->area.w - 2 * stage->kit.theme->gap,
        .line_height = style.size * 5 / 4,
        .line_limit = line_limit,
    };
    return text_layout_new(stage->kit.fonts, &span, 1, &options);
}

static int badge_height(const struct fact_card *card, const struct theme *theme)
{
    return card->badge[0] != '\0' ? theme->text_body * 3 / 2 + theme->gap : 0;
}

/* Returns the height left. */
static int add_fact(struct fact_card *card, const struct stage *stage, const struct fact *fact, int left)
{
    const struct kit *kit = &stage->kit;
    struct fact_layout *layout = &card->facts[card->fact_count];
    layout->label = words(stage, card, fact->label, style_small(kit), kit->theme->ink_soft, 1);
    layout->value = words(stage, card, fact->value, style_title(kit), kit->theme->ink, VALUE_LINES);
    int height = text_layout_height(layout->label) + text_layout_height(layout->value);
    if (layout->value == NULL || height > left) {
        text_layout_free(layout->label);
        text_layout_free(layout->value);
        *layout = (struct fact_layout){NULL, NULL};
        return 0;
    }
    card->fact_count++;
    return left - height - kit->theme->gap;
}

struct fact_card *fact_card_new(const struct stage *stage, const struct fact_card_content *content,
                                struct rect area)
{
    const struct kit *kit = &stage->kit;
    struct fact_card *card = calloc(1, sizeof *card);
    if (card == NULL) {
        return NULL;
    }
    card->area = area;
    (void)snprintf(card->badge, sizeof card->badge, "%s", content->badge != NULL ? content->badge : "");
    card->badge_icon = content->badge_icon;
    card->badge_fill = content->badge_fill;
    card->badge_ink = content->badge_ink;
    int left = area.h - 2 * kit->theme->gap - badge_height(card, kit->theme);
    for (size_t i = 0; i < content->fact_count && i < FACTS_MAX && left > 0; i++) {
        if (content->facts[i].value[0] != '\0') {
            left = add_fact(card, stage, &content->facts[i], left);
        }
    }
    return card;
}

void fact_card_free(struct fact_card *card)
{
    if (card == NULL) {
        return;
    }
    for (size_t i = 0; i < card->fact_count; i++) {
        text_layout_free(card->facts[i].label);
        text_layout_free(card->facts[i].value);
    }
    free(card);
}

static int draw_badge(const struct fact_card *card, const struct kit *kit, int x, int y)
{
    const struct theme *theme = kit->theme;
    if (card->badge[0] == '\0') {
        return 0;
    }
    int icon = card->badge_icon != NULL ? icon_width(card->badge_icon) + theme->gap_small : 0;
    int height = theme->text_body * 3 / 2;
    struct rect badge = {
        x, y, icon + text_width(kit->fonts, style_body_bold(kit), card->badge) + 2 * theme->gap, height};
    canvas_fill_rounded(kit->canvas, badge, theme->radius_small, card->badge_fill);
    if (card->badge_icon != NULL) {
        canvas_icon(kit->canvas, card->badge_icon, x + theme->gap,
                    y + (height - icon_height(card->badge_icon)) / 2, card->badge_ink);
    }
    struct rect line = {x + theme->gap + icon, y, badge.w, height};
    draw_text_middle(kit, style_body_bold(kit), line, card->badge, card->badge_ink);
    return badge_height(card, theme);
}

static int draw_words(const struct kit *kit, const struct text_layout *layout, int x, int y)
{
    if (layout == NULL) {
        return 0;
    }
    canvas_text_layout(kit->canvas, kit->fonts, layout, x, y);
    return text_layout_height(layout);
}

void fact_card_draw(const struct fact_card *card, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    if (!canvas_visible(kit->canvas, card->area)) {
        return;
    }
    int gap = kit->theme->gap;
    int x = card->area.x + gap;
    int y = card->area.y + gap;
    canvas_fill_rounded(kit->canvas, card->area, kit->theme->radius, kit->theme->surface);
    y += draw_badge(card, kit, x, y);
    for (size_t i = 0; i < card->fact_count; i++) {
        y += draw_words(kit, card->facts[i].label, x, y);
        y += draw_words(kit, card->facts[i].value, x, y) + gap;
    }
}
