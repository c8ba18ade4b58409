#ifndef BOTH_SIDES_RECORDS_TARIFF_RECORDS_H
#define BOTH_SIDES_RECORDS_TARIFF_RECORDS_H

#include <stddef.h>

#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"

/* Tariffs of water, electricity and gas, as content files have them (docs/tariffs.md). No box asks for one: a
 * headend recomputes and explains bills by them (headend/tariffs). Quantities are 1/1000 of the unit, prices
 * 1/10000 yuan a unit. Strings lie in the arena of whoever read the record and are never NULL. */

enum {
    TARIFF_LIST_MAX = 200,
    TARIFF_VERSIONS_MAX = 24,
    TARIFF_SEASONS_MAX = 6,
    TARIFF_SPANS_MAX = 6,
    TARIFF_TIERS_MAX = 8,
    TARIFF_EXTRAS_MAX = 6,
    TARIFF_PEOPLE_MAX = 99,
    TARIFF_NO_PRICE = -1,
};

enum tariff_kind { TARIFF_WATER, TARIFF_ELECTRICITY, TARIFF_GAS, TARIFF_KIND_COUNT };
enum tariff_unit { TARIFF_KWH, TARIFF_CUBIC_METRE, TARIFF_UNIT_COUNT };
enum tariff_cycle { TARIFF_MONTH, TARIFF_TWO_MONTHS, TARIFF_QUARTER, TARIFF_YEAR, TARIFF_CYCLE_COUNT };
/* Where a cycle starts: the first day of this month, or of the one in which the account was opened. */
enum { TARIFF_START_OPENING = 0, TARIFF_START_COUNT = 13 };
/* How a bill's period is counted: whole to the cycle and season of its last day; split by days where a cycle
 * or a season begins; by itself, with tier ends by days. */
enum tariff_period { TARIFF_PERIOD_WHOLE, TARIFF_PERIOD_SPLIT, TARIFF_PERIOD_DAYS, TARIFF_PERIOD_COUNT };
/* What a new version within a period does to the count: goes on, or each part counts by itself, with tier
 * ends by days. */
enum tariff_change { TARIFF_CHANGE_CARRY, TARIFF_CHANGE_DAYS, TARIFF_CHANGE_COUNT };
enum tariff_rounding { TARIFF_ROUND_LINE, TARIFF_ROUND_TOTAL, TARIFF_ROUNDING_COUNT };

extern const struct word_list tariff_kinds, tariff_units, tariff_cycles, tariff_starts, tariff_periods,
    tariff_changes, tariff_roundings;

struct tariff_tier {
    int line;
    const char *name;
    int end;        /* what a cycle's use may be up to; 0: no end, the last one */
    int each_more;  /* added to the end for every person beyond `people` */
    int family_add; /* added to it once, for a household of `family_from` or more */
    int price;      /* of any time without a price of its own; TARIFF_NO_PRICE: none */
    int peak, valley;
};

/* From and to, both within, as MMDD. One whose `to` is before its `from` goes over the new year. */
struct tariff_span {
    int line;
    char from[5], to[5];
};

struct tariff_season {
    int line;
    const char *name;          /* "": there is one only */
    struct tariff_span *spans; /* none: the whole year */
    size_t span_count;
    struct tariff_tier *tiers;
    size_t tier_count;
};

/* A fee of each unit, whatever the tier. */
struct tariff_extra {
    int line;
    const char *name;
    int price;
};

struct tariff_version {
    int line;
    int from, to;            /* YYYYMMDD, both within; to 0: until the next one */
    int people, family_from; /* of a household; 0: its size does not matter */
    const char *source;      /* the public notice */
    int source_date;         /* its day; YYYYMMDD */
    const char *link;        /* where it can be read; "": not said */
    struct tariff_season *seasons;
    size_t season_count;
    struct tariff_extra *extras;
    size_t extra_count;
};

struct tariff {
    int line;
    char id[CONTENT_ID_SIZE];
    const char *name, *area, *operator_name;
    int kind;     /* enum tariff_kind; likewise below */
    int unit;     /* enum tariff_unit */
    int cycle;    /* enum tariff_cycle */
    int start;    /* of tariff_starts, or FIELD_NOT_SAID */
    int period;   /* enum tariff_period */
    int change;   /* enum tariff_change */
    int rounding; /* enum tariff_rounding */
    int sample;
    struct tariff_version *versions;
    size_t version_count;
};

extern const struct record_table tariff_table;

#endif
