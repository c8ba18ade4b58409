/* What is released comes back as it was: code, constants, and what a start has relocated is not touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <curl/curl.h>
#include <directfb.h>
#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>

#include "stb-app/trim_memory.h"
#include "tests/unit/folder_fixture.h"

/* KiB of files that are mapped now. */
static long mapped_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "re");
    assert_non_null(status);
    while (fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, "RssFile:", 8) == 0) {
            kib = strtol(line + 8, NULL, 10);
        }
    }
    (void)fclose(status);
    assert_true(kib >= 0);
    return kib;
}

static void pages_go_and_come_back(void **state)
{
    char before[256];
    (void)state;
    (void)snprintf(before, sizeof before, "%s", curl_version());
    long full = mapped_kib();
    for (int i = 0; i < 3; i++) {
        assert_true(trim_memory() > 1024 * 1024);
        long left = mapped_kib();
        if (left >= full) {
            fail_msg("%ld KiB of files are mapped after it, %ld before", left, full);
        }
        assert_string_equal(curl_version(), before);
        assert_string_equal(DirectFBErrorString(DFB_OK), "OK");
    }
}

/* --- All that is mapped of all files --- */

/* Between globals there is what a sanitizer does not let one read. */
__attribute__((no_sanitize("address"))) static uint64_t add_bytes(uint64_t digest, uintptr_t from,
                                                                  size_t size)
{
    const volatile unsigned char *bytes = (const volatile unsigned char *)from;
    for (size_t i = 0; i < size; i++) {
        digest = (digest ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return digest;
}

/* What nothing writes to once it has started: read-only segments, and what was relocated (RELRO). */
static int add_file(struct dl_phdr_info *file, size_t size, void *context)
{
    uint64_t *digest = context;
    (void)size;
    for (size_t i = 0; i < file->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &file->dlpi_phdr[i];
        unsigned rights = part->p_flags & (PF_R | PF_W);
        if ((part->p_type == PT_LOAD && rights == PF_R) || part->p_type == PT_GNU_RELRO) {
            *digest = add_bytes(*digest, file->dlpi_addr + part->p_vaddr, part->p_memsz);
        }
    }
    return 0;
}

static uint64_t digest_of_files(void)
{
    uint64_t digest = UINT64_C(14695981039346656037);
    (void)dl_iterate_phdr(add_file, &digest);
    return digest;
}

static void all_comes_back_as_it_was(void **state)
{
    (void)state;
    (void)curl_version();
    uint64_t before = digest_of_files();
    for (int i = 0; i < 3; i++) {
        assert_true(trim_memory() > 0);
        assert_true(digest_of_files() == before);
    }
}

/* --- What a start relocates: read-only, but not as in the file --- */

enum {
    PAGE_BYTES = 4096,
    TABLE_NAMES = 1000
}; /* of 8 bytes: a table begins with a page and ends within one */

#define TEN(name) name, name, name, name, name, name, name, name, name, name
#define HUNDRED(name)                                                                                        \
    TEN(name), TEN(name), TEN(name), TEN(name), TEN(name), TEN(name), TEN(name), TEN(name), TEN(name),       \
        TEN(name)
#define TABLE(name)                                                                                          \
    {                                                                                                        \
        HUNDRED(name), HUNDRED(name), HUNDRED(name), HUNDRED(name), HUNDRED(name), HUNDRED(name),            \
            HUNDRED(name), HUNDRED(name), HUNDRED(name), HUNDRED(name)                                       \
    }

static const char *const few[] = {"one", "two", "three"};
_Alignas(PAGE_BYTES) static const char *const ones[TABLE_NAMES] = TABLE("one");
static const char *const twos[TABLE_NAMES] = TABLE("two");
_Alignas(PAGE_BYTES) static const char *const threes[TABLE_NAMES] = TABLE("three");

static void what_a_start_relocates_stays(void **state)
{
    const char *const *const tables[] = {ones, twos, threes};
    (void)state;
    (void)trim_memory();
    for (size_t table = 0; table < sizeof tables / sizeof *tables; table++) {
        for (size_t i = 0; i < TABLE_NAMES; i++) {
            assert_string_equal(tables[table][i], few[table]);
        }
    }
}

/* --- What has been written since --- */

static unsigned char written[3 * PAGE_BYTES + 100] = {1}; /* of the file, and then of this process alone */
static unsigned char written_of_nothing[3 * PAGE_BYTES + 100];

static void what_was_written_stays(void **state)
{
    enum { BYTES = sizeof written };
    unsigned char *heap = malloc(BYTES);
    unsigned char *const all[] = {written, written_of_nothing, heap};
    (void)state;
    assert_non_null(heap);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        memset(all[i], 'a' + (int)i, BYTES);
    }
    (void)trim_memory();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (size_t at = 0; at < BYTES; at++) {
            assert_int_equal(all[i][at], 'a' + (int)i);
        }
    }
    free(heap);
}

/* --- A library whose file goes while it is in use, as with an update of the box --- */

static void copy_file(const char *from, const char *to)
{
    static char bytes[64 * 1024];
    size_t count;
    FILE *in = fopen(from, "rbe");
    FILE *out = fopen(to, "wbe");
    assert_non_null(in);
    assert_non_null(out);
    while ((count = fread(bytes, 1, sizeof bytes, in)) > 0) {
        assert_int_equal(fwrite(bytes, 1, count, out), count);
    }
    assert_int_equal(fclose(in), 0);
    assert_int_equal(fclose(out), 0);
}

static void assert_still_works(void *library, const char *says, uint64_t digest)
{
    char *(*version)(void);
    void *symbol = dlsym(library, "curl_version");
    assert_non_null(symbol);
    assert_ptr_not_equal(symbol, dlsym(RTLD_DEFAULT, "curl_version")); /* of the copy */
    memcpy(&version, &symbol, sizeof version);
    (void)trim_memory();
    assert_string_equal(version(), says);
    assert_true(digest_of_files() == digest);
}

static void a_file_that_is_replaced_or_deleted_is_there_still(void **state)
{
    char folder[FOLDER_SIZE], path[FOLDER_SIZE + 32], update[FOLDER_SIZE + 32], says[256];
    Dl_info curl;
    (void)state;
    assert_int_equal(folder_make(folder), 0);
    (void)snprintf(path, sizeof path, "%s/library.so", folder);
    (void)snprintf(update, sizeof update, "%s/library.so.new", folder);
    assert_true(dladdr(dlsym(RTLD_DEFAULT, "curl_version"), &curl) != 0);
    copy_file(curl.dli_fname, path);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    assert_non_null(library);
    (void)snprintf(says, sizeof says, "%s", curl_version());
    uint64_t digest = digest_of_files();
    assert_still_works(library, says, digest);
    copy_file("/proc/self/exe", update);
    assert_int_equal(rename(update, path), 0);
    assert_still_works(library, says, digest);
    assert_int_equal(unlink(path), 0);
    assert_still_works(library, says, digest);
    assert_int_equal(dlclose(library), 0);
    assert_int_equal(folder_remove(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_go_and_come_back),
        cmocka_unit_test(all_comes_back_as_it_was),
        cmocka_unit_test(what_a_start_relocates_stays),
        cmocka_unit_test(what_was_written_stays),
        cmocka_unit_test(a_file_that_is_replaced_or_deleted_is_there_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
