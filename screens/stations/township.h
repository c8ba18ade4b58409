#ifndef SCREENS_STATIONS_TOWNSHIP_H
#define SCREENS_STATIONS_TOWNSHIP_H

#include "screens/stage/screen.h"

/* Where the household lives, in two steps: its district, its township. OK or a digit chooses; what is chosen
 * goes to stage->choose_township, and the screen closes. NULL without memory. */
struct screen *township_new(struct stage *stage, const struct destination *destination);

#endif
