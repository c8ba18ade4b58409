#include "screens/retirement/own_retirement.h"

#include <stdio.h>
#include <string.h>

#include "backend-client/records/social_security_decode.h"
#include "screens/retirement/retirement_text.h"
#include "screens/stage/detail.h"
#include "screens/stage/reading.h"

enum { BODY_SIZE = 32 };

struct own_retirement {
    struct detail detail;
    struct retirement_answer *answer; /* NULL until it is there */
    char body[BODY_SIZE];             /* of what is asked */
    int has_post;
};

/* --- The text --- */

static int month_or_none(int yyyymm)
{
    return yyyymm != 0 ? month_of_yyyymm(yyyymm) : 0;
}

static void add_result(const struct own_retirement *own)
{
    const struct retirement_answer *answer = own->answer;
    int early = answer->early;
    struct retirement_view view = {
        .is_found = answer->outcome == RETIREMENT_FOUND,
        .old_month = month_or_none(answer->old_month),
        .month = month_or_none(answer->month),
        .age_months = answer->age_months,
        .needed = answer->needed,
        .paid = answer->paid,
        .missing_now = answer->missing_now,
        .missing_then = answer->missing_then,
        .early = early >= 0 ? (enum retirement_early)early : RETIREMENT_EARLY_LACKS,
        .earliest = month_or_none(answer->earliest),
        .latest = month_or_none(answer->latest),
        .is_own = 1,
        .is_counted = answer->is_counted,
        .is_doubted = answer->months_differ,
        .age_source = answer->age_source,
        .contribution_source = answer->contribution_source,
        .choice_source = answer->choice_source,
        .residents_source = answer->residents_source,
    };
    retirement_text_add(own->detail.rich_text, own->detail.screen.stage, &view);
    explicit_bzero(&view, sizeof view);
}

static void add_words(const struct own_retirement *own, enum string_id heading, enum string_id text)
{
    const struct stage *stage = own->detail.screen.stage;
    reading_heading(own->detail.rich_text, stage, string_get(stage->strings, heading));
    reading_text(own->detail.rich_text, stage, NULL, string_get(stage->strings, text));
}

static void lay_out(struct detail *detail)
{
    const struct own_retirement *own = (const struct own_retirement *)detail;
    switch (own->answer->outcome) {
    case RETIREMENT_ASKS_POST:
        add_words(own, STRING_RETIREMENT_POST, STRING_RETIREMENT_POST_HOW);
        break;
    case RETIREMENT_NO_PENSION:
        add_words(own, STRING_RETIREMENT_NO_PENSION, STRING_RETIREMENT_NO_PENSION_DO);
        break;
    default:
        add_result(own);
    }
}

static struct rect place(struct detail *detail)
{
    const struct stage *stage = detail->screen.stage;
    struct rect body = frame_body(stage);
    detail->frame.title = detail->name = string_get(stage->strings, STRING_RETIREMENT_TITLE);
    body.w -= stage->kit.theme->gap + stage->kit.theme->scroll_bar;
    return body;
}

static struct message missing(const struct detail *detail)
{
    return detail->asking.last.person_refusal == PERSON_REFUSAL_UPSTREAM
               ? (struct message){"offline", STRING_SOCIAL_SECURITY_DOWN, STRING_SOCIAL_SECURITY_DOWN_DO}
               : asking_message(&detail->asking);
}

/* --- Buttons --- */

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct own_retirement *own = (const struct own_retirement *)detail;
    const struct strings *strings = detail->screen.stage->strings;
    size_t count = 0;
    if (own->answer == NULL) {
        return 0;
    }
    if (own->answer->outcome == RETIREMENT_ASKS_POST) {
        items[count++] =
            (struct button){"office", string_get(strings, STRING_RETIREMENT_OFFICE), REMOTE_KEY_NONE};
        items[count++] =
            (struct button){"worker", string_get(strings, STRING_RETIREMENT_WORKER), REMOTE_KEY_NONE};
        return count;
    }
    if (detail->screen.stage->config->retirement_guide[0] != '\0') {
        items[count++] =
            (struct button){"guide", string_get(strings, STRING_RETIREMENT_GUIDE), REMOTE_KEY_GREEN};
    }
    if (own->has_post) {
        items[count++] =
            (struct button){"post", string_get(strings, STRING_RETIREMENT_OTHER_POST), REMOTE_KEY_BLUE};
    }
    return count;
}

/* "" : which post it is, the headend asks. */
static void ask_with(struct own_retirement *own, const char *post)
{
    struct detail *detail = &own->detail;
    (void)snprintf(own->body, sizeof own->body, post[0] != '\0' ? "{\"post\":\"%s\"}" : "{}", post);
    own->has_post = post[0] != '\0';
    retirement_answer_free(own->answer);
    own->answer = NULL;
    detail->is_there = 0;
    asking_now(&detail->asking);
    detail_place(&detail->screen);
}

static enum key_result press(struct detail *detail, const char *button)
{
    struct own_retirement *own = (struct own_retirement *)detail;
    struct stage *stage = detail->screen.stage;
    if (button == NULL) {
        return stage_say_string(stage, STRING_KEY_READ_ONLY);
    }
    if (strcmp(button, "guide") == 0) {
        stage_open(stage, DESTINATION_GUIDE, stage->config->retirement_guide, NULL);
    } else {
        ask_with(own, strcmp(button, "post") == 0 ? "" : button);
    }
    return KEY_DONE;
}

/* --- Content --- */

static void on_answer(void *context, const struct response *response, struct retirement_answer *answer)
{
    struct own_retirement *own = context;
    if (answer != NULL) {
        retirement_answer_free(own->answer);
        own->answer = answer;
        own->detail.is_there = 1;
    }
    detail_heard(&own->detail, response);
    detail_place(&own->detail.screen);
}

static void own_free(struct screen *base)
{
    struct own_retirement *own = (struct own_retirement *)base;
    retirement_answer_free(own->answer);
    detail_free(base);
}

static const struct screen_operations operations = {.name = "own-retirement", .free = own_free};

static const struct detail_kind kind = {
    .place = place, .lay_out = lay_out, .missing = missing, .buttons = set_buttons, .ok = press};

struct screen *own_retirement_new(struct stage *stage, const struct destination *destination)
{
    struct own_retirement *own = detail_new(sizeof *own, &operations, &kind, stage);
    (void)destination;
    if (own == NULL) {
        return NULL;
    }
    (void)snprintf(own->body, sizeof own->body, "{}");
    asking_for_retirement(&own->detail.asking, stage, own->body, on_answer, own);
    detail_place(&own->detail.screen);
    return &own->detail.screen;
}
