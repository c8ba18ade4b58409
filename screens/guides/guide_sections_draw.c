/* What a guide looks like, and what the test port says of it. */
#include "screens/guides/guide_sections.h"
#include "screens/stage/frame.h"
#include "screens/stage/phone_link.h"

static const char *const names[] = {"",    "overview",  "steps",    "materials", "forms",
                                    "faq", "questions", "stations", "phone"};

static void draw_action(const struct guide_sections *sections, const char *icon, enum string_id says,
                        enum string_id then)
{
    struct message message = {icon, says, then};
    message_draw(&message, sections->stage, guide_sections_content(sections));
}

static void draw_overview(const struct guide_sections *sections)
{
    if (sections->overview != NULL) {
        flow_draw(sections->overview);
    }
    if (sections->facts != NULL) {
        fact_card_draw(sections->facts, sections->stage);
    }
}

static void draw_code(const struct guide_sections *sections)
{
    const struct stage *stage = sections->stage;
    if (sections->code != NULL) {
        phone_code_draw(stage, sections->code, guide_sections_content(sections),
                        string_get(stage->strings, STRING_GUIDE_PHONE_SCAN));
    } else {
        draw_action(sections, "link-qr", STRING_GUIDE_PHONE_NONE, STRING_GUIDE_PHONE_NONE);
    }
}

static void draw_content(struct guide_sections *sections)
{
    const struct stage *stage = sections->stage;
    switch (guide_sections_chosen(sections)) {
    case GUIDE_OVERVIEW:
        draw_overview(sections);
        break;
    case GUIDE_STEPS:
        if (sections->steps != NULL) {
            step_flow_draw(sections->steps);
        }
        break;
    case GUIDE_MATERIALS:
        list_draw(&sections->materials, &stage->kit, stage->now_us);
        break;
    case GUIDE_FORMS:
        list_draw(&sections->forms, &stage->kit, stage->now_us);
        break;
    case GUIDE_FAQ:
        if (sections->faq != NULL) {
            flow_draw(sections->faq);
        }
        break;
    case GUIDE_QUESTIONS:
        draw_action(sections, "guide", STRING_GUIDE_QUESTIONS_SAYS, STRING_GUIDE_QUESTIONS_DO);
        break;
    case GUIDE_STATIONS:
        draw_action(sections, "nearby", STRING_GUIDE_STATIONS_SAYS, STRING_GUIDE_STATIONS_DO);
        break;
    case GUIDE_PHONE:
        draw_code(sections);
        break;
    }
}

void guide_sections_draw(struct guide_sections *sections)
{
    if (sections->guide != NULL) {
        section_bar_draw(&sections->bar, &sections->stage->kit, sections->stage->now_us);
        draw_content(sections);
    }
}

void guide_sections_report(const struct guide_sections *sections, struct screen_report *report)
{
    enum guide_section chosen = guide_sections_chosen(sections);
    const struct list *list = guide_sections_list(sections);
    report->focus = names[chosen];
    report->title = sections->bar.count > 0 ? sections->bar.items[sections->bar.chosen].label : "";
    if (list != NULL) {
        report->focus = list->focus_id;
        report->position = (int64_t)list->focus;
        report->total = (int64_t)list->count;
    } else if (chosen == GUIDE_STEPS && sections->steps != NULL) {
        report->position = (int64_t)step_flow_first(sections->steps);
        report->total = (int64_t)step_flow_count(sections->steps);
    } else if (chosen == GUIDE_OVERVIEW && sections->overview != NULL) {
        report->position = flow_scroll(sections->overview);
        report->total = flow_height(sections->overview);
    } else if (chosen == GUIDE_FAQ && sections->faq != NULL) {
        report->position = flow_scroll(sections->faq);
        report->total = flow_height(sections->faq);
    }
}
