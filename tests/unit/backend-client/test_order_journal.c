/* The journal of orders: an entry is on the disk before begin returns 0, whatever the disk does. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "backend-client/order_journal.h"
#include "tests/unit/folder_fixture.h"

/* --- A disk whose call number `fails_at` fails, or at which the power is cut --- */

enum cut { NOT_CUT, CUT_BEFORE, CUT_AFTER };
static struct {
    int calls;
    int fails_at; /* from 1; 0: none does */
    int problem;
    int short_by; /* what is written of a call that fails is this much less */
    enum cut cut; /* the process ends there, in place of a failure */
} disk;

enum { CUT_STATUS = 99 };

static int fails(void)
{
    disk.calls++;
    return disk.calls == disk.fails_at;
}

static long run_call(long number, long a, long b, long c, long d)
{
    int is_now = fails();
    if (is_now && disk.cut == NOT_CUT) {
        errno = disk.problem;
        return -1;
    }
    if (is_now && disk.cut == CUT_BEFORE) {
        _exit(CUT_STATUS);
    }
    long result = syscall(number, a, b, c, d);
    if (is_now) {
        _exit(CUT_STATUS);
    }
    return result;
}

ssize_t write(int file, const void *bytes, size_t length)
{
    if (file <= 2) {
        return syscall(SYS_write, file, bytes, length);
    }
    int is_half = disk.cut == CUT_AFTER && disk.calls + 1 == disk.fails_at;
    return run_call(SYS_write, file, (long)bytes, (long)(is_half ? length / 2 : length), 0);
}

int fsync(int file)
{
    return (int)run_call(SYS_fsync, file, 0, 0, 0);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return (int)run_call(SYS_renameat, from_folder, (long)from, to_folder, (long)to);
}

static void whole_disk(void)
{
    memset(&disk, 0, sizeof disk);
}

/* --- A journal in a folder of its own --- */

static char folder[FOLDER_SIZE], path[FOLDER_SIZE + 16];

static int set_up(void **state)
{
    (void)state;
    whole_disk();
    int made = folder_make(folder);
    (void)snprintf(path, sizeof path, "%s/orders", folder);
    return made;
}

static int tear_down(void **state)
{
    (void)state;
    whole_disk();
    return folder_remove(folder);
}

static void put_file(const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* What the disk has after a power cut. */
static size_t on_disk(struct order_journal *journal)
{
    whole_disk();
    order_journal_open(journal, path);
    return journal->count;
}

static void assert_same(const struct order_journal *one, const struct order_journal *other)
{
    assert_string_equal(one->path, other->path);
    assert_int_equal(one->count, other->count);
    for (size_t i = 0; i < one->count; i++) {
        assert_string_equal(one->entries[i].key, other->entries[i].key);
        assert_string_equal(one->entries[i].order, other->entries[i].order);
    }
}

static void what_is_begun_is_there_after_a_start(void **state)
{
    (void)state;
    struct order_journal journal, again;
    struct stat status;
    char first[IDEMPOTENCY_KEY_SIZE], second[IDEMPOTENCY_KEY_SIZE];
    order_journal_open(&journal, path);
    assert_int_equal(journal.count, 0);
    assert_int_equal(order_journal_begin(&journal, first), 0);
    assert_int_equal(strlen(first), IDEMPOTENCY_KEY_SIZE - 1);
    assert_int_equal(order_journal_begin(&journal, second), 0);
    assert_string_not_equal(first, second);
    order_journal_name(&journal, second, "order-2");
    assert_int_equal(on_disk(&again), 2);
    assert_string_equal(again.entries[0].key, first);
    assert_string_equal(again.entries[0].order, "");
    assert_string_equal(again.entries[1].key, second);
    assert_string_equal(again.entries[1].order, "order-2");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    order_journal_end(&again, first);
    order_journal_end(&again, "no-such-key-is-there-at-all");
    assert_int_equal(on_disk(&journal), 1);
    assert_string_equal(journal.entries[0].key, second);
}

static void the_oldest_gives_way(void **state)
{
    (void)state;
    struct order_journal journal, again;
    char keys[ORDER_JOURNAL_MAX + 2][IDEMPOTENCY_KEY_SIZE];
    order_journal_open(&journal, path);
    for (size_t i = 0; i < ORDER_JOURNAL_MAX + 2; i++) {
        assert_int_equal(order_journal_begin(&journal, keys[i]), 0);
        order_journal_name(&journal, keys[i], "ooooooooooooooooooooooooo1");
    }
    assert_int_equal(on_disk(&again), ORDER_JOURNAL_MAX);
    for (size_t i = 0; i < ORDER_JOURNAL_MAX; i++) {
        assert_string_equal(again.entries[i].key, keys[i + 2]);
    }
    /* One that cannot be begun puts none out of its place. */
    disk.fails_at = 1;
    disk.problem = ENOSPC;
    assert_int_equal(order_journal_begin(&again, keys[0]), ENOSPC);
    assert_same(&again, &journal);
}

#define KEY  "0123456789abcdef0123456789abcdef"
#define HEAD "tv-hall orders 1\n"

static void a_file_that_is_none_hurts_nobody(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, expected;
    } files[] = {
#define FILE_OF(text, expected) {(text), sizeof(text) - 1, (expected)}
        FILE_OF("", 0),
        FILE_OF("t", 0),
        FILE_OF(HEAD, 0),
        FILE_OF("tv-hall orders 2\n" KEY " -\n", 0),
        FILE_OF("\177ELF\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0),
        FILE_OF(HEAD KEY " -\n", 1),
        FILE_OF(HEAD KEY " abcdef\n", 1),
        FILE_OF(HEAD KEY " -", 0), /* cut */
        FILE_OF(HEAD KEY " -\n" KEY " abcdef\n", 1),
        FILE_OF(HEAD KEY "\n", 0),
        FILE_OF(HEAD KEY " \n", 0),
        FILE_OF(HEAD KEY "0 -\n", 0),
        FILE_OF(HEAD "0123456789abcdef01234 -\n", 0),
        FILE_OF(HEAD KEY " abcde\n", 0),
        FILE_OF(HEAD KEY " aaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 0),
        FILE_OF(HEAD KEY " ../../x\n" KEY " -\n", 1),
        FILE_OF(HEAD "0123456789abcdef\0"
                     "123456789abcdef -\n" KEY " -\n",
                1),
        FILE_OF(HEAD "\n\n\n" KEY " -\r\n", 0),
#undef FILE_OF
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct order_journal journal;
        char key[IDEMPOTENCY_KEY_SIZE];
        put_file(files[i].bytes, files[i].length);
        order_journal_open(&journal, path);
        if (journal.count != files[i].expected) {
            fail_msg("file %zu: expected %zu entries, got %zu", i, files[i].expected, journal.count);
        }
        assert_int_equal(order_journal_begin(&journal, key), 0);
        assert_int_equal(on_disk(&journal), files[i].expected + 1);
    }
}

static void a_file_that_is_too_large_or_no_file_is_empty(void **state)
{
    (void)state;
    struct order_journal journal;
    char key[IDEMPOTENCY_KEY_SIZE];
    char *large = malloc(ORDER_JOURNAL_BYTES_MAX + 1);
    assert_non_null(large);
    memset(large, 'x', ORDER_JOURNAL_BYTES_MAX + 1);
    memcpy(large, HEAD KEY " -\n", sizeof HEAD KEY " -\n" - 1);
    put_file(large, ORDER_JOURNAL_BYTES_MAX + 1);
    free(large);
    assert_int_equal(on_disk(&journal), 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0); /* does not stand still */
    assert_int_equal(on_disk(&journal), 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(on_disk(&journal), 0);
    assert_int_not_equal(order_journal_begin(&journal, key), 0);
    assert_string_equal(key, "");
    order_journal_open(&journal, NULL);
    assert_int_not_equal(order_journal_begin(&journal, key), 0);
    assert_int_equal(journal.count, 0);
}

/* Each call of the disk fails once: begin says so and the journal is as it was, in memory and on the disk
 * (where at most the key stands that nobody was asked with). */
static void no_failure_is_taken_for_an_entry(void **state)
{
    (void)state;
    static const int problems[] = {ENOSPC, EIO, EROFS, EDQUOT};
    enum { CALLS = 4 }; /* write, fsync, rename, fsync of the folder */
    for (size_t p = 0; p < sizeof problems / sizeof *problems; p++) {
        for (int call = 1; call <= CALLS; call++) {
            struct order_journal journal, before, again;
            char kept[IDEMPOTENCY_KEY_SIZE], key[IDEMPOTENCY_KEY_SIZE];
            (void)unlink(path);
            order_journal_open(&journal, path);
            assert_int_equal(order_journal_begin(&journal, kept), 0);
            before = journal;
            whole_disk();
            disk.fails_at = call;
            disk.problem = problems[p];
            assert_int_equal(order_journal_begin(&journal, key), problems[p]);
            assert_string_equal(key, "");
            assert_same(&journal, &before);
            size_t count = on_disk(&again);
            assert_int_equal(count, call == CALLS ? 2 : 1);
            assert_string_equal(again.entries[0].key, kept);
            /* The next one is good again. */
            assert_int_equal(order_journal_begin(&journal, key), 0);
            assert_int_equal(on_disk(&again), 2);
            assert_string_equal(again.entries[1].key, key);
        }
    }
    /* There are no more calls than those. */
    struct order_journal journal;
    char key[IDEMPOTENCY_KEY_SIZE];
    order_journal_open(&journal, path);
    whole_disk();
    assert_int_equal(order_journal_begin(&journal, key), 0);
    assert_int_equal(disk.calls, CALLS);
}

/* The power goes at each call, before it and after it (a write has then got half through): what was there is
 * there, and whoever was told a key finds it. */
static void a_power_cut_loses_nothing_that_was_begun(void **state)
{
    (void)state;
    enum { CALLS = 4 };
    for (int at = 1; at <= CALLS + 1; at++) {
        for (enum cut cut = CUT_BEFORE; cut <= CUT_AFTER; cut++) {
            struct order_journal journal, again;
            char kept[IDEMPOTENCY_KEY_SIZE], key[IDEMPOTENCY_KEY_SIZE];
            int told[2], status;
            (void)unlink(path);
            order_journal_open(&journal, path);
            assert_int_equal(order_journal_begin(&journal, kept), 0);
            assert_int_equal(pipe(told), 0);
            pid_t child = fork();
            assert_true(child >= 0);
            if (child == 0) {
                whole_disk();
                disk.fails_at = at;
                disk.cut = cut;
                int problem = order_journal_begin(&journal, key);
                if (problem == 0) {
                    (void)syscall(SYS_write, told[1], key, sizeof key);
                }
                _exit(0);
            }
            (void)close(told[1]);
            ssize_t heard = read(told[0], key, sizeof key);
            (void)close(told[0]);
            assert_int_equal(waitpid(child, &status, 0), child);
            assert_int_equal(WEXITSTATUS(status), at <= CALLS ? CUT_STATUS : 0);
            size_t count = on_disk(&again);
            assert_in_range(count, 1, 2);
            assert_string_equal(again.entries[0].key, kept);
            if (heard == (ssize_t)sizeof key) {
                assert_non_null(order_journal_find(&again, key));
            }
            assert_int_equal(heard == (ssize_t)sizeof key, at > CALLS);
            /* What the cut has left behind stops nobody. */
            assert_int_equal(order_journal_begin(&again, key), 0);
        }
    }
}

static void an_end_that_is_not_written_is_told_once_more(void **state)
{
    (void)state;
    struct order_journal journal, again;
    char key[IDEMPOTENCY_KEY_SIZE];
    order_journal_open(&journal, path);
    assert_int_equal(order_journal_begin(&journal, key), 0);
    whole_disk();
    disk.fails_at = 1;
    disk.problem = EIO;
    order_journal_name(&journal, key, "order-1");
    assert_string_equal(journal.entries[0].order, "order-1");
    whole_disk();
    disk.fails_at = 2;
    disk.problem = EIO;
    order_journal_end(&journal, key);
    assert_int_equal(journal.count, 0);
    assert_int_equal(on_disk(&again), 1);
    assert_string_equal(again.entries[0].order, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_begun_is_there_after_a_start, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_oldest_gives_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_none_hurts_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_too_large_or_no_file_is_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_failure_is_taken_for_an_entry, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_power_cut_loses_nothing_that_was_begun, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_end_that_is_not_written_is_told_once_more, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("order journal", tests, NULL, NULL);
}
