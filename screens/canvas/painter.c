#include "screens/canvas/painter.h"

#include <stdlib.h>

static void forget(void **cached, struct painter **maker)
{
    if (*maker != NULL) {
        (*maker)->operations->forget(*maker, *cached);
    }
    *cached = NULL;
    *maker = NULL;
}

void mask_forget(struct mask *mask)
{
    forget(&mask->cached, &mask->maker);
}

void pixels_forget(struct pixels *pixels)
{
    forget(&pixels->cached, &pixels->maker);
}

struct mask *mask_new(int width, int height)
{
    int stride = (width + 3) / 4 * 4;
    struct mask *mask = malloc(sizeof *mask);
    /* calloc gives fresh pages of the system, which count as memory only once they are written. */
    unsigned char *coverage = calloc((size_t)stride, (size_t)height);
    if (mask == NULL || coverage == NULL) {
        free(mask);
        free(coverage);
        return NULL;
    }
    *mask = (struct mask){.coverage = coverage, .width = width, .height = height, .stride = stride};
    return mask;
}

void mask_free(struct mask *mask)
{
    if (mask != NULL) {
        mask_forget(mask);
        free(mask->coverage);
        free(mask);
    }
}
