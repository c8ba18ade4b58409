#ifndef BACKEND_CLIENT_RECORDS_GUIDE_RECORDS_H
#define BACKEND_CLIENT_RECORDS_GUIDE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/flow/service_flow.h"

/* 一件事一次办, its questions, and policies: what the headend's answers become. Bounds: docs/openapi.yaml.
 * Strings lie in the record's arena and are never NULL. */

enum { CONTENT_ID_SIZE = FLOW_ID_SIZE, THEME_CODE_SIZE = 4, GUIDE_LIST_MAX = 500, POLICY_LIST_MAX = 300 };

enum term_unit { TERM_WORKDAY, TERM_DAY, TERM_HOUR };
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

struct guide_list {
    int64_t rev;
    int64_t as_of;
    const char *source;
    struct guide_theme *themes;
    size_t theme_count;
    struct guide_summary *guides;
    size_t count;
    struct arena *arena;
};
void guide_list_free(struct guide_list *list);

struct guide_fee {
    const char *name, *standard, *by_law, *reduction;
};
struct guide_member {
    const char *name, *org_name, *catalog_code, *task_code, *skip;
};
struct guide_step {
    const char *name, *org_name, *takes, *does, *output;
};
enum material_kind { MATERIAL_CERTIFICATE, MATERIAL_FORM, MATERIAL_OTHER };
enum material_format { MATERIAL_PAPER, MATERIAL_ELECTRONIC, MATERIAL_EITHER };
enum material_piece { MATERIAL_ORIGINAL, MATERIAL_COPY, MATERIAL_BOTH };
struct guide_material {
    char id[CONTENT_ID_SIZE];
    const char *name;
    int need;   /* enum flow_need */
    int kind;   /* enum material_kind; -1: not said; likewise below */
    int format; /* enum material_format */
    int piece;  /* enum material_piece */
    int copies;
    const char *source, *explain, *accept, *members;
    char form[CONTENT_ID_SIZE];
};
struct form_field {
    const char *label, *meaning, *example, *mistake;
};
struct guide_form {
    char id[CONTENT_ID_SIZE];
    const char *name;
    const char *page; /* path below the phone address; "": none */
    struct form_field *fields;
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
    int visits; /* -1: not said */
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
    const char *page;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};
void guide_free(struct guide *guide);

/* A flow as it came, found good by service_flow_check. */
struct flow_record {
    struct service_flow flow;
    const char *page;
    int64_t rev;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};
void flow_record_free(struct flow_record *record);

struct policy {
    char id[CONTENT_ID_SIZE];
    const char *name, *initials, *org_name, *who, *benefit, *how, *materials, *link_way, *basis, *page;
    char guide[CONTENT_ID_SIZE];
    int64_t valid_to; /* ms UTC, exclusive; 0: no end */
    int sample;
    int64_t rev;
};
struct policy_list {
    int64_t rev;
    int64_t as_of;
    const char *source;
    char flow[CONTENT_ID_SIZE];
    struct policy *policies;
    size_t count;
    struct arena *arena;
};
void policy_list_free(struct policy_list *list);

#endif
