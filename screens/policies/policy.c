#include <stdio.h>
#include <string.h>

#include "screens/policies/policies.h"
#include "screens/stage/detail.h"
#include "screens/stage/phone_card.h"
#include "screens/stage/policy_words.h"
#include "screens/stage/reading.h"
#include "screens/stage/spoken_parts.h"

struct policy_screen {
    struct detail detail;
    char id[CONTENT_ID_SIZE];
    struct policy_list *content;
    const struct policy *policy; /* in it; NULL: not there (any more) */
    struct phone_card card;
};

/* --- Layout --- */

static void add_part(struct policy_screen *screen, enum string_id title, const char *text)
{
    const struct stage *stage = screen->detail.screen.stage;
    if (text[0] != '\0') {
        reading_title(screen->detail.rich_text, stage, string_get(stage->strings, title));
        reading_text(screen->detail.rich_text, stage, NULL, text);
    }
}

static void lay_out(struct detail *detail)
{
    struct policy_screen *screen = (struct policy_screen *)detail;
    const struct stage *stage = detail->screen.stage;
    const struct policy *policy = screen->policy;
    char valid[2 * DATE_SIZE];
    reading_heading(detail->rich_text, stage, policy->name);
    if (policy->sample) {
        reading_note(detail->rich_text, stage, string_get(stage->strings, STRING_POLICIES_SAMPLE));
    }
    add_part(screen, STRING_POLICIES_WHO, policy->who);
    add_part(screen, STRING_POLICIES_BENEFIT, policy->benefit);
    add_part(screen, STRING_POLICIES_HOW, policy->how);
    add_part(screen, STRING_POLICIES_MATERIALS, policy->materials);
    add_part(screen, STRING_POLICIES_PHONE, policy->link_way);
    add_part(screen, STRING_POLICIES_BASIS, policy->basis);
    add_part(screen, STRING_POLICIES_VALID, policy_valid_words(valid, stage->strings, policy));
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct policy *policy = ((const struct policy_screen *)detail)->policy;
    const struct strings *strings = detail->screen.stage->strings;
    items[0] = (struct button){"guide", string_get(strings, STRING_POLICIES_GUIDE), REMOTE_KEY_GREEN};
    items[1] = (struct button){"stations", string_get(strings, STRING_CHECKLIST_NEARBY), REMOTE_KEY_BLUE};
    return policy != NULL && policy->guide[0] != '\0' ? 2 : 0;
}

static struct rect place(struct detail *detail)
{
    struct policy_screen *screen = (struct policy_screen *)detail;
    const struct policy *policy = screen->policy;
    struct rect card = frame_card(detail->screen.stage, FRAME_CARD_PERCENT);
    phone_card_place(&screen->card, detail->screen.stage, card, policy != NULL ? policy->page : "",
                     STRING_POLICIES_SCAN);
    return frame_body_beside(detail->screen.stage, card);
}

static void draw(const struct detail *detail)
{
    phone_card_draw(&((const struct policy_screen *)detail)->card, detail->screen.stage);
}

static void say_card(const struct detail *detail, struct spoken *spoken)
{
    spoken_phone_card(spoken, &((const struct policy_screen *)detail)->card);
}

/* --- Content --- */

/* NULL: it is not there (any more). */
static void show(struct policy_screen *screen, const struct policy *policy)
{
    screen->policy = policy;
    screen->detail.is_there = policy != NULL;
    screen->detail.name = policy != NULL ? policy->name : "";
    screen->detail.frame.title = policy != NULL ? policy->org_name : "";
    detail_place(&screen->detail.screen);
}

/* It may end while it is being read. */
static void end(struct detail *detail)
{
    struct policy_screen *screen = (struct policy_screen *)detail;
    if (screen->policy != NULL && !policy_is_current(screen->policy, detail->screen.stage->now_ms)) {
        show(screen, NULL);
    }
}

static void on_list(void *context, const struct response *response, struct policy_list *list)
{
    struct policy_screen *screen = context;
    struct policy_list *before = screen->content;
    if (list != NULL) {
        screen->content = list;
        show(screen, policy_find(list, screen->id, screen->detail.screen.stage->now_ms));
        policy_list_free(before);
    }
    detail_heard(&screen->detail, response);
}

static struct message missing(const struct detail *detail)
{
    return ((const struct policy_screen *)detail)->content != NULL
               ? (struct message){"policy", STRING_POLICIES_GONE, STRING_POLICIES_GONE_DO}
               : asking_message(&detail->asking);
}

static enum key_result press(struct detail *detail, const char *button)
{
    const struct policy *policy = ((struct policy_screen *)detail)->policy;
    if (button == NULL) {
        return KEY_STAYED;
    }
    int is_guide = strcmp(button, "guide") == 0;
    stage_open(detail->screen.stage, is_guide ? DESTINATION_GUIDE : DESTINATION_GUIDE_STATIONS, policy->guide,
               policy->name);
    return KEY_DONE;
}

/* --- Operations --- */

static void policy_free(struct screen *base)
{
    struct policy_screen *screen = (struct policy_screen *)base;
    phone_card_clear(&screen->card);
    policy_list_free(screen->content);
    detail_free(base);
}

static void policy_open_next(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    if (detail->is_there) {
        (void)press(detail, buttons_focus_id(&detail->buttons));
    }
}

static const struct screen_operations policy_operations = {
    .name = "policy",
    .free = policy_free,
    .open_next = policy_open_next,
};

static const struct detail_kind policy_kind = {
    .place = place,
    .lay_out = lay_out,
    .missing = missing,
    .buttons = set_buttons,
    .ok = press,
    .draw = draw,
    .say = say_card,
    .minute = end,
};

struct screen *policy_new(struct stage *stage, const struct destination *destination)
{
    struct policy_screen *screen = detail_new(sizeof *screen, &policy_operations, &policy_kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    asking_for_policies(&screen->detail.asking, stage, on_list, screen);
    (void)snprintf(screen->id, sizeof screen->id, "%s", destination->id);
    screen->detail.id = screen->id;
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
