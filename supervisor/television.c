#include "supervisor/television.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fb.h>
#include <png.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "both-sides/log.h"

enum { PICTURE_SIDE_MAX = 4096, PLAIN_RED = 16, PLAIN_GREEN = 42, PLAIN_BLUE = 67 };

static const char where[] = "television";

struct picture {
    uint32_t width, height;
    uint8_t *rgb;
};

struct framebuffer {
    struct fb_var_screeninfo mode;
    struct fb_fix_screeninfo memory;
    uint8_t *pixels;
};

static void read_picture(const char *path, struct picture *picture)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    *picture = (struct picture){0};
    if (path == NULL) {
        return;
    }
    if (!png_image_begin_read_from_file(&image, path)) {
        log_line(LOG_LEVEL_WARNING, where, "%s: %s", path, image.message);
        return;
    }
    image.format = PNG_FORMAT_RGB;
    if (image.width <= PICTURE_SIDE_MAX && image.height <= PICTURE_SIDE_MAX) {
        picture->rgb = malloc((size_t)image.width * image.height * 3);
    }
    if (picture->rgb != NULL && !png_image_finish_read(&image, NULL, picture->rgb, 0, NULL)) {
        log_line(LOG_LEVEL_WARNING, where, "%s: %s", path, image.message);
        free(picture->rgb);
        picture->rgb = NULL;
    }
    picture->width = image.width;
    picture->height = image.height;
    png_image_free(&image);
}

static uint32_t channel(uint8_t value, const struct fb_bitfield *field)
{
    uint32_t top = field->length >= 8 ? value : (uint32_t)value >> (8 - field->length);
    return top << field->offset;
}

static uint32_t pixel_of(const struct framebuffer *screen, const uint8_t *rgb)
{
    return channel(rgb[0], &screen->mode.red) | channel(rgb[1], &screen->mode.green) |
           channel(rgb[2], &screen->mode.blue);
}

static void draw_line(const struct framebuffer *screen, const struct picture *picture, uint32_t y)
{
    static const uint8_t plain[3] = {PLAIN_RED, PLAIN_GREEN, PLAIN_BLUE};
    uint32_t width = screen->mode.xres;
    uint8_t *line = screen->pixels + (size_t)y * screen->memory.line_length;
    const uint8_t *source = NULL;
    if (picture->rgb != NULL) {
        uint32_t row = (uint32_t)((uint64_t)y * picture->height / screen->mode.yres);
        source = picture->rgb + (size_t)row * picture->width * 3;
    }
    /* Steps instead of a division a pixel: this stands between a crash and the television. */
    uint32_t step = 0;
    for (uint32_t x = 0; x < width; x++) {
        uint32_t pixel = pixel_of(screen, source != NULL ? source : plain);
        for (step += picture->width; source != NULL && step >= width; step -= width) {
            source += 3;
        }
        if (screen->mode.bits_per_pixel == 32) {
            memcpy(line + (size_t)x * 4, &pixel, 4);
        } else {
            uint16_t half = (uint16_t)pixel;
            memcpy(line + (size_t)x * 2, &half, 2);
        }
    }
}

static int can_draw(const struct framebuffer *screen)
{
    const struct fb_var_screeninfo *mode = &screen->mode;
    uint32_t bytes = mode->bits_per_pixel / 8;
    return (bytes == 2 || bytes == 4) && mode->xres > 0 && mode->yres > 0 && mode->xres <= PICTURE_SIDE_MAX &&
           mode->yres <= PICTURE_SIDE_MAX && screen->memory.line_length >= mode->xres * bytes &&
           screen->memory.smem_len / screen->memory.line_length >= mode->yres;
}

static int map(int fd, struct framebuffer *screen)
{
    if (ioctl(fd, FBIOGET_VSCREENINFO, &screen->mode) != 0 ||
        ioctl(fd, FBIOGET_FSCREENINFO, &screen->memory) != 0) {
        return -1;
    }
    if (!can_draw(screen)) {
        errno = ENOTSUP;
        return -1;
    }
    screen->mode.xoffset = 0;
    screen->mode.yoffset = 0;
    (void)ioctl(fd, FBIOPAN_DISPLAY,
                &screen->mode); /* not every driver can pan; those show the start anyway */
    void *pixels = mmap(NULL, screen->memory.smem_len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (pixels == MAP_FAILED) {
        return -1;
    }
    screen->pixels = pixels;
    return 0;
}

int television_show(const char *framebuffer, const char *path)
{
    struct framebuffer screen = {0};
    struct picture picture;
    int fd = open(framebuffer, O_RDWR | O_CLOEXEC);
    if (fd < 0 || map(fd, &screen) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s: %s", framebuffer, strerror(errno));
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    read_picture(path, &picture);
    for (uint32_t y = 0; y < screen.mode.yres; y++) {
        draw_line(&screen, &picture, y);
    }
    free(picture.rgb);
    (void)munmap(screen.pixels, screen.memory.smem_len);
    close(fd);
    return 0;
}
