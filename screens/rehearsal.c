#include "screens/rehearsal.h"

#include "screens/canvas/letters_ahead.h"
#include "screens/destinations.h"

/* A stage on which nothing that a screen says reaches the application. */
struct rehearsal {
    struct stage stage;
    struct screen *top;
    int is_open; /* one screen, not what it would open in turn */
    int (*stops)(void *context);
    void *context;
    int is_stopped;
};

int rehearsal_has(enum destination_kind kind)
{
    switch (kind) {
    case DESTINATION_NOTICES:
    case DESTINATION_NOTICE:
    case DESTINATION_GUIDES:
    case DESTINATION_GUIDE:
    case DESTINATION_POLICIES:
    case DESTINATION_POLICY:
        return 1;
    default: /* all other are personal, or a key pad, or take long: a directory of thousands of stations */
        return 0;
    }
}

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    struct screen *screen = context;
    (void)canvas;
    screen->operations->draw(screen, clip);
}

static int is_over(struct rehearsal *rehearsal)
{
    rehearsal->is_stopped = rehearsal->is_stopped || rehearsal->stops(rehearsal->context);
    return rehearsal->is_stopped;
}

/* The present screen is drawn, too, before anything is measured for the next: so the atlas knows which
 * letters are not to give way. */
static void keep_what_is_shown(struct screen *top)
{
    const struct kit *kit = &top->stage->kit;
    canvas_draw_unseen(kit->canvas, draw, top);
    letters_ahead_shown(kit->fonts);
}

static void note_letters(struct rehearsal *rehearsal, struct screen *screen)
{
    screen->operations->enter(screen);
    if (!is_over(rehearsal)) {
        canvas_draw_unseen(rehearsal->stage.kit.canvas, draw, screen);
    }
}

static void open_unseen(void *application, const struct destination *destination)
{
    struct rehearsal *rehearsal = application;
    int is_second = rehearsal->is_open;
    rehearsal->is_open = 1;
    if (is_second || !rehearsal_has(destination->kind)) {
        return;
    }
    struct screen *screen = destination_screen(&rehearsal->stage, destination);
    if (screen != NULL) {
        note_letters(rehearsal, screen);
        screen->operations->free(screen);
    }
}

/* A part of the present screen, which is as public as that. */
static void open_part_unseen(void *application, struct screen *part)
{
    struct rehearsal *rehearsal = application;
    int is_second = rehearsal->is_open;
    rehearsal->is_open = 1;
    if (part == NULL) {
        return;
    }
    if (!is_second) {
        note_letters(rehearsal, part);
    }
    part->operations->free(part);
}

/* --- What a screen says to the application --- */

static void not_closed(void *application, struct screen *screen)
{
    (void)application;
    (void)screen;
}

static void not_chosen(void *application, const char *code, const char *name)
{
    (void)application;
    (void)code;
    (void)name;
}

static void not_signed_in(void *application, struct screen *screen, const struct signed_in *signed_in,
                          const struct destination *next)
{
    (void)application;
    (void)screen;
    (void)signed_in;
    (void)next;
}

static void not_signed_out(void *application)
{
    (void)application;
}

static void not_withdrawn(void *application, unsigned scope)
{
    (void)application;
    (void)scope;
}

static void set_stage(struct rehearsal *rehearsal, const struct stage *stage)
{
    rehearsal->stage = *stage;
    rehearsal->stage.application = rehearsal;
    rehearsal->stage.open_destination = open_unseen;
    rehearsal->stage.open = open_part_unseen;
    rehearsal->stage.close = not_closed;
    rehearsal->stage.choose_township = not_chosen;
    rehearsal->stage.sign_in = not_signed_in;
    rehearsal->stage.sign_out = not_signed_out;
    rehearsal->stage.consent_withdrawn = not_withdrawn;
    rehearsal->stage.say = NULL;
    rehearsal->stage.learning = NULL;
    rehearsal->stage.orders = NULL;
    rehearsal->stage.session = (struct session_view){0};
}

enum rehearsed rehearse_next(struct screen *top, int (*stops)(void *context), void *context)
{
    struct stage *stage = top->stage;
    struct rehearsal rehearsal = {.top = top, .stops = stops, .context = context};
    if (top->operations->open_next == NULL) {
        return REHEARSED_ALL;
    }
    set_stage(&rehearsal, stage);
    canvas_unseen(stage->kit.canvas, 1);
    hall_client_be_silent(stage->client, 1);
    letters_ahead_begin(stage->kit.fonts);
    keep_what_is_shown(top);
    if (!is_over(&rehearsal)) {
        top->stage = &rehearsal.stage;
        top->operations->open_next(top);
        top->stage = stage;
    }
    letters_ahead_end(stage->kit.fonts);
    hall_client_be_silent(stage->client, 0);
    canvas_unseen(stage->kit.canvas, 0);
    return rehearsal.is_stopped ? REHEARSED_STOPPED : rehearsal.is_open ? REHEARSED_ALL : REHEARSED_NOTHING;
}
