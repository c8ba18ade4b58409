#ifndef HEADEND_CONTENT_CONTENT_RECORDS_H
#define HEADEND_CONTENT_CONTENT_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/flow/service_flow.h"

/* Guides, flows, policies and halls as the headend knows them: what docs/content.md's elements become.
 * Strings lie in the arena of whoever read the record and are never NULL; a text that was not given is "". A
 * flow is a struct service_flow. */

enum {
    CONTENT_ID_SIZE = FLOW_ID_SIZE,
    CONTENT_THEME_CODE_SIZE = 4,
    CONTENT_AREA_SIZE = 13,
    CONTENT_THEMES_MAX = 24,
    CONTENT_GUIDES_MAX = 500,
    CONTENT_FLOWS_MAX = 600,
    CONTENT_POLICIES_MAX = 300,
    CONTENT_HOURS_MAX = 32,
    CONTENT_SETS_MAX = 64,
    CONTENT_DAYS_MAX = 200,
    CONTENT_STATIONS_MAX = 4000,
    CONTENT_SET_GUIDES_MAX = 500,
    CONTENT_NOT_SAID = -1,             /* of a choice, of visits, copies and windows */
    CONTENT_UNKNOWN_PLACE = INT32_MAX, /* of lat and lon */
};
#define CONTENT_NO_NUMBER INT64_MIN /* of a clause */

/* In the order in which an export writes them. */
enum content_kind {
    CONTENT_THEMES, /* the one <themes>; its id is "themes" */
    CONTENT_GUIDE,
    CONTENT_FLOW,
    CONTENT_POLICIES, /* the one <policies>; its id is "policies" */
    CONTENT_POLICY,
    CONTENT_HOURS,
    CONTENT_SET,
    CONTENT_DAY, /* its id is its date */
    CONTENT_STATION,
    CONTENT_KINDS
};

struct content_theme {
    char code[CONTENT_THEME_CODE_SIZE];
    const char *name;
};
struct content_themes {
    struct content_theme *themes;
    size_t count;
};

enum content_unit { CONTENT_UNIT_WORKDAY, CONTENT_UNIT_DAY, CONTENT_UNIT_HOUR };
struct content_term {
    int given;
    int count; /* 0: at once */
    int unit;  /* enum content_unit */
};
struct content_fee {
    const char *name, *standard, *by_law, *reduction;
};
struct content_member {
    const char *name, *org_name, *catalog_code, *task_code, *skip;
};
struct content_step {
    const char *name, *org_name, *takes, *does, *output;
};
enum content_material_kind { CONTENT_CERTIFICATE, CONTENT_FORM, CONTENT_OTHER };
enum content_format { CONTENT_PAPER, CONTENT_ELECTRONIC, CONTENT_EITHER };
enum content_piece { CONTENT_ORIGINAL, CONTENT_COPY, CONTENT_BOTH };
struct content_material {
    char id[CONTENT_ID_SIZE];
    const char *name;
    int need;   /* enum flow_need */
    int kind;   /* enum content_material_kind or CONTENT_NOT_SAID; likewise below */
    int format; /* enum content_format */
    int piece;  /* enum content_piece */
    int copies;
    const char *source, *explain, *accept, *members;
    char form[CONTENT_ID_SIZE]; /* "": none */
};
struct content_field {
    const char *label, *meaning, *example, *mistake;
};
struct content_form {
    char id[CONTENT_ID_SIZE];
    const char *name;
    struct content_field *fields;
    size_t field_count;
};
struct content_question {
    const char *question, *answer;
};
struct content_guide {
    char id[CONTENT_ID_SIZE];
    char theme[CONTENT_THEME_CODE_SIZE];
    char flow[CONTENT_ID_SIZE]; /* "": no questions */
    int brief;                  /* only the overview is there */
    int sample;
    const char *name, *summary, *accept_condition, *handle_area;
    struct content_term statutory, promise;
    int visits;
    const char *visits_explain, *result_name, *link_way, *supervise_way;
    struct content_fee *fees;
    size_t fee_count;
    struct content_member *members;
    size_t member_count;
    struct content_step *steps;
    size_t step_count;
    struct content_material *materials;
    size_t material_count;
    struct content_form *forms;
    size_t form_count;
    struct content_question *faq;
    size_t faq_count;
};

struct content_policies {
    char flow[CONTENT_ID_SIZE]; /* that finds them */
};
struct content_policy {
    char id[CONTENT_ID_SIZE];
    char guide[CONTENT_ID_SIZE]; /* "": none */
    int valid_to;                /* YYYYMMDD, the last day on which it holds; 0: no end */
    int sample;
    const char *name, *org_name, *who, *benefit, *how, *materials, *link_way, *basis;
};

struct content_hours {
    char id[CONTENT_ID_SIZE];
    const char *spans; /* opening_hours.h */
    const char *note;
};
struct content_set_of_guides {
    char id[CONTENT_ID_SIZE];
    char (*direct)[CONTENT_ID_SIZE]; /* guides that are handled on the spot */
    size_t direct_count;
    char (*relay)[CONTENT_ID_SIZE]; /* that are taken and passed on */
    size_t relay_count;
};
struct content_day {
    int date;  /* YYYYMMDD */
    int works; /* 1: people work, whatever the weekday; 0: they do not */
    const char *name;
};
struct content_station {
    char id[CONTENT_ID_SIZE];
    char area_code[CONTENT_AREA_SIZE];
    char parent[CONTENT_ID_SIZE]; /* "": none; likewise below */
    char hours[CONTENT_ID_SIZE];
    char handles[CONTENT_ID_SIZE];
    int level;    /* 3 city, 4 county, 5 township, 6 village */
    int lat, lon; /* micro-degrees */
    int windows;
    int updated; /* YYYYMMDD; 0: not said */
    int sample;
    const char *name, *address, *phone, *booking;
};

#endif
