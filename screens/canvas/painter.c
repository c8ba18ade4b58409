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

struct pixels *pixels_of(uint32_t *argb, int width, int height, int has_alpha)
{
    struct pixels *pixels = argb != NULL ? malloc(sizeof *pixels) : NULL;
    if (pixels == NULL) {
        free(argb);
        return NULL;
    }
    *pixels = (struct pixels){.argb = argb, .width = width, .height = height, .has_alpha = has_alpha};
    return pixels;
}

struct pixels *pixels_new(int width, int height)
{
    return pixels_of(malloc((size_t)width * (size_t)height * sizeof(uint32_t)), width, height, 0);
}

void pixels_free(struct pixels *pixels)
{
    if (pixels != NULL) {
        pixels_forget(pixels);
        free(pixels->argb);
        free(pixels);
    }
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
