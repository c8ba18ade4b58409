#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/policies/policies.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/stage/phone_card.h"
#include "screens/stage/policy_words.h"
#include "screens/stage/reading.h"
#include "screens/widgets/buttons.h"

struct policy_screen {
    struct screen screen;
    struct frame frame;
    char id[CONTENT_ID_SIZE];
    struct policy_list *content;
    const struct policy *policy; /* in it; NULL: not there (any more) */
    struct flow *flow;
    struct phone_card card;
    struct buttons buttons;
    struct asking asking;
};

/* --- Layout --- */

static void add_part(struct policy_screen *screen, enum string_id title, const char *text)
{
    const struct stage *stage = screen->screen.stage;
    if (text[0] != '\0') {
        reading_title(screen->flow, stage, string_get(stage->strings, title));
        reading_text(screen->flow, stage, NULL, text);
    }
}

static void lay_out(struct policy_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct policy *policy = screen->policy;
    char valid[2 * DATE_SIZE];
    flow_clear(screen->flow);
    if (policy == NULL) {
        return;
    }
    reading_heading(screen->flow, stage, policy->name);
    if (policy->sample) {
        reading_note(screen->flow, stage, string_get(stage->strings, STRING_POLICIES_SAMPLE));
    }
    add_part(screen, STRING_POLICIES_WHO, policy->who);
    add_part(screen, STRING_POLICIES_BENEFIT, policy->benefit);
    add_part(screen, STRING_POLICIES_HOW, policy->how);
    add_part(screen, STRING_POLICIES_MATERIALS, policy->materials);
    add_part(screen, STRING_POLICIES_PHONE, policy->link_way);
    add_part(screen, STRING_POLICIES_BASIS, policy->basis);
    add_part(screen, STRING_POLICIES_VALID, policy_valid_words(valid, stage->strings, policy));
}

static void set_buttons(struct policy_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct button items[] = {
        {"guide", string_get(stage->strings, STRING_POLICIES_GUIDE), stage->kit.theme->key_green},
        {"stations", string_get(stage->strings, STRING_CHECKLIST_NEARBY), stage->kit.theme->key_blue},
    };
    int has_guide = screen->policy != NULL && screen->policy->guide[0] != '\0';
    buttons_set(&screen->buttons, items, has_guide ? 2 : 0);
}

static void show_frame(struct policy_screen *screen)
{
    struct frame *frame = &screen->frame;
    const struct stage *stage = screen->screen.stage;
    frame->hint_count = 0;
    if (screen->policy != NULL) {
        frame->title = screen->policy->org_name;
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    } else if (asking_failed(&screen->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    if (screen->buttons.count > 0) {
        frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_MOVE);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    if (asking_failed(&screen->asking) && screen->policy != NULL) {
        frame_status_for_failure(frame, stage, &screen->asking.last);
    } else {
        frame_set_status(frame, stage, "", 0);
    }
}

static void policy_place(struct screen *base)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    const struct kit *kit = &base->stage->kit;
    const struct theme *theme = kit->theme;
    struct rect body = frame_body(base->stage);
    int width = body.w / 4;
    int scroll = flow_scroll(screen->flow);
    struct rect card = {body.x + body.w - width, body.y, width, body.h};
    struct rect text = frame_body_beside(base->stage, card);
    set_buttons(screen);
    if (screen->buttons.count > 0) {
        text.h -= buttons_height(kit) + theme->gap;
        screen->buttons.area =
            (struct rect){body.x, text.y + text.h + theme->gap, body.w, buttons_height(kit)};
    }
    phone_card_place(&screen->card, base->stage, card, screen->policy != NULL ? screen->policy->page : "",
                     STRING_POLICIES_SCAN);
    flow_place(screen->flow, text);
    lay_out(screen);
    flow_settle(screen->flow);
    flow_scroll_to(screen->flow, scroll);
    show_frame(screen);
    canvas_damage_all(kit->canvas);
}

/* --- Content --- */

static void on_list(void *context, const struct answer *answer, struct policy_list *list)
{
    struct policy_screen *screen = context;
    struct policy_list *before = screen->content;
    asking_heard(&screen->asking, answer);
    if (list != NULL) {
        screen->content = list;
        screen->policy = policy_find(list, screen->id, screen->screen.stage->now_ms);
        screen->frame.title = "";
        policy_place(&screen->screen);
        policy_list_free(before);
    }
    show_frame(screen);
    canvas_damage_all(screen->screen.stage->kit.canvas);
}

static request_id ask(void *context)
{
    struct policy_screen *screen = context;
    return hall_client_get_policies(screen->screen.stage->client, on_list, screen);
}

/* --- Operations --- */

static void policy_enter(struct screen *base)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    asking_enter(&screen->asking);
    canvas_damage_all(base->stage->kit.canvas);
}

static void open_guide(struct policy_screen *screen)
{
    const struct policy *policy = screen->policy;
    int is_guide = strcmp(buttons_focus_id(&screen->buttons), "guide") == 0;
    stage_open(screen->screen.stage, is_guide ? DESTINATION_GUIDE : DESTINATION_GUIDE_STATIONS, policy->guide,
               policy->name);
}

/* Without a policy OK asks again. */
static enum key_result press_ok(struct policy_screen *screen)
{
    if (screen->policy != NULL || !asking_retry(&screen->asking)) {
        return KEY_STAYED;
    }
    show_frame(screen);
    canvas_damage_all(screen->screen.stage->kit.canvas);
    return KEY_DONE;
}

static enum key_result press_colour(struct policy_screen *screen, const struct remote_event *event)
{
    size_t button = event->key == REMOTE_KEY_GREEN ? 0 : 1;
    if (screen->buttons.count <= button) {
        return KEY_IGNORED;
    }
    if (event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    screen->buttons.focus = button;
    buttons_damage(&screen->buttons, &screen->screen.stage->kit);
    open_guide(screen);
    return KEY_DONE;
}

static enum key_result policy_key(struct screen *base, const struct remote_event *event)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    const struct stage *stage = base->stage;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_GREEN || event->key == REMOTE_KEY_BLUE) {
        return press_colour(screen, event);
    }
    enum key_result result = buttons_key(&screen->buttons, &stage->kit, event->key, stage->now_us);
    if (result == KEY_PRESSED && event->press == REMOTE_PRESS) {
        open_guide(screen);
        return KEY_DONE;
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(screen) : KEY_STAYED;
    }
    return result != KEY_IGNORED ? result : flow_key(screen->flow, event->key);
}

static void policy_update(struct screen *base)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    if (settle_step(&screen->buttons.settle, base->stage->now_us)) {
        buttons_damage(&screen->buttons, &base->stage->kit);
    }
    /* It may expire while it is being read. */
    if (screen->policy != NULL && !policy_is_current(screen->policy, base->stage->now_ms)) {
        screen->policy = NULL;
        screen->frame.title = "";
        policy_place(base);
    }
    asking_update(&screen->asking);
}

static int64_t policy_deadline(const struct screen *base)
{
    const struct policy_screen *screen = (const struct policy_screen *)base;
    return asking_deadline(&screen->asking, screen->buttons.settle.next_us);
}

static struct message missing(const struct policy_screen *screen)
{
    if (screen->content != NULL) {
        return (struct message){"policy", STRING_POLICIES_GONE, STRING_POLICIES_GONE_DO};
    }
    return asking_message(&screen->asking);
}

static void policy_draw(struct screen *base, struct rect clip)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    (void)clip;
    frame_draw(&screen->frame, base->stage);
    if (screen->policy == NULL) {
        struct message message = missing(screen);
        message_draw(&message, base->stage, frame_body(base->stage));
        return;
    }
    flow_draw(screen->flow);
    phone_card_draw(&screen->card, base->stage);
    buttons_draw(&screen->buttons, &base->stage->kit, base->stage->now_us);
}

static void policy_report(const struct screen *base, struct screen_report *report)
{
    const struct policy_screen *screen = (const struct policy_screen *)base;
    const char *focus = buttons_focus_id(&screen->buttons);
    report->focus = focus != NULL ? focus : screen->id;
    report->title = screen->policy != NULL ? screen->policy->name : "";
    report->notice = screen->policy != NULL ? screen->frame.status
                                            : string_get(base->stage->strings, missing(screen).says);
    report->offline = asking_failed(&screen->asking);
    report->position = flow_scroll(screen->flow);
    report->total = flow_height(screen->flow);
}

static void policy_free(struct screen *base)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    asking_stop(&screen->asking);
    phone_card_clear(&screen->card);
    flow_free(screen->flow);
    policy_list_free(screen->content);
    free(screen);
}

static const struct screen_operations policy_operations = {
    .name = "policy",
    .enter = policy_enter,
    .place = policy_place,
    .key = policy_key,
    .update = policy_update,
    .deadline = policy_deadline,
    .draw = policy_draw,
    .report = policy_report,
    .free = policy_free,
};

struct screen *policy_new(struct stage *stage, const struct destination *destination)
{
    struct policy_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&policy_operations, stage};
    (void)snprintf(screen->id, sizeof screen->id, "%s", destination->id);
    screen->frame.title = "";
    asking_start(&screen->asking, stage, ask, screen);
    screen->buttons.settle = SETTLE_AT_REST;
    screen->flow = flow_new(&stage->kit);
    if (screen->flow == NULL) {
        free(screen);
        return NULL;
    }
    policy_place(&screen->screen);
    return &screen->screen;
}
