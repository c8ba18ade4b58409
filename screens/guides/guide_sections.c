#include "screens/guides/guide_sections.h"

#include <string.h>

#include "both-sides/log.h"
#include "screens/guides/guide_rows.h"
#include "screens/guides/guide_text.h"
#include "screens/stage/phone_link.h"

/* --- Which there are --- */

static int is_there(const struct guide *guide, int section)
{
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
    default:
        return 0;
    }
}

static struct section_bar_item item_of(const struct stage *stage, int section)
{
    static const enum string_id labels[] = {
        STRING_GUIDE_OVERVIEW,  STRING_GUIDE_OVERVIEW, STRING_GUIDE_STEPS,
        STRING_GUIDE_MATERIALS, STRING_GUIDE_FORMS,    STRING_GUIDE_FAQ,
        STRING_GUIDE_QUESTIONS, STRING_GUIDE_STATIONS, STRING_GUIDE_PHONE,
    };
    static const char *const icons[] = {"checklist", "place", "link-qr"};
    int is_action = section >= GUIDE_QUESTIONS;
    return (struct section_bar_item){
        .label = string_get(stage->strings, labels[section]),
        .digit = section,
        .is_action = is_action,
        .icon = is_action ? icon_set_get(stage->icons, icons[section - GUIDE_QUESTIONS]) : NULL,
    };
}

enum guide_section guide_sections_chosen(const struct guide_sections *sections)
{
    const struct section_bar *bar = &sections->bar;
    return bar->chosen < bar->count ? (enum guide_section)bar->items[bar->chosen].digit : GUIDE_OVERVIEW;
}

/* The chosen one stays chosen; if it has gone, the overview is. */
static void fill_bar(struct guide_sections *sections)
{
    struct section_bar *bar = &sections->bar;
    int chosen = (int)guide_sections_chosen(sections);
    bar->count = 0;
    bar->chosen = 0;
    for (int section = GUIDE_OVERVIEW; sections->guide != NULL && section <= GUIDE_PHONE; section++) {
        if (is_there(sections->guide, section)) {
            bar->chosen = section == chosen ? bar->count : bar->chosen;
            bar->items[bar->count++] = item_of(sections->stage, section);
        }
    }
}

/* --- Layout --- */

struct rect guide_sections_content(const struct guide_sections *sections)
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
    struct rect area = guide_sections_content(sections);
    area.w -= theme->scroll_bar + theme->gap;
    return area;
}

static struct rect card_rect(const struct guide_sections *sections)
{
    struct rect area = guide_sections_content(sections);
    int width = area.w * 3 / 10;
    return (struct rect){area.x + area.w - width, area.y, width, area.h};
}

static struct flow *new_flow(const struct guide_sections *sections, int width)
{
    struct flow *flow = flow_new(&sections->stage->kit);
    struct rect area = guide_sections_content(sections);
    area.w = width;
    if (flow == NULL) {
        log_line(LOG_LEVEL_ERROR, "guide", "no memory to lay out a text");
        return NULL;
    }
    flow_place(flow, area);
    return flow;
}

static void show_overview(struct guide_sections *sections)
{
    const struct theme *theme = sections->stage->kit.theme;
    if (sections->overview != NULL) {
        return;
    }
    sections->facts = guide_facts_new(sections->stage, sections->guide, card_rect(sections));
    sections->overview = new_flow(sections, card_rect(sections).x - theme->gap_large - theme->scroll_bar -
                                                theme->gap - sections->area.x);
    if (sections->overview != NULL) {
        guide_overview_fill(sections->overview, sections->stage, sections->guide);
        flow_scroll_to(sections->overview, sections->overview_at);
    }
}

static void show_faq(struct guide_sections *sections)
{
    if (sections->faq != NULL) {
        return;
    }
    sections->faq = new_flow(sections, scrolled_rect(sections).w);
    if (sections->faq != NULL) {
        guide_faq_fill(sections->faq, sections->stage, sections->guide);
        flow_scroll_to(sections->faq, sections->faq_at);
    }
}

static void show_steps(struct guide_sections *sections)
{
    if (sections->steps == NULL) {
        sections->steps = guide_steps_new(sections->stage, sections->guide, scrolled_rect(sections));
        if (sections->steps != NULL) {
            step_flow_show(sections->steps, sections->first_step);
        }
    }
}

static void show_code(struct guide_sections *sections)
{
    if (sections->code == NULL) {
        int side = phone_code_side(sections->stage, guide_sections_content(sections));
        sections->code = phone_code(sections->stage, sections->guide->page, side);
    }
}

static void damage(const struct guide_sections *sections)
{
    canvas_damage(sections->stage->kit.canvas,
                  rect_inset(sections->area, -focus_reach(sections->stage->kit.theme)));
}

void guide_sections_show(struct guide_sections *sections)
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
    default:
        break;
    }
    sections->bar.focus_below = guide_sections_list(sections) != NULL;
    damage(sections);
}

static void forget(struct guide_sections *sections)
{
    if (sections->overview != NULL) {
        sections->overview_at = flow_scroll(sections->overview);
    }
    if (sections->faq != NULL) {
        sections->faq_at = flow_scroll(sections->faq);
    }
    if (sections->steps != NULL) {
        sections->first_step = step_flow_first(sections->steps);
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
    guide_sections_show(sections);
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
    flow_free(sections->overview);
    flow_free(sections->faq);
    step_flow_free(sections->steps);
    picture_free(sections->code);
    sections->facts = NULL;
    sections->overview = NULL;
    sections->faq = NULL;
    sections->steps = NULL;
    sections->code = NULL;
}

const struct list *guide_sections_list(const struct guide_sections *sections)
{
    switch (guide_sections_chosen(sections)) {
    case GUIDE_MATERIALS:
        return &sections->materials;
    case GUIDE_FORMS:
        return &sections->forms;
    default:
        return NULL;
    }
}
