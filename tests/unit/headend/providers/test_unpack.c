#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "headend/providers/unpack.h"

enum { GZIP_WINDOW = 15 + 16, ROOM = 1024 * 1024 };

/* `length` zeros as gzip. */
static size_t pack(size_t length, unsigned char *out)
{
    static unsigned char zeros[64 * 1024];
    z_stream stream = {.next_out = out, .avail_out = ROOM};
    assert_int_equal(deflateInit2(&stream, 1, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY), Z_OK);
    while (length > 0) {
        stream.next_in = zeros;
        stream.avail_in = length < sizeof zeros ? (uInt)length : (uInt)sizeof zeros;
        length -= stream.avail_in;
        assert_int_equal(deflate(&stream, Z_NO_FLUSH), Z_OK);
    }
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t packed = ROOM - stream.avail_out;
    (void)deflateEnd(&stream);
    return packed;
}

static void no_more_than_the_bound(void **state)
{
    unsigned char *packed = malloc(ROOM);
    struct unpacked file;
    (void)state;
    assert_non_null(packed);
    static const struct {
        size_t length;
        int result;
    } cases[] = {{0, 0}, {1, 0}, {100000, 0}, {UNPACKED_MAX, 0}, {UNPACKED_MAX + 1, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = pack(cases[i].length, packed);
        if (unpack_gzip(packed, length, &file) != cases[i].result ||
            (cases[i].result == 0 && file.length != cases[i].length)) {
            fail_msg("%zu bytes: wanted %d", cases[i].length, cases[i].result);
        }
        free(file.bytes);
    }
    free(packed);
}

static void cut_and_more(void **state)
{
    unsigned char *packed = malloc(ROOM + 1);
    struct unpacked file;
    (void)state;
    assert_non_null(packed);
    size_t length = pack(1000, packed);
    for (size_t cut = 0; cut < length; cut++) {
        assert_int_equal(unpack_gzip(packed, cut, &file), -1);
    }
    packed[length] = 'x';
    assert_int_equal(unpack_gzip(packed, length + 1, &file), -1);
    packed[length - 1] ^= 1;
    assert_int_equal(unpack_gzip(packed, length, &file), -1);
    free(packed);
}

/* A file "a" of "text", stored; as Python's zipfile writes it. */
static const unsigned char archive[] =
    "\120\113\003\004\024\000\000\000\000\000\000\000\041\000\307\247\213\073\004\000"
    "\000\000\004\000\000\000\001\000\000\000\141\164\145\170\164"
    "\120\113\001\002\024\003\024\000\000\000\000\000\000\000\041\000\307\247\213\073"
    "\004\000\000\000\004\000\000\000\001\000\000\000\000\000\000\000\000\000\000\000"
    "\200\001\000\000\000\000\141"
    "\120\113\005\006\000\000\000\000\001\000\001\000\057\000\000\000\043\000\000\000"
    "\000\000";

static int count(void *context, const struct unpacked *file)
{
    *(size_t *)context += file->length;
    return 0;
}

/* Every byte of it in turn another: it must hold together or be refused, and the text never be another. */
static int same_text(void *context, const struct unpacked *file)
{
    (void)context;
    assert_true(file->length == 4 && memcmp(file->bytes, "text", 4) == 0);
    return 0;
}

static void archives(void **state)
{
    unsigned char changed[sizeof archive];
    size_t total = 0;
    (void)state;
    assert_int_equal(unpack_zip(archive, sizeof archive - 1, count, &total), 0);
    assert_int_equal(total, 4);
    for (size_t i = 0; i < sizeof archive - 1; i++) {
        memcpy(changed, archive, sizeof archive);
        changed[i] ^= 0x41;
        (void)unpack_zip(changed, sizeof archive - 1, same_text, NULL);
        assert_int_equal(unpack_zip(archive, i, count, &total), -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_more_than_the_bound),
                                       cmocka_unit_test(cut_and_more), cmocka_unit_test(archives)};
    return cmocka_run_group_tests_name("unpack", tests, NULL, NULL);
}
