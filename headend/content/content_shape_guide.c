#include "headend/content/content_shape.h"

const char *const content_units[] = {"workday", "day", "hour", NULL};
const char *const content_material_kinds[] = {"certificate", "form", "other", NULL};
const char *const content_formats[] = {"paper", "electronic", "either", NULL};
const char *const content_pieces[] = {"original", "copy", "both", NULL};

static const struct content_value term_values[] = {
    CONTENT_NUMBER_VALUE("count", content_term, count, 1, 0, 9999, 0),
    CONTENT_CHOICE_VALUE("unit", content_term, unit, 1, content_units, 0),
};
static const struct content_element statutory = CONTENT_LEAF("statutory", term_values);
static const struct content_element promise = CONTENT_LEAF("promise", term_values);

static const struct content_value visits_values[] = {
    CONTENT_NUMBER_VALUE("count", content_guide, visits, 1, 0, 9, CONTENT_NOT_SAID),
    CONTENT_TEXT_OF("visits", content_guide, visits_explain, 0, 200),
};
static const struct content_element visits = CONTENT_LEAF("visits", visits_values);

static const struct content_value fee_values[] = {
    CONTENT_ATTRIBUTE_TEXT("name", content_fee, name, 1, 60),
    CONTENT_ATTRIBUTE_TEXT("standard", content_fee, standard, 1, 120),
    CONTENT_ATTRIBUTE_TEXT("by-law", content_fee, by_law, 0, 120),
    CONTENT_ATTRIBUTE_TEXT("reduction", content_fee, reduction, 0, 120),
};
static const struct content_element fee = CONTENT_LEAF("fee", fee_values);

static const struct content_value member_values[] = {
    CONTENT_ATTRIBUTE_TEXT("name", content_member, name, 1, 50),
    CONTENT_ATTRIBUTE_TEXT("org-name", content_member, org_name, 1, 60),
    CONTENT_ATTRIBUTE_TEXT("catalog-code", content_member, catalog_code, 0, 12),
    CONTENT_ATTRIBUTE_TEXT("task-code", content_member, task_code, 0, 36),
    CONTENT_ATTRIBUTE_TEXT("skip", content_member, skip, 0, 120),
};
static const struct content_element member = CONTENT_LEAF("member", member_values);

static const struct content_value step_values[] = {
    CONTENT_ATTRIBUTE_TEXT("name", content_step, name, 1, 20),
    CONTENT_ATTRIBUTE_TEXT("org-name", content_step, org_name, 0, 60),
    CONTENT_ATTRIBUTE_TEXT("takes", content_step, takes, 0, 30),
    CONTENT_ATTRIBUTE_TEXT("output", content_step, output, 0, 60),
    CONTENT_TEXT_OF("does", content_step, does, 0, 120),
};
static const struct content_element step = CONTENT_LEAF("step", step_values);

static const struct content_value material_values[] = {
    CONTENT_ID_VALUE("id", content_material, id, 1),
    CONTENT_CHOICE_VALUE("need", content_material, need, 1, content_needs, FLOW_NECESSARY),
    CONTENT_CHOICE_VALUE("kind", content_material, kind, 0, content_material_kinds, CONTENT_NOT_SAID),
    CONTENT_CHOICE_VALUE("format", content_material, format, 0, content_formats, CONTENT_NOT_SAID),
    CONTENT_CHOICE_VALUE("piece", content_material, piece, 0, content_pieces, CONTENT_NOT_SAID),
    CONTENT_NUMBER_VALUE("copies", content_material, copies, 0, 0, 99, CONTENT_NOT_SAID),
    CONTENT_ATTRIBUTE_TEXT("source", content_material, source, 0, 100),
    CONTENT_ATTRIBUTE_TEXT("members", content_material, members, 0, 80),
    CONTENT_ID_VALUE("form", content_material, form, 0),
    CONTENT_CHILD_TEXT("name", content_material, name, 1, 200),
    CONTENT_CHILD_TEXT("explain", content_material, explain, 0, 300),
    CONTENT_CHILD_TEXT("accept", content_material, accept, 0, 200),
};
static const struct content_element material = CONTENT_LEAF("material", material_values);

static const struct content_value field_values[] = {
    CONTENT_CHILD_TEXT("label", content_field, label, 1, 40),
    CONTENT_CHILD_TEXT("meaning", content_field, meaning, 1, 200),
    CONTENT_CHILD_TEXT("example", content_field, example, 0, 100),
    CONTENT_CHILD_TEXT("mistake", content_field, mistake, 0, 200),
};
static const struct content_element field = CONTENT_LEAF("field", field_values);
static const struct content_value form_values[] = {
    CONTENT_ID_VALUE("id", content_form, id, 1),
    CONTENT_CHILD_TEXT("name", content_form, name, 1, 60),
};
static const struct content_use form_children[] = {
    {.element = &field,
     .least = 1,
     .most = 100,
     CONTENT_MANY(content_form, fields, field_count, content_field)},
};
static const struct content_element form = CONTENT_LIST("form", form_values, form_children);

static const struct content_value faq_values[] = {
    CONTENT_CHILD_TEXT("question", content_question, question, 1, 100),
    CONTENT_CHILD_TEXT("answer", content_question, answer, 1, 600),
};
static const struct content_element faq = CONTENT_LEAF("faq", faq_values);

static const struct content_value guide_values[] = {
    CONTENT_ID_VALUE("id", content_guide, id, 1),
    {.name = "theme",
     .kind = CONTENT_DIGITS,
     .required = 1,
     .low = 3,
     .high = 3,
     CONTENT_AT(content_guide, theme)},
    CONTENT_ID_VALUE("flow", content_guide, flow, 0),
    CONTENT_CHOICE_VALUE("brief", content_guide, brief, 0, content_truth, 0),
    CONTENT_CHOICE_VALUE("sample", content_guide, sample, 0, content_truth, 0),
    CONTENT_CHILD_TEXT("name", content_guide, name, 1, 40),
    CONTENT_CHILD_TEXT("summary", content_guide, summary, 1, 120),
    CONTENT_CHILD_TEXT("accept-condition", content_guide, accept_condition, 0, 600),
    CONTENT_CHILD_TEXT("handle-area", content_guide, handle_area, 0, 200),
    CONTENT_CHILD_TEXT("result-name", content_guide, result_name, 0, 100),
    CONTENT_CHILD_TEXT("link-way", content_guide, link_way, 0, 100),
    CONTENT_CHILD_TEXT("supervise-way", content_guide, supervise_way, 0, 100),
};
static const struct content_use guide_children[] = {
    {.element = &statutory,
     .most = 1,
     .offset = offsetof(struct content_guide, statutory),
     .count_offset = offsetof(struct content_guide, statutory.given)},
    {.element = &promise,
     .most = 1,
     .offset = offsetof(struct content_guide, promise),
     .count_offset = offsetof(struct content_guide, promise.given)},
    {.element = &visits, .most = 1, CONTENT_PART},
    {.element = &fee, .most = 16, CONTENT_MANY(content_guide, fees, fee_count, content_fee)},
    {.element = &member, .most = 24, CONTENT_MANY(content_guide, members, member_count, content_member)},
    {.element = &step, .most = 12, CONTENT_MANY(content_guide, steps, step_count, content_step)},
    {.element = &material,
     .most = 60,
     CONTENT_MANY(content_guide, materials, material_count, content_material)},
    {.element = &form, .most = 8, CONTENT_MANY(content_guide, forms, form_count, content_form)},
    {.element = &faq, .most = 24, CONTENT_MANY(content_guide, faq, faq_count, content_question)},
};
const struct content_element content_guide_element = CONTENT_LIST("guide", guide_values, guide_children);
