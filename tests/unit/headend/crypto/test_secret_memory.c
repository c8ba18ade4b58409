/* Memory for what must not outlive its use: all that was written is wiped, and nothing is made only to be
 * wiped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/mman.h>
#include <unistd.h>

#include "headend/crypto/secret_memory.h"

enum { PAGES = 3000 };

static size_t resident_pages(void *memory, size_t size)
{
    static unsigned char resident[PAGES + 1];
    assert_int_equal(mincore(memory, size, resident), 0);
    size_t count = 0;
    for (size_t i = 0; i <= PAGES; i++) {
        count += resident[i] & 1;
    }
    return count;
}

static void test_what_was_written_is_wiped(void **state)
{
    (void)state;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = PAGES * page + 100; /* the last page is used in part */
    const size_t places[] = {
        0,       page - 1, page, 7 * page + 5, 1023 * page, 1024 * page, 1024 * page + 1, 2049 * page - 1,
        size - 1};
    enum { PLACES = sizeof places / sizeof places[0] };
    unsigned char *memory = secret_memory_new(size);
    assert_non_null(memory);
    for (size_t i = 0; i < PLACES; i++) {
        memory[places[i]] = 0xA5;
    }
    size_t before = resident_pages(memory, size);
    assert_in_range(before, 7, 9);
    secret_memory_wipe(memory, size);
    assert_int_equal(resident_pages(memory, size), before);
    for (size_t i = 0; i < PLACES; i++) {
        assert_int_equal(memory[places[i]], 0);
    }
    secret_memory_free(memory, size);
    secret_memory_free(NULL, size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_was_written_is_wiped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
