#ifndef BOTH_SIDES_CONFIG_CONFIG_ASSETS_H
#define BOTH_SIDES_CONFIG_CONFIG_ASSETS_H

#include <libxml/tree.h>

#include "both-sides/config/hall_config.h"

/* Whether what a headend.xml names is among what ships: its theme, without which a box takes nothing of the
 * file, and the icons of its tiles. The folder is as tv-hall --assets takes it. */
void config_check_assets(const xmlDoc *document, const struct box_config *box, const char *assets_directory,
                         struct config_errors *errors);

#endif
