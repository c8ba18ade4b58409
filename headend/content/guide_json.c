#include <stdio.h>

#include "headend/content/content_json.h"

static void term(struct json_writer *json, const char *name, const struct term *term)
{
    if (term->given) {
        json_open_map(json, name);
        json_number(json, "count", term->count);
        json_text(json, "unit", term_units.words[term->unit]);
        json_close_map(json);
    }
}

static void summary_fields(struct json_writer *json, const struct content_record *record)
{
    const struct guide *guide = record->value;
    json_text(json, "id", guide->summary.id);
    json_text(json, "name", guide->summary.name);
    json_content_initials(json, guide->summary.name);
    json_text(json, "theme", guide->summary.theme);
    json_text(json, "summary", guide->summary.summary);
    json_flag(json, "brief", guide->summary.brief);
    term(json, "promise", &guide->summary.promise);
    json_text_if(json, "flow", guide->summary.flow);
    json_number(json, "rev", record->rev);
}

static void themes(struct json_writer *json, const struct content_set *set)
{
    const struct content_record *found = content_set_find(set, CONTENT_THEMES, "themes");
    const struct guide_themes *themes = found != NULL ? found->value : NULL;
    json_open_array(json, "themes");
    for (size_t i = 0; themes != NULL && i < themes->count; i++) {
        json_open_map(json, NULL);
        json_text(json, "code", themes->themes[i].code);
        json_text(json, "name", themes->themes[i].name);
        json_close_map(json);
    }
    json_close_array(json);
}

char *json_of_guides(const struct content_feed *feed, struct content_json_facts *facts, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return json_take(&json, length);
    }
    json_open_map(&json, NULL);
    json_number(&json, "rev", feed->rev);
    json_text_if(&json, "source", facts->source);
    themes(&json, feed->set);
    json_open_array(&json, "guides");
    for (size_t i = 0; i < feed->set->count; i++) {
        if (feed->set->records[i]->kind == CONTENT_GUIDE) {
            json_open_map(&json, NULL);
            summary_fields(&json, feed->set->records[i]);
            json_close_map(&json);
        }
    }
    json_close_array(&json);
    return json_content_end(&json, facts, length);
}

/* --- One guide --- */

static void fees(struct json_writer *json, const struct guide *guide)
{
    json_open_array(json, "fees");
    for (size_t i = 0; i < guide->fee_count; i++) {
        const struct guide_fee *fee = &guide->fees[i];
        json_open_map(json, NULL);
        json_text(json, "name", fee->name);
        json_text(json, "standard", fee->standard);
        json_text_if(json, "by_law", fee->by_law);
        json_text_if(json, "reduction", fee->reduction);
        json_close_map(json);
    }
    json_close_array(json);
}

static void members(struct json_writer *json, const struct guide *guide)
{
    json_open_array(json, "members");
    for (size_t i = 0; i < guide->member_count; i++) {
        const struct guide_member *member = &guide->members[i];
        json_open_map(json, NULL);
        json_text(json, "name", member->name);
        json_text(json, "org_name", member->org_name);
        json_text_if(json, "catalog_code", member->catalog_code);
        json_text_if(json, "task_code", member->task_code);
        json_text_if(json, "skip", member->skip);
        json_close_map(json);
    }
    json_close_array(json);
}

static void steps(struct json_writer *json, const struct guide *guide)
{
    json_open_array(json, "steps");
    for (size_t i = 0; i < guide->step_count; i++) {
        const struct guide_step *step = &guide->steps[i];
        json_open_map(json, NULL);
        json_text(json, "name", step->name);
        json_text_if(json, "org_name", step->org_name);
        json_text_if(json, "takes", step->takes);
        json_text_if(json, "does", step->does);
        json_text_if(json, "output", step->output);
        json_close_map(json);
    }
    json_close_array(json);
}

static void materials(struct json_writer *json, const struct guide *guide)
{
    json_open_array(json, "materials");
    for (size_t i = 0; i < guide->material_count; i++) {
        const struct guide_material *material = &guide->materials[i];
        json_open_map(json, NULL);
        json_text(json, "id", material->id);
        json_text(json, "name", material->name);
        json_text(json, "need", flow_needs.words[material->need]);
        json_content_choice(json, "kind", material_kinds.words, material->kind);
        json_content_choice(json, "format", material_formats.words, material->format);
        json_content_choice(json, "piece", material_pieces.words, material->piece);
        if (material->copies != FIELD_NOT_SAID) {
            json_number(json, "copies", material->copies);
        }
        json_text_if(json, "source", material->source);
        json_text_if(json, "explain", material->explain);
        json_text_if(json, "accept", material->accept);
        json_text_if(json, "members", material->members);
        json_text_if(json, "form", material->form);
        json_close_map(json);
    }
    json_close_array(json);
}

static void fields(struct json_writer *json, const struct guide_form *form)
{
    json_open_array(json, "fields");
    for (size_t i = 0; i < form->field_count; i++) {
        const struct guide_form_field *field = &form->fields[i];
        json_open_map(json, NULL);
        json_text(json, "label", field->label);
        json_text(json, "meaning", field->meaning);
        json_text_if(json, "example", field->example);
        json_text_if(json, "mistake", field->mistake);
        json_close_map(json);
    }
    json_close_array(json);
}

static void forms(struct json_writer *json, const struct guide *guide)
{
    char pages[CONTENT_ID_SIZE + 32];
    (void)snprintf(pages, sizeof pages, PAGES_OF_GUIDES "%s/forms/", guide->summary.id);
    json_open_array(json, "forms");
    for (size_t i = 0; i < guide->form_count; i++) {
        const struct guide_form *form = &guide->forms[i];
        json_open_map(json, NULL);
        json_text(json, "id", form->id);
        json_text(json, "name", form->name);
        json_content_page(json, pages, form->id);
        fields(json, form);
        json_close_map(json);
    }
    json_close_array(json);
}

static void faq(struct json_writer *json, const struct guide *guide)
{
    json_open_array(json, "faq");
    for (size_t i = 0; i < guide->faq_count; i++) {
        json_open_map(json, NULL);
        json_text(json, "question", guide->faq[i].question);
        json_text(json, "answer", guide->faq[i].answer);
        json_close_map(json);
    }
    json_close_array(json);
}

char *json_of_guide(const struct content_record *record, const char *source, size_t *length)
{
    const struct guide *guide = record->value;
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return json_take(&json, length);
    }
    json_open_map(&json, NULL);
    summary_fields(&json, record);
    json_flag(&json, "sample", guide->sample);
    json_text_if(&json, "accept_condition", guide->accept_condition);
    json_text_if(&json, "handle_area", guide->handle_area);
    term(&json, "statutory", &guide->statutory);
    if (guide->visits != FIELD_NOT_SAID) {
        json_number(&json, "visits", guide->visits);
    }
    json_text_if(&json, "visits_explain", guide->visits_explain);
    json_text_if(&json, "result_name", guide->result_name);
    json_text_if(&json, "link_way", guide->link_way);
    json_text_if(&json, "supervise_way", guide->supervise_way);
    fees(&json, guide);
    members(&json, guide);
    steps(&json, guide);
    materials(&json, guide);
    forms(&json, guide);
    faq(&json, guide);
    json_content_page(&json, PAGES_OF_GUIDES, guide->summary.id);
    json_text_if(&json, "source", source);
    json_number(&json, "as_of", record->changed);
    json_close_map(&json);
    return json_take(&json, length);
}
