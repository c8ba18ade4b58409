#ifndef STB_APP_START_H
#define STB_APP_START_H

#include "screens/canvas/canvas.h"
#include "screens/canvas/text.h"
#include "screens/canvas/theme.h"
#include "screens/stage/strings.h"

#include "both-sides/config/hall_config.h"
#include "stb-app/options.h"

/* What the hall needs besides the screen itself: read in a thread while DirectFB opens the screen, which
 * takes longer than all of this. */

struct start;

/* What the thread has made; the caller owns it. NULL where something is wrong (the log says what). */
struct start_result {
    struct fonts *fonts;
    struct strings *strings;
};

/* NULL: no thread could be started. */
struct start *start_begin(const struct options *options, const struct box_config *config);
void start_finish(struct start *start, struct start_result *result);

/* The same steps one by one, for a configuration that comes later. */
struct fonts *start_fonts(const struct box_config *config);
struct strings *start_strings(const struct options *options, const struct box_config *config);
int start_theme(const struct options *options, const struct box_config *config, int lines,
                struct theme *theme);

#endif
