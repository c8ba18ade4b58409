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
    struct pixels *pixels;
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

static void premultiply(struct picture_pixels *pixels)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = pixels->argb[i];
        uint32_t alpha = pixel >> 24;
        uint32_t red = ((pixel >> 16 & 0xFF) * alpha + 127) / 255;
        uint32_t green = ((pixel >> 8 & 0xFF) * alpha + 127) / 255;
        uint32_t blue = ((pixel & 0xFF) * alpha + 127) / 255;
        pixels->argb[i] = alpha << 24 | red << 16 | green << 8 | blue;
    }
}

/* Takes the pixels over, also when it fails. */
static struct picture *picture_of(struct picture_pixels pixels)
{
    struct picture *picture = malloc(sizeof *picture);
    if (pixels.has_alpha) {
        premultiply(&pixels);
    }
    struct pixels *own = pixels_of(pixels.argb, pixels.width, pixels.height, pixels.has_alpha);
    if (!picture || !own) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
        pixels_free(own);
        free(picture);
        return NULL;
    }
    picture->pixels = own;
    return picture;
}

struct picture *picture_decode(const void *bytes, size_t length, int max_width, int max_height)
{
    struct picture_pixels pixels;
    char problem[PICTURE_PROBLEM_SIZE];
    if (picture_read(bytes, length, max_width, max_height, &pixels, problem) < 0) {
        log_line(LOG_LEVEL_WARNING, where, "a picture of %zu bytes is not shown: %s", length, problem);
        return NULL;
    }
    return picture_of(pixels);
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

struct picture *picture_qr(const char *text, int size)
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
    return picture_of(pixels);
}

void picture_free(struct picture *picture)
{
    if (picture) {
        pixels_free(picture->pixels);
        free(picture);
    }
}

int picture_width(const struct picture *picture)
{
    return picture->pixels->width;
}

int picture_height(const struct picture *picture)
{
    return picture->pixels->height;
}

void canvas_picture(struct canvas *canvas, const struct picture *picture, int x, int y)
{
    struct pixels *pixels = picture->pixels;
    if (canvas->drawing && canvas_visible(canvas, (struct rect){x, y, pixels->width, pixels->height})) {
        canvas->painter->operations->picture(canvas->painter, pixels, x, y);
    }
}
