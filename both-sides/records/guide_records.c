#include "both-sides/records/guide_records.h"

#include "both-sides/records/flow_records.h"
#include "both-sides/records/record_lines.h"

WORD_LIST(term_units, TERM_UNIT_COUNT, "workday", "day", "hour");
WORD_LIST(material_kinds, MATERIAL_KIND_COUNT, "certificate", "form", "other");
WORD_LIST(material_formats, MATERIAL_FORMAT_COUNT, "paper", "electronic", "either");
WORD_LIST(material_pieces, MATERIAL_PIECE_COUNT, "original", "copy", "both");

/* --- Summaries --- */

static const struct record_field term_fields[] = {
    INT("count", 0, 9999, term, count, REQUIRED, ATTRIBUTE, ABOUT("0 is at once")),
    WORD("unit", term_units, term, unit, REQUIRED, ATTRIBUTE),
};
static const struct record_table term_table = {
    .name = "term", .schema = "Promise", FIELDS(term_fields), .size = sizeof(struct term)};

#define SUMMARY_FIELDS                                                                                       \
    ID("id", guide_summary, id, REQUIRED, ATTRIBUTE),                                                        \
        CHARS("theme", 3, 3, FORM_DIGITS, guide_summary, theme, REQUIRED, ATTRIBUTE),                        \
        ID("flow", guide_summary, flow, OPTIONAL, ATTRIBUTE,                                                 \
           ABOUT("questions that make the household's own checklist")),                                      \
        FLAG("brief", guide_summary, brief, REQUIRED, XML_OPTIONAL, ATTRIBUTE,                               \
             ABOUT("not worked out in full: only the overview is there")),                                   \
        TEXT("name", 1, 40, guide_summary, name, REQUIRED, CHILD), INITIALS(guide_summary, initials),        \
        TEXT("summary", 0, 120, guide_summary, summary, REQUIRED, CHILD),                                    \
        RECORD_IF_GIVEN("promise", term_table, guide_summary, promise, promise.given, OPTIONAL, CHILD),      \
        INT64("rev", guide_summary, rev, REQUIRED)

static const struct record_field summary_fields[] = {SUMMARY_FIELDS};
static const struct record_table summary_table = {
    .name = "guide", .schema = "GuideSummary", FIELDS(summary_fields), .size = sizeof(struct guide_summary)};

static const struct record_field theme_fields[] = {
    CHARS("code", 3, 3, FORM_DIGITS, guide_theme, code, REQUIRED, ATTRIBUTE,
          ABOUT("of the exchange standard; 000 is the operator's own first shelf")),
    TEXT("name", 1, 12, guide_theme, name, REQUIRED, ATTRIBUTE),
};
static const struct record_table theme_table = {
    .name = "theme", .element = "theme", FIELDS(theme_fields), .size = sizeof(struct guide_theme)};

static const struct record_field themes_fields[] = {
    RECORDS("themes", GUIDE_THEMES_MAX, theme_table, guide_themes, themes, count, REQUIRED, .min = 1, EACH),
};
const struct record_table guide_themes_table = {
    .name = "themes", .element = "themes", FIELDS(themes_fields), .size = sizeof(struct guide_themes)};

static const struct record_field list_fields[] = {
    INT64("rev", guide_list, rev, REQUIRED),
    LIFE(guide_list),
    TEXT("source", 0, 60, guide_list, source, OPTIONAL),
    RECORDS("themes", GUIDE_THEMES_MAX, theme_table, guide_list, themes, theme_count, REQUIRED),
    RECORDS("guides", GUIDE_LIST_MAX, summary_table, guide_list, guides, count, REQUIRED),
    MOMENT("as_of", guide_list, as_of, REQUIRED),
};
const struct record_table guide_list_table = {
    .name = "guide list", .schema = "GuideList", FIELDS(list_fields), .size = sizeof(struct guide_list)};

/* --- One guide --- */

static const struct record_field fee_fields[] = {
    TEXT("name", 0, 60, guide_fee, name, REQUIRED, ATTRIBUTE),
    TEXT("standard", 0, 120, guide_fee, standard, REQUIRED, ATTRIBUTE),
    TEXT("by_law", 0, 120, guide_fee, by_law, OPTIONAL, ATTRIBUTE),
    TEXT("reduction", 0, 120, guide_fee, reduction, OPTIONAL, ATTRIBUTE),
};
static const struct record_table fee_table = {
    .name = "fee", .element = "fee", FIELDS(fee_fields), .size = sizeof(struct guide_fee)};

static const struct record_field member_fields[] = {
    TEXT("name", 0, 50, guide_member, name, REQUIRED, ATTRIBUTE),
    TEXT("org_name", 0, 60, guide_member, org_name, REQUIRED, ATTRIBUTE),
    TEXT("catalog_code", 0, 12, guide_member, catalog_code, OPTIONAL, ATTRIBUTE, UNREAD),
    TEXT("task_code", 0, 36, guide_member, task_code, OPTIONAL, ATTRIBUTE, UNREAD),
    TEXT("skip", 0, 120, guide_member, skip, OPTIONAL, ATTRIBUTE, ABOUT("when this one is left out")),
};
static const struct record_table member_table = {
    .name = "member", .element = "member", FIELDS(member_fields), .size = sizeof(struct guide_member)};

static const struct record_field step_fields[] = {
    TEXT("name", 1, 20, guide_step, name, REQUIRED, ATTRIBUTE),
    TEXT("org_name", 0, 60, guide_step, org_name, OPTIONAL, ATTRIBUTE),
    TEXT("takes", 0, 30, guide_step, takes, OPTIONAL, ATTRIBUTE,
         ABOUT("in words, such as: at once, 3 working days")),
    TEXT("does", 0, 120, guide_step, does, OPTIONAL, OWN_TEXT),
    TEXT("output", 0, 60, guide_step, output, OPTIONAL, ATTRIBUTE),
};
static const struct record_table step_table = {
    .name = "step", .element = "step", FIELDS(step_fields), .size = sizeof(struct guide_step)};

static const struct record_field material_fields[] = {
    ID("id", guide_material, id, REQUIRED, ATTRIBUTE),
    TEXT("name", 1, 200, guide_material, name, REQUIRED, CHILD),
    WORD("need", flow_needs, guide_material, need, REQUIRED, ATTRIBUTE,
         ABOUT("necessary, not necessary, may be handed in later")),
    WORD_IF_KNOWN("kind", material_kinds, guide_material, kind, OPTIONAL, ATTRIBUTE),
    WORD_IF_KNOWN("format", material_formats, guide_material, format, OPTIONAL, ATTRIBUTE),
    WORD_IF_KNOWN("piece", material_pieces, guide_material, piece, OPTIONAL, ATTRIBUTE,
                  ABOUT("original or copy")),
    INT("copies", 0, 99, guide_material, copies, OPTIONAL, ATTRIBUTE, ELSE(FIELD_NOT_SAID)),
    TEXT("source", 0, 100, guide_material, source, OPTIONAL, ATTRIBUTE, ABOUT("where to get it")),
    TEXT("explain", 0, 300, guide_material, explain, OPTIONAL, CHILD),
    TEXT("accept", 0, 200, guide_material, accept, OPTIONAL, CHILD, ABOUT("what the window looks at")),
    TEXT("members", 0, 80, guide_material, members, OPTIONAL, ATTRIBUTE,
         ABOUT("which members ask for it, in words")),
    ID("form", guide_material, form, OPTIONAL, ATTRIBUTE, ABOUT("the form of this guide that it is")),
};
static const struct record_table material_table = {.name = "material",
                                                   .element = "material",
                                                   FIELDS(material_fields),
                                                   .size = sizeof(struct guide_material)};

static const struct record_field form_field_fields[] = {
    TEXT("label", 1, 40, guide_form_field, label, REQUIRED, CHILD),
    TEXT("meaning", 0, 200, guide_form_field, meaning, REQUIRED, CHILD),
    TEXT("example", 0, 100, guide_form_field, example, OPTIONAL, CHILD),
    TEXT("mistake", 0, 200, guide_form_field, mistake, OPTIONAL, CHILD),
};
static const struct record_table form_field_table = {
    .name = "field", .element = "field", FIELDS(form_field_fields), .size = sizeof(struct guide_form_field)};

static const struct record_field form_fields[] = {
    ID("id", guide_form, id, REQUIRED, ATTRIBUTE),
    TEXT("name", 1, 60, guide_form, name, REQUIRED, CHILD),
    TEXT(
        "page", 0, 200, guide_form, page, OPTIONAL, .form = FORM_PAGE,
        ABOUT("path of the page for the phone, with the blank and the sample form; below the phone address")),
    RECORDS("fields", 100, form_field_table, guide_form, fields, field_count, REQUIRED, .min = 1, EACH),
};
static const struct record_table form_table = {
    .name = "form", .element = "form", FIELDS(form_fields), .size = sizeof(struct guide_form)};

static const struct record_field question_fields[] = {
    TEXT("question", 0, 100, guide_question, question, REQUIRED, CHILD),
    TEXT("answer", 0, 600, guide_question, answer, REQUIRED, CHILD),
};
static const struct record_table question_table = {
    .name = "question", .element = "faq", FIELDS(question_fields), .size = sizeof(struct guide_question)};

/* JSON has the two in the guide, XML in an element of theirs. */
static const struct record_field visits_fields[] = {
    INT("count", 0, 9, guide, visits, REQUIRED, ATTRIBUTE, ELSE(FIELD_NOT_SAID)),
    TEXT("visits", 0, 200, guide, visits_explain, OPTIONAL, OWN_TEXT),
};
static const struct record_table visits_table = {
    .name = "visits", .element = "visits", FIELDS(visits_fields), .size = sizeof(struct guide)};

_Static_assert(offsetof(struct guide, summary) == 0, "a guide begins with its summary: they share lines");

static const struct record_field guide_fields[] = {
    SUMMARY_FIELDS,
    FLAG("sample", guide, sample, OPTIONAL, ALWAYS, ATTRIBUTE, ABOUT("made up to show the hall")),
    TEXT("accept_condition", 0, 600, guide, accept_condition, OPTIONAL, CHILD, ABOUT("who may")),
    TEXT("handle_area", 0, 200, guide, handle_area, OPTIONAL, CHILD, ABOUT("where")),
    RECORD_IF_GIVEN("statutory", term_table, guide, statutory, statutory.given, OPTIONAL, CHILD),
    INT("visits", 0, 9, guide, visits, OPTIONAL, ELSE(FIELD_NOT_SAID),
        ABOUT("how often one has to go there")),
    TEXT("visits_explain", 0, 200, guide, visits_explain, OPTIONAL),
    {XML_ONLY("visits"), .type = FIELD_PART, .record = &visits_table, CHILD},
    TEXT("result_name", 0, 100, guide, result_name, OPTIONAL, CHILD),
    TEXT("link_way", 0, 100, guide, link_way, OPTIONAL, CHILD),
    TEXT("supervise_way", 0, 100, guide, supervise_way, OPTIONAL, CHILD),
    RECORDS("fees", 16, fee_table, guide, fees, fee_count, OPTIONAL, ALWAYS, EACH,
            ABOUT("none is free of charge")),
    RECORDS("members", 24, member_table, guide, members, member_count, OPTIONAL, ALWAYS, EACH,
            ABOUT("the single items that are done together")),
    RECORDS("steps", 12, step_table, guide, steps, step_count, OPTIONAL, ALWAYS, EACH),
    RECORDS("materials", 60, material_table, guide, materials, material_count, OPTIONAL, ALWAYS, EACH,
            ABOUT("one list; what two members ask for stands in it once")),
    RECORDS("forms", 8, form_table, guide, forms, form_count, OPTIONAL, ALWAYS, EACH),
    RECORDS("faq", 24, question_table, guide, faq, faq_count, OPTIONAL, ALWAYS, EACH),
    INT("notices", 0, 5, guide, notices, OPTIONAL, ATTRIBUTE,
        ABOUT("the category of notices that belong to it; 0 or missing, none do")),
    TEXT("page", 0, 200, guide, page, OPTIONAL, .form = FORM_PAGE,
         ABOUT("path of the guide's page for the phone")),
    TEXT("source", 0, 60, guide, source, OPTIONAL),
    MOMENT("as_of", guide, as_of, OPTIONAL),
};
const struct record_table guide_table = {.name = "guide",
                                         .schema = "Guide",
                                         .element = "guide",
                                         FIELDS(guide_fields),
                                         .size = sizeof(struct guide),
                                         .begin = &summary_table};
