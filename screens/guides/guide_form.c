#include "screens/guides/guide_form.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/guides/guide_text.h"
#include "screens/stage/frame.h"
#include "screens/stage/phone_link.h"
#include "screens/widgets/flow.h"
#include "screens/widgets/list.h"

/* The fields stand at the left as on the paper; what belongs to the chosen one stands beside it. Where there
 * is a page for the phone, its code is the first row. */
struct form_screen {
    struct screen screen;
    struct frame frame;
    const struct guide_form *form;
    struct list rows;
    struct flow *flow;
    struct picture *code; /* NULL until it is looked at */
};

static size_t code_rows(const struct form_screen *screen)
{
    return screen->form->page[0] != '\0' ? 1 : 0;
}

/* NULL: the row of the code. */
static const struct form_field *field_at(const struct form_screen *screen, size_t row)
{
    size_t before = code_rows(screen);
    return row >= before && row - before < screen->form->field_count ? &screen->form->fields[row - before]
                                                                     : NULL;
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct form_screen *screen = context;
    const struct stage *stage = screen->screen.stage;
    const struct form_field *field = field_at(screen, index);
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
    const struct stage *stage = screen->screen.stage;
    const struct form_field *field = field_at(screen, screen->rows.focus);
    flow_clear(screen->flow);
    flow_place(screen->flow, text_rect(stage));
    if (field != NULL) {
        guide_text_title(screen->flow, stage, field->label);
        guide_text_part(screen->flow, stage, STRING_FORM_MEANING, field->meaning);
        guide_text_example(screen->flow, stage, STRING_FORM_EXAMPLE, field->example);
        guide_text_part(screen->flow, stage, STRING_FORM_MISTAKE, field->mistake);
    } else if (screen->code == NULL && screen->form->page[0] != '\0') {
        screen->code = phone_code(stage, screen->form->page, phone_code_side(stage, text_rect(stage)));
    }
    canvas_damage(stage->kit.canvas, panel_rect(stage));
}

static void show_status(struct form_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char number[24];
    char total[24];
    if (field_at(screen, screen->rows.focus) != NULL) {
        (void)snprintf(number, sizeof number, "%zu", screen->rows.focus + 1 - code_rows(screen));
        (void)snprintf(total, sizeof total, "%zu", screen->form->field_count);
        const char *values[] = {number, total};
        string_format(text, sizeof text, stage->strings, STRING_FORM_COUNT, values, 2);
    }
    frame_set_status(&screen->frame, stage, text, 0);
}

static void form_place(struct screen *base)
{
    struct form_screen *screen = (struct form_screen *)base;
    const struct stage *stage = base->stage;
    size_t count = code_rows(screen) + screen->form->field_count;
    screen->rows.row_height = stage->kit.theme->row_height * 7 / 10;
    list_place(&screen->rows, list_rect(stage));
    list_refresh(&screen->rows, &stage->kit, count, (int64_t)count);
    picture_free(screen->code);
    screen->code = NULL;
    show_field(screen);
    show_status(screen);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Operations --- */

static void form_enter(struct screen *base)
{
    canvas_damage_all(base->stage->kit.canvas);
}

static enum key_result form_key(struct screen *base, const struct remote_event *event)
{
    struct form_screen *screen = (struct form_screen *)base;
    const struct stage *stage = base->stage;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    if (remote_key_sideways(event->key) != 0) { /* a long explanation is read on */
        return flow_key(screen->flow, event->key);
    }
    /* OK goes on to the next field, as a pen does. */
    enum remote_key key = event->key == REMOTE_KEY_OK ? REMOTE_KEY_DOWN : event->key;
    enum key_result result = list_key(&screen->rows, &stage->kit, key, stage->now_us);
    if (result == KEY_DONE) {
        show_field(screen);
        show_status(screen);
    }
    return result;
}

static void form_update(struct screen *base)
{
    struct form_screen *screen = (struct form_screen *)base;
    if (settle_step(&screen->rows.settle, base->stage->now_us)) {
        list_damage_focus(&screen->rows, &base->stage->kit);
    }
}

static int64_t form_deadline(const struct screen *base)
{
    return ((const struct form_screen *)base)->rows.settle.next_us;
}

static void form_draw(struct screen *base, struct rect clip)
{
    struct form_screen *screen = (struct form_screen *)base;
    const struct stage *stage = base->stage;
    const struct kit *kit = &stage->kit;
    (void)clip;
    frame_draw(&screen->frame, stage);
    list_draw(&screen->rows, kit, stage->now_us);
    canvas_fill_rounded(kit->canvas, panel_rect(stage), kit->theme->radius, kit->theme->surface);
    if (field_at(screen, screen->rows.focus) != NULL) {
        flow_draw(screen->flow);
    } else if (screen->code != NULL) {
        phone_code_draw(stage, screen->code, text_rect(stage),
                        string_get(stage->strings, STRING_FORM_BLANK_SCAN));
    }
}

static void form_report(const struct screen *base, struct screen_report *report)
{
    const struct form_screen *screen = (const struct form_screen *)base;
    report->focus = screen->rows.focus_id;
    report->title = screen->form->name;
    report->notice = screen->frame.status;
    report->position = (int64_t)screen->rows.focus;
    report->total = (int64_t)screen->rows.count;
}

static void form_free(struct screen *base)
{
    struct form_screen *screen = (struct form_screen *)base;
    picture_free(screen->code);
    flow_free(screen->flow);
    free(screen);
}

static const struct screen_operations form_operations = {
    .name = "guide-form",
    .enter = form_enter,
    .place = form_place,
    .key = form_key,
    .update = form_update,
    .deadline = form_deadline,
    .draw = form_draw,
    .report = form_report,
    .free = form_free,
};

struct screen *guide_form_new(struct stage *stage, const struct guide_form *form)
{
    struct form_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&form_operations, stage};
    screen->form = form;
    screen->frame.title = form->name;
    screen->rows.settle = SETTLE_AT_REST;
    screen->rows.source = read_row;
    screen->rows.context = screen;
    frame_hint_add(&screen->frame, STRING_KEY_UP_DOWN, STRING_HINT_FIELD);
    frame_hint_add(&screen->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    screen->flow = flow_new(&stage->kit);
    if (screen->flow == NULL) {
        free(screen);
        return NULL;
    }
    form_place(&screen->screen);
    if (code_rows(screen) > 0 && form->field_count > 0) { /* the fields first */
        list_focus(&screen->rows, &stage->kit, 1);
        show_field(screen);
        show_status(screen);
    }
    return &screen->screen;
}
