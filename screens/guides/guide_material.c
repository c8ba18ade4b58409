#include "screens/guides/guide_material.h"

#include <stdio.h>
#include <string.h>

#include "screens/guides/guide_form.h"
#include "screens/guides/guide_text.h"
#include "screens/guides/guide_words.h"
#include "screens/stage/detail.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/spoken_parts.h"

struct material_screen {
    struct detail detail;
    const struct guide *guide;
    size_t index;
    struct fact_card *card;
};

static const struct guide_material *shown(const struct material_screen *screen)
{
    return &screen->guide->materials[screen->index];
}

/* The form of the guide that this material is; NULL: none. */
static const struct guide_form *form_of(const struct material_screen *screen)
{
    const char *id = shown(screen)->form;
    for (size_t i = 0; id[0] != '\0' && i < screen->guide->form_count; i++) {
        if (strcmp(screen->guide->forms[i].id, id) == 0) {
            return &screen->guide->forms[i];
        }
    }
    return NULL;
}

/* --- Layout --- */

static const char *kind_words(const struct stage *stage, const struct guide_material *material)
{
    static const enum string_id kinds[] = {STRING_KIND_CERTIFICATE, STRING_KIND_FORM, STRING_KIND_OTHER};
    int known = material->kind >= MATERIAL_CERTIFICATE && material->kind <= MATERIAL_OTHER;
    return known ? string_get(stage->strings, kinds[material->kind]) : "";
}

static struct fact_card *new_card(const struct material_screen *screen)
{
    const struct stage *stage = screen->detail.screen.stage;
    const struct guide_material *material = shown(screen);
    struct need_mark need = need_mark_of(stage, material->need);
    const struct guide_form *form = form_of(screen);
    char piece[128];
    material_piece_words(stage->strings, material, piece, sizeof piece);
    struct fact_card_content content = {
        .badge = need.word,
        .badge_icon = icon_set_get(stage->icons, need.icon),
        .badge_fill = need.fill,
        .badge_ink = need.ink,
        .facts =
            {
                {string_get(stage->strings, STRING_MATERIAL_PIECE), piece},
                {string_get(stage->strings, STRING_MATERIAL_FORMAT),
                 material_format_words(stage->strings, material)},
                {string_get(stage->strings, STRING_MATERIAL_KIND), kind_words(stage, material)},
                {string_get(stage->strings, STRING_MATERIAL_FORM), form != NULL ? form->name : ""},
            },
        .fact_count = 4,
    };
    return fact_card_new(stage, &content, frame_card(stage, FRAME_WIDE_CARD_PERCENT));
}

static void show_hints(struct detail *detail)
{
    if (form_of((const struct material_screen *)detail) != NULL) {
        frame_hint_add(&detail->frame, STRING_KEY_OK, STRING_HINT_FIELDS);
    }
    if (((const struct material_screen *)detail)->guide->material_count > 1) {
        frame_hint_add(&detail->frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_NEIGHBOUR);
    }
}

static void show_status(struct detail *detail)
{
    const struct material_screen *screen = (const struct material_screen *)detail;
    frame_set_count(&detail->frame, detail->screen.stage, STRING_GUIDE_COUNT, (int64_t)screen->index + 1,
                    (int64_t)screen->guide->material_count);
}

static struct rect place(struct detail *detail)
{
    struct material_screen *screen = (struct material_screen *)detail;
    const struct stage *stage = detail->screen.stage;
    detail->id = shown(screen)->id;
    detail->name = shown(screen)->name;
    detail->frame.title = string_get(stage->strings, STRING_GUIDE_MATERIALS);
    detail->frame.subtitle = screen->guide->summary.name;
    fact_card_free(screen->card);
    screen->card = new_card(screen);
    return frame_body_beside(stage, frame_card(stage, FRAME_WIDE_CARD_PERCENT));
}

static void lay_out(struct detail *detail)
{
    const struct guide_material *material = shown((const struct material_screen *)detail);
    const struct stage *stage = detail->screen.stage;
    guide_text_title(detail->rich_text, stage, material->name);
    guide_text_part(detail->rich_text, stage, STRING_MATERIAL_SOURCE, material->source);
    guide_text_part(detail->rich_text, stage, STRING_MATERIAL_EXPLAIN, material->explain);
    guide_text_part(detail->rich_text, stage, STRING_MATERIAL_ACCEPT, material->accept);
    guide_text_part(detail->rich_text, stage, STRING_MATERIAL_MEMBERS, material->members);
}

static void draw(const struct detail *detail)
{
    const struct material_screen *screen = (const struct material_screen *)detail;
    if (screen->card != NULL) {
        fact_card_draw(screen->card, detail->screen.stage);
    }
}

static void say_card(const struct detail *detail, struct spoken *spoken)
{
    spoken_fact_card(spoken, ((const struct material_screen *)detail)->card);
}

/* --- Operations --- */

static enum key_result open_form(struct detail *detail, const char *button)
{
    const struct guide_form *form = form_of((const struct material_screen *)detail);
    struct stage *stage = detail->screen.stage;
    (void)button;
    if (form == NULL) {
        return KEY_STAYED;
    }
    stage->open(stage->application, guide_form_new(stage, form));
    return KEY_DONE;
}

static enum key_result show_neighbour(struct material_screen *screen, int sideways)
{
    size_t to = sideways < 0 ? screen->index - 1 : screen->index + 1;
    if (to >= screen->guide->material_count) {
        return KEY_STAYED;
    }
    screen->index = to;
    rich_text_scroll_to(screen->detail.rich_text, 0);
    detail_place(&screen->detail.screen);
    return KEY_DONE;
}

static enum key_result material_key(struct screen *base, const struct remote_event *event)
{
    int sideways = remote_key_sideways(event->key);
    return sideways != 0 ? show_neighbour((struct material_screen *)base, sideways) : detail_key(base, event);
}

static void material_free(struct screen *base)
{
    fact_card_free(((struct material_screen *)base)->card);
    detail_free(base);
}

static const struct screen_operations material_operations = {
    .name = "guide-material",
    .key = material_key,
    .free = material_free,
};

static const struct detail_kind material_kind = {
    .place = place,
    .lay_out = lay_out,
    .ok = open_form,
    .hints = show_hints,
    .status = show_status,
    .draw = draw,
    .say = say_card,
};

struct screen *guide_material_new(struct stage *stage, const struct guide *guide, size_t index)
{
    struct material_screen *screen = detail_new(sizeof *screen, &material_operations, &material_kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    screen->guide = guide;
    screen->index = index;
    screen->detail.is_there = 1;
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
