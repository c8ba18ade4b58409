/* The cache on flash: what was written comes back whole or not at all. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend-client/cache/response_cache.h"
#include "backend-client/cache/response_store.h"
#include "both-sides/log.h"
#include "tests/unit/folder_fixture.h"

static const char key[] = "http://a/v1/menu";
static const char body[] = "{\"rev\":1,\"tiles\":[]} \xE4\xB8\xAD";

static int make_folder(void **state)
{
    char *folder = malloc(FOLDER_SIZE);
    *state = folder;
    log_set_level(LOG_LEVEL_ERROR);
    return folder != NULL ? folder_make(folder) : -1;
}

static int remove_folder(void **state)
{
    int result = folder_remove(*state);
    free(*state);
    return result;
}

static void write_one(const char *folder, const char *name, size_t limit, int64_t fetched_ms,
                      const void *bytes, size_t length)
{
    struct response_cache *cache = response_cache_new(folder, limit);
    assert_non_null(cache);
    response_cache_write(cache, name, "\"e\"", fetched_ms, bytes, length);
    response_cache_free(cache);
}

static int is_cached(const char *folder, const char *name)
{
    struct response_cache *cache = response_cache_new(folder, RESPONSE_CACHE_BYTES_MAX);
    assert_non_null(cache);
    struct response_entry entry;
    void *memory = response_cache_read(cache, name, &entry);
    free(memory);
    response_cache_free(cache);
    return memory != NULL;
}

static int count_files(const char *folder)
{
    DIR *items = opendir(folder);
    assert_non_null(items);
    int count = -2; /* "." and ".." */
    while (readdir(items) != NULL) {
        count++;
    }
    (void)closedir(items);
    return count;
}

static void test_comes_back(void **state)
{
    struct response_cache *cache = response_cache_new(*state, RESPONSE_CACHE_BYTES_MAX);
    assert_non_null(cache);
    struct response_entry entry;
    assert_null(response_cache_read(cache, key, &entry));
    response_cache_write(cache, key, "\"e1\"", 1764000000123, body, sizeof body);
    response_cache_write(cache, "empty", "", 0, "", 0);
    /* At once, perhaps from the queue; then from the file. */
    for (int i = 0; i < 2; i++) {
        void *memory = response_cache_read(cache, key, &entry);
        assert_non_null(memory);
        assert_string_equal(entry.etag, "\"e1\"");
        assert_true(entry.fetched_ms == 1764000000123);
        assert_int_equal(entry.length, sizeof body);
        assert_memory_equal(entry.body, body, sizeof body);
        free(memory);
        response_cache_free(cache);
        cache = response_cache_new(*state, RESPONSE_CACHE_BYTES_MAX);
        assert_non_null(cache);
    }
    void *memory = response_cache_read(cache, "empty", &entry);
    assert_non_null(memory);
    assert_int_equal(entry.length, 0);
    free(memory);
    response_cache_remove(cache, key);
    assert_null(response_cache_read(cache, key, &entry));
    response_cache_free(cache);
    assert_false(is_cached(*state, key));
    assert_true(is_cached(*state, "empty"));
    assert_int_equal(count_files(*state), 1);
}

/* Every byte changed in every bit, and every length: never an entry, never a crash. */
static void test_damage(void **state)
{
    (void)state;
    size_t size;
    unsigned char *whole = response_file_build(key, "\"e\"", 1, body, sizeof body, &size);
    assert_non_null(whole);
    struct response_entry entry;
    assert_int_equal(response_file_parse(whole, size, key, &entry), 0);
    assert_int_equal(response_file_parse(whole, size, "http://a/v1/other", &entry), -1);
    for (size_t at = 0; at < size; at++) {
        for (unsigned bit = 1; bit < 256; bit++) {
            whole[at] = (unsigned char)(whole[at] ^ bit);
            if (response_file_parse(whole, size, key, &entry) == 0) {
                print_error("byte %zu, change %02x went unseen\n", at, bit);
                fail();
            }
            whole[at] = (unsigned char)(whole[at] ^ bit);
        }
    }
    for (size_t length = 0; length < size; length++) {
        unsigned char *part = malloc(length + 1);
        assert_non_null(part);
        memcpy(part, whole, length);
        assert_int_equal(response_file_parse(part, length, key, &entry), -1);
        free(part);
    }
    unsigned char *longer = calloc(1, size + 1);
    assert_non_null(longer);
    memcpy(longer, whole, size);
    assert_int_equal(response_file_parse(longer, size + 1, key, &entry), -1);
    free(longer);
    free(whole);
}

/* A damaged file is dropped from the folder, too. */
static void test_damaged_file(void **state)
{
    char path[128];
    char name[RESPONSE_NAME_SIZE];
    response_file_name(key, name);
    (void)snprintf(path, sizeof path, "%s/%s", (const char *)*state, name);
    static const off_t lengths[] = {0, 1, RESPONSE_HEADER_BYTES, 60, (off_t)RESPONSE_FILE_MAX + 1};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        write_one(*state, key, RESPONSE_CACHE_BYTES_MAX, 1, body, sizeof body);
        assert_true(is_cached(*state, key));
        assert_int_equal(truncate(path, lengths[i]), 0);
        assert_false(is_cached(*state, key));
        assert_int_equal(count_files(*state), 0);
    }
}

/* What is not a plain file of ours is neither followed nor waited for. */
static void test_hostile_folder(void **state)
{
    char path[128];
    char name[RESPONSE_NAME_SIZE];
    response_file_name(key, name);
    (void)snprintf(path, sizeof path, "%s/%s", (const char *)*state, name);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_false(is_cached(*state, key));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(is_cached(*state, key));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(is_cached(*state, key));
    write_one(*state, key, RESPONSE_CACHE_BYTES_MAX, 1, body, sizeof body);
    assert_false(is_cached(*state, key)); /* a folder stands in its place: not kept, nothing else happens */
    assert_int_equal(rmdir(path), 0);
    write_one(*state, key, RESPONSE_CACHE_BYTES_MAX, 1, body, sizeof body);
    assert_true(is_cached(*state, key));
}

/* Left by a power cut in the middle of writing. */
static void test_power_cut(void **state)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/writing.tmp", (const char *)*state);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "half", 4), 4);
    (void)close(fd);
    write_one(*state, key, RESPONSE_CACHE_BYTES_MAX, 1, body, sizeof body);
    assert_true(is_cached(*state, key));
    assert_int_equal(count_files(*state), 1);
}

/* The total is bounded: the oldest go, also those of earlier runs. */
static void test_total(void **state)
{
    enum { SIZE = 10000, LIMIT = 35000 };
    char *bytes = calloc(1, SIZE);
    assert_non_null(bytes);
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f"};
    /* The fourth from a clock that was ahead: it goes first, once a right one writes. */
    static const int64_t moments[] = {3, 1, 2, 4070908800000, 5, 4};
    for (size_t i = 0; i < 6; i++) {
        write_one(*state, keys[i], LIMIT, moments[i], bytes, SIZE);
    }
    free(bytes);
    static const int expected[] = {1, 0, 0, 0, 1, 1};
    for (size_t i = 0; i < 6; i++) {
        if (is_cached(*state, keys[i]) != expected[i]) {
            print_error("%s: expected to be %s\n", keys[i], expected[i] ? "kept" : "gone");
            fail();
        }
    }
}

/* More jobs than the queue holds: none waits, what is cached is whole, removals are never lost. */
static void test_queue(void **state)
{
    struct response_cache *cache = response_cache_new(*state, RESPONSE_CACHE_BYTES_MAX);
    assert_non_null(cache);
    char name[32];
    for (int i = 0; i < 200; i++) {
        (void)snprintf(name, sizeof name, "key %d", i % 50);
        if (i % 3 == 0) {
            response_cache_remove(cache, name);
        } else {
            response_cache_write(cache, name, "", i, body, sizeof body);
        }
    }
    for (int i = 0; i < 50; i++) {
        (void)snprintf(name, sizeof name, "key %d", i);
        response_cache_remove(cache, name);
        struct response_entry entry;
        assert_null(response_cache_read(cache, name, &entry));
    }
    response_cache_free(cache);
    assert_int_equal(count_files(*state), 0);
}

/* Who must not wait for flash asks first. */
static void test_written(void **state)
{
    struct response_cache *cache = response_cache_new(*state, RESPONSE_CACHE_BYTES_MAX);
    assert_non_null(cache);
    assert_int_equal(response_cache_is_written(cache), 1);
    response_cache_write(cache, key, "", 1, body, sizeof body);
    for (int i = 0; i < 1000 && !response_cache_is_written(cache); i++) {
        assert_int_equal(usleep(10000), 0);
    }
    assert_int_equal(response_cache_is_written(cache), 1);
    assert_int_equal(count_files(*state), 1);
    response_cache_free(cache);
}

static void test_too_large(void **state)
{
    char *bytes = calloc(1, RESPONSE_BODY_MAX + 1);
    char *long_key = calloc(1, RESPONSE_KEY_MAX + 2);
    assert_non_null(bytes);
    assert_non_null(long_key);
    memset(long_key, 'k', RESPONSE_KEY_MAX + 1);
    write_one(*state, key, RESPONSE_CACHE_BYTES_MAX, 1, bytes, RESPONSE_BODY_MAX + 1);
    write_one(*state, long_key, RESPONSE_CACHE_BYTES_MAX, 1, body, sizeof body);
    assert_int_equal(count_files(*state), 0);
    write_one(*state, key, RESPONSE_CACHE_BYTES_MAX, 1, bytes, RESPONSE_BODY_MAX);
    assert_true(is_cached(*state, key));
    free(bytes);
    free(long_key);
}

static void test_no_cache(void **state)
{
    (void)state;
    struct response_entry entry;
    assert_null(response_cache_new("/proc/nothing/here", 1000));
    assert_null(response_cache_read(NULL, key, &entry));
    response_cache_write(NULL, key, "", 0, "", 0);
    response_cache_remove(NULL, key);
    assert_int_equal(response_cache_is_written(NULL), 1);
    response_cache_free(NULL);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_comes_back),     WITH_FOLDER(test_damage),    WITH_FOLDER(test_damaged_file),
        WITH_FOLDER(test_hostile_folder), WITH_FOLDER(test_power_cut), WITH_FOLDER(test_total),
        WITH_FOLDER(test_queue),          WITH_FOLDER(test_written),   WITH_FOLDER(test_too_large),
        cmocka_unit_test(test_no_cache),
    };
    return cmocka_run_group_tests_name("response cache", tests, NULL, NULL);
}
