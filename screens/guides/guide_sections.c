#include "screens/guides/guide_sections.h"

#include <assert.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/guides/guide_rows.h"
#include "screens/guides/guide_text.h"
#include "screens/stage/phone_link.h"
#include "screens/stage/spoken_parts.h"

/* --- Which there are --- */

static int is_there(const struct guide_sections *sections, int section)
{
    const struct guide *guide = sections->guide;
    switch (section) {
    case GUIDE_OVERVIEW:
    case GUIDE_STATIONS:
        return 1;
    case GUIDE_STEPS:
        return guide->step_count > 0;
    case GUIDE_MATERIALS:
        return guide->material_count > 0;
    case GUIDE_FORMS:
        return guide->form_count > 0;
    case GUIDE_FAQ:
        return guide->faq_count > 0;
    case GUIDE_QUESTIONS:
        return guide->summary.flow[0] != '\0';
    case GUIDE_PHONE:
        return guide->page[0] != '\0';
    case GUIDE_NOTICES:
        return guide->notices > 0 && !is_there(sections, GUIDE_CALCULATION);
    case GUIDE_CALCULATION:
        return strcmp(guide->summary.id, sections->stage->config->retirement_guide) == 0;
    default:
        return 0;
    }
}

static const struct {
    const char *name; /* for the test port */
    enum string_id label;
    const char *icon; /* of an action */
} section_rows[] = {
    [GUIDE_OVERVIEW] = {"overview", STRING_GUIDE_OVERVIEW, NULL},
    [GUIDE_STEPS] = {"steps", STRING_GUIDE_STEPS, NULL},
    [GUIDE_MATERIALS] = {"materials", STRING_GUIDE_MATERIALS, NULL},
    [GUIDE_FORMS] = {"forms", STRING_GUIDE_FORMS, NULL},
    [GUIDE_FAQ] = {"faq", STRING_GUIDE_FAQ, NULL},
    [GUIDE_QUESTIONS] = {"questions", STRING_GUIDE_QUESTIONS, "checklist"},
    [GUIDE_STATIONS] = {"stations", STRING_GUIDE_STATIONS, "place"},
    [GUIDE_PHONE] = {"phone", STRING_GUIDE_PHONE, "link-qr"},
    [GUIDE_CALCULATION] = {"calculation", STRING_GUIDE_CALCULATION, "clock"},
    [GUIDE_NOTICES] = {"notices", STRING_GUIDE_NOTICES, "important"},
};
static_assert(sizeof section_rows / sizeof *section_rows == GUIDE_LAST + 1, "a row for each section");

static struct section_bar_item item_of(const struct stage *stage, int section)
{
    const char *icon = section_rows[section].icon;
    return (struct section_bar_item){
        .label = string_get(stage->strings, section_rows[section].label),
        .digit = section < GUIDE_NOTICES ? section : GUIDE_CALCULATION,
        .is_action = icon != NULL,
        .icon = icon != NULL ? icon_set_get(stage->icons, icon) : NULL,
    };
}

enum guide_section guide_sections_chosen(const struct guide_sections *sections)
{
    const struct section_bar *bar = &sections->bar;
    return bar->chosen < bar->count ? sections->shown[bar->chosen] : GUIDE_OVERVIEW;
}

/* The chosen one stays chosen; if it has gone, the overview is. */
static void fill_bar(struct guide_sections *sections)
{
    struct section_bar *bar = &sections->bar;
    int chosen = (int)guide_sections_chosen(sections);
    bar->count = 0;
    bar->chosen = 0;
    for (int section = GUIDE_OVERVIEW;
         sections->guide != NULL && section <= GUIDE_LAST && bar->count < SECTION_BAR_MAX; section++) {
        if (is_there(sections, section)) {
            bar->chosen = section == chosen ? bar->count : bar->chosen;
            sections->shown[bar->count] = (enum guide_section)section;
            bar->items[bar->count++] = item_of(sections->stage, section);
        }
    }
}

const struct list *guide_sections_list(const struct guide_sections *sections)
{
    switch (guide_sections_chosen(sections)) {
    case GUIDE_MATERIALS:
        return &sections->materials;
    case GUIDE_FORMS:
        return &sections->forms;
    default: /* all other sections have no list */
        return NULL;
    }
}

/* --- Layout --- */

static struct rect content_rect(const struct guide_sections *sections)
{
    const struct kit *kit = &sections->stage->kit;
    int top = section_bar_height(kit) + kit->theme->gap;
    struct rect area = sections->area;
    return (struct rect){area.x, area.y + top, area.w, area.h - top};
}

/* Beside a position bar. */
static struct rect scrolled_rect(const struct guide_sections *sections)
{
    const struct theme *theme = sections->stage->kit.theme;
    struct rect area = content_rect(sections);
    area.w -= theme->scroll_bar + theme->gap;
    return area;
}

static struct rect card_rect(const struct guide_sections *sections)
{
    struct rect area = content_rect(sections);
    int width = area.w * 3 / 10;
    return (struct rect){area.x + area.w - width, area.y, width, area.h};
}

static struct rich_text *new_rich_text(const struct guide_sections *sections, int width)
{
    struct rich_text *rich_text = rich_text_new(&sections->stage->kit);
    struct rect area = content_rect(sections);
    area.w = width;
    if (rich_text == NULL) {
        log_line(LOG_LEVEL_ERROR, "guide", "no memory to lay out a text");
        return NULL;
    }
    rich_text_place(rich_text, area);
    return rich_text;
}

static void show_overview(struct guide_sections *sections)
{
    const struct theme *theme = sections->stage->kit.theme;
    if (sections->overview != NULL) {
        return;
    }
    sections->facts = guide_facts_new(sections->stage, sections->guide, card_rect(sections));
    sections->overview = new_rich_text(sections, card_rect(sections).x - theme->gap_large -
                                                     theme->scroll_bar - theme->gap - sections->area.x);
    if (sections->overview != NULL) {
        guide_overview_fill(sections->overview, sections->stage, sections->guide);
        rich_text_scroll_to(sections->overview, sections->overview_at);
    }
}

static void show_faq(struct guide_sections *sections)
{
    if (sections->faq != NULL) {
        return;
    }
    sections->faq = new_rich_text(sections, scrolled_rect(sections).w);
    if (sections->faq != NULL) {
        guide_faq_fill(sections->faq, sections->stage, sections->guide);
        rich_text_scroll_to(sections->faq, sections->faq_at);
    }
}

static void show_steps(struct guide_sections *sections)
{
    if (sections->steps == NULL) {
        sections->steps = guide_steps_new(sections->stage, sections->guide, scrolled_rect(sections));
        if (sections->steps != NULL) {
            step_bar_show(sections->steps, sections->first_step);
        }
    }
}

static void show_code(struct guide_sections *sections)
{
    if (sections->code == NULL) {
        int side = phone_code_side(sections->stage, content_rect(sections));
        sections->code = phone_code(sections->stage, sections->guide->page, side);
    }
}

static void damage(const struct guide_sections *sections)
{
    canvas_damage(sections->stage->kit.canvas,
                  rect_inset(sections->area, -focus_reach(sections->stage->kit.theme)));
}

static void show_chosen(struct guide_sections *sections)
{
    if (sections->guide == NULL) {
        return;
    }
    switch (guide_sections_chosen(sections)) {
    case GUIDE_OVERVIEW:
        show_overview(sections);
        break;
    case GUIDE_FAQ:
        show_faq(sections);
        break;
    case GUIDE_STEPS:
        show_steps(sections);
        break;
    case GUIDE_PHONE:
        show_code(sections);
        break;
    case GUIDE_MATERIALS:
    case GUIDE_FORMS:
    case GUIDE_QUESTIONS:
    case GUIDE_STATIONS:
    case GUIDE_CALCULATION:
    case GUIDE_NOTICES:
        break;
    }
    sections->bar.focus_below = guide_sections_list(sections) != NULL;
    damage(sections);
}

static void forget(struct guide_sections *sections)
{
    if (sections->overview != NULL) {
        sections->overview_at = rich_text_scroll(sections->overview);
    }
    if (sections->faq != NULL) {
        sections->faq_at = rich_text_scroll(sections->faq);
    }
    if (sections->steps != NULL) {
        sections->first_step = step_bar_first(sections->steps);
    }
    guide_sections_free(sections);
}

void guide_sections_place(struct guide_sections *sections, const struct guide *guide, struct rect area)
{
    const struct kit *kit = &sections->stage->kit;
    forget(sections);
    sections->guide = guide;
    sections->area = area;
    sections->bar.area = (struct rect){area.x, area.y, area.w, section_bar_height(kit)};
    fill_bar(sections);
    list_place(&sections->materials, scrolled_rect(sections));
    list_place(&sections->forms, scrolled_rect(sections));
    size_t materials = guide != NULL ? guide->material_count : 0;
    size_t forms = guide != NULL ? guide->form_count : 0;
    list_refresh(&sections->materials, kit, materials, (int64_t)materials);
    list_refresh(&sections->forms, kit, forms, (int64_t)forms);
    show_chosen(sections);
    damage(sections);
}

/* --- Rows --- */

static void read_material(void *context, size_t index, struct list_row *row)
{
    const struct guide_sections *sections = context;
    guide_material_row(sections->stage, &sections->guide->materials[index], row);
}

static void read_form(void *context, size_t index, struct list_row *row)
{
    const struct guide_sections *sections = context;
    guide_form_row(sections->stage, &sections->guide->forms[index], row);
}

static void start_list(struct list *list, list_source source, struct guide_sections *sections)
{
    list->settle = SETTLE_AT_REST;
    list->source = source;
    list->context = sections;
}

void guide_sections_start(struct guide_sections *sections, const struct stage *stage)
{
    memset(sections, 0, sizeof *sections);
    sections->stage = stage;
    sections->bar.settle = SETTLE_AT_REST;
    start_list(&sections->materials, read_material, sections);
    start_list(&sections->forms, read_form, sections);
}

void guide_sections_free(struct guide_sections *sections)
{
    fact_card_free(sections->facts);
    rich_text_free(sections->overview);
    rich_text_free(sections->faq);
    step_bar_free(sections->steps);
    picture_free(sections->code);
    sections->facts = NULL;
    sections->overview = NULL;
    sections->faq = NULL;
    sections->steps = NULL;
    sections->code = NULL;
}

/* --- Keys --- */

static enum key_result text_key(struct rich_text *rich_text, enum remote_key key)
{
    return rich_text != NULL ? rich_text_key(rich_text, key) : KEY_IGNORED;
}

int guide_sections_move(const struct guide_sections *sections)
{
    const struct list *list = guide_sections_list(sections);
    switch (guide_sections_chosen(sections)) {
    case GUIDE_OVERVIEW:
        return sections->overview != NULL && rich_text_scrolls(sections->overview);
    case GUIDE_FAQ:
        return sections->faq != NULL && rich_text_scrolls(sections->faq);
    case GUIDE_STEPS:
        return sections->steps != NULL && step_bar_scrolls(sections->steps);
    default: /* all other sections are a list, or have nothing to move */
        return list != NULL && list->count > 1;
    }
}

static enum key_result rows_key(const struct stage *stage, struct list *list, enum remote_key key)
{
    return list_key(list, &stage->kit, key, stage->now_us);
}

static enum key_result steps_key(struct step_bar *steps, enum remote_key key)
{
    return steps != NULL ? step_bar_key(steps, key) : KEY_IGNORED;
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
    case GUIDE_CALCULATION:
    case GUIDE_NOTICES:
        return key == REMOTE_KEY_OK ? KEY_PRESSED : KEY_IGNORED;
    case GUIDE_PHONE:
        break;
    }
    return KEY_IGNORED;
}

/* A digit of an action does it; the others only lead there. */
static int does_at_once(const struct guide_sections *sections, const struct remote_event *event)
{
    const struct section_bar *bar = &sections->bar;
    enum guide_section chosen = guide_sections_chosen(sections);
    return event->press == REMOTE_PRESS && bar->chosen < bar->count &&
           remote_key_digit(event->key) == bar->items[bar->chosen].digit &&
           (chosen == GUIDE_QUESTIONS || chosen == GUIDE_STATIONS || chosen == GUIDE_CALCULATION ||
            chosen == GUIDE_NOTICES);
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
        show_chosen(sections);
    }
    if (does_at_once(sections, event)) {
        return KEY_PRESSED;
    }
    return result != KEY_IGNORED ? result : content_key(sections, event->key);
}

void guide_sections_settle(struct guide_sections *sections)
{
    const struct stage *stage = sections->stage;
    list_settle(&sections->materials, &stage->kit, stage->now_us);
    list_settle(&sections->forms, &stage->kit, stage->now_us);
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

/* --- Drawing --- */

static void draw_action(const struct guide_sections *sections, const char *icon, enum string_id says,
                        enum string_id then)
{
    struct message message = {icon, says, then};
    message_draw(&message, sections->stage, content_rect(sections));
}

static void draw_overview(const struct guide_sections *sections)
{
    if (sections->overview != NULL) {
        rich_text_draw(sections->overview);
    }
    if (sections->facts != NULL) {
        fact_card_draw(sections->facts, sections->stage);
    }
}

static void draw_code(const struct guide_sections *sections)
{
    const struct stage *stage = sections->stage;
    if (sections->code != NULL) {
        phone_code_draw(stage, sections->code, content_rect(sections),
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
            step_bar_draw(sections->steps);
        }
        break;
    case GUIDE_MATERIALS:
    case GUIDE_FORMS:
        list_draw(guide_sections_list(sections), &stage->kit, stage->now_us);
        break;
    case GUIDE_FAQ:
        if (sections->faq != NULL) {
            rich_text_draw(sections->faq);
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
    case GUIDE_CALCULATION:
        draw_action(sections, "clock", STRING_GUIDE_CALCULATION_SAYS, STRING_GUIDE_CALCULATION_DO);
        break;
    case GUIDE_NOTICES:
        draw_action(sections, "outage", STRING_GUIDE_NOTICES_SAYS, STRING_GUIDE_NOTICES_DO);
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
    report->focus = section_rows[chosen].name;
    report->title = sections->bar.count > 0 ? sections->bar.items[sections->bar.chosen].label : "";
    if (list != NULL) {
        screen_report_list(report, list);
    } else if (chosen == GUIDE_STEPS && sections->steps != NULL) {
        report->position = (int64_t)step_bar_first(sections->steps);
        report->total = (int64_t)step_bar_count(sections->steps);
    } else if (chosen == GUIDE_OVERVIEW && sections->overview != NULL) {
        report->position = rich_text_scroll(sections->overview);
        report->total = rich_text_height(sections->overview);
    } else if (chosen == GUIDE_FAQ && sections->faq != NULL) {
        report->position = rich_text_scroll(sections->faq);
        report->total = rich_text_height(sections->faq);
    }
}

/* --- In words --- */

static void say_action(const struct guide_sections *sections, struct spoken *spoken, enum string_id says,
                       enum string_id then)
{
    spoken_add_string(spoken->value, sections->stage, says);
    spoken_add_string(spoken->value, sections->stage, then);
}

static void say_overview(const struct guide_sections *sections, struct spoken *spoken)
{
    spoken_rich_text(spoken, sections->stage, sections->overview);
    if (sections->overview != NULL && rich_text_scroll(sections->overview) == 0) {
        spoken_fact_card(spoken, sections->facts);
    }
}

static void say_content(const struct guide_sections *sections, struct spoken *spoken)
{
    switch (guide_sections_chosen(sections)) {
    case GUIDE_OVERVIEW:
        say_overview(sections, spoken);
        break;
    case GUIDE_STEPS:
        spoken_step_bar(spoken, sections->steps);
        break;
    case GUIDE_MATERIALS:
    case GUIDE_FORMS:
        spoken_list(spoken, guide_sections_list(sections));
        break;
    case GUIDE_FAQ:
        spoken_rich_text(spoken, sections->stage, sections->faq);
        break;
    case GUIDE_QUESTIONS:
        say_action(sections, spoken, STRING_GUIDE_QUESTIONS_SAYS, STRING_GUIDE_QUESTIONS_DO);
        break;
    case GUIDE_STATIONS:
        say_action(sections, spoken, STRING_GUIDE_STATIONS_SAYS, STRING_GUIDE_STATIONS_DO);
        break;
    case GUIDE_PHONE:
        spoken_add_string(spoken->value, sections->stage,
                          sections->code != NULL ? STRING_GUIDE_PHONE_SCAN : STRING_GUIDE_PHONE_NONE);
        break;
    case GUIDE_CALCULATION:
        say_action(sections, spoken, STRING_GUIDE_CALCULATION_SAYS, STRING_GUIDE_CALCULATION_DO);
        break;
    case GUIDE_NOTICES:
        say_action(sections, spoken, STRING_GUIDE_NOTICES_SAYS, STRING_GUIDE_NOTICES_DO);
        break;
    }
}

/* In a list the row has the focus: the section is where one is. */
void guide_sections_say(const struct guide_sections *sections, struct spoken *spoken)
{
    const struct section_bar *bar = &sections->bar;
    if (guide_sections_list(sections) == NULL) {
        spoken_section_bar(spoken, bar);
    } else {
        spoken_add(spoken->title, bar->items[bar->chosen].label);
    }
    say_content(sections, spoken);
}
