#include "screens/stage/fact_card.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/widgets/one_line.h"

enum { BADGE_SIZE = 48, VALUE_LINES = 3, ALONE_LINES = 2, CODE_LEAST = 100 };

struct fact_layout {
    struct text_layout *label, *value;
    int space; /* below it */
};

struct fact_card {
    struct rect area;
    char badge[BADGE_SIZE];
    const struct icon *badge_icon;
    colour badge_fill, badge_ink;
    struct fact_layout facts[FACTS_MAX + 1]; /* and the heading */
    size_t fact_count;
    struct picture *code;
    struct text_layout *code_words;
};

/* `line_height` 0: the letters' own. */
static struct text_layout *words(const struct stage *stage, const struct fact_card *card, const char *text,
                                 struct text_style style, colour ink, int line_height, int line_limit)
{
    struct text_span span = {text, style.weight, ink, 0};
    struct text_layout_options options = {
        .size = style.size,
        .width = card->area.w - 2 * stage->kit.theme->gap,
        .line_height = line_height,
        .line_limit = line_limit,
    };
    return text_layout_new(stage->kit.fonts, &span, 1, &options);
}

/* `next`: the one below, or NULL. Lines without labels stand close to each other. */
static struct fact_layout lay_out(const struct stage *stage, const struct fact_card *card,
                                  const struct fact *fact, const struct fact *next)
{
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    struct text_style small = style_small(kit);
    struct text_style title = style_title(kit);
    if (fact->label == NULL) {
        return (struct fact_layout){NULL,
                                    words(stage, card, fact->value, small, theme->ink_soft, 0, ALONE_LINES),
                                    next != NULL && next->label != NULL ? theme->gap : theme->gap_small};
    }
    return (struct fact_layout){
        words(stage, card, fact->label, small, theme->ink_soft, small.size * 5 / 4, 1),
        words(stage, card, fact->value, title, theme->ink, title.size * 5 / 4, VALUE_LINES), theme->gap};
}

static int badge_height(const struct fact_card *card, const struct theme *theme)
{
    return card->badge[0] != '\0' ? theme->text_body * 3 / 2 + theme->gap : 0;
}

/* Returns the height left. */
static int add_fact(struct fact_card *card, struct fact_layout layout, int left)
{
    int height = text_layout_height(layout.label) + text_layout_height(layout.value);
    if (layout.value == NULL || height > left) {
        text_layout_free(layout.label);
        text_layout_free(layout.value);
        return 0;
    }
    card->facts[card->fact_count++] = layout;
    return left - height - layout.space;
}

static int add_heading(struct fact_card *card, const struct stage *stage, const char *heading, int left)
{
    struct text_style style = style_small_bold(&stage->kit);
    struct text_layout *layout = words(stage, card, heading, style, stage->kit.theme->ink, 0, ALONE_LINES);
    return add_fact(card, (struct fact_layout){NULL, layout, stage->kit.theme->gap_small}, left);
}

/* As large as there is room for below the facts. */
static void add_code(struct fact_card *card, const struct stage *stage,
                     const struct fact_card_content *content, int left)
{
    const struct theme *theme = stage->kit.theme;
    struct text_span span = {content->code_words, TEXT_REGULAR, theme->ink_soft, 0};
    int width = card->area.w - 2 * theme->gap;
    struct text_layout_options options = {
        .size = theme->text_small, .width = width, .line_limit = ALONE_LINES, .align = TEXT_ALIGN_CENTRE};
    card->code_words = text_layout_new(stage->kit.fonts, &span, 1, &options);
    int above = card->badge[0] != '\0' ? theme->gap_small : theme->gap + theme->gap_small;
    int height = left - text_layout_height(card->code_words) - above;
    int side = width < height ? width : height;
    card->code = side >= CODE_LEAST ? picture_qr(content->code, side) : NULL;
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
    if (content->heading != NULL && content->heading[0] != '\0') {
        left = add_heading(card, stage, content->heading, left);
    }
    for (size_t i = 0; i < content->fact_count && i < FACTS_MAX && left > 0; i++) {
        if (content->facts[i].value[0] != '\0') {
            const struct fact *next = i + 1 < content->fact_count ? &content->facts[i + 1] : NULL;
            left = add_fact(card, lay_out(stage, card, &content->facts[i], next), left);
        }
    }
    if (content->code != NULL && content->code[0] != '\0') {
        add_code(card, stage, content, left);
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
    picture_free(card->code);
    text_layout_free(card->code_words);
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
        y += draw_words(kit, card->facts[i].value, x, y) + card->facts[i].space;
    }
    if (card->code != NULL) {
        int below = text_layout_height(card->code_words) + kit->theme->gap_small;
        y = card->area.y + card->area.h - gap - below - picture_height(card->code);
        canvas_picture(kit->canvas, card->code, card->area.x + (card->area.w - picture_width(card->code)) / 2,
                       y);
        (void)draw_words(kit, card->code_words, x, y + picture_height(card->code) + kit->theme->gap_small);
    }
}

void fact_card_words(const struct fact_card *card, char *out, size_t size)
{
    out[0] = '\0';
    if (card == NULL) {
        return;
    }
    line_add(out, size, card->badge);
    for (size_t i = 0; i < card->fact_count; i++) {
        line_add(out, size, text_layout_words(card->facts[i].label));
        line_add(out, size, text_layout_words(card->facts[i].value));
    }
}
