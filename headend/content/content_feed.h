#ifndef HEADEND_CONTENT_CONTENT_FEED_H
#define HEADEND_CONTENT_CONTENT_FEED_H

#include "both-sides/store_life.h"
#include "headend/content/content_load.h"

/* What /v1/guides, /v1/policies and /v1/stations are made of: records of the store as of one moment, as boxes
 * are to see them. -1: `problem` says why. */

struct content_feed {
    struct content_set *set;
    int64_t rev; /* grows with every change of what is in the set */
    char life[STORE_LIFE_SIZE];
    int64_t valid_until; /* ms, exclusive: when time alone makes it another; INT64_MAX: never */
};

/* Themes, and guides in their order; a flow that is not there is not named. */
int content_feed_guides(struct store *store, struct content_feed *feed, char problem[CONTENT_PROBLEM_SIZE]);
/* The policies that hold at `now`; guides and flows that are not there are not named. */
int content_feed_policies(struct store *store, int64_t now, struct content_feed *feed,
                          char problem[CONTENT_PROBLEM_SIZE]);
int content_feed_stations(struct store *store, struct content_feed *feed, char problem[CONTENT_PROBLEM_SIZE]);
void content_feed_clear(struct content_feed *feed);

/* One record, like content_load_one; a guide or flow that is not there is not named. */
int content_feed_one(struct store *store, enum content_kind kind, const char *id, struct content_set **set,
                     char problem[CONTENT_PROBLEM_SIZE]);

/* When a policy has ceased to hold: ms UTC, exclusive; 0: never. */
int64_t content_policy_end(const struct policy *policy);

#endif
