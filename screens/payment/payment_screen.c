#include "screens/payment/payment_screen.h"

#include <stdlib.h>
#include <string.h>

#include "screens/payment/payment_text.h"
#include "screens/stage/reading.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/choices.h"

enum {
    CODE_PERCENT = 48,    /* of the body's width: the code to pay … */
    RECEIPT_PERCENT = 28, /* … and that of the receipt */
};

enum part {
    PART_WALLET, /* which one is on the phone */
    PART_STOP,   /* whether to stop, while there is a code */
    PART_ORDER
};

enum { STOP_WAIT, STOP_LATER, STOP_COUNT };

struct payment_screen {
    struct screen screen;
    struct frame frame;
    struct payment_flow flow;
    enum part part;
    enum wallet offered[WALLET_COUNT];
    size_t offered_count;
    struct choices choices; /* wallets, or whether to stop */
    struct rich_text *words;
    struct picture *code; /* to pay, or to the receipt; NULL: none */
    struct rect code_area, left_area;
    struct rect icon_area; /* where there is no code */
    struct buttons buttons;
};

/* --- What stands there --- */

static enum payment_action action_of(const struct payment_screen *payment)
{
    enum payment_action action = payment_views[payment->flow.view].action;
    int is_known = payment->flow.request.fen > 0;
    return action == PAYMENT_ACTION_AGAIN && !is_known ? PAYMENT_ACTION_CLOSE : action;
}

static const char *choice_id(const struct payment_screen *payment, size_t index)
{
    static const char *const wallet_ids[WALLET_COUNT] = {
        [WALLET_WECHAT] = "wechat", [WALLET_ALIPAY] = "alipay"};
    static const char *const stop_ids[STOP_COUNT] = {[STOP_WAIT] = "wait", [STOP_LATER] = "later"};
    return payment->part == PART_WALLET ? wallet_ids[payment->offered[index]] : stop_ids[index];
}

static void read_choice(void *context, size_t index, struct choice *choice)
{
    const struct payment_screen *payment = context;
    const struct strings *strings = payment->screen.stage->strings;
    enum string_id text = payment->part == PART_WALLET ? payment_wallet_name(payment->offered[index])
                          : index == STOP_WAIT         ? STRING_PAYMENT_STOP_WAIT
                                                       : STRING_PAYMENT_STOP_LATER;
    const char *id = choice_id(payment, index);
    memcpy(choice->id, id, strlen(id) + 1);
    choice->text = string_get(strings, text);
    choice->hint = payment->part == PART_WALLET ? string_get(strings, STRING_PAYMENT_WALLET_HINT) : NULL;
}

static void add_question(struct payment_screen *payment)
{
    const struct stage *stage = payment->screen.stage;
    if (payment->part == PART_STOP) {
        reading_heading(payment->words, stage, string_get(stage->strings, STRING_PAYMENT_STOP_TITLE));
        reading_text(payment->words, stage, NULL, string_get(stage->strings, STRING_PAYMENT_STOP_WHY));
    } else {
        payment_text_subject(payment->words, stage, &payment->flow.request);
        reading_title(payment->words, stage, string_get(stage->strings, STRING_PAYMENT_WALLET));
    }
}

/* A question, and what one may answer below it. */
static void place_question(struct payment_screen *payment, struct rect body)
{
    const struct kit *kit = &payment->screen.stage->kit;
    payment->choices.count = payment->part == PART_WALLET ? payment->offered_count : STOP_COUNT;
    int wanted = choices_height(&payment->choices, kit, body.w * 2 / 3);
    int most = body.h - kit->theme->gap;
    int height = wanted < most ? wanted : most;
    rich_text_place(payment->words, (struct rect){body.x, body.y, body.w, most - height});
    add_question(payment);
    int top = rich_text_height(payment->words);
    top = (top < most - height ? top : most - height) + kit->theme->gap;
    choices_place(&payment->choices, kit, (struct rect){body.x, body.y + top, body.w * 2 / 3, height});
}

static void set_buttons(struct payment_screen *payment)
{
    const struct strings *strings = payment->screen.stage->strings;
    const struct button again = {"again", string_get(strings, STRING_PAYMENT_AGAIN), REMOTE_KEY_NONE};
    const struct button done = {"done", string_get(strings, STRING_PAYMENT_DONE), REMOTE_KEY_NONE};
    struct button items[2];
    size_t count = 0;
    enum payment_action action = action_of(payment);
    if (action == PAYMENT_ACTION_AGAIN) {
        items[count++] = again;
    }
    if (action != PAYMENT_ACTION_NONE) {
        items[count++] = done;
    }
    buttons_set(&payment->buttons, items, count);
}

/* What the phone is to scan just now; NULL: nothing. */
static const char *code_of(const struct payment_flow *flow)
{
    if (flow->view == PAYMENT_VIEW_WAITING) {
        return flow->code;
    }
    int has_page = flow->view == PAYMENT_VIEW_SETTLED && flow->answer != NULL &&
                   flow->answer->receipt_page != NULL && flow->answer->receipt_page[0] != '\0';
    return has_page ? flow->answer->receipt_page : NULL;
}

/* The code at the left, if there is one. Returns what is left of the body. */
static struct rect place_code(struct payment_screen *payment, struct rect body)
{
    const struct theme *theme = payment->screen.stage->kit.theme;
    const char *code = code_of(&payment->flow);
    int is_receipt = payment->flow.view == PAYMENT_VIEW_SETTLED;
    int width = body.w * (is_receipt ? RECEIPT_PERCENT : CODE_PERCENT) / 100;
    int side = width < body.h ? width : body.h;
    payment->code = code != NULL ? picture_qr(code, side - 2 * theme->gap_small) : NULL;
    if (payment->code == NULL) {
        int icon = theme->text_heading * 3 / 2;
        payment->icon_area = (struct rect){body.x, body.y, icon, icon};
        return (struct rect){body.x + icon, body.y, body.w - icon, body.h};
    }
    int top = is_receipt ? 0 : (body.h - side) / 2;
    payment->code_area = (struct rect){body.x, body.y + top, side, side};
    int taken = side + theme->gap_large;
    return (struct rect){body.x + taken, body.y, body.w - taken, body.h};
}

static void place_order(struct payment_screen *payment, struct rect body)
{
    const struct stage *stage = payment->screen.stage;
    const struct theme *theme = stage->kit.theme;
    set_buttons(payment);
    if (payment->buttons.count > 0) {
        int height = buttons_height(&stage->kit);
        payment->buttons.area = (struct rect){body.x, body.y + body.h - height, body.w, height};
        body.h -= height + theme->gap;
    }
    struct rect column = place_code(payment, body);
    if (payment->flow.view == PAYMENT_VIEW_WAITING) {
        int height = theme->text_body * 2;
        payment->left_area = (struct rect){column.x, column.y + column.h - height, column.w, height};
        column.h -= height;
    }
    rich_text_place(payment->words, column);
    payment_text_view(payment->words, &payment->flow);
}

static void show_hints(struct payment_screen *payment)
{
    struct frame *frame = &payment->frame;
    frame->hint_count = 0;
    if (payment->part != PART_ORDER) {
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_MOVE);
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
    } else {
        if (rich_text_scrolls(payment->words)) {
            frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
        }
        if (payment->buttons.count > 0) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
        }
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
}

static void show_status(struct payment_screen *payment)
{
    const struct stage *stage = payment->screen.stage;
    const struct payment_flow *flow = &payment->flow;
    enum string_id words = flow->order[0] != '\0' ? STRING_PAYMENT_CUT_OFF : STRING_PAYMENT_CUT_OFF_ORDERING;
    int is_cut_off = payment->part != PART_WALLET && flow->is_cut_off;
    frame_set_status(&payment->frame, stage, is_cut_off ? string_get(stage->strings, words) : "", is_cut_off);
}

static void payment_place(struct screen *screen)
{
    struct payment_screen *payment = (struct payment_screen *)screen;
    struct rect body = frame_body(screen->stage);
    payment->frame.title = string_get(screen->stage->strings, STRING_PAYMENT_TITLE);
    picture_free(payment->code);
    payment->code = NULL;
    payment->buttons.count = 0;
    rich_text_clear(payment->words);
    if (payment->part == PART_ORDER) {
        place_order(payment, body);
    } else {
        place_question(payment, body);
    }
    show_hints(payment);
    show_status(payment);
    canvas_damage_all(screen->stage->kit.canvas);
}

/* From the flow. The question whether to stop goes when there is nothing more to be stopped. */
static void on_changed(void *context)
{
    struct payment_screen *payment = context;
    if (payment->part == PART_STOP && payment->flow.view != PAYMENT_VIEW_WAITING) {
        payment->part = PART_ORDER;
    }
    payment_place(&payment->screen);
}

/* --- Steps --- */

static void show_part(struct payment_screen *payment, enum part part)
{
    payment->part = part;
    payment->choices.focus = 0;
    payment->choices.first_row = 0;
    payment_place(&payment->screen);
}

static void ask_wallet(struct payment_screen *payment)
{
    const struct order_journal *orders = payment->screen.stage->orders;
    show_part(payment, PART_WALLET);
    for (size_t i = 0; orders != NULL && i < payment->offered_count; i++) {
        if ((int)payment->offered[i] == orders->last_wallet) {
            payment->choices.focus = i;
        }
    }
}

static void order_by(struct payment_screen *payment, enum wallet wallet)
{
    payment->part = PART_ORDER;
    payment_flow_order(&payment->flow, &payment->flow.request, wallet);
}

static void press_choice(struct payment_screen *payment)
{
    size_t chosen = payment->choices.focus;
    if (payment->part == PART_WALLET) {
        order_by(payment, payment->offered[chosen]);
        return;
    }
    show_part(payment, PART_ORDER);
    if (chosen == STOP_LATER) {
        payment_flow_cancel(&payment->flow);
    }
}

static void press_button(struct payment_screen *payment)
{
    struct stage *stage = payment->screen.stage;
    const char *id = buttons_focus_id(&payment->buttons);
    if (id != NULL && strcmp(id, "again") == 0) {
        ask_wallet(payment);
    } else {
        stage->close(stage->application, &payment->screen);
    }
}

/* --- Keys --- */

static int asks_first(const struct payment_screen *payment, enum remote_key key)
{
    return payment->part == PART_ORDER && payment->flow.view == PAYMENT_VIEW_WAITING &&
           (key == REMOTE_KEY_BACK || key == REMOTE_KEY_HOME);
}

static enum key_result question_key(struct payment_screen *payment, const struct remote_event *event)
{
    const struct stage *stage = payment->screen.stage;
    if (payment->part == PART_STOP && (event->key == REMOTE_KEY_BACK || event->key == REMOTE_KEY_HOME)) {
        if (event->key == REMOTE_KEY_BACK && event->press == REMOTE_PRESS) {
            show_part(payment, PART_ORDER);
        }
        return KEY_DONE; /* Home pressed twice still asks */
    }
    enum key_result result = choices_key(&payment->choices, &stage->kit, event->key, stage->now_us);
    if (result == KEY_PRESSED && event->press == REMOTE_PRESS) {
        press_choice(payment);
        return KEY_DONE;
    }
    return result == KEY_PRESSED ? KEY_STAYED : result;
}

static enum key_result order_key(struct payment_screen *payment, const struct remote_event *event)
{
    const struct stage *stage = payment->screen.stage;
    enum key_result result = rich_text_scrolls(payment->words) && remote_key_sideways(event->key) == 0
                                 ? rich_text_key(payment->words, event->key)
                                 : KEY_IGNORED;
    if (result == KEY_IGNORED && payment->buttons.count > 0) {
        result = buttons_key(&payment->buttons, &stage->kit, event->key, stage->now_us);
    }
    if (result == KEY_PRESSED) {
        if (event->press == REMOTE_PRESS) {
            press_button(payment);
        }
        return event->press == REMOTE_PRESS ? KEY_DONE : KEY_STAYED;
    }
    if (result == KEY_IGNORED && event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS && payment->flow.view == PAYMENT_VIEW_WAITING
                   ? stage_say_string(stage, STRING_PAYMENT_NO_KEY)
                   : KEY_STAYED;
    }
    return result;
}

static enum key_result payment_key(struct screen *screen, const struct remote_event *event)
{
    struct payment_screen *payment = (struct payment_screen *)screen;
    if (asks_first(payment, event->key)) {
        if (event->press == REMOTE_PRESS) {
            show_part(payment, PART_STOP);
        }
        return KEY_DONE;
    }
    if (payment->part != PART_ORDER) {
        return question_key(payment, event);
    }
    if (event->press == REMOTE_PRESS) { /* somebody is there, and has seen it */
        payment_flow_seen(&payment->flow);
    }
    return order_key(payment, event);
}

/* --- Operations --- */

static void payment_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static void payment_update(struct screen *screen)
{
    struct payment_screen *payment = (struct payment_screen *)screen;
    const struct stage *stage = screen->stage;
    if (settle_step(&payment->choices.settle, stage->now_us)) {
        choices_damage_focus(&payment->choices, &stage->kit);
    }
    if (settle_step(&payment->buttons.settle, stage->now_us)) {
        buttons_damage(&payment->buttons, &stage->kit);
    }
    if (payment->part == PART_ORDER && payment->flow.view == PAYMENT_VIEW_WAITING) {
        canvas_damage(stage->kit.canvas, payment->left_area);
    }
    payment_flow_update(&payment->flow);
}

static int64_t payment_deadline(const struct screen *screen)
{
    const struct payment_screen *payment = (const struct payment_screen *)screen;
    const int64_t dues[] = {payment_flow_deadline(&payment->flow), payment_text_left_deadline(&payment->flow),
                            payment->choices.settle.next_us, payment->buttons.settle.next_us};
    int64_t due = INT64_MAX;
    for (size_t i = 0; i < sizeof dues / sizeof *dues; i++) {
        due = dues[i] < due ? dues[i] : due;
    }
    return due;
}

static void draw_icon(const struct payment_screen *payment)
{
    const struct stage *stage = payment->screen.stage;
    const struct icon *icon = icon_set_get(stage->icons, payment_views[payment->flow.view].icon);
    struct rect area = payment->icon_area;
    if (icon != NULL && canvas_visible(stage->kit.canvas, area)) {
        canvas_icon(stage->kit.canvas, icon, area.x, area.y + (area.h - icon_height(icon)) / 2,
                    stage->kit.theme->accent);
    }
}

static void draw_code(const struct payment_screen *payment)
{
    const struct kit *kit = &payment->screen.stage->kit;
    struct rect area = payment->code_area;
    if (payment->code == NULL) {
        draw_icon(payment);
        return;
    }
    if (!canvas_visible(kit->canvas, area)) {
        return;
    }
    canvas_fill_rounded(kit->canvas, area, kit->theme->radius, kit->theme->surface);
    canvas_picture(kit->canvas, payment->code, area.x + (area.w - picture_width(payment->code)) / 2,
                   area.y + (area.h - picture_height(payment->code)) / 2);
}

/* What the code of a receipt is for, below it. */
static void draw_code_words(const struct payment_screen *payment)
{
    const struct stage *stage = payment->screen.stage;
    const struct theme *theme = stage->kit.theme;
    struct rect area = payment->code_area;
    area.y += area.h;
    area.h = theme->text_small * 3;
    if (payment->code != NULL && payment->flow.view == PAYMENT_VIEW_SETTLED &&
        canvas_visible(stage->kit.canvas, area)) {
        draw_text_rows(&stage->kit, style_small(&stage->kit), area,
                       string_get(stage->strings, STRING_PAYMENT_RECEIPT_SCAN), theme->ink);
    }
}

static void payment_draw(struct screen *screen, struct rect clip)
{
    const struct payment_screen *payment = (const struct payment_screen *)screen;
    const struct stage *stage = screen->stage;
    char left[PAYMENT_LINE_SIZE];
    (void)clip;
    frame_draw(&payment->frame, stage);
    rich_text_draw(payment->words);
    if (payment->part != PART_ORDER) {
        choices_draw(&payment->choices, &stage->kit, stage->now_us);
        return;
    }
    draw_code(payment);
    draw_code_words(payment);
    if (payment->buttons.count > 0) {
        buttons_draw(&payment->buttons, &stage->kit, stage->now_us);
    }
    if (payment->flow.view == PAYMENT_VIEW_WAITING && canvas_visible(stage->kit.canvas, payment->left_area)) {
        (void)draw_text_middle(&stage->kit, style_body_bold(&stage->kit), payment->left_area,
                               payment_text_left(left, &payment->flow), stage->kit.theme->accent);
    }
}

/* No amounts, no codes. */
static void payment_report(const struct screen *screen, struct screen_report *report)
{
    const struct payment_screen *payment = (const struct payment_screen *)screen;
    report->focus = payment->part == PART_ORDER ? payment_views[payment->flow.view].name
                                                : choice_id(payment, payment->choices.focus);
    report->title = payment->frame.title;
    report->notice = payment->frame.status;
    report->frame = &payment->frame;
    report->offline = payment->flow.is_cut_off;
}

static void payment_say(const struct screen *screen, struct spoken *spoken)
{
    const struct payment_screen *payment = (const struct payment_screen *)screen;
    char title[PAYMENT_NOTE_TITLE_SIZE];
    char left[PAYMENT_LINE_SIZE];
    if (payment->part != PART_ORDER) {
        spoken_choices(spoken, screen->stage, &payment->choices);
    } else {
        spoken_add(spoken->focus, payment_text_title(title, &payment->flow));
        spoken_add(spoken->value, payment_text_left(left, &payment->flow));
        if (payment->code != NULL && payment->flow.view == PAYMENT_VIEW_SETTLED) {
            spoken_add_string(spoken->value, screen->stage, STRING_PAYMENT_RECEIPT_SCAN);
        }
    }
    spoken_rich_text(spoken, screen->stage, payment->words);
}

static int64_t payment_needed_until_us(const struct screen *screen)
{
    const struct payment_screen *payment = (const struct payment_screen *)screen;
    return payment->part == PART_WALLET ? 0 : payment_flow_needed_until_us(&payment->flow);
}

static void payment_free(struct screen *screen)
{
    struct payment_screen *payment = (struct payment_screen *)screen;
    payment_flow_stop(&payment->flow);
    picture_free(payment->code);
    rich_text_free(payment->words);
    free(payment);
}

static const struct screen_operations payment_operations = {
    .name = "payment",
    .enter = payment_enter,
    .place = payment_place,
    .key = payment_key,
    .update = payment_update,
    .deadline = payment_deadline,
    .draw = payment_draw,
    .report = payment_report,
    .say = payment_say,
    .free = payment_free,
    .idle_us = PERSONAL_IDLE_US,
    .needed_until_us = payment_needed_until_us,
};

/* Those that the headend takes; one alone is not asked about. */
static void begin_payment(struct payment_screen *payment, const struct payment_request *request)
{
    payment->flow.request = *request;
    for (int wallet = 0; wallet < WALLET_COUNT; wallet++) {
        if ((request->wallets & 1U << wallet) != 0) {
            payment->offered[payment->offered_count++] = (enum wallet)wallet;
        }
    }
    if (payment->offered_count == 1) {
        order_by(payment, payment->offered[0]);
    } else if (payment->offered_count > 1) {
        ask_wallet(payment);
    } else {
        payment->flow.view = PAYMENT_VIEW_WALLET_NOT_OFFERED;
        payment_place(&payment->screen);
    }
}

struct screen *payment_new(struct stage *stage, const struct destination *destination)
{
    struct payment_screen *payment = calloc(1, sizeof *payment);
    if (payment == NULL) {
        return NULL;
    }
    payment->words = rich_text_new(&stage->kit);
    if (payment->words == NULL) {
        free(payment);
        return NULL;
    }
    payment->screen = (struct screen){&payment_operations, stage};
    payment->part = PART_ORDER;
    payment->choices = (struct choices){
        .columns = 1, .numbered = 1, .source = read_choice, .context = payment, .settle = SETTLE_AT_REST};
    payment->buttons.settle = SETTLE_AT_REST;
    payment_flow_start(&payment->flow, stage, on_changed, payment);
    if (destination->payment != NULL) {
        begin_payment(payment, destination->payment);
    } else if (destination->id[0] != '\0') {
        payment_flow_follow(&payment->flow, destination->id);
    } else {
        payment->flow.view = PAYMENT_VIEW_NO_SUCH_ORDER;
        payment_place(&payment->screen);
    }
    return &payment->screen;
}
