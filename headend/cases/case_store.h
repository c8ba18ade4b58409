#ifndef HEADEND_CASES_CASE_STORE_H
#define HEADEND_CASES_CASE_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "headend/cases/case_known.h"
#include "headend/crypto/keyed_hash.h"

/* What survives a restart: cases as they were last known, masked, under keyed hashes of their numbers, and
 * what was asked today. A file of its own beside the store: the content's would tell every headend that
 * something changed. Any thread may call. */

struct case_store;

enum { CASE_KEPT_DAYS = 30, CASE_KEPT_MAX = 50000, CASE_STORE_PROBLEM_SIZE = 300 };

struct case_kept {
    int is_missing;   /* the case system said that there is no such case; only as_of is good */
    struct hash tail; /* of number and last 4 */
    struct case_known known;
};

/* NULL: `problem`. Look-ups that were under way when the headend was killed are given back. */
struct case_store *case_store_open(const char *path, char problem[CASE_STORE_PROBLEM_SIZE]);
void case_store_close(struct case_store *store);

/* 1: `kept`, to be wiped with case_known_wipe; 0: nothing is known; -1: the file cannot be read (logged).
 * What is older than CASE_KEPT_DAYS, or from a clock that was ahead, is not known any more. */
int case_store_get(struct case_store *store, const struct hash *target, int64_t now_ms,
                   struct case_kept *kept);
/* -1: logged. Beyond CASE_KEPT_MAX those go that are no cases, then the oldest. */
int case_store_put(struct case_store *store, const struct hash *target, const struct case_kept *kept);
int case_store_put_rated(struct case_store *store, const struct hash *target, int stars);
/* What is older than CASE_KEPT_DAYS, and other days' counts than `day`'s (YYYYMMDD), which are of no use and
 * say who asked what. Nothing of it stays in the file. -1: logged. */
int case_store_forget(struct case_store *store, int64_t now_ms, int day);

/* --- The limits of a day (at +08:00) --- */

/* Besides enum case_limit of the records: it cannot be told. */
#define CASE_LIMIT_UNKNOWN CASE_LIMIT_COUNT

enum {
    BOX_PERSONS_MAX = 5,
    BOX_FAILURES_MAX = 10,
    TARGET_FAILURES_MAX = 10,
    /* Of an address, behind which many boxes may stand; a box without a number is its address. */
    ADDRESS_PERSONS_MAX = 100,
    ADDRESS_FAILURES_MAX = 50,
    ADDRESS_BOXES_MAX = 100, /* those beyond count as one box without a number */
    /* Rows in all: some 30 MB. Then who is new hears that nothing can be said now. */
    LIMIT_ROWS_MAX = 300000,
};

/* Instead of BOX_PERSONS_MAX; before anybody asks. */
void case_store_allow(struct case_store *store, int box_persons_max);

/* One look-up, from its begin to its end. */
struct case_admission {
    struct hash box, address, target;
    struct hash unnamed_box; /* a box of this address without a number */
    int day;                 /* YYYYMMDD */
};

enum case_settlement {
    CASE_SETTLED_FOUND,
    CASE_SETTLED_FAILED,     /* counts against the failures, not as a case seen */
    CASE_SETTLED_GIVEN_BACK, /* was no fault of who asked: counts as nothing */
};

/* Counts the look-up as a failed one and as a case seen, if no limit is reached; else counts nothing and says
 * which. CASE_LIMIT_UNKNOWN: the file is full or cannot be used (logged). The admission's box becomes the
 * unnamed one where the address has too many. */
enum case_limit case_store_admit(struct case_store *store, struct case_admission *admission);
/* Corrects that once the outcome is known. */
void case_store_settle(struct case_store *store, const struct case_admission *admission,
                       enum case_settlement settlement);

/* While the case system does not answer, after admission: 1: what is known from before may be told to whoever
 * has the last 4; counted as a wrong look-up. 0: too many of box, address or case were wrong today, or the
 * file cannot be used (logged). A box that has found the case today is always told. */
int case_store_may_tell(struct case_store *store, const struct case_admission *admission);
/* It was told: takes that count back. */
void case_store_has_told(struct case_store *store, const struct case_admission *admission);

#endif
