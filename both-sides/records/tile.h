#ifndef BOTH_SIDES_RECORDS_TILE_H
#define BOTH_SIDES_RECORDS_TILE_H

#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"

/* A tile of the home screen: written by the operator in headend.xml, served by the headend as /v1/menu,
 * drawn by the box. */

enum {
    TILE_MAX = 27, /* three pages of nine */
    TILE_ID_SIZE = 33,
    TILE_ICON_SIZE = 33,
    TILE_NAME_SIZE = 64,
    TILE_HINT_SIZE = 192,
    TILE_INITIALS_SIZE = 128,
};

enum tile_content {
    TILE_CONTENT_NOTICES,         /* the notice list; `category` 0 is all of them */
    TILE_CONTENT_HELP,            /* which key does what; about this hall */
    TILE_CONTENT_SEARCH,          /* titles by the digits of their pinyin initials */
    TILE_CONTENT_GUIDES,          /* 一件事一次办 */
    TILE_CONTENT_CASES,           /* 办件进度 */
    TILE_CONTENT_STATIONS,        /* 就近办 */
    TILE_CONTENT_POLICIES,        /* 惠企惠民政策 */
    TILE_CONTENT_HOUSEHOLD,       /* 我家: who is bound */
    TILE_CONTENT_HOUSING_FUND,    /* 公积金查询, of whom has signed in */
    TILE_CONTENT_GUIDE,           /* one guide, `guide` */
    TILE_CONTENT_SOCIAL_SECURITY, /* 社保查询 */
    TILE_CONTENT_UTILITY,         /* bills of gas, water or electricity, `utility` */
    TILE_CONTENT_COUNT
};

extern const struct word_list tile_contents;

/* Both languages a person may choose. English may be empty: then the Chinese text is shown. */
struct tile_text {
    char zh[TILE_HINT_SIZE];
    char en[TILE_HINT_SIZE];
};

struct tile {
    char id[TILE_ID_SIZE];     /* [a-z0-9-]+, unique: the focus belongs to it */
    char icon[TILE_ICON_SIZE]; /* [a-z0-9-]+, a file of assets/icons without its ending */
    int digit;                 /* 1..9, unique; 0: no digit opens it */
    int row, column;           /* from 1; row 4..6 is the second page, 7..9 the third; columns 1..3 */
    enum tile_content content;
    int category; /* with TILE_CONTENT_NOTICES: 0 or a notice category 1..5 */
    /* With TILE_CONTENT_GUIDE its id; with TILE_CONTENT_UTILITY that of the guide to other ways of paying, or
     * "". */
    char guide[CONTENT_ID_SIZE];
    int utility; /* with TILE_CONTENT_UTILITY: enum utility_kind; else FIELD_NOT_SAID */
    struct tile_text name;
    struct tile_text hint; /* one line: what the tile does */
    int has_hint;          /* in an answer */
    /* Of the Chinese name, for the search (docs/openapi.yaml, Initials); "" in a configuration: the headend
     * adds them to its menu. */
    char initials[TILE_INITIALS_SIZE];
};

#endif
