#include "screens/questions/checklist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/frame.h"
#include "screens/stage/phone_card.h"
#include "screens/stage/phone_link.h"
#include "screens/stage/reading.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/buttons.h"

enum { WORDS_SIZE = 512 }; /* a reason has up to 120 characters */

struct checklist {
    const struct stage *stage;
    const struct flow_record *record;
    const struct flow_node *outcome;
    enum flow_item_state states[FLOW_ITEMS_MAX];
    const char *whys[FLOW_ITEMS_MAX];
    struct rich_text *rich_text;
    struct phone_card card;
    struct buttons buttons;
};

/* --- Items --- */

static int looks_at(const struct flow_node *outcome, const char *item)
{
    int found = outcome->item_count == 0;
    for (size_t i = 0; i < outcome->item_count && !found; i++) {
        found = strcmp(outcome->items[i], item) == 0;
    }
    return found;
}

void checklist_states(const struct question_trail *trail, const struct flow_node *outcome,
                      enum flow_item_state states[FLOW_ITEMS_MAX], const char *whys[FLOW_ITEMS_MAX])
{
    const struct service_flow *flow = trail->flow;
    struct flow_answer_value counted[FLOW_NODES_MAX];
    service_flow_counted(flow, trail->answers, counted);
    for (size_t i = 0; i < flow->item_count; i++) {
        const char *why = "";
        states[i] = looks_at(outcome, flow->items[i].id)
                        ? service_flow_item(flow, counted, &flow->items[i], &why)
                        : FLOW_ITEM_NO_CONCERN;
        if (whys != NULL) {
            whys[i] = why;
        }
    }
    explicit_bzero(counted, sizeof counted);
}

/* A digit for each four items, the first of them its highest bit. */
static size_t put_digits(const enum flow_item_state *states, size_t count, enum flow_item_state wanted,
                         char *out)
{
    size_t digits = (count + 3) / 4;
    for (size_t digit = 0; digit < digits; digit++) {
        unsigned bits = 0;
        for (size_t i = 0; i < 4; i++) {
            size_t item = digit * 4 + i;
            bits |= item < count && states[item] == wanted ? 8U >> i : 0;
        }
        out[digit] = "0123456789abcdef"[bits];
    }
    out[digits] = '\0';
    return digits;
}

int checklist_added(const struct service_flow *flow, const struct flow_node *outcome,
                    const enum flow_item_state states[FLOW_ITEMS_MAX], char *out, size_t size)
{
    char needed[FLOW_ITEMS_MAX / 4 + 1], exempt[FLOW_ITEMS_MAX / 4 + 1];
    (void)put_digits(states, flow->item_count, FLOW_ITEM_NEEDED, needed);
    (void)put_digits(states, flow->item_count, FLOW_ITEM_EXEMPT, exempt);
    int length = snprintf(out, size, "?outcome=%s&items=%s&exempt=%s", outcome->id, needed, exempt);
    explicit_bzero(needed, sizeof needed);
    explicit_bzero(exempt, sizeof exempt);
    return length >= 0 && (size_t)length < size ? 0 : -1;
}

/* --- Words --- */

static size_t count_of(const struct checklist *checklist, enum flow_item_state state, int need)
{
    const struct service_flow *flow = &checklist->record->flow;
    size_t count = 0;
    for (size_t i = 0; i < flow->item_count; i++) {
        count += checklist->states[i] == state && (need < 0 || flow->items[i].need == need);
    }
    return count;
}

static void add_part(struct checklist *checklist, enum string_id title, enum flow_item_state state, int need)
{
    const struct service_flow *flow = &checklist->record->flow;
    const struct stage *stage = checklist->stage;
    char count[24], words[WORDS_SIZE];
    size_t number = count_of(checklist, state, need);
    if (number == 0) {
        return;
    }
    reading_title(checklist->rich_text, stage,
                  string_format_numbers(words, sizeof words, stage->strings, title, (int64_t)number, 0));
    number = 0;
    for (size_t i = 0; i < flow->item_count; i++) {
        const struct flow_item *item = &flow->items[i];
        if (checklist->states[i] != state || (need >= 0 && item->need != need)) {
            continue;
        }
        (void)snprintf(count, sizeof count, "%zu.", ++number);
        int exempt = state == FLOW_ITEM_EXEMPT;
        const char *why[] = {checklist->whys[i]};
        string_format(words, sizeof words, stage->strings, STRING_CHECKLIST_WHY, why, 1);
        reading_point(checklist->rich_text, stage, count, item->name, exempt ? words : item->detail, NULL);
    }
}

static void lay_out(struct checklist *checklist)
{
    const struct stage *stage = checklist->stage;
    const struct flow_node *outcome = checklist->outcome;
    reading_heading(checklist->rich_text, stage, outcome->text);
    reading_text(checklist->rich_text, stage, string_get(stage->strings, STRING_CHECKLIST_WHERE),
                 outcome->where);
    reading_text(checklist->rich_text, stage, string_get(stage->strings, STRING_CHECKLIST_TAKES),
                 outcome->takes);
    reading_text(checklist->rich_text, stage, NULL, outcome->help);
    add_part(checklist, STRING_CHECKLIST_NECESSARY, FLOW_ITEM_NEEDED, FLOW_NECESSARY);
    add_part(checklist, STRING_CHECKLIST_LATER, FLOW_ITEM_NEEDED, FLOW_LATER);
    add_part(checklist, STRING_CHECKLIST_OPTIONAL, FLOW_ITEM_NEEDED, FLOW_OPTIONAL);
    if (count_of(checklist, FLOW_ITEM_NEEDED, -1) == 0) {
        reading_text(checklist->rich_text, stage, NULL, string_get(stage->strings, STRING_CHECKLIST_NOTHING));
    }
    add_part(checklist, STRING_CHECKLIST_EXEMPT, FLOW_ITEM_EXEMPT, -1);
}

void checklist_summary(const struct checklist *checklist, char *out, size_t size)
{
    string_format_numbers(out, size, checklist->stage->strings, STRING_CHECKLIST_COUNT,
                          (int64_t)count_of(checklist, FLOW_ITEM_NEEDED, -1),
                          (int64_t)count_of(checklist, FLOW_ITEM_EXEMPT, -1));
}

/* --- Layout --- */

static void place_card(struct checklist *checklist, struct rect area)
{
    const struct service_flow *flow = &checklist->record->flow;
    char added[FLOW_ITEMS_MAX + 2 * FLOW_ID_SIZE] = "";
    char path[PHONE_LINK_SIZE] = "";
    const char *page = checklist->record->page;
    if (page[0] != '\0' &&
        checklist_added(flow, checklist->outcome, checklist->states, added, sizeof added) == 0) {
        (void)snprintf(path, sizeof path, "%s%s", page, added);
    }
    phone_card_place(&checklist->card, checklist->stage, area, path, STRING_CHECKLIST_SCAN);
    explicit_bzero(added, sizeof added);
    explicit_bzero(path, sizeof path);
}

static void place_buttons(struct checklist *checklist, struct rect area)
{
    const struct stage *stage = checklist->stage;
    struct button items[BUTTONS_MAX];
    size_t count = 0;
    if (checklist->record->flow.guide[0] != '\0') {
        items[count++] = (struct button){"stations", string_get(stage->strings, STRING_CHECKLIST_NEARBY),
                                         REMOTE_KEY_GREEN};
    }
    items[count++] =
        (struct button){"answers", string_get(stage->strings, STRING_QUESTIONS_ANSWERS), REMOTE_KEY_BLUE};
    items[count++] =
        (struct button){"again", string_get(stage->strings, STRING_CHECKLIST_AGAIN), REMOTE_KEY_NONE};
    checklist->buttons.area = area;
    buttons_set(&checklist->buttons, items, count);
}

void checklist_place(struct checklist *checklist)
{
    const struct kit *kit = &checklist->stage->kit;
    struct rect body = frame_body(checklist->stage);
    int scroll = rich_text_scroll(checklist->rich_text);
    int button_top = body.y + body.h - buttons_height(kit);
    struct rect card = frame_card(checklist->stage, FRAME_CARD_PERCENT);
    struct rect text = frame_body_beside(checklist->stage, card);
    text.h -= buttons_height(kit) + kit->theme->gap;
    place_buttons(checklist, (struct rect){body.x, button_top, body.w, buttons_height(kit)});
    place_card(checklist, card);
    rich_text_clear(checklist->rich_text);
    rich_text_place(checklist->rich_text, text);
    lay_out(checklist);
    rich_text_settle(checklist->rich_text);
    rich_text_scroll_to(checklist->rich_text, scroll);
    canvas_damage_all(kit->canvas);
}

struct checklist *checklist_new(const struct stage *stage, const struct flow_record *record,
                                const struct question_trail *trail)
{
    struct checklist *checklist = calloc(1, sizeof *checklist);
    if (checklist == NULL) {
        return NULL;
    }
    checklist->stage = stage;
    checklist->record = record;
    checklist->outcome = question_trail_node(trail);
    checklist->buttons.settle = SETTLE_AT_REST;
    checklist->rich_text = rich_text_new(&stage->kit);
    if (checklist->rich_text == NULL) {
        free(checklist);
        return NULL;
    }
    checklist_states(trail, checklist->outcome, checklist->states, checklist->whys);
    checklist_place(checklist);
    return checklist;
}

void checklist_free(struct checklist *checklist)
{
    if (checklist != NULL) {
        phone_card_clear(&checklist->card);
        rich_text_free(checklist->rich_text);
        explicit_bzero(checklist, sizeof *checklist);
        free(checklist);
    }
}

/* --- Keys --- */

enum key_result checklist_key(struct checklist *checklist, const struct remote_event *event)
{
    const struct stage *stage = checklist->stage;
    enum key_result result = buttons_key(&checklist->buttons, &stage->kit, event->key, stage->now_us);
    return result != KEY_IGNORED ? result : rich_text_key(checklist->rich_text, event->key);
}

int checklist_scrolls(const struct checklist *checklist)
{
    return rich_text_scrolls(checklist->rich_text);
}

void checklist_update(struct checklist *checklist)
{
    if (settle_step(&checklist->buttons.settle, checklist->stage->now_us)) {
        buttons_damage(&checklist->buttons, &checklist->stage->kit);
    }
}

int64_t checklist_deadline(const struct checklist *checklist)
{
    return checklist->buttons.settle.next_us;
}

void checklist_draw(const struct checklist *checklist)
{
    rich_text_draw(checklist->rich_text);
    phone_card_draw(&checklist->card, checklist->stage);
    buttons_draw(&checklist->buttons, &checklist->stage->kit, checklist->stage->now_us);
}

const char *checklist_focus(const struct checklist *checklist)
{
    return buttons_focus_id(&checklist->buttons);
}

void checklist_report(const struct checklist *checklist, struct screen_report *report)
{
    report->focus = checklist_focus(checklist);
    report->title = checklist->outcome->text;
    report->position = rich_text_scroll(checklist->rich_text);
    report->total = rich_text_height(checklist->rich_text);
}

void checklist_say(const struct checklist *checklist, struct spoken *spoken)
{
    spoken_buttons(spoken, &checklist->buttons);
    spoken_rich_text(spoken, checklist->stage, checklist->rich_text);
    spoken_phone_card(spoken, &checklist->card);
}
