#ifndef BOTH_SIDES_JSON_JSON_TREE_H
#define BOTH_SIDES_JSON_JSON_TREE_H

#include <stddef.h>
#include <stdint.h>

/* JSON that no record table describes, as a tree, within bounds. All of it, what the parser needs meanwhile
 * included, lies in one arena that is wiped: it may be personal. */

enum { JSON_TREE_DEPTH_MAX = 8, JSON_TREE_BYTES_MAX = 64 * 1024 };

enum json_kind { JSON_OBJECT, JSON_LIST, JSON_TEXT, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL };

struct json_value {
    enum json_kind kind;
    const char *name;                /* in an object; else "" */
    const char *text;                /* of a text, or a number as it was written; else "" */
    size_t count;                    /* of an object or a list; of a text or a number its bytes */
    struct json_value *next;         /* within what it is in */
    struct json_value *first, *last; /* of an object or a list */
};

struct json_tree;

/* The whole text as a tree, or NULL if it is no JSON, too deep or no object, or memory is short: errno is
 * ENOMEM then.
 */
struct json_tree *json_tree_read(const char *text, size_t length);
/* The same of other systems, whose databases write rare characters as two surrogates of three bytes (CESU-8),
 * and who may put a byte order mark in front. */
struct json_tree *json_tree_read_joining(const char *text, size_t length);
void json_tree_wipe(struct json_tree *tree);
const struct json_value *json_tree_root(const struct json_tree *tree);

/* A part of an object, of several of a name the first; NULL: it is not there or null, or there is no object.
 */
const struct json_value *json_value_part(const struct json_value *object, const char *name);

/* Reads of fields. What is not there, null or "" counts as not said ("" or 0); what is of another type or
 * form sets *wrong. */
const char *json_value_text(const struct json_value *object, const char *name, int *wrong);
int json_value_date(const struct json_value *object, const char *name, int *wrong); /* YYYYMMDD */
int64_t
json_value_moment(const struct json_value *object, const char *name,
                  int *wrong); /* YYYYMMDDhhmmss at +08:00, as ms UTC; 0 also for what is before 1970 there */

#endif
