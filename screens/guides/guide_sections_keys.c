/* Keys of a guide. */
#include "screens/guides/guide_sections.h"

static enum key_result text_key(struct flow *flow, enum remote_key key)
{
    return flow != NULL ? flow_key(flow, key) : KEY_IGNORED;
}

static enum key_result rows_key(const struct stage *stage, struct list *list, enum remote_key key)
{
    return list_key(list, &stage->kit, key, stage->now_us);
}

static enum key_result steps_key(struct step_flow *steps, enum remote_key key)
{
    return steps != NULL ? step_flow_key(steps, key) : KEY_IGNORED;
}

static enum key_result content_key(struct guide_sections *sections, enum remote_key key)
{
    switch (guide_sections_chosen(sections)) {
    case GUIDE_OVERVIEW:
        return text_key(sections->overview, key);
    case GUIDE_FAQ:
        return text_key(sections->faq, key);
    case GUIDE_STEPS:
        return steps_key(sections->steps, key);
    case GUIDE_MATERIALS:
        return rows_key(sections->stage, &sections->materials, key);
    case GUIDE_FORMS:
        return rows_key(sections->stage, &sections->forms, key);
    case GUIDE_QUESTIONS:
    case GUIDE_STATIONS:
        return key == REMOTE_KEY_OK ? KEY_PRESSED : KEY_IGNORED;
    default:
        return KEY_IGNORED;
    }
}

/* A digit of an action does it; the others only lead there. */
static int does_at_once(const struct guide_sections *sections, const struct remote_event *event)
{
    enum guide_section chosen = guide_sections_chosen(sections);
    return event->press == REMOTE_PRESS && remote_key_digit(event->key) == (int)chosen &&
           (chosen == GUIDE_QUESTIONS || chosen == GUIDE_STATIONS);
}

enum key_result guide_sections_key(struct guide_sections *sections, const struct remote_event *event)
{
    const struct stage *stage = sections->stage;
    if (sections->guide == NULL) {
        return KEY_IGNORED;
    }
    enum key_result result = section_bar_key(&sections->bar, &stage->kit, event->key, stage->now_us);
    if (result == KEY_DONE) {
        settle_stop(&sections->materials.settle);
        settle_stop(&sections->forms.settle);
        guide_sections_show(sections);
    }
    if (does_at_once(sections, event)) {
        return KEY_PRESSED;
    }
    return result != KEY_IGNORED ? result : content_key(sections, event->key);
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
