#include <setjmp.h>
#include <stdio.h>
/* jpeglib.h needs stdio.h before it. */
#include <jpeglib.h>

#include <jerror.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/picture_limits.h"
#include "screens/canvas/picture_read.h"
#include "screens/canvas/picture_turn.h"

/* A progressive picture has some ten scans; thousands of empty ones are an attack on the processor. Damage is
 * shown as it comes, up to so many places. */
enum { SCANS_MAX = 64, WARNINGS_MAX = 16 };

/* Where Exif says how the camera was held; that stands at its start. */
enum { EXIF_MARKER = JPEG_APP0 + 1, EXIF_BYTES_MAX = 4096 };

struct jpeg_reading {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    struct scaler scaler;
    unsigned char *row;
    int orientation;
    char *problem;
};

static void give_up(j_common_ptr common, const char *why)
{
    struct jpeg_reading *reading = common->client_data;
    (void)snprintf(reading->problem, PICTURE_PROBLEM_SIZE, "JPEG: %s", why);
    longjmp(reading->escape, 1);
}

static void on_error(j_common_ptr common)
{
    char message[JMSG_LENGTH_MAX];
    common->err->format_message(common, message);
    give_up(common, message);
}

static void on_message(j_common_ptr common, int level)
{
    if (level >= 0) {
        return;
    }
    if (common->err->msg_code == JWRN_JPEG_EOF || common->err->msg_code == JWRN_HIT_MARKER) {
        give_up(common, "it is cut off");
    }
    if (++common->err->num_warnings > WARNINGS_MAX) {
        give_up(common, "it is damaged");
    }
}

static void on_progress(j_common_ptr common)
{
    if (common->is_decompressor && ((j_decompress_ptr)common)->input_scan_number > SCANS_MAX) {
        give_up(common, "it has too many scans");
    }
}

/* Lets the decoder itself halve the picture as long as it stays at least as large as wanted. */
static void choose_scale(struct jpeg_reading *reading, int max_width, int max_height)
{
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    int out_width;
    int out_height;
    picture_fit((int)jpeg->image_width, (int)jpeg->image_height, max_width, max_height, &out_width,
                &out_height);
    jpeg->scale_num = 1;
    jpeg->scale_denom = 1;
    while (jpeg->scale_denom < 8 && (int)(jpeg->image_width / (jpeg->scale_denom * 2)) >= out_width &&
           (int)(jpeg->image_height / (jpeg->scale_denom * 2)) >= out_height) {
        jpeg->scale_denom *= 2;
    }
}

/* Printers' four colours, stored inverted as Adobe does. */
static void cmyk_to_rgba(unsigned char *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++, pixels += 4) {
        unsigned black = pixels[3];
        for (int c = 0; c < 3; c++) {
            pixels[c] = (unsigned char)(pixels[c] * black / 255);
        }
        pixels[3] = 255;
    }
}

static void read_rows(struct jpeg_reading *reading, int max_width, int max_height)
{
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    j_common_ptr common = (j_common_ptr)jpeg;
    int is_cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = is_cmyk ? JCS_CMYK : JCS_EXT_RGBA;
    choose_scale(reading, max_width, max_height);
    (void)jpeg_start_decompress(jpeg);
    int width = (int)jpeg->output_width;
    int height = (int)jpeg->output_height;
    reading->row = malloc((size_t)width * 4);
    if (!reading->row || jpeg->output_components != 4 ||
        scaler_start(&reading->scaler, width, height, max_width, max_height) < 0) {
        give_up(common, "out of memory");
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        if (jpeg_read_scanlines(jpeg, &reading->row, 1) != 1) {
            give_up(common, "it is cut off");
        }
        if (is_cmyk) {
            cmyk_to_rgba(reading->row, (size_t)width);
        }
        scaler_row(&reading->scaler, reading->row);
    }
}

static int orientation_of(const struct jpeg_decompress_struct *jpeg)
{
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker != NULL; marker = marker->next) {
        if (marker->marker == EXIF_MARKER) {
            return exif_orientation(marker->data, marker->data_length);
        }
    }
    return 1;
}

static void read_picture(struct jpeg_reading *reading, const unsigned char *bytes, size_t length,
                         int max_width, int max_height)
{
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    j_common_ptr common = (j_common_ptr)jpeg;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &reading->progress;
    jpeg_mem_src(jpeg, bytes, (unsigned long)length);
    jpeg_save_markers(jpeg, EXIF_MARKER, EXIF_BYTES_MAX);
    (void)jpeg_read_header(jpeg, TRUE);
    reading->orientation = orientation_of(jpeg);
    long pixels = (long)jpeg->image_width * (long)jpeg->image_height;
    if (pixels > PICTURE_PIXELS_MAX) {
        give_up(common, "it is larger than 8 megapixels");
    }
    if (jpeg_has_multiple_scans(jpeg) && pixels > PICTURE_PIXELS_AT_ONCE_MAX) {
        give_up(common, "it is progressive and larger than 2 megapixels");
    }
    int swaps = orientation_swaps(reading->orientation);
    read_rows(reading, swaps ? max_height : max_width, swaps ? max_width : max_height);
}

int picture_read_jpeg(const unsigned char *bytes, size_t length, int max_width, int max_height,
                      struct picture_pixels *pixels, char problem[PICTURE_PROBLEM_SIZE])
{
    volatile int result = -1;
    struct jpeg_reading *reading = calloc(1, sizeof *reading);
    if (!reading) {
        (void)snprintf(problem, PICTURE_PROBLEM_SIZE, "out of memory");
        return -1;
    }
    reading->problem = problem;
    reading->jpeg.err = jpeg_std_error(&reading->errors);
    reading->jpeg.client_data = reading;
    reading->errors.error_exit = on_error;
    reading->errors.emit_message = on_message;
    reading->progress.progress_monitor = on_progress;
    if (setjmp(reading->escape) == 0) {
        read_picture(reading, bytes, length, max_width, max_height);
        result = scaler_take(&reading->scaler, pixels) ? 0 : -1;
        if (result == 0) {
            (void)picture_turn(pixels, reading->orientation); /* without memory it is shown as it lies */
        }
    }
    jpeg_destroy_decompress(&reading->jpeg);
    scaler_free(&reading->scaler);
    free(reading->row);
    free(reading);
    return result;
}
