#ifndef HEADEND_UPSTREAM_JSON_H
#define HEADEND_UPSTREAM_JSON_H

#include <stddef.h>
#include <stdint.h>
#include <yajl/yajl_tree.h>

/* JSON of systems that are not ours, as a tree, within bounds. */

enum { UPSTREAM_DEPTH_MAX = 8 };

/* The whole text as a tree, or NULL if it is no JSON, too deep or no object. `text` ends in a NUL. */
yajl_val upstream_json_read(const char *text, size_t length);
/* Wipes every string in it, too. */
void upstream_json_wipe(yajl_val tree);

/* A part of an object; NULL: it is not there or null. */
yajl_val upstream_json_part(yajl_val object, const char *name);

/* Reads of fields. What is not there, null or "" counts as not said ("" or 0); what is of another type or
 * form sets *wrong. */
const char *upstream_json_text(yajl_val object, const char *name, int *wrong);
int upstream_json_date(yajl_val object, const char *name, int *wrong); /* YYYYMMDD */
int64_t upstream_json_moment(yajl_val object, const char *name,
                             int *wrong); /* YYYYMMDDhhmmss at +08:00, as ms UTC */

#endif
