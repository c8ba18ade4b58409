#ifndef BACKEND_CLIENT_RECORDS_RECORDS_H
#define BACKEND_CLIENT_RECORDS_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/config/tile.h"

/* What the headend's answers become. Field names, bounds and which fields must be there: docs/openapi.yaml.
 * Every string is UTF-8, ends in NUL and is never NULL ("" where the answer had none). */

enum {
    NOTICE_ID_SIZE = 41,
    NOTICE_LIST_MAX = 1000, /* rows in one answer */
    CURSOR_SIZE = 81,
};

enum notice_level { NOTICE_NORMAL = 0, NOTICE_IMPORTANT = 1, NOTICE_URGENT = 2 };

/* The home screen's tiles. */
struct menu {
    int64_t rev;
    struct tile_text region_name;
    struct tile_text hall_name;
    struct tile tiles[TILE_MAX];
    size_t tile_count;
};
void menu_free(struct menu *menu);

struct notice_summary {
    char id[NOTICE_ID_SIZE];
    const char *title;    /* into the list's memory */
    const char *initials; /* likewise: of the title, for the search (docs/openapi.yaml, Initials) */
    const char *org_name; /* likewise */
    int category;         /* 1..5, domain.md 3 */
    enum notice_level level;
    int64_t published;  /* ms UTC */
    int64_t valid_from; /* ms UTC; 0: always */
    int64_t valid_to;   /* ms UTC, exclusive; 0: no end */
    int64_t rev;
    char area_code[13]; /* 6, 9 or 12 digits */
};

/* One page of the list, in the headend's order: urgent first, then newest first. */
struct notice_list {
    int64_t rev;
    int64_t as_of;          /* ms UTC: when the headend put the page together */
    const char *source;     /* who says so */
    int64_t total;          /* rows in all pages */
    char next[CURSOR_SIZE]; /* ask for the following page with it; "": this was the last */
    struct notice_summary *items;
    size_t count;
    char (*withdrawn)[NOTICE_ID_SIZE]; /* ids that must not be shown any more, wherever they were kept */
    size_t withdrawn_count;
    struct arena *arena; /* owns the strings */
};
void notice_list_free(struct notice_list *list);

struct notice {
    struct notice_summary summary;
    const char *body;    /* HTML as the office wrote it: for article_parse */
    const char *speech;  /* the text to be spoken */
    const char *qr_link; /* http(s) address for a phone, or "" */
    int withdrawn;
    const char *source; /* who says so, "" if unknown */
    int64_t as_of;      /* ms UTC, 0 if unknown */
    struct arena *arena;
};
void notice_free(struct notice *notice);

/* 1 if the notice is in its time at `now_ms`. (Withdrawn ones never leave the client: see hall_client.h.) */
int notice_is_current(const struct notice_summary *summary, int64_t now_ms);

#endif
