#include "screens/household/next_destination.h"

#include <stdio.h>

void next_destination_keep(struct next_destination *kept, const struct destination *next)
{
    const struct destination none = {.kind = DESTINATION_NONE};
    kept->destination = next != NULL ? *next : none;
    (void)snprintf(kept->title, sizeof kept->title, "%s",
                   next != NULL && next->title != NULL ? next->title : "");
    kept->destination.title = kept->title;
    kept->destination.notice = NULL;
}
