#include "screens/household/household_gate.h"

#include <stdlib.h>

#include "screens/household/household_pin.h"
#include "screens/household/next_destination.h"
#include "screens/household/sign_in.h"
#include "screens/stage/frame.h"
#include "screens/stage/spoken_parts.h"

struct household_gate {
    struct screen screen;
    struct frame frame;
    struct next_destination next;
    request_id request;
};

/* Where it cannot be heard, signing in says why. */
static void on_household(void *context, const struct response *response, struct household *household)
{
    struct household_gate *gate = context;
    struct stage *stage = gate->screen.stage;
    int has_pin = household != NULL && household->has_pin;
    (void)response;
    gate->request = 0;
    household_free(household);
    struct screen *way_in = has_pin ? household_pin_new(stage, PIN_ASKED, &gate->next.destination)
                                    : sign_in_new(stage, &gate->next.destination, PERSON_SCOPE_ALL, 0);
    stage->close(stage->application, &gate->screen);
    stage->open(stage->application, way_in);
}

static void gate_place(struct screen *screen)
{
    struct household_gate *gate = (struct household_gate *)screen;
    gate->frame.title = gate->next.title;
    gate->frame.hint_count = 0;
    frame_hint_add(&gate->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(screen->stage->kit.canvas);
}

static void gate_enter(struct screen *screen)
{
    struct household_gate *gate = (struct household_gate *)screen;
    if (gate->request == 0) {
        gate->request = hall_client_ask_household(screen->stage->client, NULL, on_household, gate);
    }
    canvas_damage_all(screen->stage->kit.canvas);
}

static void gate_leave(struct screen *screen)
{
    struct household_gate *gate = (struct household_gate *)screen;
    hall_client_cancel(screen->stage->client, gate->request);
    gate->request = 0;
}

static enum key_result gate_key(struct screen *screen, const struct remote_event *event)
{
    (void)screen;
    (void)event;
    return KEY_IGNORED;
}

static void gate_update(struct screen *screen)
{
    (void)screen;
}

static int64_t gate_deadline(const struct screen *screen)
{
    (void)screen;
    return INT64_MAX;
}

static void gate_draw(struct screen *screen, struct rect clip)
{
    const struct household_gate *gate = (const struct household_gate *)screen;
    const struct stage *stage = screen->stage;
    (void)clip;
    frame_draw(&gate->frame, stage);
    draw_text_middle(&stage->kit, style_body(&stage->kit), frame_body(stage),
                     string_get(stage->strings, STRING_SIGN_IN_CHECKING), stage->kit.theme->ink_soft);
}

static void gate_report(const struct screen *screen, struct screen_report *report)
{
    const struct household_gate *gate = (const struct household_gate *)screen;
    report->title = gate->frame.title;
    report->frame = &gate->frame;
}

static void gate_say(const struct screen *screen, struct spoken *spoken)
{
    spoken_add_string(spoken->value, screen->stage, STRING_SIGN_IN_CHECKING);
}

static void gate_free(struct screen *screen)
{
    gate_leave(screen);
    free(screen);
}

static const struct screen_operations gate_operations = {
    .name = "household-gate",
    .enter = gate_enter,
    .leave = gate_leave,
    .place = gate_place,
    .key = gate_key,
    .update = gate_update,
    .deadline = gate_deadline,
    .draw = gate_draw,
    .report = gate_report,
    .say = gate_say,
    .free = gate_free,
};

struct screen *household_gate_new(struct stage *stage, const struct destination *next)
{
    struct household_gate *gate = calloc(1, sizeof *gate);
    if (gate == NULL) {
        return NULL;
    }
    gate->screen = (struct screen){&gate_operations, stage};
    next_destination_keep(&gate->next, next);
    gate_place(&gate->screen);
    return &gate->screen;
}
