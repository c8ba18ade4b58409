#include "screens/household/member.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/household/consents.h"
#include "screens/household/household_pin.h"
#include "screens/household/sign_in.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/choices.h"

enum { ACTIONS_MAX = 4, ALIASES_MAX = 9, TEXT_SIZE = 128, ALIAS_BYTES = HOUSEHOLD_ALIAS_MAX * 4 + 1 };

enum action { ACTION_UNDO, ACTION_RENAME, ACTION_CONSENTS, ACTION_UNBIND };
enum member_step { CHOOSE_ACTION, CHOOSE_ALIAS, CONFIRM };

struct member_screen {
    struct screen screen;
    struct frame frame;
    char id[HOUSEHOLD_MEMBER_ID_SIZE];
    char title[TEXT_SIZE];
    int has_pin;
    enum member_step at;
    enum action chosen;
    enum action actions[ACTIONS_MAX];
    size_t action_count;
    char aliases[ALIASES_MAX][ALIAS_BYTES];
    size_t alias_count;
    struct choices choices;
    request_id request;
    enum string_id problem; /* what the headend said no to; 0: nothing */
};

unsigned member_scopes(const struct household_member *member)
{
    unsigned scopes = 0;
    for (size_t i = 0; i < member->consent_count; i++) {
        const struct household_consent *consent = &member->consents[i];
        if (consent->withdrawn_at == 0 && consent->scope >= 0 && consent->scope < PERSON_SCOPE_COUNT) {
            scopes |= PERSON_SCOPE_BIT(consent->scope);
        }
    }
    return scopes;
}

char *member_title(char *out, size_t size, const struct strings *strings,
                   const struct household_member *member)
{
    const char *names[] = {member->alias, member->name};
    if (strcmp(member->alias, member->name) != 0) {
        return string_format(out, size, strings, STRING_HOUSEHOLD_MEMBER, names, 2);
    }
    (void)snprintf(out, size, "%s", member->name);
    return out;
}

/* --- What can be chosen --- */

static void read_aliases(struct member_screen *member)
{
    const char *words = string_get(member->screen.stage->strings, STRING_HOUSEHOLD_ALIASES);
    member->alias_count = 0;
    while (*words != '\0' && member->alias_count < ALIASES_MAX) {
        size_t length = strcspn(words, " ");
        (void)snprintf(member->aliases[member->alias_count++], ALIAS_BYTES, "%.*s", (int)length, words);
        words += length + (words[length] == ' ');
    }
}

static void read_action(const struct member_screen *member, enum action action, struct choice *choice)
{
    static const struct {
        const char *id;
        enum string_id text, hint;
    } words[] = {
        [ACTION_UNDO] = {"undo", STRING_HOUSEHOLD_UNDO_NOW, STRING_HOUSEHOLD_UNDO_DO},
        [ACTION_RENAME] = {"rename", STRING_HOUSEHOLD_RENAME, STRING_HOUSEHOLD_RENAME_DO},
        [ACTION_CONSENTS] = {"consents", STRING_HOUSEHOLD_CONSENTS, STRING_HOUSEHOLD_CONSENTS_DO},
        [ACTION_UNBIND] = {"unbind", STRING_HOUSEHOLD_UNBIND, STRING_HOUSEHOLD_UNBIND_DO},
    };
    const struct strings *strings = member->screen.stage->strings;
    (void)snprintf(choice->id, sizeof choice->id, "%s", words[action].id);
    choice->text = string_get(strings, words[action].text);
    choice->hint = string_get(strings, words[action].hint);
}

static void read_choice(void *context, size_t index, struct choice *choice)
{
    const struct member_screen *member = context;
    const struct strings *strings = member->screen.stage->strings;
    switch (member->at) {
    case CHOOSE_ACTION:
        read_action(member, member->actions[index], choice);
        break;
    case CHOOSE_ALIAS:
        (void)snprintf(choice->id, sizeof choice->id, "alias-%zu", index + 1);
        choice->text = member->aliases[index];
        break;
    case CONFIRM:
        (void)snprintf(choice->id, sizeof choice->id, "%s", index == 0 ? "keep" : "unbind");
        choice->text = string_get(strings, index == 0 ? STRING_HOUSEHOLD_KEEP : STRING_HOUSEHOLD_UNBIND);
        break;
    }
}

static enum string_id asks(const struct member_screen *member)
{
    static const enum string_id words[] = {
        [CHOOSE_ACTION] = STRING_HOUSEHOLD_WHAT,
        [CHOOSE_ALIAS] = STRING_HOUSEHOLD_ALIAS,
        [CONFIRM] = STRING_HOUSEHOLD_CONFIRM,
    };
    return member->problem != 0 ? member->problem : words[member->at];
}

/* --- Layout --- */

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_title * 2 + stage->kit.theme->gap;
}

static void member_place(struct screen *screen)
{
    struct member_screen *member = (struct member_screen *)screen;
    const struct stage *stage = screen->stage;
    struct rect body = frame_body(stage);
    int top = heading_height(stage);
    read_aliases(member);
    member->choices.count = member->at == CHOOSE_ACTION  ? member->action_count
                            : member->at == CHOOSE_ALIAS ? member->alias_count
                                                         : 2;
    member->choices.columns = member->at == CHOOSE_ALIAS ? 3 : 1;
    choices_place(&member->choices, &stage->kit, (struct rect){body.x, body.y + top, body.w, body.h - top});
    member->frame.title = member->title;
    member->frame.hint_count = 0;
    frame_hint_add(&member->frame, STRING_KEY_ARROWS, STRING_HINT_MOVE);
    frame_hint_add(&member->frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
    frame_hint_add(&member->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(stage->kit.canvas);
}

static void go_to(struct member_screen *member, enum member_step at)
{
    member->at = at;
    member->choices.focus = 0;
    member->choices.first_row = 0;
    member_place(&member->screen);
}

/* --- What is done --- */

static enum string_id problem_of(const struct response *response)
{
    static const struct {
        const char *word;
        enum string_id says;
    } words[] = {
        {"not_yours", STRING_HOUSEHOLD_NOT_YOURS},
        {"too_late", STRING_HOUSEHOLD_TOO_LATE},
        {"no_such_member", STRING_HOUSEHOLD_NO_SUCH},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(response->refused_as, words[i].word) == 0) {
            return words[i].says;
        }
    }
    return message_for_failure(response->failure).says;
}

static void on_done(void *context, const struct response *response, struct household *household)
{
    struct member_screen *member = context;
    struct stage *stage = member->screen.stage;
    int is_done = household != NULL;
    member->request = 0;
    household_free(household);
    if (is_done) {
        stage->close(stage->application, &member->screen);
        return;
    }
    member->problem = problem_of(response);
    go_to(member, CHOOSE_ACTION);
}

static void ask(struct member_screen *member, const char *alias)
{
    struct hall_client *client = member->screen.stage->client;
    struct member_question question = {.alias = alias};
    memcpy(question.member, member->id, sizeof question.member);
    hall_client_cancel(client, member->request);
    member->request = 0;
    request_id request =
        member->chosen == ACTION_UNDO
            ? hall_client_ask_undo_with(client, &member_question_table, &question, on_done, member)
        : member->chosen == ACTION_UNBIND
            ? hall_client_ask_unbind_with(client, &member_question_table, &question, on_done, member)
            : hall_client_ask_alias_with(client, &alias_question_table, &question, on_done, member);
    if (member->problem == 0) {
        member->request = request;
    }
}

/* Only a member's own session or the household's may do it. 1: it was not there, and is asked for. */
static int asks_for_session(struct member_screen *member)
{
    struct stage *stage = member->screen.stage;
    if (stage->session.holds) {
        return 0;
    }
    if (member->has_pin) {
        stage->open(stage->application, household_pin_new(stage, PIN_ASKED, NULL));
    } else {
        member->problem = STRING_HOUSEHOLD_NEEDS_SESSION;
        go_to(member, CHOOSE_ACTION);
    }
    return 1;
}

/* They are the person's alone: the household's PIN does not do. */
static void open_consents(struct member_screen *member)
{
    struct stage *stage = member->screen.stage;
    const struct destination none = {.kind = DESTINATION_NONE};
    if (!stage->session.holds || !stage->session.is_person) {
        stage->open(stage->application, sign_in_new(stage, &none, PERSON_SCOPE_ALL, 0));
    } else if (strcmp(stage->session.member, member->id) != 0) {
        member->problem = STRING_CONSENT_OF_ANOTHER;
        go_to(member, CHOOSE_ACTION);
    } else {
        stage->open(stage->application, consents_new(stage, member->id, member->title));
    }
}

static void choose_action(struct member_screen *member, enum action action)
{
    member->chosen = action;
    member->problem = 0;
    if (action == ACTION_UNDO) {
        ask(member, "");
    } else if (action == ACTION_CONSENTS) {
        open_consents(member);
    } else if (!asks_for_session(member)) {
        go_to(member, action == ACTION_RENAME ? CHOOSE_ALIAS : CONFIRM);
    }
}

static void choose(struct member_screen *member)
{
    size_t focus = member->choices.focus;
    switch (member->at) {
    case CHOOSE_ACTION:
        choose_action(member, member->actions[focus]);
        break;
    case CHOOSE_ALIAS:
        ask(member, member->aliases[focus]);
        break;
    case CONFIRM:
        if (focus == 0) {
            go_to(member, CHOOSE_ACTION);
        } else {
            ask(member, "");
        }
        break;
    }
}

/* --- Operations --- */

static void member_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static enum key_result member_key(struct screen *screen, const struct remote_event *event)
{
    struct member_screen *member = (struct member_screen *)screen;
    const struct stage *stage = screen->stage;
    if (event->key == REMOTE_KEY_BACK && member->at != CHOOSE_ACTION) {
        go_to(member, CHOOSE_ACTION);
        return KEY_DONE;
    }
    enum key_result result = choices_key(&member->choices, &stage->kit, event->key, stage->now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    if (event->press != REMOTE_PRESS || member->request != 0) {
        return KEY_STAYED;
    }
    choose(member);
    return KEY_DONE;
}

static void member_update(struct screen *screen)
{
    struct member_screen *member = (struct member_screen *)screen;
    if (settle_step(&member->choices.settle, screen->stage->now_us)) {
        choices_damage_focus(&member->choices, &screen->stage->kit);
    }
}

static int64_t member_deadline(const struct screen *screen)
{
    return ((const struct member_screen *)screen)->choices.settle.next_us;
}

static void member_draw(struct screen *screen, struct rect clip)
{
    const struct member_screen *member = (const struct member_screen *)screen;
    const struct stage *stage = screen->stage;
    struct rect line = frame_body(stage);
    (void)clip;
    line.h = stage->kit.theme->text_title * 2;
    frame_draw(&member->frame, stage);
    draw_text_middle(&stage->kit, style_title(&stage->kit), line, string_get(stage->strings, asks(member)),
                     stage->kit.theme->ink);
    choices_draw(&member->choices, &stage->kit, stage->now_us);
}

/* Neither alias nor name. */
static void member_report(const struct screen *screen, struct screen_report *report)
{
    static const char *const names[] = {"action", "alias", "confirm"};
    const struct member_screen *member = (const struct member_screen *)screen;
    report->focus = names[member->at];
    report->title = "";
    report->notice = member->problem != 0 ? string_get(screen->stage->strings, member->problem) : "";
    report->position = (int64_t)member->choices.focus;
    report->total = (int64_t)member->choices.count;
    report->frame = &member->frame;
}

static void member_say(const struct screen *screen, struct spoken *spoken)
{
    const struct member_screen *member = (const struct member_screen *)screen;
    spoken_add(spoken->title, member->title);
    spoken_choices(spoken, screen->stage, &member->choices);
    spoken_add_string(spoken->value, screen->stage, asks(member));
}

static void member_free(struct screen *screen)
{
    struct member_screen *member = (struct member_screen *)screen;
    hall_client_cancel(screen->stage->client, member->request);
    explicit_bzero(member, sizeof *member);
    free(member);
}

static const struct screen_operations member_operations = {
    .name = "member",
    .enter = member_enter,
    .place = member_place,
    .key = member_key,
    .update = member_update,
    .deadline = member_deadline,
    .draw = member_draw,
    .report = member_report,
    .say = member_say,
    .free = member_free,
    .is_personal = 1,
    .idle_us = HOUSEHOLD_IDLE_US,
};

struct screen *member_new(struct stage *stage, const struct household_member *record, int has_pin)
{
    struct member_screen *member = calloc(1, sizeof *member);
    if (member == NULL) {
        return NULL;
    }
    member->screen = (struct screen){&member_operations, stage};
    memcpy(member->id, record->id, sizeof member->id);
    (void)member_title(member->title, sizeof member->title, stage->strings, record);
    member->has_pin = has_pin;
    if (record->undo_until > stage->now_ms) {
        member->actions[member->action_count++] = ACTION_UNDO;
    }
    member->actions[member->action_count++] = ACTION_RENAME;
    member->actions[member->action_count++] = ACTION_CONSENTS;
    member->actions[member->action_count++] = ACTION_UNBIND;
    member->choices =
        (struct choices){.numbered = 1, .source = read_choice, .context = member, .settle = SETTLE_AT_REST};
    member_place(&member->screen);
    return &member->screen;
}
