#ifndef SCREENS_STAGE_ICON_SET_H
#define SCREENS_STAGE_ICON_SET_H

#include "screens/canvas/canvas.h"

/* Icons by name, loaded once when first asked for from assets/icons/720 or /1080. */

struct icon_set;

/* `screen_lines` (canvas_lines) picks the folder. NULL without memory. */
struct icon_set *icon_set_new(const char *assets_directory, int screen_lines);
void icon_set_free(struct icon_set *set);
/* NULL if there is no such icon (logged once): what uses it is drawn without. */
const struct icon *icon_set_get(struct icon_set *set, const char *name);

#endif
