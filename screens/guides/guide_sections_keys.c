/* Keys of a guide. */
#include "screens/guides/guide_sections.h"

static enum guide_answer text_key(struct flow *flow, enum remote_key key)
{
    if (flow == NULL) {
        return GUIDE_IGNORED;
    }
    switch (flow_key(flow, key)) {
    case FLOW_MOVED:
        return GUIDE_MOVED;
    case FLOW_STAYED:
        return GUIDE_STAYED;
    default:
        return GUIDE_IGNORED;
    }
}

static enum guide_answer rows_key(struct guide_sections *sections, struct list *list, enum remote_key key)
{
    const struct stage *stage = sections->stage;
    switch (list_key(list, &stage->kit, key, stage->now_us)) {
    case LIST_MOVED:
        return GUIDE_MOVED;
    case LIST_STAYED:
        return GUIDE_STAYED;
    case LIST_OPEN:
        return GUIDE_OPEN;
    default:
        return GUIDE_IGNORED;
    }
}

static enum guide_answer steps_key(struct guide_sections *sections, enum remote_key key)
{
    if (sections->steps == NULL) {
        return GUIDE_IGNORED;
    }
    switch (step_flow_key(sections->steps, key)) {
    case STEP_FLOW_MOVED:
        return GUIDE_MOVED;
    case STEP_FLOW_STAYED:
        return GUIDE_STAYED;
    default:
        return GUIDE_IGNORED;
    }
}

static enum guide_answer content_key(struct guide_sections *sections, enum remote_key key)
{
    switch (guide_sections_chosen(sections)) {
    case GUIDE_OVERVIEW:
        return text_key(sections->overview, key);
    case GUIDE_FAQ:
        return text_key(sections->faq, key);
    case GUIDE_STEPS:
        return steps_key(sections, key);
    case GUIDE_MATERIALS:
        return rows_key(sections, &sections->materials, key);
    case GUIDE_FORMS:
        return rows_key(sections, &sections->forms, key);
    case GUIDE_QUESTIONS:
    case GUIDE_STATIONS:
        return key == REMOTE_KEY_OK ? GUIDE_OPEN : GUIDE_IGNORED;
    default:
        return GUIDE_IGNORED;
    }
}

/* A digit of an action does it; the others only lead there. */
static int does_at_once(const struct guide_sections *sections, const struct remote_event *event)
{
    enum guide_section chosen = guide_sections_chosen(sections);
    return event->press == REMOTE_PRESS && remote_key_digit(event->key) == (int)chosen &&
           (chosen == GUIDE_QUESTIONS || chosen == GUIDE_STATIONS);
}

enum guide_answer guide_sections_key(struct guide_sections *sections, const struct remote_event *event)
{
    const struct stage *stage = sections->stage;
    if (sections->guide == NULL) {
        return GUIDE_IGNORED;
    }
    int changed = section_bar_key(&sections->bar, &stage->kit, event->key, stage->now_us);
    if (changed) {
        settle_stop(&sections->materials.settle);
        settle_stop(&sections->forms.settle);
        guide_sections_show(sections);
    }
    if (does_at_once(sections, event)) {
        return GUIDE_OPEN;
    }
    if (changed) {
        return GUIDE_CHOSEN;
    }
    if (remote_key_sideways(event->key) != 0 || remote_key_digit(event->key) >= 0) {
        return GUIDE_STAYED;
    }
    return content_key(sections, event->key);
}

void guide_sections_settle(struct guide_sections *sections)
{
    const struct stage *stage = sections->stage;
    if (settle_step(&sections->materials.settle, stage->now_us)) {
        list_damage_focus(&sections->materials, &stage->kit);
    }
    if (settle_step(&sections->forms.settle, stage->now_us)) {
        list_damage_focus(&sections->forms, &stage->kit);
    }
    if (settle_step(&sections->bar.settle, stage->now_us)) {
        section_bar_damage(&sections->bar, &stage->kit);
    }
}

int64_t guide_sections_deadline(const struct guide_sections *sections)
{
    int64_t lists = sections->materials.settle.next_us < sections->forms.settle.next_us
                        ? sections->materials.settle.next_us
                        : sections->forms.settle.next_us;
    return lists < sections->bar.settle.next_us ? lists : sections->bar.settle.next_us;
}
