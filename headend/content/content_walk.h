#ifndef HEADEND_CONTENT_CONTENT_WALK_H
#define HEADEND_CONTENT_CONTENT_WALK_H

#include <libxml/tree.h>

#include "both-sides/arena.h"
#include "both-sides/config/hall_config.h"
#include "headend/content/content_shape.h"

/* Holds an element against its table and fills its record (zeroed by the caller): what is good goes in, for
 * everything that is not an error is added. Returns -1 when memory is short (an error is added too). */
int content_walk(const xmlNode *element, const struct content_element *shape, void *record,
                 struct arena *arena, struct config_errors *errors);

/* The element's line in its file. */
int content_line(const xmlNode *element);

/* Text that stands between elements where only elements may: an error. */
void content_walk_loose_text(const xmlNode *element, struct config_errors *errors);

#endif
