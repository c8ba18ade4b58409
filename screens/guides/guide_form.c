#include "screens/guides/guide_form.h"

#include <stdio.h>

#include "screens/guides/guide_text.h"
#include "screens/stage/list_screen.h"
#include "screens/stage/phone_link.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/rich_text.h"

/* The fields stand at the left as on the paper; what belongs to the chosen one stands beside it. Where there
 * is a page for the phone, its code is the first row. */
struct form_screen {
    struct list_screen list;
    const struct guide_form *form;
    struct rich_text *rich_text;
    struct picture *code; /* NULL until it is looked at */
};

static size_t code_rows(const struct form_screen *screen)
{
    return screen->form->page[0] != '\0' ? 1 : 0;
}

/* NULL: the row of the code. */
static const struct guide_form_field *field_at(const struct form_screen *screen, size_t row)
{
    size_t before = code_rows(screen);
    return row >= before && row - before < screen->form->field_count ? &screen->form->fields[row - before]
                                                                     : NULL;
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct form_screen *screen = context;
    const struct stage *stage = screen->list.screen.stage;
    const struct guide_form_field *field = field_at(screen, index);
    if (field != NULL) {
        (void)snprintf(row->id, sizeof row->id, "field-%zu", index - code_rows(screen) + 1);
        row->title = field->label;
        return;
    }
    (void)snprintf(row->id, sizeof row->id, "phone");
    row->title = string_get(stage->strings, STRING_FORM_BLANK);
    row->mark = icon_set_get(stage->icons, "link-qr");
    row->mark_fill = stage->kit.theme->notice_bar;
    row->mark_ink = stage->kit.theme->on_notice_bar;
}

/* --- Layout --- */

static struct rect list_rect(const struct stage *stage)
{
    struct rect body = frame_body(stage);
    return (struct rect){body.x, body.y, body.w * 35 / 100, body.h};
}

static struct rect panel_rect(const struct stage *stage)
{
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    struct rect list = list_rect(stage);
    int left = list.x + list.w + theme->gap + theme->scroll_bar + theme->gap;
    return (struct rect){left, body.y, body.x + body.w - left, body.h};
}

static struct rect text_rect(const struct stage *stage)
{
    const struct theme *theme = stage->kit.theme;
    struct rect inside = rect_inset(panel_rect(stage), theme->gap_large);
    inside.y = panel_rect(stage).y + theme->gap;
    inside.h = panel_rect(stage).h - 2 * theme->gap;
    return inside;
}

static void show_field(struct form_screen *screen)
{
    const struct stage *stage = screen->list.screen.stage;
    const struct guide_form_field *field = field_at(screen, screen->list.list.focus);
    rich_text_clear(screen->rich_text);
    rich_text_place(screen->rich_text, text_rect(stage));
    if (field != NULL) {
        guide_text_title(screen->rich_text, stage, field->label);
        guide_text_part(screen->rich_text, stage, STRING_FORM_MEANING, field->meaning);
        guide_text_example(screen->rich_text, stage, STRING_FORM_EXAMPLE, field->example);
        guide_text_part(screen->rich_text, stage, STRING_FORM_MISTAKE, field->mistake);
    } else if (screen->code == NULL && screen->form->page[0] != '\0') {
        screen->code = phone_code(stage, screen->form->page, phone_code_side(stage, text_rect(stage)));
    }
    canvas_damage(stage->kit.canvas, panel_rect(stage));
}

/* The row of the code is no field. */
static size_t collect(struct list_screen *list)
{
    const struct form_screen *screen = (const struct form_screen *)list;
    list->leading = code_rows(screen);
    return list->leading + screen->form->field_count;
}

static void show_hints(struct list_screen *list)
{
    if (list->list.count > 1) {
        frame_hint_add(&list->frame, STRING_KEY_UP_DOWN, STRING_HINT_FIELD);
    }
}

static void place(struct list_screen *list)
{
    struct form_screen *screen = (struct form_screen *)list;
    const struct stage *stage = list->screen.stage;
    list->list.row_height = stage->kit.theme->row_height * 7 / 10;
    list_place(&list->list, list_rect(stage));
    picture_free(screen->code);
    screen->code = NULL;
    show_field(screen);
}

/* --- Operations --- */

static enum key_result form_key(struct screen *base, const struct remote_event *event)
{
    struct form_screen *screen = (struct form_screen *)base;
    struct remote_event down = *event;
    if (remote_key_sideways(event->key) != 0) {
        return rich_text_key(screen->rich_text, event->key); /* a long explanation is read on */
    }
    if (event->key == REMOTE_KEY_OK) { /* on to the next field, as a pen goes */
        down.key = REMOTE_KEY_DOWN;
    }
    enum key_result result = list_screen_key(base, &down);
    if (result == KEY_DONE) {
        show_field(screen);
    }
    return result;
}

static void form_draw(struct screen *base, struct rect clip)
{
    struct form_screen *screen = (struct form_screen *)base;
    const struct stage *stage = base->stage;
    const struct kit *kit = &stage->kit;
    list_screen_draw(base, clip);
    canvas_fill_rounded(kit->canvas, panel_rect(stage), kit->theme->radius, kit->theme->surface);
    if (field_at(screen, screen->list.list.focus) != NULL) {
        rich_text_draw(screen->rich_text);
    } else if (screen->code != NULL) {
        phone_code_draw(stage, screen->code, text_rect(stage),
                        string_get(stage->strings, STRING_FORM_BLANK_SCAN));
    }
}

static void form_say(const struct screen *base, struct spoken *spoken)
{
    const struct form_screen *screen = (const struct form_screen *)base;
    list_screen_say(base, spoken);
    if (field_at(screen, screen->list.list.focus) != NULL) {
        spoken_rich_text(spoken, base->stage, screen->rich_text);
    } else if (screen->code != NULL) {
        spoken_add_string(spoken->value, base->stage, STRING_FORM_BLANK_SCAN);
    }
}

static void form_free(struct screen *base)
{
    struct form_screen *screen = (struct form_screen *)base;
    picture_free(screen->code);
    rich_text_free(screen->rich_text);
    list_screen_free(base);
}

static const struct screen_operations form_operations = {
    .name = "guide-form",
    .key = form_key,
    .draw = form_draw,
    .say = form_say,
    .free = form_free,
};

static const struct list_screen_kind form_kind = {
    .row = read_row,
    .collect = collect,
    .count = STRING_FORM_COUNT,
    .place = place,
    .hints = show_hints,
};

struct screen *guide_form_new(struct stage *stage, const struct guide_form *form)
{
    struct form_screen *screen =
        list_screen_new(sizeof *screen, &form_operations, &form_kind, stage, form->name);
    if (screen == NULL) {
        return NULL;
    }
    screen->form = form;
    screen->rich_text = rich_text_new(&stage->kit);
    if (screen->rich_text == NULL) {
        list_screen_free(&screen->list.screen);
        return NULL;
    }
    if (form->field_count > 0) { /* the fields first */
        screen->list.list.focus = code_rows(screen);
    }
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
