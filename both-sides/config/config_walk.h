#ifndef BOTH_SIDES_CONFIG_CONFIG_WALK_H
#define BOTH_SIDES_CONFIG_CONFIG_WALK_H

#include <libxml/tree.h>

#include "both-sides/config/hall_config.h"

/* Holds a document against the table of config_shape.h: fills `config` (zeroed by the caller) with what is
 * good and adds an error for everything that is not. The lines of elements that the rules need are kept
 * beside. */

struct config_lines {
    int fonts, font[CONFIG_FONT_MAX];
    int display;
    int tile[TILE_MAX];
};

void config_walk(xmlDoc *document, struct hall_config *config, struct config_lines *lines,
                 struct config_errors *errors);

#endif
