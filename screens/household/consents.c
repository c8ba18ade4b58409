#include "screens/household/consents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/household/member.h"
#include "screens/household/sign_in_words.h"
#include "screens/stage/dates.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/choices.h"

enum { TEXT_SIZE = 384, NUMBER_SIZE = 16 };
enum consents_step { CHOOSE_KIND, CONFIRM };

struct consents {
    struct screen screen;
    struct frame frame;
    char member[HOUSEHOLD_MEMBER_ID_SIZE];
    char title[SIGN_IN_WORDS_SIZE];
    struct household_consent kinds[PERSON_SCOPE_COUNT]; /* given_at 0: never agreed to */
    int is_there;                                       /* the headend has said what holds */
    enum consents_step at;
    enum person_scope chosen;
    struct choices choices;
    request_id request;
    enum string_id problem;                                  /* what the headend said no to; 0: nothing */
    char name[SIGN_IN_WORDS_SIZE], hint[SIGN_IN_WORDS_SIZE]; /* of the field that was asked for last */
};

static int holds(const struct consents *consents, size_t kind)
{
    return consents->kinds[kind].given_at != 0 && consents->kinds[kind].withdrawn_at == 0;
}

/* --- Words --- */

/* When it was agreed to and in which wording, or that it was not. */
static void write_hint(struct consents *consents, size_t kind)
{
    const struct stage *stage = consents->screen.stage;
    const struct household_consent *consent = &consents->kinds[kind];
    char date[DATE_SIZE], wording[NUMBER_SIZE];
    enum string_id words = holds(consents, kind)    ? STRING_CONSENT_HOLDS
                           : consent->given_at != 0 ? STRING_CONSENT_WITHDRAWN
                                                    : STRING_CONSENT_NEVER;
    int64_t moment = consent->withdrawn_at != 0 ? consent->withdrawn_at : consent->given_at;
    (void)snprintf(wording, sizeof wording, "%d", consent->wording);
    const char *values[] = {date_moment(date, stage->strings, moment, stage->now_ms), wording};
    (void)string_format(consents->hint, sizeof consents->hint, stage->strings, words, values, 2);
}

static void read_choice(void *context, size_t index, struct choice *choice)
{
    struct consents *consents = context;
    const struct strings *strings = consents->screen.stage->strings;
    if (consents->at == CONFIRM) {
        (void)snprintf(choice->id, sizeof choice->id, "%s", index == 0 ? "keep" : "withdraw");
        choice->text = string_get(strings, index == 0 ? STRING_CONSENT_KEEP : STRING_CONSENT_WITHDRAW);
        return;
    }
    write_hint(consents, index);
    (void)snprintf(choice->id, sizeof choice->id, "%s", person_scopes.words[index]);
    choice->text = sign_in_scopes(consents->name, strings, PERSON_SCOPE_BIT(index));
    choice->hint = consents->hint;
}

/* What stands above: the question, or what is the matter. */
static char *write_asks(const struct consents *consents, char out[TEXT_SIZE])
{
    const struct strings *strings = consents->screen.stage->strings;
    char kind[SIGN_IN_WORDS_SIZE];
    if (consents->at == CONFIRM && consents->problem == 0) {
        const char *values[] = {sign_in_scopes(kind, strings, PERSON_SCOPE_BIT(consents->chosen))};
        return string_format(out, TEXT_SIZE, strings, STRING_CONSENT_CONFIRM, values, 1);
    }
    enum string_id words = consents->problem != 0 ? consents->problem
                           : consents->is_there   ? STRING_CONSENT_WHAT
                                                  : STRING_SIGN_IN_STARTING_DO;
    (void)snprintf(out, TEXT_SIZE, "%s", string_get(strings, words));
    return out;
}

/* --- Layout --- */

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_title * 2 + stage->kit.theme->gap;
}

static void consents_place(struct screen *screen)
{
    struct consents *consents = (struct consents *)screen;
    const struct stage *stage = screen->stage;
    struct rect body = frame_body(stage);
    int top = heading_height(stage);
    consents->choices.columns = 1;
    consents->choices.count = consents->at == CONFIRM ? 2 : consents->is_there ? PERSON_SCOPE_COUNT : 0;
    choices_place(&consents->choices, &stage->kit, (struct rect){body.x, body.y + top, body.w, body.h - top});
    consents->frame.title = consents->title;
    consents->frame.hint_count = 0;
    frame_hint_add(&consents->frame, STRING_KEY_ARROWS, STRING_HINT_MOVE);
    frame_hint_add(&consents->frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
    frame_hint_add(&consents->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(stage->kit.canvas);
}

static void go_to(struct consents *consents, enum consents_step at)
{
    consents->choices.focus = at == CHOOSE_KIND ? (size_t)consents->chosen : 0;
    consents->choices.first_row = 0;
    consents->at = at;
    consents_place(&consents->screen);
}

/* --- What is heard --- */

static void take(struct consents *consents, const struct household *household)
{
    memset(consents->kinds, 0, sizeof consents->kinds);
    for (size_t i = 0; i < household->member_count; i++) {
        const struct household_member *member = &household->members[i];
        for (size_t j = 0; strcmp(member->id, consents->member) == 0 && j < member->consent_count; j++) {
            const struct household_consent *consent = &member->consents[j];
            if (consent->scope >= 0 && consent->scope < PERSON_SCOPE_COUNT) {
                consents->kinds[consent->scope] = *consent;
            }
        }
    }
    consents->is_there = 1;
    consents->problem = 0;
}

static void on_household(void *context, const struct response *response, struct household *household)
{
    struct consents *consents = context;
    consents->request = 0;
    if (household != NULL) {
        take(consents, household);
        household_free(household);
    } else {
        consents->problem = message_for_failure(response->failure).says;
    }
    consents_place(&consents->screen);
}

static void on_withdrawn(void *context, const struct response *response, struct household *household)
{
    struct consents *consents = context;
    struct stage *stage = consents->screen.stage;
    char words[FRAME_STATUS_SIZE], kind[SIGN_IN_WORDS_SIZE];
    consents->request = 0;
    if (household == NULL) {
        consents->problem = strcmp(response->refused_as, "not_yours") == 0
                                ? STRING_CONSENT_OF_ANOTHER
                                : message_for_failure(response->failure).says;
        go_to(consents, CHOOSE_KIND);
        return;
    }
    take(consents, household);
    household_free(household);
    const char *values[] = {sign_in_scopes(kind, stage->strings, PERSON_SCOPE_BIT(consents->chosen))};
    frame_set_status(&consents->frame, stage,
                     string_format(words, sizeof words, stage->strings, STRING_CONSENT_DONE, values, 1), 0);
    go_to(consents, CHOOSE_KIND);
    stage->consent_withdrawn(stage->application, PERSON_SCOPE_BIT(consents->chosen));
}

/* --- What is done --- */

static void withdraw(struct consents *consents)
{
    const struct consent_question question = {.scope = (int)consents->chosen};
    consents->problem = 0;
    request_id request = hall_client_ask_withdraw_with(
        consents->screen.stage->client, &consent_question_table, &question, on_withdrawn, consents);
    if (consents->problem == 0 && consents->at == CONFIRM) {
        consents->request = request;
    }
}

static enum key_result choose(struct consents *consents)
{
    size_t focus = consents->choices.focus;
    if (consents->at == CHOOSE_KIND) {
        if (!holds(consents, focus)) {
            return stage_say_string(consents->screen.stage, STRING_CONSENT_NOTHING);
        }
        consents->chosen = (enum person_scope)focus;
        consents->problem = 0;
        frame_set_status(&consents->frame, consents->screen.stage, "", 0);
        go_to(consents, CONFIRM);
    } else if (focus == 0) {
        go_to(consents, CHOOSE_KIND);
    } else {
        withdraw(consents);
    }
    return KEY_DONE;
}

/* --- Operations --- */

static void consents_enter(struct screen *screen)
{
    struct consents *consents = (struct consents *)screen;
    canvas_damage_all(screen->stage->kit.canvas);
    if (!consents->is_there && consents->request == 0) {
        request_id request = hall_client_ask_household(screen->stage->client, NULL, on_household, consents);
        if (!consents->is_there && consents->problem == 0) {
            consents->request = request;
        }
    }
}

static enum key_result consents_key(struct screen *screen, const struct remote_event *event)
{
    struct consents *consents = (struct consents *)screen;
    const struct stage *stage = screen->stage;
    if (event->key == REMOTE_KEY_BACK && consents->at == CONFIRM) {
        go_to(consents, CHOOSE_KIND);
        return KEY_DONE;
    }
    enum key_result result = choices_key(&consents->choices, &stage->kit, event->key, stage->now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    return event->press != REMOTE_PRESS || consents->request != 0 ? KEY_STAYED : choose(consents);
}

static void consents_update(struct screen *screen)
{
    struct consents *consents = (struct consents *)screen;
    if (settle_step(&consents->choices.settle, screen->stage->now_us)) {
        choices_damage_focus(&consents->choices, &screen->stage->kit);
    }
}

static int64_t consents_deadline(const struct screen *screen)
{
    return ((const struct consents *)screen)->choices.settle.next_us;
}

static void consents_draw(struct screen *screen, struct rect clip)
{
    const struct consents *consents = (const struct consents *)screen;
    const struct stage *stage = screen->stage;
    struct rect line = frame_body(stage);
    char words[TEXT_SIZE];
    (void)clip;
    line.h = stage->kit.theme->text_title * 2;
    frame_draw(&consents->frame, stage);
    draw_text_middle(&stage->kit, style_title(&stage->kit), line, write_asks(consents, words),
                     stage->kit.theme->ink);
    choices_draw(&consents->choices, &stage->kit, stage->now_us);
}

/* Neither alias nor name. */
static void consents_report(const struct screen *screen, struct screen_report *report)
{
    const struct consents *consents = (const struct consents *)screen;
    report->focus = consents->at == CONFIRM       ? "confirm"
                    : consents->choices.count > 0 ? person_scopes.words[consents->choices.focus]
                                                  : "";
    report->title = "";
    report->notice = consents->problem != 0 ? string_get(screen->stage->strings, consents->problem)
                                            : consents->frame.status;
    report->position = (int64_t)consents->choices.focus;
    report->total = (int64_t)consents->choices.count;
    report->frame = &consents->frame;
}

static void consents_say(const struct screen *screen, struct spoken *spoken)
{
    const struct consents *consents = (const struct consents *)screen;
    char words[TEXT_SIZE];
    spoken_add(spoken->title, consents->title);
    spoken_choices(spoken, screen->stage, &consents->choices);
    spoken_add(spoken->value, write_asks(consents, words));
}

static void consents_free(struct screen *screen)
{
    struct consents *consents = (struct consents *)screen;
    hall_client_cancel(screen->stage->client, consents->request);
    explicit_bzero(consents, sizeof *consents);
    free(consents);
}

static const struct screen_operations consents_operations = {
    .name = "consents",
    .enter = consents_enter,
    .place = consents_place,
    .key = consents_key,
    .update = consents_update,
    .deadline = consents_deadline,
    .draw = consents_draw,
    .report = consents_report,
    .say = consents_say,
    .free = consents_free,
    .is_personal = 1,
    .idle_us = HOUSEHOLD_IDLE_US,
};

struct screen *consents_new(struct stage *stage, const char *member, const char *title)
{
    struct consents *consents = calloc(1, sizeof *consents);
    if (consents == NULL) {
        return NULL;
    }
    consents->screen = (struct screen){&consents_operations, stage};
    (void)snprintf(consents->member, sizeof consents->member, "%s", member);
    (void)snprintf(consents->title, sizeof consents->title, "%s", title);
    consents->choices =
        (struct choices){.numbered = 1, .source = read_choice, .context = consents, .settle = SETTLE_AT_REST};
    consents_place(&consents->screen);
    return &consents->screen;
}
