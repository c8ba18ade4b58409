#ifndef SCREENS_WIDGETS_T9_FIELD_H
#define SCREENS_WIDGETS_T9_FIELD_H

#include "screens/widgets/kit.h"

/* The digits of a search as they were typed, each over the letters it stands for, and a caret. When they are
 * more than fit the last ones are shown. Only draws: the text is the screen's. `empty` stands there while
 * nothing is typed. */
void t9_field_draw(const struct kit *kit, struct rect area, const char *digits, const char *empty);

#endif
