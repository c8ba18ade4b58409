/* Pictures from outside, and QR codes, as surfaces. */
#include <errno.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/canvas/canvas_private.h"
#include "screens/canvas/picture_read.h"

static const char where[] = "picture";

/* A reader's camera wants four light modules around the code, and modules of more than a pixel on a
 * television. */
enum { QR_QUIET_MODULES = 4, QR_MODULE_PIXELS_MIN = 2 };
static const uint32_t qr_dark = 0xFF000000;
static const uint32_t qr_light = 0xFFFFFFFF;

struct picture {
    struct picture_pixels pixels;
    IDirectFBSurface *surface;
};

int picture_read(const void *bytes, size_t length, int max_width, int max_height,
                 struct picture_pixels *pixels, char problem[PICTURE_PROBLEM_SIZE])
{
    static const unsigned char png_start[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const unsigned char jpeg_start[] = {0xFF, 0xD8, 0xFF};
    problem[0] = '\0';
    if (length >= sizeof png_start && memcmp(bytes, png_start, sizeof png_start) == 0) {
        return picture_read_png(bytes, length, max_width, max_height, pixels, problem);
    }
    if (length >= sizeof jpeg_start && memcmp(bytes, jpeg_start, sizeof jpeg_start) == 0) {
        return picture_read_jpeg(bytes, length, max_width, max_height, pixels, problem);
    }
    (void)snprintf(problem, PICTURE_PROBLEM_SIZE, "neither PNG nor JPEG");
    return -1;
}

/* Takes the pixels over, also when it fails. */
static struct picture *picture_of(struct canvas *canvas, struct picture_pixels pixels)
{
    struct picture *picture = calloc(1, sizeof *picture);
    if (!picture) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
        free(pixels.argb);
        return NULL;
    }
    picture->pixels = pixels;
    DFBSurfaceDescription description = {
        .flags = DSDESC_CAPS | DSDESC_WIDTH | DSDESC_HEIGHT | DSDESC_PIXELFORMAT | DSDESC_PREALLOCATED,
        .caps = DSCAPS_SYSTEMONLY,
        .width = pixels.width,
        .height = pixels.height,
        .pixelformat = pixels.has_alpha ? DSPF_ARGB : DSPF_RGB32,
    };
    description.preallocated[0].data = pixels.argb;
    description.preallocated[0].pitch = pixels.width * 4;
    DFBResult result = canvas->directfb->CreateSurface(canvas->directfb, &description, &picture->surface);
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_ERROR, where, "no surface: %s", DirectFBErrorString(result));
        picture_free(picture);
        return NULL;
    }
    return picture;
}

struct picture *picture_decode(struct canvas *canvas, const void *bytes, size_t length, int max_width,
                               int max_height)
{
    struct picture_pixels pixels;
    char problem[PICTURE_PROBLEM_SIZE];
    if (picture_read(bytes, length, max_width, max_height, &pixels, problem) < 0) {
        log_line(LOG_LEVEL_WARNING, where, "a picture of %zu bytes is not shown: %s", length, problem);
        return NULL;
    }
    return picture_of(canvas, pixels);
}

static int qr_pixels(const QRcode *code, int size, struct picture_pixels *pixels)
{
    int modules = code->width + 2 * QR_QUIET_MODULES;
    int module = size / modules;
    int side = module * modules;
    if (module < QR_MODULE_PIXELS_MIN) {
        return -1;
    }
    *pixels = (struct picture_pixels){side, side, 0, malloc((size_t)side * (size_t)side * sizeof(uint32_t))};
    if (!pixels->argb) {
        return -1;
    }
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            int column = x / module - QR_QUIET_MODULES;
            int row = y / module - QR_QUIET_MODULES;
            int is_inside = column >= 0 && row >= 0 && column < code->width && row < code->width;
            int is_dark = is_inside && (code->data[row * code->width + column] & 1);
            pixels->argb[y * side + x] = is_dark ? qr_dark : qr_light;
        }
    }
    return 0;
}

struct picture *picture_qr(struct canvas *canvas, const char *text, int size)
{
    struct picture_pixels pixels;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) {
        log_line(LOG_LEVEL_WARNING, where, "no QR code of %zu bytes: %s", strlen(text), strerror(errno));
        return NULL;
    }
    int result = qr_pixels(code, size, &pixels);
    QRcode_free(code);
    if (result < 0) {
        log_line(LOG_LEVEL_WARNING, where, "a QR code of %zu bytes does not fit %d pixels", strlen(text),
                 size);
        return NULL;
    }
    return picture_of(canvas, pixels);
}

void picture_free(struct picture *picture)
{
    if (picture) {
        if (picture->surface) {
            picture->surface->Release(picture->surface);
        }
        free(picture->pixels.argb);
        free(picture);
    }
}

int picture_width(const struct picture *picture)
{
    return picture->pixels.width;
}

int picture_height(const struct picture *picture)
{
    return picture->pixels.height;
}

void canvas_picture(struct canvas *canvas, const struct picture *picture, int x, int y)
{
    if (canvas_visible(canvas, (struct rect){x, y, picture->pixels.width, picture->pixels.height})) {
        IDirectFBSurface *target = canvas->target;
        (void)target->SetBlittingFlags(target,
                                       picture->pixels.has_alpha ? DSBLIT_BLEND_ALPHACHANNEL : DSBLIT_NOFX);
        (void)target->Blit(target, picture->surface, NULL, x, y);
    }
}
