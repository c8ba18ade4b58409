#include "screens/canvas/picture_scale.h"

#include <stdlib.h>
#include <string.h>

void picture_fit(int w, int h, int max_width, int max_height, int *out_width, int *out_height)
{
    int64_t width = w;
    int64_t height = h;
    max_width = max_width < 1 ? 1 : max_width;
    max_height = max_height < 1 ? 1 : max_height;
    if (width > max_width) {
        height = (height * max_width + width / 2) / width;
        width = max_width;
    }
    if (height > max_height) {
        width = ((int64_t)w * max_height + h / 2) / h;
        width = width > max_width ? max_width : width;
        height = max_height;
    }
    *out_width = width < 1 ? 1 : (int)width;
    *out_height = height < 1 ? 1 : (int)height;
}

int scaler_start(struct scaler *scaler, int w, int h, int max_width, int max_height)
{
    memset(scaler, 0, sizeof *scaler);
    scaler->source_width = w;
    scaler->source_height = h;
    scaler->alpha_and = 255;
    picture_fit(w, h, max_width, max_height, &scaler->out.width, &scaler->out.height);
    size_t width = (size_t)scaler->out.width;
    scaler->out.argb = malloc(width * (size_t)scaler->out.height * sizeof *scaler->out.argb);
    scaler->row = calloc(width * 4, sizeof *scaler->row);
    scaler->sum = calloc(width * 4, sizeof *scaler->sum);
    return scaler->out.argb && scaler->row && scaler->sum ? 0 : -1;
}

static void add_pixel(uint32_t *sums, const uint32_t *premultiplied, uint32_t weight)
{
    for (int i = 0; i < 4; i++) {
        sums[i] += premultiplied[i] * weight;
    }
}

/* A source pixel is out_width / source_width of an out pixel wide, so it falls into one or two of them.
 * Weights are counted in 1 / source_width: those of an out pixel add up to source_width. */
static void sum_across(struct scaler *scaler, const unsigned char *rgba)
{
    uint32_t step = (uint32_t)scaler->out.width;
    uint32_t full = (uint32_t)scaler->source_width;
    uint32_t room = full;
    uint32_t *sums = scaler->row;
    memset(sums, 0, (size_t)scaler->out.width * 4 * sizeof *sums);
    for (int x = 0; x < scaler->source_width; x++, rgba += 4) {
        uint32_t alpha = rgba[3];
        uint32_t pixel[4] = {rgba[0], rgba[1], rgba[2], alpha};
        scaler->alpha_and &= alpha;
        if (alpha != 255) {
            for (int i = 0; i < 3; i++) {
                pixel[i] = (pixel[i] * alpha + 127) / 255;
            }
        }
        if (step < room) {
            add_pixel(sums, pixel, step);
            room -= step;
        } else {
            add_pixel(sums, pixel, room);
            uint32_t rest = step - room;
            sums += 4;
            if (rest > 0) {
                add_pixel(sums, pixel, rest);
            }
            room = full - rest;
        }
    }
}

static void finish_out_row(struct scaler *scaler)
{
    /* At most 8 Mi, so that 255 times it still fits. */
    uint32_t area = (uint32_t)scaler->source_width * (uint32_t)scaler->source_height;
    uint32_t *out = scaler->out.argb + (size_t)scaler->out_row * (size_t)scaler->out.width;
    for (int x = 0; x < scaler->out.width; x++) {
        const uint32_t *sums = scaler->sum + (size_t)x * 4;
        uint32_t alpha = (sums[3] + area / 2) / area;
        uint32_t pixel = alpha << 24;
        for (int i = 0; i < 3; i++) {
            uint32_t value = (sums[i] + area / 2) / area;
            if (alpha > 0 && alpha < 255) {
                value = value * 255 / alpha;
            }
            pixel |= (value > 255 ? 255 : value) << (16 - 8 * i);
        }
        out[x] = pixel;
    }
    memset(scaler->sum, 0, (size_t)scaler->out.width * 4 * sizeof *scaler->sum);
    scaler->out_row++;
}

static void add_down(struct scaler *scaler, uint32_t weight)
{
    size_t count = (size_t)scaler->out.width * 4;
    for (size_t i = 0; i < count; i++) {
        scaler->sum[i] += scaler->row[i] * weight;
    }
}

void scaler_row(struct scaler *scaler, const unsigned char *rgba)
{
    if (scaler->source_row >= scaler->source_height) {
        return;
    }
    sum_across(scaler, rgba);
    /* The same walk as across, with whole rows; where it stands follows from the row's number. */
    uint64_t start = (uint64_t)scaler->source_row * (uint64_t)scaler->out.height;
    uint64_t boundary = ((uint64_t)scaler->out_row + 1) * (uint64_t)scaler->source_height;
    uint64_t end = start + (uint64_t)scaler->out.height;
    scaler->source_row++;
    if (end < boundary) {
        add_down(scaler, (uint32_t)(end - start));
        return;
    }
    add_down(scaler, (uint32_t)(boundary - start));
    finish_out_row(scaler);
    if (end > boundary) {
        add_down(scaler, (uint32_t)(end - boundary));
    }
}

int scaler_take(struct scaler *scaler, struct picture_pixels *pixels)
{
    if (scaler->out_row < scaler->out.height) {
        return 0;
    }
    *pixels = scaler->out;
    pixels->has_alpha = scaler->alpha_and != 255;
    scaler->out.argb = NULL;
    return 1;
}

void scaler_free(struct scaler *scaler)
{
    free(scaler->out.argb);
    free(scaler->row);
    free(scaler->sum);
    memset(scaler, 0, sizeof *scaler);
}
