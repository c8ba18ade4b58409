/* The disk in memory answers as SQLite's own does: what a drawn story does to both, they answer alike. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/folder_fixture.h"
#include "tests/unit/headend/ledger/memory_disk.h"

enum {
    DISKS = 2,
    HANDLES = 3,
    STORIES = 150,
    STEPS = 200,
    BYTES_MAX = 9000,
    OFFSET_MAX = 60000,
    REGION = 32768
};

struct handle {
    sqlite3_file *files[DISKS];
    int is_open, level, is_mapped;
    unsigned shared, exclusive;
};

struct story {
    sqlite3_vfs *disks[DISKS];
    char folder[FOLDER_SIZE], path[96];
    sqlite3_filename name;
    struct handle handles[HANDLES];
    uint32_t seed;
};

static uint32_t draw(struct story *story, uint32_t below)
{
    story->seed = story->seed * 1664525U + 1013904223U;
    return (story->seed >> 8) % below;
}

static void expect_alike(const char *what, const int answers[DISKS])
{
    if (answers[0] != answers[1]) {
        fail_msg("%s: SQLite's own answers %d, the one in memory %d", what, answers[0], answers[1]);
    }
}

/* `call` for both, with `file` and `methods` of this one. */
#define BOTH(what, handle, call)                                                                             \
    do {                                                                                                     \
        int answers[DISKS];                                                                                  \
        for (int i = 0; i < DISKS; i++) {                                                                    \
            sqlite3_file *file = (handle)->files[i];                                                         \
            const sqlite3_io_methods *methods = file->pMethods;                                              \
            answers[i] = methods->call;                                                                      \
        }                                                                                                    \
        expect_alike(what, answers);                                                                         \
        answer = answers[0];                                                                                 \
    } while (0)

static void open_handle(struct story *story, struct handle *handle)
{
    int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | (draw(story, 2) ? SQLITE_OPEN_CREATE : 0);
    int answers[DISKS];
    int given = 0;
    for (int i = 0; i < DISKS; i++) {
        answers[i] = story->disks[i]->xOpen(story->disks[i], story->name, handle->files[i], flags, &given);
    }
    expect_alike("open", answers);
    handle->is_open = answers[0] == SQLITE_OK;
}

/* As SQLite does: nothing is locked any more. */
static void unmap(struct handle *handle)
{
    int answer = SQLITE_OK;
    for (int k = 0; k < SQLITE_SHM_NLOCK && handle->is_mapped; k++) {
        int kind = (handle->shared & 1U << k) != 0      ? SQLITE_SHM_SHARED
                   : (handle->exclusive & 1U << k) != 0 ? SQLITE_SHM_EXCLUSIVE
                                                        : 0;
        if (kind != 0) {
            BOTH("unlock of shared memory", handle, xShmLock(file, k, 1, SQLITE_SHM_UNLOCK | kind));
        }
    }
    BOTH("unmap", handle, xShmUnmap(file, 0));
    assert_int_equal(answer, SQLITE_OK);
    handle->is_mapped = 0;
    handle->shared = handle->exclusive = 0;
}

static void close_handle(struct handle *handle)
{
    int answer = SQLITE_OK;
    unmap(handle);
    BOTH("close", handle, xClose(file));
    assert_int_equal(answer, SQLITE_OK);
    sqlite3_file *const files[DISKS] = {handle->files[0], handle->files[1]};
    *handle = (struct handle){.files = {files[0], files[1]}};
}

static void write_some(struct story *story, struct handle *handle)
{
    unsigned char bytes[BYTES_MAX];
    int length = 1 + (int)draw(story, BYTES_MAX);
    sqlite3_int64 offset = draw(story, OFFSET_MAX);
    int answer = SQLITE_OK;
    memset(bytes, (int)draw(story, 255) + 1, sizeof bytes);
    BOTH("write", handle, xWrite(file, bytes, length, offset));
    assert_int_equal(answer, SQLITE_OK);
}

static void read_some(struct story *story, struct handle *handle)
{
    static unsigned char bytes[DISKS][BYTES_MAX];
    int length = 1 + (int)draw(story, BYTES_MAX);
    sqlite3_int64 offset = draw(story, OFFSET_MAX + 2 * BYTES_MAX);
    int answer = SQLITE_OK;
    memset(bytes, 0xee, sizeof bytes);
    BOTH("read", handle, xRead(file, bytes[i], length, offset));
    assert_true(answer == SQLITE_OK || answer == SQLITE_IOERR_SHORT_READ);
    assert_memory_equal(bytes[0], bytes[1], BYTES_MAX);
}

static void resize(struct story *story, struct handle *handle)
{
    sqlite3_int64 size = draw(story, OFFSET_MAX);
    sqlite3_int64 sizes[DISKS] = {-1, -2};
    int answer = SQLITE_OK;
    if (draw(story, 3) == 0) {
        BOTH("truncate", handle, xTruncate(file, size));
        assert_int_equal(answer, SQLITE_OK);
    }
    BOTH("size", handle, xFileSize(file, &sizes[i]));
    assert_int_equal(sizes[0], sizes[1]);
}

/* As SQLite takes them: one after another. */
static void lock_some(struct story *story, struct handle *handle)
{
    static const int next[] = {SQLITE_LOCK_SHARED, SQLITE_LOCK_RESERVED, SQLITE_LOCK_EXCLUSIVE,
                               SQLITE_LOCK_EXCLUSIVE, SQLITE_LOCK_EXCLUSIVE};
    int answer = SQLITE_OK;
    int is_reserved[DISKS] = {0, 0};
    if (draw(story, 3) != 0) {
        int level = next[handle->level];
        BOTH("lock", handle, xLock(file, level));
        handle->level = answer == SQLITE_OK ? level : handle->level;
    } else {
        int level = draw(story, 2) == 0 ? SQLITE_LOCK_NONE : SQLITE_LOCK_SHARED;
        BOTH("unlock", handle, xUnlock(file, level));
        handle->level = level < handle->level ? level : handle->level;
    }
    BOTH("is it reserved", handle, xCheckReservedLock(file, &is_reserved[i]));
    assert_int_equal(is_reserved[0], is_reserved[1]);
}

/* What one writes the others see; what nobody has any more is forgotten. */
static void map_some(struct story *story, struct handle *handle)
{
    void volatile *memory[DISKS] = {NULL, NULL};
    int region = (int)draw(story, 3);
    int extends = draw(story, 2) == 0;
    int answer = SQLITE_OK;
    if (handle->is_mapped && draw(story, 4) == 0) {
        unmap(handle);
        return;
    }
    BOTH("map", handle, xShmMap(file, region, REGION, extends, &memory[i]));
    handle->is_mapped = 1;
    assert_int_equal(answer, SQLITE_OK);
    assert_int_equal(memory[0] == NULL, memory[1] == NULL);
    if (memory[0] != NULL && memory[1] != NULL) {
        size_t at = draw(story, REGION);
        unsigned char volatile *const bytes[DISKS] = {memory[0], memory[1]};
        assert_int_equal(bytes[0][at], bytes[1][at]);
        bytes[0][at] = bytes[1][at] = (unsigned char)draw(story, 256);
    }
}

static void lock_map(struct story *story, struct handle *handle)
{
    int offset = (int)draw(story, SQLITE_SHM_NLOCK);
    int is_shared = draw(story, 2) == 0;
    int count = is_shared ? 1 : 1 + (int)draw(story, (uint32_t)(SQLITE_SHM_NLOCK - offset));
    unsigned bits = ((1U << count) - 1) << offset;
    unsigned *mine = is_shared ? &handle->shared : &handle->exclusive;
    int kind = is_shared ? SQLITE_SHM_SHARED : SQLITE_SHM_EXCLUSIVE;
    int answer = SQLITE_OK;
    if (!handle->is_mapped) {
        return;
    }
    if ((*mine & bits) == bits) {
        BOTH("unlock of shared memory", handle, xShmLock(file, offset, count, SQLITE_SHM_UNLOCK | kind));
        *mine &= ~bits;
    } else if (((handle->shared | handle->exclusive) & bits) == 0) {
        BOTH("lock of shared memory", handle, xShmLock(file, offset, count, SQLITE_SHM_LOCK | kind));
        *mine |= answer == SQLITE_OK ? bits : 0;
    }
}

static void look(struct story *story)
{
    static const int asked[] = {SQLITE_ACCESS_EXISTS, SQLITE_ACCESS_READWRITE};
    int flags = asked[draw(story, 2)];
    int is_open = 0;
    int answers[DISKS];
    int found[DISKS] = {-1, -2};
    for (int i = 0; i < HANDLES; i++) {
        is_open |= story->handles[i].is_open;
    }
    if (!is_open && draw(story, 2) == 0) {
        for (int i = 0; i < DISKS; i++) {
            answers[i] = story->disks[i]->xDelete(story->disks[i], story->path, 0);
        }
        expect_alike("delete", answers);
    }
    for (int i = 0; i < DISKS; i++) {
        answers[i] = story->disks[i]->xAccess(story->disks[i], story->path, flags, &found[i]);
    }
    expect_alike("access", answers);
    expect_alike("is it there", found);
}

static void go_on(struct story *story)
{
    static void (*const steps[])(struct story *, struct handle *) = {
        write_some, read_some, resize, lock_some, lock_some, map_some, lock_map, lock_map};
    struct handle *handle = &story->handles[draw(story, HANDLES)];
    if (!handle->is_open) {
        look(story);
        open_handle(story, handle);
    } else if (draw(story, 12) == 0) {
        close_handle(handle);
    } else {
        steps[draw(story, sizeof steps / sizeof steps[0])](story, handle);
    }
}

static void test_answers_as_the_real_one(void **state)
{
    struct story *story = *state;
    for (uint32_t seed = 1; seed <= STORIES; seed++) {
        story->seed = seed * 7919;
        for (int i = 0; i < STEPS; i++) {
            go_on(story);
        }
        for (int i = 0; i < HANDLES; i++) {
            if (story->handles[i].is_open) {
                close_handle(&story->handles[i]);
            }
        }
    }
}

static void test_deleted_while_open(void **state)
{
    struct story *story = *state;
    struct handle *old = &story->handles[0];
    struct handle *new = &story->handles[1];
    const int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    char found[4] = "";
    int given = 0;
    for (int i = 0; i < DISKS; i++) {
        sqlite3_vfs *disk = story->disks[i];
        (void)disk->xDelete(disk, story->path, 0);
        assert_int_equal(disk->xOpen(disk, story->name, old->files[i], flags, &given), SQLITE_OK);
        assert_int_equal(old->files[i]->pMethods->xWrite(old->files[i], "old", 3, 0), SQLITE_OK);
        assert_int_equal(disk->xDelete(disk, story->path, 0), SQLITE_OK);
        assert_int_equal(disk->xDelete(disk, story->path, 0), SQLITE_IOERR_DELETE_NOENT);
        assert_int_equal(disk->xOpen(disk, story->name, new->files[i], flags, &given), SQLITE_OK);
        assert_int_equal(new->files[i]->pMethods->xRead(new->files[i], found, 3, 0), SQLITE_IOERR_SHORT_READ);
        assert_int_equal(old->files[i]->pMethods->xRead(old->files[i], found, 3, 0), SQLITE_OK);
        assert_string_equal(found, "old");
    }
    close_handle(old);
    close_handle(new);
}

static int begin(void **state)
{
    struct story *story = calloc(1, sizeof *story);
    *state = story;
    if (story == NULL || folder_make(story->folder) != 0) {
        return -1;
    }
    (void)snprintf(story->path, sizeof story->path, "%s/store", story->folder);
    story->disks[0] = sqlite3_vfs_find(NULL);
    story->disks[1] = memory_disk_vfs();
    story->name = sqlite3_create_filename(story->path, "", "", 0, NULL);
    for (int i = 0; i < HANDLES; i++) {
        for (int k = 0; k < DISKS; k++) {
            story->handles[i].files[k] = calloc(1, (size_t)story->disks[k]->szOsFile);
            if (story->handles[i].files[k] == NULL) {
                return -1;
            }
        }
    }
    return story->name != NULL ? 0 : -1;
}

static int end(void **state)
{
    struct story *story = *state;
    for (int i = 0; i < HANDLES; i++) {
        for (int k = 0; k < DISKS; k++) {
            free(story->handles[i].files[k]);
        }
    }
    sqlite3_free_filename(story->name);
    int result = folder_remove(story->folder);
    free(story);
    memory_disk_release();
    return result;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers_as_the_real_one),
                                       cmocka_unit_test(test_deleted_while_open)};
    return sqlite3_initialize() == SQLITE_OK ? cmocka_run_group_tests(tests, begin, end) : 1;
}
