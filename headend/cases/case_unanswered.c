#include "headend/cases/case_store.h"
#include "headend/cases/case_store_private.h"

/* The limits of look-ups that the case system does not answer: docs/decisions/0051. Nobody hears of them. */

static int64_t count_of(struct case_store *store, int day, const struct hash *who)
{
    return case_store_number(store, "SELECT unanswered FROM counts WHERE day = ?1 AND who = ?2",
                             STORE_VALUES(store_integer(day), case_hash(who)));
}

static int is_below(struct case_store *store, int day, const struct hash *who, int most)
{
    int64_t count = count_of(store, day, who);
    return count >= 0 && count < most;
}

int case_store_may_tell(struct case_store *store, const struct case_admission *admission)
{
    int day = admission->day;
    int may = 0;
    (void)pthread_mutex_lock(&store->lock);
    if (case_store_begin(store) == 0) {
        may = case_store_has_seen(store, admission, &admission->box) == CASE_WAS_FOUND ||
              (is_below(store, day, &admission->box, BOX_FAILURES_MAX) &&
               is_below(store, day, &admission->address, ADDRESS_FAILURES_MAX) &&
               is_below(store, day, &admission->target, TARGET_FAILURES_MAX));
        may = may && case_store_add(store, admission, 0, 1) == 0;
        may = case_store_end(store, may) == 0 && may;
    }
    (void)pthread_mutex_unlock(&store->lock);
    return may;
}

void case_store_has_told(struct case_store *store, const struct case_admission *admission)
{
    (void)pthread_mutex_lock(&store->lock);
    if (case_store_begin(store) == 0) {
        (void)case_store_end(store, case_store_add(store, admission, 0, -1) == 0);
    }
    (void)pthread_mutex_unlock(&store->lock);
}
