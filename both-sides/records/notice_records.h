#ifndef BOTH_SIDES_RECORDS_NOTICE_RECORDS_H
#define BOTH_SIDES_RECORDS_NOTICE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/record_table.h"
#include "both-sides/store_life.h"

/* Notices as the headend answers them and a box has them. Strings are UTF-8, end in NUL and are never NULL
 * ("" where the answer had none). */

struct arena;

enum {
    NOTICE_ID_SIZE = 41,
    NOTICE_TITLE_CHARACTERS = 80,
    NOTICE_OFFICE_CHARACTERS = 60,
    NOTICE_SOURCE_CHARACTERS = 60,
    NOTICE_BODY_BYTES_MAX = 512 * 1024,
    NOTICE_SPEECH_BYTES_MAX = 20000,
    NOTICE_LINK_BYTES_MAX = 500,
    NOTICE_LIST_MAX = 1000, /* rows in one answer */
    CURSOR_SIZE = 81,
};

enum { NOTICE_CATEGORY_MIN = 1, NOTICE_CATEGORY_MAX = 5 };
enum notice_level { NOTICE_NORMAL = 0, NOTICE_IMPORTANT = 1, NOTICE_URGENT = 2 };

struct notice_summary {
    char id[NOTICE_ID_SIZE];
    const char *title;    /* into the list's memory */
    const char *initials; /* likewise: of the title, for the search (docs/openapi.yaml, Initials) */
    const char *org_name; /* likewise */
    int category;         /* 1..5, domain.md 3 */
    enum notice_level level;
    int64_t published;  /* ms UTC */
    int undated;        /* when it was published is not known: that only says where it stands in a list */
    int64_t valid_from; /* ms UTC; 0: always */
    int64_t valid_to;   /* ms UTC, exclusive; 0: no end */
    int64_t rev;
    char area_code[13]; /* 6, 9 or 12 digits */
};

/* One page of the list, in the headend's order: urgent first, then newest first. */
struct notice_list {
    int64_t rev;
    char life[STORE_LIFE_SIZE]; /* of the store; "": the headend does not say */
    int64_t as_of;              /* ms UTC: when the headend put the page together */
    const char *source;         /* who says so */
    int64_t total;              /* rows in all pages */
    char next[CURSOR_SIZE];     /* ask for the following page with it; "": this was the last */
    struct notice_summary *items;
    size_t count;
    char (*withdrawn)[NOTICE_ID_SIZE]; /* ids that must not be shown any more, wherever they were kept */
    size_t withdrawn_count;
    struct arena *arena; /* owns the strings */
};

struct notice {
    struct notice_summary summary;
    const char *body;    /* HTML as the office wrote it: for article_parse */
    const char *speech;  /* the text to be spoken: a box does not read it yet */
    const char *qr_link; /* http(s) address for a phone, or "" */
    int withdrawn;
    const char *source; /* who says so, "" if unknown */
    int64_t as_of;      /* ms UTC, 0 if unknown */
    struct arena *arena;
};

extern const struct record_table notice_table, notice_list_table;

#endif
