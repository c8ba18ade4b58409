#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/picture_limits.h"
#include "screens/canvas/picture_read.h"

/* No chunk beside the pixels is worth more than this; a compressed one may not grow beyond it. */
enum { CHUNK_BYTES_MAX = 256 * 1024, CHUNKS_MAX = 64 };

struct png_reading {
    const unsigned char *bytes;
    size_t length, at;
    int max_width, max_height;
    struct scaler scaler;
    unsigned char *rows; /* one, or with interlacing all of them */
    char *problem;
};

static void on_error(png_structp png, png_const_charp message)
{
    const struct png_reading *reading = png_get_error_ptr(png);
    (void)snprintf(reading->problem, PICTURE_PROBLEM_SIZE, "PNG: %s", message);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void on_read(png_structp png, png_bytep to, size_t count)
{
    struct png_reading *reading = png_get_io_ptr(png);
    if (count > reading->length - reading->at) {
        png_error(png, "it is cut off");
    }
    memcpy(to, reading->bytes + reading->at, count);
    reading->at += count;
}

/* Whatever it is, it comes as RGBA of 8 bits. */
static void ask_for_rgba(png_structp png)
{
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_filler(png, 0xFF, PNG_FILLER_AFTER);
}

static void read_rows(png_structp png, struct png_reading *reading, int width, int height, int passes)
{
    size_t pitch = (size_t)width * 4;
    size_t kept_rows = passes > 1 ? (size_t)height : 1;
    reading->rows = calloc(kept_rows, pitch);
    if (!reading->rows ||
        scaler_start(&reading->scaler, width, height, reading->max_width, reading->max_height) < 0) {
        png_error(png, "out of memory");
    }
    for (int pass = 0; pass < passes; pass++) {
        for (int y = 0; y < height; y++) {
            unsigned char *row = reading->rows + (passes > 1 ? (size_t)y * pitch : 0);
            png_read_row(png, row, NULL);
            if (pass == passes - 1) {
                scaler_row(&reading->scaler, row);
            }
        }
    }
}

static void read_picture(png_structp png, png_infop info, struct png_reading *reading)
{
    png_set_read_fn(png, reading, on_read);
    png_set_user_limits(png, 1 << 15, 1 << 15);
    png_set_chunk_malloc_max(png, CHUNK_BYTES_MAX);
    png_set_chunk_cache_max(png, CHUNKS_MAX);
    /* Colour profiles, comments and the like are skipped, not held: libpng would allocate what their headers
     * claim. */
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_read_info(png, info);
    int width = (int)png_get_image_width(png, info);
    int height = (int)png_get_image_height(png, info);
    if ((long)width * height > PICTURE_PIXELS_MAX) {
        png_error(png, "it is larger than 8 megapixels");
    }
    ask_for_rgba(png);
    int passes = png_set_interlace_handling(png);
    if (passes > 1 && (long)width * height > PICTURE_PIXELS_AT_ONCE_MAX) {
        png_error(png, "it is interlaced and larger than 2 megapixels");
    }
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != (size_t)width * 4) {
        png_error(png, "its pixels are of an unknown kind");
    }
    read_rows(png, reading, width, height, passes);
}

int picture_read_png(const unsigned char *bytes, size_t length, int max_width, int max_height,
                     struct picture_pixels *pixels, char problem[PICTURE_PROBLEM_SIZE])
{
    struct png_reading reading = {.bytes = bytes,
                                  .length = length,
                                  .max_width = max_width,
                                  .max_height = max_height,
                                  .problem = problem};
    volatile int result = -1;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, on_error, on_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info) {
        (void)snprintf(problem, PICTURE_PROBLEM_SIZE, "out of memory");
    } else if (setjmp(png_jmpbuf(png)) == 0) {
        read_picture(png, info, &reading);
        result = scaler_take(&reading.scaler, pixels) ? 0 : -1;
    }
    png_destroy_read_struct(&png, &info, NULL);
    scaler_free(&reading.scaler);
    free(reading.rows);
    return result;
}
