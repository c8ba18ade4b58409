#include "backend-client/records/guide_decode.h"

#include <stdlib.h>

#include "backend-client/records/phone_address.h"
#include "both-sides/arena.h"
#include "both-sides/json/json_table.h"

/* --- Summaries --- */

/* In the order of enum term_unit. */
static const char *const unit_words[] = {"workday", "day", "hour", NULL};

static const struct json_field term_fields[] = {
    INT("count", REQUIRED, 0, 9999, struct term, count),
    WORD("unit", REQUIRED, unit_words, struct term, unit),
};
static const struct json_record term_record = RECORD("term", term_fields, struct term);

#define SUMMARY_FIELDS                                                                                       \
    ID("id", REQUIRED, struct guide_summary, id), TEXT("name", REQUIRED, 1, 40, struct guide_summary, name), \
        TEXT("initials", OPTIONAL, 0, 400, struct guide_summary, initials),                                  \
        CHARS("theme", REQUIRED, 3, 3, FORM_DIGITS, struct guide_summary, theme),                            \
        TEXT("summary", REQUIRED, 0, 120, struct guide_summary, summary),                                    \
        FLAG("brief", REQUIRED, struct guide_summary, brief),                                                \
        OBJECT_IF_GIVEN("promise", term_record, struct guide_summary, promise, promise.given),               \
        ID("flow", OPTIONAL, struct guide_summary, flow), INT64("rev", REQUIRED, struct guide_summary, rev)

static const struct json_field summary_fields[] = {SUMMARY_FIELDS};
static const struct json_record summary_record = RECORD("guide", summary_fields, struct guide_summary);

static const struct json_field theme_fields[] = {
    CHARS("code", REQUIRED, 3, 3, FORM_DIGITS, struct guide_theme, code),
    TEXT("name", REQUIRED, 1, 12, struct guide_theme, name),
};
static const struct json_record theme_record = RECORD("theme", theme_fields, struct guide_theme);

static const struct json_field list_fields[] = {
    INT64("rev", REQUIRED, struct guide_list, rev),
    INT64("as_of", REQUIRED, struct guide_list, as_of),
    TEXT("source", OPTIONAL, 0, 60, struct guide_list, source),
    OBJECTS("themes", REQUIRED, 24, theme_record, struct guide_list, themes, theme_count),
    OBJECTS("guides", REQUIRED, GUIDE_LIST_MAX, summary_record, struct guide_list, guides, count),
};
static const struct json_record list_record = RECORD("guide list", list_fields, struct guide_list);

/* --- One guide --- */

static const struct json_field fee_fields[] = {
    TEXT("name", REQUIRED, 0, 60, struct guide_fee, name),
    TEXT("standard", REQUIRED, 0, 120, struct guide_fee, standard),
    TEXT("by_law", OPTIONAL, 0, 120, struct guide_fee, by_law),
    TEXT("reduction", OPTIONAL, 0, 120, struct guide_fee, reduction),
};
static const struct json_record fee_record = RECORD("fee", fee_fields, struct guide_fee);

static const struct json_field member_fields[] = {
    TEXT("name", REQUIRED, 0, 50, struct guide_member, name),
    TEXT("org_name", REQUIRED, 0, 60, struct guide_member, org_name),
    TEXT("catalog_code", OPTIONAL, 0, 12, struct guide_member, catalog_code),
    TEXT("task_code", OPTIONAL, 0, 36, struct guide_member, task_code),
    TEXT("skip", OPTIONAL, 0, 120, struct guide_member, skip),
};
static const struct json_record member_record = RECORD("member", member_fields, struct guide_member);

static const struct json_field step_fields[] = {
    TEXT("name", REQUIRED, 1, 20, struct guide_step, name),
    TEXT("org_name", OPTIONAL, 0, 60, struct guide_step, org_name),
    TEXT("takes", OPTIONAL, 0, 30, struct guide_step, takes),
    TEXT("does", OPTIONAL, 0, 120, struct guide_step, does),
    TEXT("output", OPTIONAL, 0, 60, struct guide_step, output),
};
static const struct json_record step_record = RECORD("step", step_fields, struct guide_step);

/* In the order of enum flow_need, enum material_kind, enum material_format, enum material_piece. */
static const char *const need_words[] = {"necessary", "optional", "later", NULL};
static const char *const kind_words[] = {"certificate", "form", "other", NULL};
static const char *const format_words[] = {"paper", "electronic", "either", NULL};
static const char *const piece_words[] = {"original", "copy", "both", NULL};

static const struct json_field material_fields[] = {
    ID("id", REQUIRED, struct guide_material, id),
    TEXT("name", REQUIRED, 1, 200, struct guide_material, name),
    WORD("need", REQUIRED, need_words, struct guide_material, need),
    WORD_IF_KNOWN("kind", kind_words, struct guide_material, kind),
    WORD_IF_KNOWN("format", format_words, struct guide_material, format),
    WORD_IF_KNOWN("piece", piece_words, struct guide_material, piece),
    INT("copies", OPTIONAL, 0, 99, struct guide_material, copies),
    TEXT("source", OPTIONAL, 0, 100, struct guide_material, source),
    TEXT("explain", OPTIONAL, 0, 300, struct guide_material, explain),
    TEXT("accept", OPTIONAL, 0, 200, struct guide_material, accept),
    TEXT("members", OPTIONAL, 0, 80, struct guide_material, members),
    ID("form", OPTIONAL, struct guide_material, form),
};
static const struct json_record material_record = RECORD("material", material_fields, struct guide_material);

static const struct json_field form_field_fields[] = {
    TEXT("label", REQUIRED, 1, 40, struct form_field, label),
    TEXT("meaning", REQUIRED, 0, 200, struct form_field, meaning),
    TEXT("example", OPTIONAL, 0, 100, struct form_field, example),
    TEXT("mistake", OPTIONAL, 0, 200, struct form_field, mistake),
};
static const struct json_record form_field_record = RECORD("field", form_field_fields, struct form_field);

static const struct json_field form_fields[] = {
    ID("id", REQUIRED, struct guide_form, id),
    TEXT("name", REQUIRED, 1, 60, struct guide_form, name),
    TEXT("page", OPTIONAL, 0, 200, struct guide_form, page),
    OBJECTS("fields", REQUIRED, 100, form_field_record, struct guide_form, fields, field_count),
};
static const struct json_record form_record = RECORD("form", form_fields, struct guide_form);

static const struct json_field question_fields[] = {
    TEXT("question", REQUIRED, 0, 100, struct guide_question, question),
    TEXT("answer", REQUIRED, 0, 600, struct guide_question, answer),
};
static const struct json_record question_record = RECORD("question", question_fields, struct guide_question);

_Static_assert(offsetof(struct guide, summary) == 0,
               "a guide begins with its summary: they share field lines");

static const struct json_field guide_fields[] = {
    SUMMARY_FIELDS,
    FLAG("sample", OPTIONAL, struct guide, sample),
    TEXT("accept_condition", OPTIONAL, 0, 600, struct guide, accept_condition),
    TEXT("handle_area", OPTIONAL, 0, 200, struct guide, handle_area),
    OBJECT_IF_GIVEN("statutory", term_record, struct guide, statutory, statutory.given),
    INT_ELSE("visits", 0, 9, -1, struct guide, visits),
    TEXT("visits_explain", OPTIONAL, 0, 200, struct guide, visits_explain),
    TEXT("result_name", OPTIONAL, 0, 100, struct guide, result_name),
    TEXT("link_way", OPTIONAL, 0, 100, struct guide, link_way),
    TEXT("supervise_way", OPTIONAL, 0, 100, struct guide, supervise_way),
    OBJECTS("fees", OPTIONAL, 16, fee_record, struct guide, fees, fee_count),
    OBJECTS("members", OPTIONAL, 24, member_record, struct guide, members, member_count),
    OBJECTS("steps", OPTIONAL, 12, step_record, struct guide, steps, step_count),
    OBJECTS("materials", OPTIONAL, 60, material_record, struct guide, materials, material_count),
    OBJECTS("forms", OPTIONAL, 8, form_record, struct guide, forms, form_count),
    OBJECTS("faq", OPTIONAL, 24, question_record, struct guide, faq, faq_count),
    TEXT("page", OPTIONAL, 0, 200, struct guide, page),
    TEXT("source", OPTIONAL, 0, 60, struct guide, source),
    INT64("as_of", OPTIONAL, struct guide, as_of),
};
static const struct json_record guide_record = RECORD("guide", guide_fields, struct guide);

/* --- Decoding --- */

/* Strings are never longer in memory than in the document; the structs of a list of guides, or of one guide,
 * are bounded by the bounds above. */
enum { STRUCT_BYTES_MAX = 256 * 1024 };

_Static_assert(GUIDE_LIST_MAX * sizeof(struct guide_summary) < STRUCT_BYTES_MAX / 2, "they all fit");

struct guide_list *guide_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(length / 2, length * 2 + STRUCT_BYTES_MAX);
    struct guide_list *list = malloc(sizeof *list);
    error[0] = '\0';
    if (arena == NULL || list == NULL || json_decode(&list_record, bytes, length, list, arena, error) != 0) {
        arena_free(arena);
        free(list);
        return NULL;
    }
    list->arena = arena;
    return list;
}

struct guide *guide_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(length / 2, length * 2 + STRUCT_BYTES_MAX);
    struct guide *guide = malloc(sizeof *guide);
    error[0] = '\0';
    if (arena == NULL || guide == NULL ||
        json_decode(&guide_record, bytes, length, guide, arena, error) != 0) {
        arena_free(arena);
        free(guide);
        return NULL;
    }
    guide->arena = arena;
    guide->page = phone_page(guide->page);
    for (size_t i = 0; i < guide->form_count; i++) {
        guide->forms[i].page = phone_page(guide->forms[i].page);
    }
    return guide;
}

void guide_list_free(struct guide_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}

void guide_free(struct guide *guide)
{
    if (guide != NULL) {
        arena_free(guide->arena);
        free(guide);
    }
}
