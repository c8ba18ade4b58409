#include "screens/canvas/ground_table.h"

#include <string.h>

enum { AT_ONCE = 4 };

static int make(struct ground_table *table, pixman_format_code_t format, pixman_image_t *source, uint32_t ink,
                uint32_t ground)
{
    uint32_t ramp[GROUND_COVERAGES / 4];
    unsigned char *coverage = (unsigned char *)ramp;
    for (int i = 0; i < GROUND_COVERAGES; i++) {
        coverage[i] = (unsigned char)i;
        table->pixels[i] = ground;
    }
    pixman_image_t *mask =
        pixman_image_create_bits_no_clear(PIXMAN_a8, GROUND_COVERAGES, 1, ramp, GROUND_COVERAGES);
    pixman_image_t *target = pixman_image_create_bits_no_clear(format, GROUND_COVERAGES, 1, table->pixels,
                                                               (int)sizeof table->pixels);
    int made = mask != NULL && target != NULL;
    if (made) {
        pixman_image_composite32(PIXMAN_OP_OVER, source, mask, target, 0, 0, 0, 0, 0, 0, GROUND_COVERAGES, 1);
        table->ink = ink;
        table->ground = ground;
    }
    if (target != NULL) {
        (void)pixman_image_unref(target);
    }
    if (mask != NULL) {
        (void)pixman_image_unref(mask);
    }
    return made;
}

static int is_of(const struct ground_table *table, uint32_t ink, uint32_t ground)
{
    return table->ink == ink && table->ground == ground;
}

const struct ground_table *ground_table_get(struct ground_tables *tables, pixman_format_code_t format,
                                            pixman_image_t *source, uint32_t ink, uint32_t ground)
{
    if (tables->format != format) {
        tables->format = format;
        tables->count = 0;
        tables->next = 0;
    }
    if (tables->last < tables->count && is_of(&tables->items[tables->last], ink, ground)) {
        return &tables->items[tables->last];
    }
    for (size_t i = 0; i < tables->count; i++) {
        if (is_of(&tables->items[i], ink, ground)) {
            tables->last = i;
            return &tables->items[i];
        }
    }
    size_t place = tables->next;
    if (!make(&tables->items[place], format, source, ink, ground)) {
        tables->count = 0; /* that one's pixels are gone */
        tables->next = 0;
        return NULL;
    }
    tables->next = (place + 1) % GROUND_TABLES_MAX;
    tables->count = tables->count < GROUND_TABLES_MAX ? tables->count + 1 : GROUND_TABLES_MAX;
    return &tables->items[place];
}

/* One by one. How many are drawn. */
static int draw_some(const struct ground_table *table, uint32_t *line, const unsigned char *coverage,
                     int count)
{
    int i = 0;
    for (; i < count && (coverage[i] == 0 || line[i] == table->ground); i++) {
        if (coverage[i] != 0) {
            line[i] = table->pixels[coverage[i]];
        }
    }
    return i;
}

/* AT_ONCE pixels of one colour, compared by what the processor takes at a time: a compiler for 32 bits makes
 * twice the instructions of a wider word. */
static inline int is_plain(const uint32_t *line, uint32_t ground)
{
#if UINTPTR_MAX > UINT32_MAX
    const uint64_t grounds = (uint64_t)ground << 32 | ground;
    uint64_t there[AT_ONCE / 2];
    memcpy(there, line, sizeof there);
    return there[0] == grounds && there[1] == grounds;
#else
    return ((line[0] ^ ground) | (line[1] ^ ground) | (line[2] ^ ground) | (line[3] ^ ground)) == 0;
#endif
}

static inline void draw_four(const uint32_t *pixels, uint32_t *line, const unsigned char *coverage)
{
    line[0] = pixels[coverage[0]];
    line[1] = pixels[coverage[1]];
    line[2] = pixels[coverage[2]];
    line[3] = pixels[coverage[3]];
}

/* How many of `width` are drawn. */
static inline int draw_line(const struct ground_table *table, uint32_t *line, const unsigned char *coverage,
                            int width)
{
    const uint32_t *const pixels = table->pixels;
    const uint32_t ground = table->ground;
    const uint32_t *const first = line;
    const unsigned char *const end = coverage + width / AT_ONCE * AT_ONCE;
    while (coverage != end) {
        uint32_t covered;
        memcpy(&covered, coverage, sizeof covered);
        if (covered != 0 && is_plain(line, ground)) {
            draw_four(pixels, line, coverage);
        } else if (covered != 0) {
            int drawn = draw_some(table, line, coverage, AT_ONCE);
            if (drawn < AT_ONCE) {
                return (int)(line - first) + drawn;
            }
        }
        coverage += AT_ONCE;
        line += AT_ONCE;
    }
    int before = (int)(line - first);
    return before < width ? before + draw_some(table, line, coverage, width - before) : width;
}

int ground_table_draw(const struct ground_table *table, const struct covered *covered, int first, int *drawn)
{
    unsigned char *to = covered->to + (ptrdiff_t)first * covered->pitch;
    const unsigned char *coverage = covered->coverage + (ptrdiff_t)first * covered->stride;
    for (int y = first; y < covered->height; y++) {
        *drawn = draw_line(table, (uint32_t *)(void *)to, coverage, covered->width);
        if (*drawn < covered->width) {
            return y;
        }
        to += covered->pitch;
        coverage += covered->stride;
    }
    return covered->height;
}

static inline void draw_plain_line(const uint32_t *pixels, uint32_t *line, const unsigned char *coverage,
                                   int width)
{
    const unsigned char *const end = coverage + width;
    while (end - coverage >= AT_ONCE) {
        uint32_t covered;
        memcpy(&covered, coverage, sizeof covered);
        if (covered != 0) {
            draw_four(pixels, line, coverage);
        }
        coverage += AT_ONCE;
        line += AT_ONCE;
    }
    while (coverage != end) {
        *line++ = pixels[*coverage++];
    }
}

void ground_table_draw_plain(const struct ground_table *table, const struct covered *covered)
{
    unsigned char *to = covered->to;
    const unsigned char *coverage = covered->coverage;
    for (int y = 0; y < covered->height; y++) {
        draw_plain_line(table->pixels, (uint32_t *)(void *)to, coverage, covered->width);
        to += covered->pitch;
        coverage += covered->stride;
    }
}
