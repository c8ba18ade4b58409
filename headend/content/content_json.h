#ifndef HEADEND_CONTENT_CONTENT_JSON_H
#define HEADEND_CONTENT_CONTENT_JSON_H

#include "headend/content/content_feed.h"

/* The contract's JSON (docs/openapi.yaml) of guides, flows, policies and stations: what the headend has to
 * add (initials, pages, rev, source, as_of) goes into the records, and the tables of both-sides/records do
 * the rest. Each returns malloc'ed text, or NULL when memory is short. */

struct content_json_facts {
    const char *source;
    int64_t as_of;
    size_t hashed; /* out: how much of the text says something new when it differs (the rest is `as_of`) */
};
char *json_of_guides(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);
char *json_of_policies(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);
char *json_of_stations(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);

/* Of the first record of a set; `as_of` is when it last changed. */
char *json_of_guide(const struct content_set *set, const char *source, size_t *length);
char *json_of_flow(const struct content_set *set, const char *source, size_t *length);

#endif
