/* Icons: PGM masks (P5, 8 bits). */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "screens/canvas/canvas_private.h"
#include "screens/canvas/pgm.h"

static const char where[] = "icon";

/* The icon in two colours, for canvas_icon_on. */
struct baked {
    struct pixels *pixels; /* NULL: not yet */
    colour tint, ground;
};

struct icon {
    struct mask *mask;
    struct baked *baked;
};

/* Reads the whole file, at most `size` bytes. Returns its length, or -1 with the reason in errno. */
static ssize_t read_file(const char *path, unsigned char *bytes, size_t size)
{
    size_t length = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    while (length < size) {
        ssize_t got = read(fd, bytes + length, size - length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            int reason = errno;
            (void)close(fd);
            errno = reason;
            return -1;
        }
        if (got == 0) {
            break;
        }
        length += (size_t)got;
    }
    (void)close(fd);
    return (ssize_t)length;
}

static struct mask *mask_of(const struct pgm *pgm)
{
    struct mask *mask = mask_new(pgm->width, pgm->height);
    for (int y = 0; mask != NULL && y < pgm->height; y++) {
        memcpy(mask->coverage + (ptrdiff_t)y * mask->stride, pgm->pixels + (ptrdiff_t)y * pgm->width,
               (size_t)pgm->width);
    }
    return mask;
}

static struct mask *load_mask(const char *path)
{
    struct pgm pgm = {0};
    struct mask *mask = NULL;
    unsigned char *bytes = malloc(PGM_BYTES_MAX + 1);
    const char *problem = "out of memory";
    int result = -1;
    if (bytes) {
        ssize_t length = read_file(path, bytes, PGM_BYTES_MAX + 1);
        if (length < 0) {
            problem = strerror(errno);
        } else {
            result = pgm_read(bytes, (size_t)length, &pgm, &problem);
        }
    }
    if (result == 0) {
        mask = mask_of(&pgm);
        free(pgm.pixels);
        if (mask == NULL) {
            problem = "out of memory";
        }
    }
    if (mask == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "%s: %s", path, problem);
    }
    free(bytes);
    return mask;
}

struct icon *icon_load(const char *path)
{
    struct icon *icon = calloc(1, sizeof *icon);
    if (!icon) {
        log_line(LOG_LEVEL_ERROR, where, "%s: out of memory", path);
        return NULL;
    }
    icon->mask = load_mask(path);
    icon->baked = calloc(1, sizeof *icon->baked);
    if (icon->mask == NULL || icon->baked == NULL) {
        icon_free(icon);
        return NULL;
    }
    return icon;
}

void icon_free(struct icon *icon)
{
    if (icon) {
        mask_free(icon->mask);
        if (icon->baked != NULL) {
            pixels_free(icon->baked->pixels);
            free(icon->baked);
        }
        free(icon);
    }
}

int icon_width(const struct icon *icon)
{
    return icon->mask->width;
}

int icon_height(const struct icon *icon)
{
    return icon->mask->height;
}

void canvas_icon(struct canvas *canvas, const struct icon *icon, int x, int y, colour tint)
{
    if (canvas_visible(canvas, (struct rect){x, y, icon->mask->width, icon->mask->height})) {
        struct glyph_place whole = {0, 0, icon->mask->width, icon->mask->height, x, y};
        canvas_masks(canvas, icon->mask, &whole, 1, tint);
    }
}

static uint32_t mixed(uint32_t over, uint32_t under, uint32_t share, int shift)
{
    uint32_t a = over >> shift & 0xFF;
    uint32_t b = under >> shift & 0xFF;
    return (a * share + b * (255 - share) + 127) / 255 << shift;
}

static int bake(const struct mask *mask, struct baked *baked, colour tint, colour ground)
{
    pixels_free(baked->pixels);
    baked->pixels = pixels_new(mask->width, mask->height);
    if (baked->pixels == NULL) {
        return -1;
    }
    for (int y = 0; y < mask->height; y++) {
        const unsigned char *coverage = mask->coverage + (ptrdiff_t)y * mask->stride;
        uint32_t *out = baked->pixels->argb + (ptrdiff_t)y * mask->width;
        for (int x = 0; x < mask->width; x++) {
            uint32_t share = coverage[x] * (tint >> 24) / 255;
            out[x] = 0xFF000000 | mixed(tint, ground, share, 16) | mixed(tint, ground, share, 8) |
                     mixed(tint, ground, share, 0);
        }
    }
    baked->tint = tint;
    baked->ground = ground;
    return 0;
}

void canvas_icon_on(struct canvas *canvas, const struct icon *icon, int x, int y, colour tint, colour ground)
{
    struct rect area = {x, y, icon->mask->width, icon->mask->height};
    struct baked *baked = icon->baked;
    if (!canvas->drawing || !canvas_visible(canvas, area)) {
        return;
    }
    int is_baked = baked->pixels != NULL && baked->tint == tint && baked->ground == ground;
    if (is_baked || bake(icon->mask, baked, tint, ground) == 0) {
        canvas->painter->operations->picture(canvas->painter, baked->pixels, x, y);
        return;
    }
    canvas_fill(canvas, area, ground);
    canvas_icon(canvas, icon, x, y, tint);
}
