#ifndef HEADEND_TARIFFS_TARIFF_EXPLAIN_H
#define HEADEND_TARIFFS_TARIFF_EXPLAIN_H

#include <stdint.h>

#include "both-sides/records/tariff_records.h"

/* A bill recomputed by a tariff, tier by tier. Nothing is read, kept or allocated: what comes out points into
 * the tariff. Quantities are 1/1000 of the unit (milli), prices 1/10000 yuan a unit (e4), money is fen.
 *
 * How it is counted (tests/contract/tariff_oracle.py is written from these words alone):
 *
 * Half up. A part of a quantity and an end by days are rounded to the next milli, a half upwards; money is
 *   fen = round_half_up(quantity x price / 100000).
 *
 * Version. Of a day: the one with the latest `from` that is not after the day, if its `to` is 0 or not before
 *   the day. A day without one cannot be billed.
 *
 * Cycle. Of a day: so many whole months as its word says (1, 2, 3, 12), counted from the month `start`
 *   ("opening": from the month in which the account was opened); a cycle begins on the first of its month.
 *
 * Parts. The period is cut before each day that has another version than the day before. With period="split"
 *   it is cut also where a cycle begins, and where a season begins; with "days", also where a season begins.
 *   A part's season is that of its days; with "whole", in every part, that of the period's last day.
 *
 * A part's quantity, of each time of use by itself: what falls to the days up to the part's end less what
 *   fell to those up to its beginning, where round_half_up(quantity x days / days of the period) falls to the
 *   first so many days. So nothing is lost or made.
 *
 * Tier ends. The end of a tier for a household of n people is end + each_more x max(0, n - people) (where
 *   `people` is said) + family_add if n >= family_from (where that is said). A household of unknown size (0)
 *   adds nothing. The ends count *by days* with period="days", and with change="days" if more than one
 *   version holds within the period: then they are round_half_up(end x days of the part / (30 x months of the
 *   cycle)), and each part begins at 0. Else a part begins where the one before ended, the first at
 *   used_before; with period="split" one that begins with a cycle (not the first part) begins at 0.
 *   With period="whole", used_before is what the cycle of the period's last day had used.
 *
 * Filling. A part that begins at u and has q covers u to u + q: of it a tier has what lies beyond the ends of
 *   the tiers before it and up to its own.
 *
 * Times of use. Each tier has its share of the peak, of the valley and of the rest in proportion to the part:
 *   of peak, what falls to the tiers so far is round_half_up(peak x filled so far / q); of valley likewise of
 *   what is not peak: round_half_up(valley x (filled so far - peak so far) / (q - peak)); the rest is other.
 *   A time without a price of its own in the tier is added to the other, at `price`.
 *
 * Lines. What agrees in tier number, names of tier and season, time and price is one line, also of several
 *   parts; the order is that of the parts, in them of the tiers, in them peak, valley, other. A line of
 *   nothing is left out. An extra has the whole quantity of the parts whose version has it; what agrees in
 *   name and price is one.
 *
 * Rounding. With "line" each line and each extra is rounded by itself, and the total is their sum. With
 *   "total" the sum of all products is rounded once: total_fen; extras_fen is that of the extras' products
 *   alone, tiers_fen the rest; `fen` of a line is then only what it would be by itself.
 *
 * After. used_after is used_before and the quantity together; with period="split" where a cycle begins within
 *   the period, the quantity since. The next tier is that after the one in which the next milli would fall,
 *   by the last part's ends. */

enum {
    TARIFF_PERIOD_DAYS_MAX = 800,
    TARIFF_PARTS_MAX = 40,
    TARIFF_LINES_MAX = 72,
    TARIFF_EXTRA_LINES_MAX = 24,
};
/* A thousand million units; a bill of more is not believed. */
#define TARIFF_QUANTITY_MAX INT64_C(1000000000000)

enum tariff_time { TARIFF_TIME_OTHER, TARIFF_TIME_PEAK, TARIFF_TIME_VALLEY, TARIFF_TIME_COUNT };

struct tariff_use {
    int first, last;                     /* of the period, both within; YYYYMMDD */
    int64_t quantity[TARIFF_TIME_COUNT]; /* all in OTHER where there are no times of use */
    int people;                          /* of the household, as frozen with the bill; 0: not known */
    int opening;                         /* month in which the account was opened, 1 to 12; 0: not known */
    int64_t used_before;                 /* in the cycle, before the period */
};

struct tariff_part {
    int first, last;
    const struct tariff_version *version;
    const struct tariff_season *season;
};

struct tariff_line {
    int tier; /* from 1 */
    const char *name, *season;
    enum tariff_time time;
    int64_t quantity;
    int price;
    int64_t fen;
};

struct tariff_extra_line {
    const char *name;
    int64_t quantity;
    int price;
    int64_t fen;
};

struct tariff_explained {
    enum tariff_rounding rounding;
    struct tariff_part parts[TARIFF_PARTS_MAX]; /* more than one version: say that the price changed */
    size_t part_count;
    struct tariff_line lines[TARIFF_LINES_MAX];
    size_t line_count;
    struct tariff_extra_line extras[TARIFF_EXTRA_LINES_MAX];
    size_t extra_count;
    int64_t tiers_fen, extras_fen, total_fen;
    int cycle_first, cycle_last; /* of the period's last day */
    int64_t used_after;          /* in that cycle */
    int64_t next_in; /* "the next tier begins in …"; -1: the last one is reached, or ends count by days */
    const char *next_name; /* of the next tier; NULL: none */
};

enum tariff_result {
    TARIFF_DONE,
    TARIFF_BAD_PERIOD,       /* no days, the last before the first, or more than TARIFF_PERIOD_DAYS_MAX */
    TARIFF_BAD_QUANTITY,     /* below 0 or beyond TARIFF_QUANTITY_MAX: one of them, their sum, used_before */
    TARIFF_BAD_PEOPLE,       /* not 0 to TARIFF_PEOPLE_MAX */
    TARIFF_NO_OPENING,       /* the cycle starts with the account, and `opening` is no month */
    TARIFF_NO_VERSION,       /* for a day of the period */
    TARIFF_NO_SEASON,        /* likewise */
    TARIFF_NO_TIER,          /* beyond the end of the last tier */
    TARIFF_NO_PRICE_OF_TIME, /* there is use in a time that has no price */
    TARIFF_TOO_LONG,         /* more parts, lines or extras than there is room for */
    TARIFF_TOO_MUCH,         /* money beyond MONEY_FEN_MAX */
    TARIFF_RESULT_COUNT
};

/* What is in `out` holds only for TARIFF_DONE. */
enum tariff_result tariff_explain(const struct tariff *tariff, const struct tariff_use *use,
                                  struct tariff_explained *out);

#endif
