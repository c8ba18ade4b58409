#include <string.h>

#include "both-sides/xml/config_error.h"
#include "headend/content/content_check.h"
#include "headend/content/content_form.h"

static struct config_errors *errors_of(const struct content_record *record)
{
    return &record->source->errors;
}

static void check_theme(const struct content_set *set, struct content_record *record)
{
    const struct content_guide *guide = record->value;
    const struct content_record *found = content_set_find(set, CONTENT_THEMES, "themes");
    const struct content_themes *themes = found != NULL ? found->value : NULL;
    for (size_t i = 0; themes != NULL && i < themes->count; i++) {
        if (strcmp(themes->themes[i].code, guide->theme) == 0) {
            return;
        }
    }
    config_error_add(errors_of(record), content_record_line(record, NULL, NULL), "guide",
                     "a code of <themes>, here or in the store", "guide %s: there is no theme %s", record->id,
                     guide->theme);
}

static void check_flow_named(const struct content_set *set, struct content_record *record)
{
    const struct content_guide *guide = record->value;
    if (guide->flow[0] != '\0' && content_set_find(set, CONTENT_FLOW, guide->flow) == NULL) {
        config_error_add(&record->source->warnings, content_record_line(record, NULL, NULL), "guide",
                         "boxes then offer no questions", "guide %s: there is no flow %s", record->id,
                         guide->flow);
    }
}

static void check_forms(struct content_record *record)
{
    const struct content_guide *guide = record->value;
    for (size_t i = 0; i < guide->form_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(guide->forms[i].id, guide->forms[j].id) == 0) {
                config_error_add(errors_of(record), content_record_line(record, "form", guide->forms[i].id),
                                 "form", "each id once in a guide", "guide %s: the form %s comes twice",
                                 record->id, guide->forms[i].id);
            }
        }
    }
}

static void check_materials(struct content_record *record)
{
    const struct content_guide *guide = record->value;
    for (size_t i = 0; i < guide->material_count; i++) {
        const struct content_material *material = &guide->materials[i];
        int line = content_record_line(record, "material", material->id);
        if (material->form[0] != '\0' && content_form_find(guide, material->form) == NULL) {
            config_error_add(errors_of(record), line, "material", "the id of a <form> of the same guide",
                             "guide %s: the material %s names the form %s, which the guide does not have",
                             record->id, material->id, material->form);
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(material->id, guide->materials[j].id) == 0) {
                config_error_add(errors_of(record), line, "material", "each id once in a guide",
                                 "guide %s: the material %s comes twice", record->id, material->id);
            }
        }
    }
}

void content_check_guide(const struct content_set *set, struct content_record *record)
{
    const struct content_guide *guide = record->value;
    int line = content_record_line(record, NULL, NULL);
    check_theme(set, record);
    check_flow_named(set, record);
    if (record->source->is_store) {
        return;
    }
    check_forms(record);
    check_materials(record);
    if (guide->promise.given && guide->statutory.given && guide->promise.unit == guide->statutory.unit &&
        guide->promise.count > guide->statutory.count) {
        config_error_add(errors_of(record), line, "promise", "not more than the statutory time",
                         "guide %s: promised are %d, the law allows %d", record->id, guide->promise.count,
                         guide->statutory.count);
    }
    if (guide->visits > 0 && guide->visits_explain[0] == '\0') {
        config_error_add(errors_of(record), line, "visits", "words that say why one has to go there",
                         "guide %s: %d visits without an explanation", record->id, guide->visits);
    }
}
