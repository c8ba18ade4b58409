#include "tests/unit/screens/canvas/screen.h"

#include <png.h>
/* jpeglib.h needs stdio.h before it. */
#include <jpeglib.h>

#include "screens/canvas/picture_read.h"

/* Pictures are made here, with the libraries' own writers, so that every kind can be asked for. */

struct bytes {
    unsigned char *data;
    size_t length;
};

static void png_append(png_structp png, png_bytep data, png_size_t length)
{
    struct bytes *bytes = png_get_io_ptr(png);
    bytes->data = realloc(bytes->data, bytes->length + length);
    assert_non_null(bytes->data);
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
}

/* Left half red, right half blue; with alpha the upper half is clear. */
static struct bytes make_png(int width, int height, int type, int depth, int interlaced)
{
    struct bytes bytes = {NULL, 0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &bytes, png_append, NULL);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, depth, type,
                 interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_color palette[2] = {{255, 0, 0}, {0, 0, 255}};
    if (type == PNG_COLOR_TYPE_PALETTE) {
        png_set_PLTE(png, info, palette, 2);
    }
    png_write_info(png, info);
    int passes = png_set_interlace_handling(png);
    int channels = png_get_channels(png, info);
    int sample = depth == 16 ? 2 : 1;
    unsigned char *row = calloc((size_t)width, 8);
    assert_non_null(row);
    while (passes-- > 0) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                unsigned char rgba[4] = {x < width / 2 ? 255 : 0, 0, x < width / 2 ? 0 : 255,
                                         y < height / 2 ? 0 : 255};
                unsigned char index = x >= width / 2;
                for (int c = 0; c < channels * sample; c++) {
                    row[x * channels * sample + c] = type == PNG_COLOR_TYPE_PALETTE ? index
                                                     : channels == 1                ? rgba[0]
                                                                                    : rgba[c / sample];
                }
            }
            png_write_row(png, row);
        }
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(row);
    return bytes;
}

static struct bytes make_jpeg(int width, int height, int progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *out = NULL;
    unsigned long length = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &out, &length);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    if (progressive) {
        jpeg_simple_progression(&jpeg);
    }
    jpeg_start_compress(&jpeg, TRUE);
    unsigned char *row = calloc((size_t)width, 3);
    assert_non_null(row);
    for (int x = 0; x < width; x++) {
        row[x * 3 + (x < width / 2 ? 0 : 2)] = 255;
    }
    for (int y = 0; y < height; y++) {
        (void)jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    free(row);
    return (struct bytes){out, length};
}

static int near(uint32_t got, uint32_t wanted, int most)
{
    for (int shift = 0; shift < 32; shift += 8) {
        int off = (int)(got >> shift & 255) - (int)(wanted >> shift & 255);
        if (off > most || off < -most) {
            return 0;
        }
    }
    return 1;
}

static void check_halves(struct bytes bytes, int max_width, int max_height, int width, int height,
                         int tolerance, const char *what)
{
    struct picture_pixels pixels;
    char problem[PICTURE_PROBLEM_SIZE];
    if (picture_read(bytes.data, bytes.length, max_width, max_height, &pixels, problem) < 0) {
        fail_msg("%s: %s", what, problem);
    }
    assert_int_equal(pixels.width, width);
    assert_int_equal(pixels.height, height);
    uint32_t left = pixels.argb[(height - 1) * width + width / 4];
    uint32_t right = pixels.argb[(height - 1) * width + width * 3 / 4];
    if (!near(left, 0xFFFF0000, tolerance) || !near(right, 0xFF0000FF, tolerance)) {
        fail_msg("%s: left %08X, right %08X", what, left, right);
    }
    free(pixels.argb);
    free(bytes.data);
}

static void every_kind_is_read(void **state)
{
    (void)state;
    check_halves(make_png(40, 20, PNG_COLOR_TYPE_RGB, 8, 0), 100, 100, 40, 20, 0, "PNG");
    check_halves(make_png(40, 20, PNG_COLOR_TYPE_RGB, 16, 0), 100, 100, 40, 20, 0, "PNG, 16 bits");
    check_halves(make_png(40, 20, PNG_COLOR_TYPE_RGB, 8, 1), 100, 100, 40, 20, 0, "PNG, interlaced");
    check_halves(make_png(40, 20, PNG_COLOR_TYPE_PALETTE, 8, 0), 100, 100, 40, 20, 0, "PNG, palette");
    check_halves(make_png(40, 20, PNG_COLOR_TYPE_RGB_ALPHA, 8, 0), 100, 100, 40, 20, 0, "PNG, alpha");
    check_halves(make_png(40, 20, PNG_COLOR_TYPE_RGB_ALPHA, 16, 1), 100, 100, 40, 20, 0, "PNG, all");
    check_halves(make_png(400, 200, PNG_COLOR_TYPE_RGB, 8, 0), 100, 100, 100, 50, 0, "PNG, smaller");
    check_halves(make_png(400, 200, PNG_COLOR_TYPE_RGB_ALPHA, 8, 1), 77, 100, 77, 39, 2, "PNG, odd size");
    check_halves(make_jpeg(400, 200, 0), 1000, 1000, 400, 200, 6, "JPEG");
    check_halves(make_jpeg(400, 200, 0), 90, 100, 90, 45, 6, "JPEG, smaller");
    check_halves(make_jpeg(400, 200, 1), 399, 10, 20, 10, 6, "JPEG, progressive");
}

static void scaling_keeps_the_mean(void **state)
{
    static const int sizes[][4] = {{100, 100, 33, 33}, {7, 5, 3, 2}, {1000, 3, 10, 10}, {3, 1000, 10, 10}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct scaler scaler;
        struct picture_pixels pixels;
        int w = sizes[i][0];
        unsigned char *row = malloc((size_t)w * 4);
        assert_non_null(row);
        assert_int_equal(scaler_start(&scaler, w, sizes[i][1], sizes[i][2], sizes[i][3]), 0);
        for (int y = 0; y < sizes[i][1]; y++) {
            for (int x = 0; x < w * 4; x++) {
                row[x] = x % 4 == 3 ? 255 : 200;
            }
            assert_false(scaler_take(&scaler, &pixels));
            scaler_row(&scaler, row);
        }
        assert_true(scaler_take(&scaler, &pixels));
        for (int k = 0; k < pixels.width * pixels.height; k++) {
            assert_int_equal(pixels.argb[k], 0xFFC8C8C8);
        }
        free(pixels.argb);
        free(row);
        scaler_free(&scaler);
    }
}

/* Every cut is an error, none is a crash. */
static void truncated_pictures_are_refused(void **state)
{
    struct bytes kinds[] = {make_png(60, 40, PNG_COLOR_TYPE_RGB_ALPHA, 8, 0),
                            make_png(60, 40, PNG_COLOR_TYPE_RGB, 8, 1), make_jpeg(60, 40, 0),
                            make_jpeg(60, 40, 1)};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        /* The end chunk of a PNG and the end marker of a JPEG say nothing of the pixels. */
        size_t needed = kinds[i].length - (i < 2 ? 12 : 2);
        for (size_t length = 0; length < needed; length++) {
            struct picture_pixels pixels;
            char problem[PICTURE_PROBLEM_SIZE];
            unsigned char *cut = malloc(length + 1); /* of this size, so that ASan sees any read beyond it */
            assert_non_null(cut);
            memcpy(cut, kinds[i].data, length);
            int got = picture_read(cut, length, 30, 30, &pixels, problem);
            free(cut);
            if (got == 0) {
                free(pixels.argb);
                /* The last bytes of compressed data may hold no pixel. */
                if (length + 24 < needed) {
                    fail_msg("picture %zu cut to %zu of %zu bytes was taken", i, length, kinds[i].length);
                }
            } else {
                assert_true(strlen(problem) > 0);
            }
        }
        free(kinds[i].data);
    }
}

static void put_be32(unsigned char *to, uint32_t value)
{
    to[0] = (unsigned char)(value >> 24);
    to[1] = (unsigned char)(value >> 16);
    to[2] = (unsigned char)(value >> 8);
    to[3] = (unsigned char)value;
}

/* The check sum of a PNG chunk (ISO 3309). */
static uint32_t chunk_check(const unsigned char *bytes, size_t length)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < length * 8; i++) {
        uint32_t bit = (sum ^ (uint32_t)(bytes[i / 8] >> (i % 8))) & 1;
        sum = sum >> 1 ^ (bit ? 0xEDB88320 : 0);
    }
    return ~sum;
}

static void lies_about_the_size_are_refused(void **state)
{
    static const uint32_t sizes[][2] = {{60, 41},     {61, 40},        {60000, 60000},  {0, 40},
                                        {3000, 3000}, {0x7FFFFFFF, 1}, {1, 0xFFFFFFFF}, {32768, 256}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct picture_pixels pixels;
        char problem[PICTURE_PROBLEM_SIZE];
        struct bytes png = make_png(60, 40, PNG_COLOR_TYPE_RGB, 8, 0);
        put_be32(png.data + 16, sizes[i][0]);
        put_be32(png.data + 20, sizes[i][1]);
        put_be32(png.data + 29, chunk_check(png.data + 12, 17));
        if (picture_read(png.data, png.length, 30, 30, &pixels, problem) == 0) {
            fail_msg("PNG that says %ux%u was taken", sizes[i][0], sizes[i][1]);
        }
        free(png.data);
        struct bytes jpeg = make_jpeg(60, 40, 0);
        for (size_t at = 0; at + 9 < jpeg.length; at++) {
            if (jpeg.data[at] == 0xFF && jpeg.data[at + 1] == 0xC0) {
                jpeg.data[at + 5] = (unsigned char)(sizes[i][1] >> 8);
                jpeg.data[at + 6] = (unsigned char)(sizes[i][1]);
                jpeg.data[at + 7] = (unsigned char)(sizes[i][0] >> 8);
                jpeg.data[at + 8] = (unsigned char)(sizes[i][0]);
                break;
            }
        }
        int got = picture_read(jpeg.data, jpeg.length, 30, 30, &pixels, problem);
        if (got == 0) {
            free(pixels.argb);
            /* Within one block of eight the bytes do hold what the header says. */
            if (sizes[i][0] > 64 || sizes[i][1] > 48) {
                fail_msg("JPEG that says %ux%u was taken", sizes[i][0], sizes[i][1]);
            }
        }
        free(jpeg.data);
    }
}

static void large_ones_at_once_are_refused(void **state)
{
    struct picture_pixels pixels;
    char problem[PICTURE_PROBLEM_SIZE];
    struct bytes kinds[] = {make_png(2000, 1100, PNG_COLOR_TYPE_RGB, 8, 1), make_jpeg(2000, 1100, 1),
                            make_png(4000, 2100, PNG_COLOR_TYPE_RGB, 8, 0), make_jpeg(4000, 2100, 0)};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        assert_int_equal(picture_read(kinds[i].data, kinds[i].length, 300, 300, &pixels, problem), -1);
        assert_non_null(strstr(problem, "megapixels"));
        free(kinds[i].data);
    }
}

static void other_bytes_are_refused(void **state)
{
    static const char *const others[] = {
        "", "G", "GIF89a", "<html>", "\xFF\xD8\xFF", "\x89PNG\r\n\x1A\n", "P6\n1 1\n255\nabc"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct picture_pixels pixels;
        char problem[PICTURE_PROBLEM_SIZE];
        assert_int_equal(picture_read(others[i], strlen(others[i]), 30, 30, &pixels, problem), -1);
        assert_true(strlen(problem) > 0);
    }
}

static void draw_picture(void *context, struct canvas *canvas, struct rect clip)
{
    canvas_fill(canvas, clip, 0xFFFFFFFF);
    canvas_picture(canvas, context, 100, 50);
}

static void pictures_are_drawn(void **state)
{
    (void)state;
    for (int alpha = 0; alpha < 2; alpha++) {
        struct bytes png = make_png(40, 20, alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, 8, 0);
        struct picture *picture = picture_decode(png.data, png.length, 200, 200);
        free(png.data);
        assert_non_null(picture);
        assert_int_equal(picture_width(picture), 40);
        assert_int_equal(picture_height(picture), 20);
        canvas_damage_all(screen_canvas);
        canvas_flush(screen_canvas, draw_picture, picture);
        screen_read();
        assert_pixel(100, 69, 0xFFFF0000);
        assert_pixel(139, 69, 0xFF0000FF);
        assert_pixel(140, 69, 0xFFFFFFFF);
        assert_pixel(100, 50, alpha ? 0xFFFFFFFF : 0xFFFF0000);
        picture_free(picture);
    }
    assert_null(picture_decode("no", 2, 10, 10));
}

static void qr_codes_are_square_with_a_quiet_zone(void **state)
{
    char text[4000];
    (void)state;
    struct picture *picture = picture_qr("https://example.org/n/17", 200);
    assert_non_null(picture);
    int side = picture_width(picture);
    assert_int_equal(side, picture_height(picture));
    assert_in_range(side, 150, 200);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_picture, picture);
    screen_read();
    struct rect ink = inked(0xFFFFFFFF);
    /* Version 2: 25 modules and 4 on either side. */
    int module = side / 33;
    assert_int_equal(side % 33, 0);
    assert_int_equal(ink.x, 100 + 4 * module);
    assert_int_equal(ink.y, 50 + 4 * module);
    assert_int_equal(ink.w, 25 * module);
    assert_int_equal(ink.h, 25 * module);
    picture_free(picture);
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_null(picture_qr(text, 300));                 /* no code holds it */
    assert_null(picture_qr("https://example.org", 20)); /* modules of less than two pixels */
    assert_null(picture_qr("", 300));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(scaling_keeps_the_mean),
        cmocka_unit_test(truncated_pictures_are_refused),
        cmocka_unit_test(lies_about_the_size_are_refused),
        cmocka_unit_test(large_ones_at_once_are_refused),
        cmocka_unit_test(other_bytes_are_refused),
        cmocka_unit_test(pictures_are_drawn),
        cmocka_unit_test(qr_codes_are_square_with_a_quiet_zone),
    };
    return cmocka_run_group_tests(tests, screen_open, screen_close);
}
