#include "screens/household/household_pin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/household/member.h"
#include "screens/household/next_destination.h"
#include "screens/household/sign_in.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/pin_pad.h"

enum pin_step { PIN_OLD, PIN_NEW, PIN_AGAIN };

struct household_pin {
    struct screen screen;
    struct frame frame;
    enum pin_purpose purpose;
    enum pin_step at;
    struct pin_pad pad;
    char old_pin[HOUSEHOLD_PIN_SIZE], new_pin[HOUSEHOLD_PIN_SIZE];
    enum string_id problem;       /* 0: none */
    struct next_destination next; /* DESTINATION_NONE: it leads nowhere */
    request_id request;
};

static int needs_old(const struct household_pin *pin)
{
    const struct session_view *session = &pin->screen.stage->session;
    return pin->purpose == PIN_ASKED ||
           (pin->purpose == PIN_CHANGE && !(session->holds && session->is_person));
}

static void start(struct household_pin *pin)
{
    explicit_bzero(pin->old_pin, sizeof pin->old_pin);
    explicit_bzero(pin->new_pin, sizeof pin->new_pin);
    pin_entry_clear(&pin->pad.entry);
    pin->at = needs_old(pin) ? PIN_OLD : PIN_NEW;
}

static enum string_id asks(const struct household_pin *pin)
{
    static const enum string_id words[] = {
        [PIN_OLD] = STRING_PIN_ENTER, [PIN_NEW] = STRING_PIN_NEW, [PIN_AGAIN] = STRING_PIN_AGAIN};
    return words[pin->at];
}

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_heading * 3 / 2 + stage->kit.theme->text_body * 2;
}

static void pin_place(struct screen *screen)
{
    struct household_pin *pin = (struct household_pin *)screen;
    const struct stage *stage = screen->stage;
    struct rect body = frame_body(stage);
    int top = heading_height(stage);
    pin->pad.area = (struct rect){body.x, body.y + top, body.w, body.h - top};
    pin->pad.how[0] = string_get(stage->strings, STRING_PIN_HOW_FIRST);
    pin->pad.how[1] = string_get(stage->strings, STRING_PIN_HOW_SECOND);
    pin->pad.ok_label = string_get(stage->strings, STRING_KEY_OK);
    pin->frame.title = string_get(stage->strings, STRING_PIN_TITLE);
    pin->frame.hint_count = 0;
    frame_hint_add(&pin->frame, STRING_KEY_DIGITS, STRING_HINT_TYPE);
    if (pin->next.destination.kind != DESTINATION_NONE) {
        frame_hint_add(&pin->frame, STRING_KEY_YELLOW, STRING_HINT_BY_PHONE);
    }
    frame_hint_add(&pin->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(stage->kit.canvas);
}

/* --- What is asked --- */

static enum string_id problem_of(const struct response *response)
{
    static const struct {
        const char *word;
        enum string_id says;
    } words[] = {
        {"wrong_pin", STRING_PIN_WRONG}, {"pin_locked", STRING_PIN_LOCKED}, {"weak_pin", STRING_PIN_WEAK},
        {"no_pin", STRING_PIN_NONE},     {"pin_exists", STRING_PIN_WRONG},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(response->refused_as, words[i].word) == 0) {
            return words[i].says;
        }
    }
    return response->person_refusal == PERSON_REFUSAL_BOX_UNKNOWN
               ? STRING_SIGN_IN_BOX_UNKNOWN
               : message_for_failure(response->failure).says;
}

static void refuse(struct household_pin *pin, enum string_id problem)
{
    pin->problem = problem;
    start(pin);
    canvas_damage_all(pin->screen.stage->kit.canvas);
}

static void on_set(void *context, const struct response *response, struct household *household)
{
    struct household_pin *pin = context;
    struct stage *stage = pin->screen.stage;
    int is_set = household != NULL;
    pin->request = 0;
    household_free(household);
    if (is_set) {
        stage->close(stage->application, &pin->screen);
        (void)stage_say_string(stage, STRING_PIN_SET);
    } else {
        refuse(pin, problem_of(response));
    }
}

static void on_checked(void *context, const struct response *response, struct pin_answer *answer)
{
    struct household_pin *pin = context;
    struct stage *stage = pin->screen.stage;
    pin->request = 0;
    if (answer == NULL) {
        refuse(pin, problem_of(response));
        return;
    }
    struct signed_in signed_in = {.token = answer->session_token};
    stage->sign_in(stage->application, &pin->screen, &signed_in, &pin->next.destination);
    pin_answer_free(answer);
}

static void ask(struct household_pin *pin)
{
    struct hall_client *client = pin->screen.stage->client;
    struct pin_question question = {.pin = ""};
    memcpy(question.pin, pin->purpose == PIN_ASKED ? pin->old_pin : pin->new_pin, sizeof question.pin);
    if (pin->purpose == PIN_CHANGE) {
        memcpy(question.old_pin, pin->old_pin, sizeof question.old_pin);
    }
    pin->problem = 0;
    request_id request =
        pin->purpose == PIN_ASKED
            ? hall_client_ask_pin_check_with(client, &pin_question_table, &question, on_checked, pin)
            : hall_client_ask_pin_set_with(client, &pin_change_table, &question, on_set, pin);
    if (pin->problem == 0) {
        pin->request = request;
    }
    explicit_bzero(&question, sizeof question);
}

/* Six digits are there. */
static void take(struct household_pin *pin)
{
    char typed[HOUSEHOLD_PIN_SIZE] = "";
    memcpy(typed, pin->pad.entry.typed, sizeof typed - 1);
    pin_entry_clear(&pin->pad.entry);
    pin->problem = 0;
    if (pin->purpose == PIN_ASKED) {
        memcpy(pin->old_pin, typed, sizeof typed);
        ask(pin);
    } else if (pin->at == PIN_OLD) {
        memcpy(pin->old_pin, typed, sizeof typed);
        pin->at = PIN_NEW;
    } else if (pin->at == PIN_NEW) {
        memcpy(pin->new_pin, typed, sizeof typed);
        pin->at = PIN_AGAIN;
    } else if (memcmp(typed, pin->new_pin, sizeof typed) != 0) {
        refuse(pin, STRING_PIN_DIFFERENT);
    } else {
        ask(pin);
    }
    explicit_bzero(typed, sizeof typed);
    canvas_damage_all(pin->screen.stage->kit.canvas);
}

/* --- Operations --- */

static void pin_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static void pin_leave(struct screen *screen)
{
    struct household_pin *pin = (struct household_pin *)screen;
    hall_client_cancel(screen->stage->client, pin->request);
    pin->request = 0;
    start(pin);
}

static void sign_in_by_phone(struct household_pin *pin)
{
    struct stage *stage = pin->screen.stage;
    struct screen *sign_in = sign_in_new(stage, &pin->next.destination, PERSON_SCOPE_ALL, 0);
    stage->close(stage->application, &pin->screen);
    stage->open(stage->application, sign_in);
}

static enum key_result pin_key(struct screen *screen, const struct remote_event *event)
{
    struct household_pin *pin = (struct household_pin *)screen;
    if (event->press != REMOTE_PRESS || (pin->request != 0 && event->key != REMOTE_KEY_BACK)) {
        return event->key == REMOTE_KEY_HOME ? KEY_IGNORED : KEY_STAYED;
    }
    if (event->key == REMOTE_KEY_YELLOW && pin->next.destination.kind != DESTINATION_NONE) {
        sign_in_by_phone(pin);
        return KEY_DONE;
    }
    enum key_result result = pin_pad_key(&pin->pad, &screen->stage->kit, event->key);
    if (result == KEY_PRESSED) {
        take(pin);
        return KEY_DONE;
    }
    return result;
}

static void pin_update(struct screen *screen)
{
    (void)screen;
}

static int64_t pin_deadline(const struct screen *screen)
{
    (void)screen;
    return INT64_MAX;
}

static enum string_id what_stands_below(const struct household_pin *pin)
{
    return pin->request != 0 ? STRING_SIGN_IN_CHECKING : pin->problem != 0 ? pin->problem : STRING_PIN_WHY;
}

static void pin_draw(struct screen *screen, struct rect clip)
{
    const struct household_pin *pin = (const struct household_pin *)screen;
    const struct stage *stage = screen->stage;
    const struct kit *kit = &stage->kit;
    struct rect line = frame_body(stage);
    (void)clip;
    frame_draw(&pin->frame, stage);
    line.h = kit->theme->text_heading * 3 / 2;
    draw_text_middle(kit, style_heading(kit), line, string_get(stage->strings, asks(pin)), kit->theme->ink);
    line.y += line.h;
    line.h = kit->theme->text_body * 3 / 2;
    draw_text_middle(kit, style_body(kit), line, string_get(stage->strings, what_stands_below(pin)),
                     kit->theme->ink_soft);
    pin_pad_draw(&pin->pad, kit);
}

static void pin_report(const struct screen *screen, struct screen_report *report)
{
    static const char *const names[] = {"old", "new", "again"};
    const struct household_pin *pin = (const struct household_pin *)screen;
    report->focus = names[pin->at];
    report->title = pin->frame.title;
    report->notice = pin->problem != 0 ? string_get(screen->stage->strings, pin->problem) : "";
    report->position = (int64_t)pin->pad.entry.length;
    report->total = HOUSEHOLD_PIN_SIZE - 1;
    report->frame = &pin->frame;
}

static void pin_say(const struct screen *screen, struct spoken *spoken)
{
    const struct household_pin *pin = (const struct household_pin *)screen;
    spoken_pin_pad(spoken, screen->stage, string_get(screen->stage->strings, asks(pin)), &pin->pad);
    spoken_add_string(spoken->value, screen->stage, what_stands_below(pin));
}

static void pin_free(struct screen *screen)
{
    struct household_pin *pin = (struct household_pin *)screen;
    hall_client_cancel(screen->stage->client, pin->request);
    explicit_bzero(pin, sizeof *pin);
    free(pin);
}

static const struct screen_operations pin_operations = {
    .name = "pin",
    .enter = pin_enter,
    .leave = pin_leave,
    .place = pin_place,
    .key = pin_key,
    .update = pin_update,
    .deadline = pin_deadline,
    .draw = pin_draw,
    .report = pin_report,
    .say = pin_say,
    .free = pin_free,
    .is_personal = 1,
    .idle_us = HOUSEHOLD_IDLE_US,
};

struct screen *household_pin_new(struct stage *stage, enum pin_purpose purpose,
                                 const struct destination *next)
{
    struct household_pin *pin = calloc(1, sizeof *pin);
    if (pin == NULL) {
        return NULL;
    }
    pin->screen = (struct screen){&pin_operations, stage};
    pin->purpose = purpose;
    next_destination_keep(&pin->next, next);
    pin_pad_start(&pin->pad, HOUSEHOLD_PIN_SIZE - 1);
    start(pin);
    pin_place(&pin->screen);
    return &pin->screen;
}
