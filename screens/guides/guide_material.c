#include "screens/guides/guide_material.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/guides/guide_form.h"
#include "screens/guides/guide_text.h"
#include "screens/guides/guide_words.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/frame.h"
#include "screens/widgets/flow.h"

struct material_screen {
    struct screen screen;
    struct frame frame;
    const struct guide *guide;
    size_t index;
    struct flow *flow;
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

static struct rect card_rect(const struct stage *stage)
{
    struct rect body = frame_body(stage);
    int width = body.w * 3 / 10;
    return (struct rect){body.x + body.w - width, body.y, width, body.h};
}

static const char *kind_words(const struct stage *stage, const struct guide_material *material)
{
    static const enum string_id kinds[] = {STRING_KIND_CERTIFICATE, STRING_KIND_FORM, STRING_KIND_OTHER};
    int known = material->kind >= MATERIAL_CERTIFICATE && material->kind <= MATERIAL_OTHER;
    return known ? string_get(stage->strings, kinds[material->kind]) : "";
}

static struct fact_card *new_card(const struct material_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
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
    return fact_card_new(stage, &content, card_rect(stage));
}

static void show_hints(struct material_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    struct frame *frame = &screen->frame;
    char text[FRAME_STATUS_SIZE];
    char number[24];
    char total[24];
    (void)snprintf(number, sizeof number, "%zu", screen->index + 1);
    (void)snprintf(total, sizeof total, "%zu", screen->guide->material_count);
    const char *values[] = {number, total};
    frame->hint_count = 0;
    if (form_of(screen) != NULL) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_FIELDS);
    }
    frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_NEIGHBOUR);
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    string_format(text, sizeof text, stage->strings, STRING_GUIDE_COUNT, values, 2);
    frame_set_status(frame, stage, text, 0);
    frame_damage_footer(stage);
}

static void material_place(struct screen *base)
{
    struct material_screen *screen = (struct material_screen *)base;
    const struct stage *stage = base->stage;
    const struct guide_material *material = shown(screen);
    screen->frame.title = string_get(stage->strings, STRING_GUIDE_MATERIALS);
    screen->frame.subtitle = screen->guide->summary.name;
    flow_clear(screen->flow);
    flow_place(screen->flow, frame_body_beside(stage, card_rect(stage)));
    guide_text_title(screen->flow, stage, material->name);
    guide_text_part(screen->flow, stage, STRING_MATERIAL_SOURCE, material->source);
    guide_text_part(screen->flow, stage, STRING_MATERIAL_EXPLAIN, material->explain);
    guide_text_part(screen->flow, stage, STRING_MATERIAL_ACCEPT, material->accept);
    guide_text_part(screen->flow, stage, STRING_MATERIAL_MEMBERS, material->members);
    fact_card_free(screen->card);
    screen->card = new_card(screen);
    show_hints(screen);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Operations --- */

static void material_enter(struct screen *base)
{
    canvas_damage_all(base->stage->kit.canvas);
}

static enum key_result show_neighbour(struct material_screen *screen, int sideways)
{
    size_t to = sideways < 0 ? screen->index - 1 : screen->index + 1;
    if (to >= screen->guide->material_count) {
        return KEY_STAYED;
    }
    screen->index = to;
    material_place(&screen->screen);
    return KEY_DONE;
}

static enum key_result material_key(struct screen *base, const struct remote_event *event)
{
    struct material_screen *screen = (struct material_screen *)base;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_OK) {
        const struct guide_form *form = form_of(screen);
        if (form == NULL || event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        base->stage->open(base->stage->application, guide_form_new(base->stage, form));
        return KEY_DONE;
    }
    int sideways = remote_key_sideways(event->key);
    return sideways != 0 ? show_neighbour(screen, sideways) : flow_key(screen->flow, event->key);
}

static void material_update(struct screen *base)
{
    (void)base;
}

static int64_t material_deadline(const struct screen *base)
{
    (void)base;
    return INT64_MAX;
}

static void material_draw(struct screen *base, struct rect clip)
{
    struct material_screen *screen = (struct material_screen *)base;
    (void)clip;
    frame_draw(&screen->frame, base->stage);
    flow_draw(screen->flow);
    if (screen->card != NULL) {
        fact_card_draw(screen->card, base->stage);
    }
}

static void material_report(const struct screen *base, struct screen_report *report)
{
    const struct material_screen *screen = (const struct material_screen *)base;
    report->focus = shown(screen)->id;
    report->title = shown(screen)->name;
    report->notice = screen->frame.status;
    report->position = flow_scroll(screen->flow);
    report->total = flow_height(screen->flow);
}

static void material_free(struct screen *base)
{
    struct material_screen *screen = (struct material_screen *)base;
    fact_card_free(screen->card);
    flow_free(screen->flow);
    free(screen);
}

static const struct screen_operations material_operations = {
    .name = "guide-material",
    .enter = material_enter,
    .place = material_place,
    .key = material_key,
    .update = material_update,
    .deadline = material_deadline,
    .draw = material_draw,
    .report = material_report,
    .free = material_free,
};

struct screen *guide_material_new(struct stage *stage, const struct guide *guide, size_t index)
{
    struct material_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&material_operations, stage};
    screen->guide = guide;
    screen->index = index;
    screen->flow = flow_new(&stage->kit);
    if (screen->flow == NULL) {
        free(screen);
        return NULL;
    }
    material_place(&screen->screen);
    return &screen->screen;
}
