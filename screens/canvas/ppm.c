/* What is on the screen, as a file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/canvas/canvas_private.h"

static const char where[] = "canvas";

static void row_to_rgb(const unsigned char *from, DFBSurfacePixelFormat format, int width, unsigned char *rgb)
{
    for (int x = 0; x < width; x++, rgb += 3) {
        if (format == DSPF_RGB16) {
            u16 pixel;
            memcpy(&pixel, from, sizeof pixel);
            from += sizeof pixel;
            rgb[0] = (unsigned char)((pixel >> 11) * 255 / 31);
            rgb[1] = (unsigned char)((pixel >> 5 & 63) * 255 / 63);
            rgb[2] = (unsigned char)((pixel & 31) * 255 / 31);
        } else {
            u32 pixel;
            memcpy(&pixel, from, sizeof pixel);
            from += sizeof pixel;
            rgb[0] = (unsigned char)(pixel >> 16);
            rgb[1] = (unsigned char)(pixel >> 8);
            rgb[2] = (unsigned char)pixel;
        }
    }
}

static int write_rows(const struct pixel_view *view, FILE *file)
{
    unsigned char *rgb = malloc((size_t)view->width * 3);
    if (!rgb) {
        return -1;
    }
    int failed = fprintf(file, "P6\n%d %d\n255\n", view->width, view->height) < 0;
    for (int y = 0; y < view->height && !failed; y++) {
        row_to_rgb(view->memory + (ptrdiff_t)y * view->pitch, view->format, view->width, rgb);
        failed = fwrite(rgb, 3, (size_t)view->width, file) != (size_t)view->width;
    }
    free(rgb);
    return failed ? -1 : 0;
}

static int write_file(const struct pixel_view *view, const char *path)
{
    if (view->format != DSPF_RGB32 && view->format != DSPF_ARGB && view->format != DSPF_RGB16) {
        log_line(LOG_LEVEL_ERROR, where, "%s: not written: pixels of this format are not known", path);
        return -1;
    }
    FILE *file = fopen(path, "wbe");
    if (!file) {
        log_line(LOG_LEVEL_ERROR, where, "%s: %s", path, strerror(errno));
        return -1;
    }
    int result = write_rows(view, file);
    if (fclose(file) != 0 || result < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: the picture could not be written", path);
        return -1;
    }
    return 0;
}

int canvas_write_ppm(struct canvas *canvas, const char *path)
{
    struct pixel_view view;
    if (canvas->drawn_on->lock(canvas->drawn_on, &view) < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: not written: the picture cannot be read now", path);
        return -1;
    }
    int result = write_file(&view, path);
    canvas->drawn_on->unlock(canvas->drawn_on);
    return result;
}
