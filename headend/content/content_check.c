#include "headend/content/content_check.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/xml/config_error.h"
#include "both-sides/xml/record_xml.h"
#include "headend/content/content_form.h"
#include "headend/tariffs/tariff_check.h"

/* Warns when `id` is not "" and there is no such guide; `whose` says who names it. */
static void check_guide_named(const struct content_set *set, struct content_record *record, const char *id,
                              const char *whose)
{
    const char *word = content_kinds[record->kind].table->element;
    if (id[0] != '\0' && content_set_find(set, CONTENT_GUIDE, id) == NULL) {
        config_error_add(&record->source->warnings, content_record_line(record, NULL, NULL), word,
                         "boxes leave it out", "%s %s: %s names the guide %s, which is not there", word,
                         record->id, whose, id);
    }
}

/* --- Guides --- */

static struct config_errors *errors_of(const struct content_record *record)
{
    return &record->source->errors;
}

static void check_theme(const struct content_set *set, struct content_record *record)
{
    const struct guide *guide = record->value;
    const struct content_record *found = content_set_find(set, CONTENT_THEMES, "themes");
    const struct guide_themes *themes = found != NULL ? found->value : NULL;
    for (size_t i = 0; themes != NULL && i < themes->count; i++) {
        if (strcmp(themes->themes[i].code, guide->summary.theme) == 0) {
            return;
        }
    }
    config_error_add(errors_of(record), content_record_line(record, NULL, NULL), "guide",
                     "a code of <themes>, here or in the store", "guide %s: there is no theme %s", record->id,
                     guide->summary.theme);
}

static void check_flow_named(const struct content_set *set, struct content_record *record)
{
    const struct guide *guide = record->value;
    if (guide->summary.flow[0] != '\0' && content_set_find(set, CONTENT_FLOW, guide->summary.flow) == NULL) {
        config_error_add(&record->source->warnings, content_record_line(record, NULL, NULL), "guide",
                         "boxes then offer no questions", "guide %s: there is no flow %s", record->id,
                         guide->summary.flow);
    }
}

static void check_forms(struct content_record *record)
{
    const struct guide *guide = record->value;
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
    const struct guide *guide = record->value;
    for (size_t i = 0; i < guide->material_count; i++) {
        const struct guide_material *material = &guide->materials[i];
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

static void check_guide(const struct content_set *set, struct content_record *record)
{
    const struct guide *guide = record->value;
    int line = content_record_line(record, NULL, NULL);
    check_theme(set, record);
    check_flow_named(set, record);
    if (record->source->is_store) {
        return;
    }
    check_forms(record);
    check_materials(record);
    if (guide->summary.promise.given && guide->statutory.given &&
        guide->summary.promise.unit == guide->statutory.unit &&
        guide->summary.promise.count > guide->statutory.count) {
        config_error_add(errors_of(record), line, "promise", "not more than the statutory time",
                         "guide %s: promised are %d, the law allows %d", record->id,
                         guide->summary.promise.count, guide->statutory.count);
    }
    if (guide->visits > 0 && guide->visits_explain[0] == '\0') {
        config_error_add(errors_of(record), line, "visits", "words that say why one has to go there",
                         "guide %s: %d visits without an explanation", record->id, guide->visits);
    }
}

/* --- Flows --- */

/* The check names the place as "node ID: …" or "item ID: …": its line is that of the element with that id. */
static int line_of_problem(const struct content_record *record, const char *problem)
{
    static const char *const names[] = {"node", "item"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(problem, names[i], length) == 0 && problem[length] == ' ') {
            const char *start = problem + length + 1;
            size_t id_length = strcspn(start, ": ");
            char id[CONTENT_ID_SIZE] = "";
            memcpy(id, start, id_length < sizeof id ? id_length : sizeof id - 1);
            return content_record_line(record, names[i], id);
        }
    }
    return content_record_line(record, NULL, NULL);
}

static void check_clause(struct content_record *record, const xmlNode *clause)
{
    xmlChar *op = xmlGetNoNsProp(clause, BAD_CAST "op");
    int numeric = xmlStrEqual(op, BAD_CAST "least") || xmlStrEqual(op, BAD_CAST "most");
    int has_values = xmlHasProp(clause, BAD_CAST "values") != NULL;
    int has_number = xmlHasProp(clause, BAD_CAST "number") != NULL;
    if (has_number != numeric || has_values == numeric) {
        config_error_add(&record->source->errors, record_xml_line(clause), "clause",
                         "number with least and most, values with is, not, has, lacks and within",
                         "flow %s: op=\"%.20s\" with%s values and with%s a number", record->id,
                         op != NULL ? (const char *)op : "", has_values ? "" : "out",
                         has_number ? "" : "out");
    }
    xmlFree(op);
}

/* At most four deep: flow, node, next, clause. */
static void check_clauses(struct content_record *record, const xmlNode *parent, int depth)
{
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (strcmp((const char *)child->name, "clause") == 0) {
            check_clause(record, child);
        } else if (depth > 0) {
            check_clauses(record, child, depth - 1);
        }
    }
}

static void check_policy_items(const struct content_set *set, struct content_record *record)
{
    const struct service_flow *flow = record->value;
    for (size_t i = 0; i < flow->item_count; i++) {
        if (content_set_find(set, CONTENT_POLICY, flow->items[i].id) == NULL) {
            config_error_add(&record->source->errors, content_record_line(record, "item", flow->items[i].id),
                             "item", "the id of a <policy>, here or in the store",
                             "flow %s: there is no policy %s for this item", record->id, flow->items[i].id);
        }
    }
}

static void check_flow(const struct content_set *set, struct content_record *record)
{
    const struct service_flow *flow = record->value;
    char problem[200] = "";
    check_guide_named(set, record, flow->guide, "it");
    if (flow->kind == FLOW_POLICIES) {
        check_policy_items(set, record);
    }
    /* What is not even of the form would only be told a second time. */
    if (record->source->is_store || record->source->errors.count > 0) {
        return;
    }
    check_clauses(record, record->element, 3);
    if (record->source->errors.count == 0 && service_flow_check(flow, problem) != 0) {
        config_error_add(&record->source->errors, line_of_problem(record, problem), "flow",
                         "what docs/content.md says of a flow", "flow %s: %s", record->id, problem);
    }
}

/* --- Policies, themes and sets --- */

static void check_policy(const struct content_set *set, struct content_record *record)
{
    const struct policy *policy = record->value;
    check_guide_named(set, record, policy->guide, "it");
}

static void check_policies(const struct content_set *set, struct content_record *record)
{
    const struct policy_settings *policies = record->value;
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
    const struct guide_themes *themes = record->value;
    for (size_t i = 0; i < themes->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (themes->themes[i].code[0] != '\0' &&
                strncmp(themes->themes[i].code, themes->themes[j].code, THEME_CODE_SIZE) == 0) {
                config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), "themes",
                                 "each code once", "the theme %s comes twice", themes->themes[i].code);
            }
        }
    }
}

static void check_set(const struct content_set *set, struct content_record *record)
{
    const struct station_set *guides = record->value;
    for (size_t i = 0; i < guides->direct_count; i++) {
        check_guide_named(set, record, guides->direct[i], "direct");
    }
    for (size_t i = 0; i < guides->relay_count; i++) {
        check_guide_named(set, record, guides->relay[i], "relay");
    }
}

/* --- Stations --- */

static void check_parent(const struct content_set *set, struct content_record *record)
{
    const struct station_line *station = record->value;
    int line = content_record_line(record, NULL, NULL);
    if (station->parent[0] == '\0') {
        return;
    }
    const struct content_record *found = content_set_find(set, CONTENT_STATION, station->parent);
    if (found == NULL) {
        config_error_add(&record->source->errors, line, "station",
                         "the id of a <station>, here or in the store", "station %s: there is no parent %s",
                         record->id, station->parent);
        return;
    }
    const struct station_line *parent = found->value;
    if (parent->station.level >= station->station.level) {
        config_error_add(&record->source->errors, line, "station", "a parent of a smaller level",
                         "station %s of level %d stands below %s of level %d", record->id,
                         station->station.level, station->parent, parent->station.level);
    }
}

static void check_named(const struct content_set *set, struct content_record *record, enum content_kind kind,
                        const char *word, const char *id)
{
    if (id[0] != '\0' && content_set_find(set, kind, id) == NULL) {
        config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), "station",
                         kind == CONTENT_HOURS ? "the id of an <hours>, here or in the store"
                                               : "the id of a <set>, here or in the store",
                         "station %s: %s=\"%s\" is not there", record->id, word, id);
    }
}

static void check_station(const struct content_set *set, struct content_record *record)
{
    const struct station_line *station = record->value;
    check_parent(set, record);
    check_named(set, record, CONTENT_HOURS, "hours", station->hours);
    check_named(set, record, CONTENT_SET, "handles", station->handles);
}

/* --- Tariffs --- */

static void check_tariff(struct content_record *record)
{
    /* It stands on no other record; what is not even of the form would only be told a second time. */
    if (!record->source->is_store && record->source->errors.count == 0) {
        tariff_check(record->value, &record->source->errors, &record->source->warnings);
    }
}

/* --- Everything --- */

static void check_counts(const struct content_set *set)
{
    size_t counts[CONTENT_KINDS] = {0};
    for (size_t i = 0; i < set->count; i++) {
        struct content_record *record = set->records[i];
        const struct content_kind_shape *shape = &content_kinds[record->kind];
        if (++counts[record->kind] == shape->most + 1) {
            char allowed[80];
            (void)snprintf(allowed, sizeof allowed, "at most %zu in a store", shape->most);
            config_error_add(&record->source->errors, content_record_line(record, NULL, NULL),
                             shape->table->element, allowed, "with %s there are too many of this kind",
                             record->id);
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
            check_guide(set, record);
            break;
        case CONTENT_FLOW:
            check_flow(set, record);
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
            check_station(set, record);
            break;
        case CONTENT_TARIFF:
            check_tariff(record);
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
