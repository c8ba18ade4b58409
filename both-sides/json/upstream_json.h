#ifndef BOTH_SIDES_JSON_UPSTREAM_JSON_H
#define BOTH_SIDES_JSON_UPSTREAM_JSON_H

#include <stddef.h>
#include <stdint.h>

/* JSON of systems that are not ours, as a tree, within bounds. All of it, what the parser needs meanwhile
 * included, lies in one arena that is wiped: it is personal. */

enum { UPSTREAM_DEPTH_MAX = 8, UPSTREAM_BYTES_MAX = 64 * 1024 };

enum upstream_kind { UPSTREAM_OBJECT, UPSTREAM_LIST, UPSTREAM_TEXT, UPSTREAM_NULL, UPSTREAM_OTHER };

struct upstream_value {
    enum upstream_kind kind;
    const char *name, *text;             /* in an object; of a text */
    struct upstream_value *next;         /* within what it is in */
    struct upstream_value *first, *last; /* of an object or a list */
    size_t count;
};

struct upstream_tree;

/* The whole text as a tree, or NULL if it is no JSON, too deep or no object, or memory is short. */
struct upstream_tree *upstream_json_read(const char *text, size_t length);
void upstream_json_wipe(struct upstream_tree *tree);
const struct upstream_value *upstream_json_root(const struct upstream_tree *tree);

/* A part of an object, of several of a name the first; NULL: it is not there or null, or there is no object.
 */
const struct upstream_value *upstream_json_part(const struct upstream_value *object, const char *name);

/* Reads of fields. What is not there, null or "" counts as not said ("" or 0); what is of another type or
 * form sets *wrong. */
const char *upstream_json_text(const struct upstream_value *object, const char *name, int *wrong);
int upstream_json_date(const struct upstream_value *object, const char *name, int *wrong); /* YYYYMMDD */
int64_t upstream_json_moment(const struct upstream_value *object, const char *name,
                             int *wrong); /* YYYYMMDDhhmmss at +08:00, as ms UTC */

#endif
