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

static int write_rows(struct canvas *canvas, FILE *file, DFBSurfacePixelFormat format)
{
    IDirectFBSurface *surface = canvas->target;
    void *data;
    int pitch;
    unsigned char *rgb = malloc((size_t)canvas->width * 3);
    if (!rgb) {
        return -1;
    }
    if (surface->Lock(surface, DSLF_READ, &data, &pitch) != DFB_OK) {
        free(rgb);
        return -1;
    }
    int failed = fprintf(file, "P6\n%d %d\n255\n", canvas->width, canvas->height) < 0;
    for (int y = 0; y < canvas->height && !failed; y++) {
        row_to_rgb((const unsigned char *)data + (ptrdiff_t)y * pitch, format, canvas->width, rgb);
        failed = fwrite(rgb, 3, (size_t)canvas->width, file) != (size_t)canvas->width;
    }
    (void)surface->Unlock(surface);
    free(rgb);
    return failed ? -1 : 0;
}

int canvas_write_ppm(struct canvas *canvas, const char *path)
{
    DFBSurfacePixelFormat format;
    if (canvas->target->GetPixelFormat(canvas->target, &format) != DFB_OK ||
        (format != DSPF_RGB32 && format != DSPF_ARGB && format != DSPF_RGB16)) {
        log_line(LOG_LEVEL_ERROR, where, "%s: not written: pixels of this format are not known", path);
        return -1;
    }
    FILE *file = fopen(path, "wbe");
    if (!file) {
        log_line(LOG_LEVEL_ERROR, where, "%s: %s", path, strerror(errno));
        return -1;
    }
    int result = write_rows(canvas, file, format);
    if (fclose(file) != 0 || result < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: the picture could not be written", path);
        return -1;
    }
    return 0;
}
