#include "stb-app/hall_session.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/clock.h"
#include "screens/destinations.h"
#include "screens/stage/frame.h"
#include "stb-app/hall.h"
#include "stb-app/way_back.h"

/* As deep as calls go from the loop into a screen that reads and draws something personal. */
enum { STACK_BYTES = 96 * 1024 };

/* What the functions have left there that have returned. */
__attribute__((noinline)) static void wipe_stack(void)
{
    char below[STACK_BYTES];
    explicit_bzero(below, sizeof below);
}

static void on_ended(void *context, const struct response *response, struct household *household)
{
    (void)context;
    (void)response;
    household_free(household);
}

/* The headend is told at once; it ends by itself in any case. */
static void forget(struct hall *hall)
{
    (void)hall_client_ask_session_end(hall->client, NULL, on_ended, hall);
    hall_client_set_session(hall->client, NULL);
    session_end(&hall->session);
    explicit_bzero(&hall->stage.session, sizeof hall->stage.session);
    hall->session_warning = SESSION_NO_WARNING;
    fonts_forget_lines(hall->fonts); /* who was signed in stood in the frame */
}

/* Every screen from the first personal one up goes; the whole picture is drawn anew. */
static void end(struct hall *hall, enum string_id why)
{
    if (!session_holds(&hall->session)) {
        return;
    }
    forget(hall);
    (void)screen_stack_close_personal(&hall->screens);
    hall->session_has_ended = 1;
    way_back_leave(hall);
    way_back_refresh(hall);
    if (hall->screens.count > 0) {
        hall_notice(hall, string_get(hall->strings, why));
    }
    canvas_damage_all(hall->canvas);
}

void hall_sign_out(void *application)
{
    end(application, STRING_SESSION_ENDED);
}

void hall_consent_withdrawn(void *application, unsigned scope)
{
    struct hall *hall = application;
    const struct screen_stack *stack = &hall->screens;
    hall->stage.session.scopes &= ~scope;
    for (size_t i = 0; i < stack->count; i++) {
        if ((destination_scope(stack->destinations[i].kind) & scope) != 0) {
            screen_stack_close(&hall->screens, stack->items[i]);
            return;
        }
    }
}

/* What was agreed to is not any more: the screen that wanted it leads through the sign-in again. */
static void ask_consent_again(struct hall *hall)
{
    const struct screen_stack *stack = &hall->screens;
    for (size_t i = stack->count; i > 0; i--) {
        struct destination destination = stack->destinations[i - 1];
        unsigned scope = destination_scope(destination.kind);
        if (scope != 0) {
            hall->stage.session.scopes &= ~scope;
            screen_stack_close(&hall->screens, stack->items[i - 1]);
            hall->stage.open_destination(hall, &destination);
            return;
        }
    }
}

static void on_person_refused(void *context, enum person_refusal refusal)
{
    struct hall *hall = context;
    if (refusal == PERSON_REFUSAL_NO_CONSENT) {
        ask_consent_again(hall);
    } else {
        end(hall, STRING_SESSION_ENDED_BY_HEADEND);
    }
}

void hall_session_use_client(struct hall *hall)
{
    hall_client_on_person_refused(hall->client, on_person_refused, hall);
}

void hall_session_open(struct hall *hall)
{
    (void)session_open(&hall->session);
    hall_session_use_client(hall);
}

static void draw_nothing(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    (void)clip;
    canvas_ground(canvas, 0xFF000000);
}

/* What ends the session at the headend is sent before the hall goes, if that is a matter of moments. */
static void say_last_words(struct hall *hall)
{
    enum { TURNS = 10, TURN_MS = 50 };
    for (int i = 0; i < TURNS && hall_client_open_requests(hall->client) > 0; i++) {
        (void)hall_client_wait(hall->client, NULL, 0, TURN_MS);
        hall_client_service(hall->client, steady_us());
    }
}

void hall_session_close(struct hall *hall)
{
    if (session_holds(&hall->session)) {
        forget(hall);
        canvas_damage_all(hall->canvas);
        canvas_flush(hall->canvas, draw_nothing, NULL);
        say_last_words(hall);
    }
    session_close(&hall->session);
}

void hall_sign_in(void *application, struct screen *screen, const struct signed_in *signed_in,
                  const struct destination *next)
{
    struct hall *hall = application;
    if (session_holds(&hall->session)) {
        forget(hall);
    }
    if (session_begin(&hall->session, signed_in->token, hall->stage.now_us) != 0) {
        screen_stack_close(&hall->screens, screen);
        hall_notice(hall, string_get(hall->strings, STRING_SIGN_IN_FAULT));
        return;
    }
    hall->stage.session = signed_in->view;
    hall->stage.session.holds = 1;
    hall->stage.session.scopes |= SCOPE_HOUSEHOLD;
    hall_client_set_session(hall->client, hall->session.token);
    struct destination opened = *next; /* the screen's, which goes */
    screen_stack_close(&hall->screens, screen);
    if (opened.kind != DESTINATION_NONE) {
        hall->stage.open_destination(hall, &opened);
    }
    canvas_damage_all(hall->canvas); /* who is signed in stands in every frame */
}

/* What it refuses is heard by on_person_refused. */
static void on_kept(void *context, const struct response *response, struct household_session *session)
{
    (void)context;
    (void)response;
    household_session_free(session);
}

/* Over the footer, a little higher than it. */
static struct rect banner_rect(const struct stage *stage)
{
    const struct theme *theme = stage->kit.theme;
    struct rect safe = stage->safe_area;
    int height = theme->footer_height + theme->gap;
    return (struct rect){safe.x, safe.y + safe.h - height, safe.w, height};
}

void hall_session_touch(struct hall *hall)
{
    if (hall->session_warning != SESSION_NO_WARNING) {
        /* It may go with this key. What lies below it is drawn, also where the key has moved it to. */
        canvas_damage(hall->canvas, banner_rect(&hall->stage));
    }
    if (session_touch(&hall->session, hall->stage.now_us)) {
        (void)hall_client_ask_session_keep(hall->client, NULL, on_kept, hall);
    }
}

/* --- What is said before the end --- */

char *hall_session_words(const struct hall *hall, char *out, size_t size)
{
    int64_t seconds = session_seconds_left(&hall->session, hall->stage.now_us);
    out[0] = '\0';
    switch (session_warning(&hall->session, hall->stage.now_us)) {
    case SESSION_NO_WARNING:
        break;
    case SESSION_ENDS_IDLE:
        (void)string_format_numbers(out, size, hall->strings, STRING_SESSION_ENDS_IDLE, seconds, 0);
        break;
    case SESSION_ENDS_HARD:
        (void)string_format_numbers(out, size, hall->strings, STRING_SESSION_ENDS_HARD, seconds, 0);
        break;
    }
    return out;
}

void hall_session_service(struct hall *hall)
{
    int64_t now_us = hall->stage.now_us;
    if (session_is_over(&hall->session, now_us)) {
        end(hall, STRING_SESSION_ENDED);
    }
    enum session_warning warning = session_warning(&hall->session, now_us);
    int seconds = warning != SESSION_NO_WARNING ? session_seconds_left(&hall->session, now_us) : 0;
    if (warning != hall->session_warning || seconds != hall->session_seconds) {
        hall->session_warning = warning;
        hall->session_seconds = seconds;
        canvas_damage(hall->canvas, banner_rect(&hall->stage));
    }
}

void hall_session_swept(struct hall *hall)
{
    if (hall->session_has_ended) {
        hall->session_has_ended = 0;
        wipe_stack();
    }
}

int64_t hall_session_deadline(const struct hall *hall)
{
    return session_deadline(&hall->session, hall->stage.now_us);
}

void hall_session_draw(const struct hall *hall)
{
    char words[NOTICE_SIZE];
    const struct kit *kit = &hall->stage.kit;
    struct rect banner = banner_rect(&hall->stage);
    if (hall->session_warning == SESSION_NO_WARNING || !canvas_visible(kit->canvas, banner)) {
        return;
    }
    canvas_fill_rounded(kit->canvas, banner, kit->theme->radius_small, kit->theme->notice_bar);
    draw_text_rows(kit, style_body_bold(kit), rect_inset(banner, kit->theme->gap_small),
                   hall_session_words(hall, words, sizeof words), kit->theme->on_notice_bar);
}
