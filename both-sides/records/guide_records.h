#ifndef BOTH_SIDES_RECORDS_GUIDE_RECORDS_H
#define BOTH_SIDES_RECORDS_GUIDE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"
#include "both-sides/store_life.h"

/* 一件事一次办: guides as content files, the headend's answers and a box have them. Strings lie in the arena
 * of whoever read the record and are never NULL. Initials, pages, rev, source and as_of are the headend's to
 * fill: no content file has them. */

struct arena;

enum { THEME_CODE_SIZE = 4, GUIDE_THEMES_MAX = 24, GUIDE_LIST_MAX = 500 };

enum term_unit { TERM_WORKDAY, TERM_DAY, TERM_HOUR, TERM_UNIT_COUNT };
extern const struct word_list term_units;
struct term {
    int given;
    int count; /* 0: at once */
    int unit;  /* enum term_unit */
};

struct guide_summary {
    char id[CONTENT_ID_SIZE];
    const char *name;
    const char *initials;
    char theme[THEME_CODE_SIZE];
    const char *summary;
    int brief; /* only the overview is there */
    struct term promise;
    char flow[CONTENT_ID_SIZE]; /* "": no questions */
    int64_t rev;
};

struct guide_theme {
    char code[THEME_CODE_SIZE];
    const char *name;
};
/* The one <themes> of content files. */
struct guide_themes {
    struct guide_theme *themes;
    size_t count;
};

struct guide_list {
    int64_t rev;
    char life[STORE_LIFE_SIZE]; /* of the store; "": the headend does not say */
    int64_t as_of;
    const char *source;
    struct guide_theme *themes;
    size_t theme_count;
    struct guide_summary *guides;
    size_t count;
    struct arena *arena;
};

struct guide_fee {
    const char *name, *standard, *by_law, *reduction;
};
struct guide_member {
    const char *name, *org_name, *catalog_code, *task_code, *skip;
};
struct guide_step {
    const char *name, *org_name, *takes, *does, *output;
};

enum material_kind { MATERIAL_CERTIFICATE, MATERIAL_FORM, MATERIAL_OTHER, MATERIAL_KIND_COUNT };
enum material_format { MATERIAL_PAPER, MATERIAL_ELECTRONIC, MATERIAL_EITHER, MATERIAL_FORMAT_COUNT };
enum material_piece { MATERIAL_ORIGINAL, MATERIAL_COPY, MATERIAL_BOTH, MATERIAL_PIECE_COUNT };
extern const struct word_list material_kinds, material_formats, material_pieces;
struct guide_material {
    char id[CONTENT_ID_SIZE];
    const char *name;
    int need;   /* enum flow_need */
    int kind;   /* enum material_kind or FIELD_NOT_SAID; likewise below */
    int format; /* enum material_format */
    int piece;  /* enum material_piece */
    int copies;
    const char *source, *explain, *accept, *members;
    char form[CONTENT_ID_SIZE]; /* "": none */
};

struct guide_form_field {
    const char *label, *meaning, *example, *mistake;
};
struct guide_form {
    char id[CONTENT_ID_SIZE];
    const char *name;
    const char *page; /* path below the phone address; "": none */
    struct guide_form_field *fields;
    size_t field_count;
};
struct guide_question {
    const char *question, *answer;
};

struct guide {
    struct guide_summary summary;
    int sample;
    const char *accept_condition, *handle_area;
    struct term statutory;
    int visits; /* or FIELD_NOT_SAID */
    const char *visits_explain, *result_name, *link_way, *supervise_way;
    struct guide_fee *fees;
    size_t fee_count;
    struct guide_member *members;
    size_t member_count;
    struct guide_step *steps;
    size_t step_count;
    struct guide_material *materials;
    size_t material_count;
    struct guide_form *forms;
    size_t form_count;
    struct guide_question *faq;
    size_t faq_count;
    int notices; /* the category of notices that belong to the matter; 0: none do */
    const char *page;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};

extern const struct record_table guide_table, guide_themes_table, guide_list_table;

#endif
