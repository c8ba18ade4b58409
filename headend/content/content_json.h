#ifndef HEADEND_CONTENT_CONTENT_JSON_H
#define HEADEND_CONTENT_CONTENT_JSON_H

#include "both-sides/json/json_writer.h"
#include "headend/content/content_feed.h"
#include "headend/content/content_page.h"

/* The contract's JSON (docs/openapi.yaml) of guides, flows, policies and stations. Fields that say nothing
 * are left out: 2,500 stations are one answer. Each returns malloc'ed text, or NULL when memory is short. */

struct content_json_facts {
    const char *source;
    int64_t as_of;
    size_t hashed; /* out: how much of the text says something new when it differs (the rest is `as_of`) */
};
char *json_of_guides(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);
char *json_of_policies(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);
char *json_of_stations(const struct content_feed *feed, struct content_json_facts *facts, size_t *length);

/* Of one record; `as_of` is when it last changed. */
char *json_of_guide(const struct content_record *record, const char *source, size_t *length);
char *json_of_flow(const struct content_record *record, const char *source, size_t *length);

/* Used by several of them. */
void json_content_initials(struct json_writer *json, const char *name);
void json_content_page(struct json_writer *json, const char *pages, const char *id);
void json_content_ids(struct json_writer *json, const char *name, char (*ids)[CONTENT_ID_SIZE], size_t count);
char *json_content_end(struct json_writer *json, struct content_json_facts *facts, size_t *length);
/* A word of `words`; nothing for FIELD_NOT_SAID. */
void json_content_choice(struct json_writer *json, const char *name, const char *const *words, int choice);

#endif
