#ifndef SCREENS_HOME_URGENT_STRIP_H
#define SCREENS_HOME_URGENT_STRIP_H

#include "screens/stage/screen.h"

/* Above the tiles: the newest urgent notice that holds, with its hour. It stands until the notice ends, read
 * or not, and never takes the focus by itself: somebody may just be about to press OK on a tile. */

struct urgent_strip {
    struct rect area; /* placed by the screen */
    struct notice_list *list;
    const struct notice_summary *notice; /* in the list; NULL: nothing is urgent, the strip is not there */
    size_t more;                         /* other urgent ones that hold */
    int focused;
};

int urgent_strip_height(const struct stage *stage);
/* Owns the list (NULL: the one before, looked at anew: a notice may have ended). 1: the strip has come or
 * gone, or says something else. */
int urgent_strip_take(struct urgent_strip *strip, struct notice_list *list, int64_t now_ms);
/* When there is nothing to be shown, nothing is done. */
void urgent_strip_damage(const struct urgent_strip *strip, const struct stage *stage);
void urgent_strip_draw(const struct urgent_strip *strip, const struct stage *stage);
/* The notice, and when it was published. */
void urgent_strip_say(const struct urgent_strip *strip, const struct stage *stage, struct spoken *spoken);
void urgent_strip_free(struct urgent_strip *strip);

#endif
