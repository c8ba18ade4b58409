#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "both-sides/memory/wiped_memory.h"

/* Looks for a mark in the whole memory of this process. The mark is never written down as a whole: its bytes
 * are those of `seed`, each plus one. */

enum { MARK_LENGTH = 24, PIECE = 1 << 20 };

static const char seed[] = "VGN-HR-RHSSHMF-SGDQD-100";

static int is_mark(const unsigned char *at)
{
    for (size_t i = 0; i < MARK_LENGTH; i++) {
        if (at[i] != (unsigned char)(seed[i] + 1)) {
            return 0;
        }
    }
    return 1;
}

static void put_mark(char *at)
{
    for (size_t i = 0; i < MARK_LENGTH; i++) {
        at[i] = (char)(seed[i] + 1);
    }
}

static unsigned count_in(int memory, uintmax_t first, uintmax_t end, unsigned char *piece)
{
    unsigned found = 0;
    for (uintmax_t at = first; at < end; at += PIECE - MARK_LENGTH) {
        size_t wanted = end - at < PIECE ? (size_t)(end - at) : PIECE;
        ssize_t got = pread(memory, piece, wanted, (off_t)at);
        for (ssize_t i = 0; i + MARK_LENGTH <= got; i++) {
            found += is_mark(piece + i) ? 1 : 0;
        }
    }
    return found;
}

/* Times that it stands somewhere; what is read is copied to `piece`, which is not counted. */
static unsigned count_marks(void)
{
    static unsigned char piece[PIECE];
    char line[512];
    unsigned found = 0;
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    FILE *maps = fopen("/proc/self/maps", "re");
    assert_true(memory >= 0 && maps != NULL);
    while (fgets(line, sizeof line, maps) != NULL) {
        char *behind = NULL;
        uintmax_t first = strtoumax(line, &behind, 16);
        uintmax_t end = *behind == '-' ? strtoumax(behind + 1, &behind, 16) : first;
        int holds_piece = (uintptr_t)piece >= first && (uintptr_t)piece < end;
        if (strncmp(behind, " rw", 3) == 0 && !holds_piece) {
            found += count_in(memory, first, end, piece);
        }
    }
    explicit_bzero(piece, sizeof piece);
    (void)fclose(maps);
    (void)close(memory);
    return found;
}

#define SIZES                                                                                                \
    {                                                                                                        \
        24, 100, 1000, 5000, 70000, 300000                                                                   \
    }
enum { SIZE_COUNT = 6, EACH = 40 };

static void freed_memory_is_wiped(void **state)
{
    static const size_t sizes[SIZE_COUNT] = SIZES;
    char *blocks[SIZE_COUNT * EACH];
    (void)state;
    for (size_t i = 0; i < SIZE_COUNT * EACH; i++) {
        blocks[i] = malloc(sizes[i % SIZE_COUNT]);
        assert_non_null(blocks[i]);
        put_mark(blocks[i]);
        put_mark(blocks[i] + sizes[i % SIZE_COUNT] - MARK_LENGTH);
    }
    assert_true(count_marks() >= SIZE_COUNT * EACH); /* else this test sees nothing */
    for (size_t i = 0; i < SIZE_COUNT * EACH; i++) {
        free(blocks[i]);
    }
    assert_int_equal(count_marks(), 0);
}

static void memory_that_grows_and_shrinks_leaves_nothing(void **state)
{
    static const size_t sizes[] = {30, 31, 200, 5000, 400000, 900, 899, 100, 90000, 40};
    (void)state;
    char *block = NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        block = realloc(block, sizes[i]); // NOLINT(bugprone-suspicious-realloc-usage): the test ends then
        assert_non_null(block);
        if (i == 0) {
            put_mark(block);
        }
        assert_true(is_mark((const unsigned char *)block)); /* what it held is kept */
        assert_int_equal(count_marks(), 1);
    }
    free(block);
    assert_int_equal(count_marks(), 0);
    block = malloc(40);
    assert_non_null(block);
    put_mark(block);
    assert_null(realloc(block, 0));
    assert_int_equal(count_marks(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freed_memory_is_wiped),
        cmocka_unit_test(memory_that_grows_and_shrinks_leaves_nothing),
    };
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
    print_message("1..0 # SKIP the sanitizer has an allocator of its own\n");
    return 0;
#endif
#endif
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    wiped_memory_end();
    return failed;
}
