#include "headend/content/content_check.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/xml/config_error.h"
#include "headend/content/content_shape.h"

void content_check_guide_named(const struct content_set *set, struct content_record *record, const char *id,
                               const char *whose)
{
    const char *word = content_kinds[record->kind].word;
    if (id[0] != '\0' && content_set_find(set, CONTENT_GUIDE, id) == NULL) {
        config_error_add(&record->source->warnings, content_record_line(record, NULL, NULL), word,
                         "boxes leave it out", "%s %s: %s names the guide %s, which is not there", word,
                         record->id, whose, id);
    }
}

static void check_policy(const struct content_set *set, struct content_record *record)
{
    const struct content_policy *policy = record->value;
    content_check_guide_named(set, record, policy->guide, "it");
}

static void check_policies(const struct content_set *set, struct content_record *record)
{
    const struct content_policies *policies = record->value;
    const struct content_record *found = content_set_find(set, CONTENT_FLOW, policies->flow);
    if (found == NULL) {
        config_error_add(&record->source->warnings, content_record_line(record, NULL, NULL), "policies",
                         "boxes then show the list only", "there is no flow %s", policies->flow);
    } else if (((const struct service_flow *)found->value)->kind != FLOW_POLICIES) {
        config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), "policies",
                         "the id of a flow of kind=\"policies\"", "the flow %s is a checklist",
                         policies->flow);
    }
}

static void check_themes(struct content_record *record)
{
    const struct content_themes *themes = record->value;
    for (size_t i = 0; i < themes->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (themes->themes[i].code[0] != '\0' &&
                strncmp(themes->themes[i].code, themes->themes[j].code, CONTENT_THEME_CODE_SIZE) == 0) {
                config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), "themes",
                                 "each code once", "the theme %s comes twice", themes->themes[i].code);
            }
        }
    }
}

static void check_set(const struct content_set *set, struct content_record *record)
{
    const struct content_set_of_guides *guides = record->value;
    for (size_t i = 0; i < guides->direct_count; i++) {
        content_check_guide_named(set, record, guides->direct[i], "direct");
    }
    for (size_t i = 0; i < guides->relay_count; i++) {
        content_check_guide_named(set, record, guides->relay[i], "relay");
    }
}

static void check_counts(const struct content_set *set)
{
    size_t counts[CONTENT_KINDS] = {0};
    for (size_t i = 0; i < set->count; i++) {
        struct content_record *record = set->records[i];
        const struct content_kind_shape *shape = &content_kinds[record->kind];
        if (++counts[record->kind] == shape->most + 1) {
            char allowed[80];
            (void)snprintf(allowed, sizeof allowed, "at most %zu in a store", shape->most);
            config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), shape->word,
                             allowed, "with %s there are too many of this kind", record->id);
        }
    }
}

void content_check(struct content_set *set)
{
    check_counts(set);
    for (size_t i = 0; i < set->count; i++) {
        struct content_record *record = set->records[i];
        switch (record->kind) {
        case CONTENT_THEMES:
            check_themes(record);
            break;
        case CONTENT_GUIDE:
            content_check_guide(set, record);
            break;
        case CONTENT_FLOW:
            content_check_flow(set, record);
            break;
        case CONTENT_POLICIES:
            check_policies(set, record);
            break;
        case CONTENT_POLICY:
            check_policy(set, record);
            break;
        case CONTENT_SET:
            check_set(set, record);
            break;
        case CONTENT_STATION:
            content_check_station(set, record);
            break;
        case CONTENT_HOURS:
        case CONTENT_DAY:
        case CONTENT_KINDS:
            break;
        }
    }
    for (struct content_source *source = set->sources; source != NULL; source = source->next) {
        config_errors_sort(&source->errors);
        config_errors_sort(&source->warnings);
    }
}
