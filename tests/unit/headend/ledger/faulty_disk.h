#ifndef FAULTY_DISK_H
#define FAULTY_DISK_H

/* A disk below SQLite that counts what is written, fails where it is told to, and knows what a power cut
 * would leave: what was synced, and of the rest any sectors. It does not wait for the real disk. One thread.
 */

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum disk_fault {
    DISK_WORKS,
    DISK_FAILS_ONCE, /* the call fails and nothing of it happens */
    DISK_IS_FULL,    /* from that call on nothing can be written */
    DISK_IS_CUT,     /* that call happens in part, and nothing after it */
};

enum { DISK_FILES_MAX = 8, DISK_SECTOR = 512, DISK_PATH_SIZE = 120 };

/* What a power cut cannot take away. */
struct disk_file {
    char path[DISK_PATH_SIZE];
    unsigned char *synced;
    size_t length, room;
    size_t changed_from, changed_to; /* since then */
};

static struct {
    enum disk_fault fault;
    int64_t calls, fail_at; /* counted from 1: write, truncate, sync, delete */
    int64_t main_syncs, log_syncs;
    int happened;
    int keeps; /* what was synced, to lose power later */
    struct disk_file files[DISK_FILES_MAX];
    sqlite3_vfs vfs, *real;
    sqlite3_io_methods methods;
} disk;

struct faulty_file {
    sqlite3_file base;
    struct disk_file *kept; /* NULL: nothing of it is kept */
    int is_log;
    sqlite3_file *real; /* behind this */
};

static sqlite3_file *below(sqlite3_file *file)
{
    return ((struct faulty_file *)file)->real;
}

/* SQLITE_OK: it may happen. *part is set where it happens in part. */
static int disk_call(int failure, int *part)
{
    disk.calls++;
    *part = 0;
    int is_at_it = disk.fail_at > 0 && disk.calls >= disk.fail_at;
    if (!is_at_it || disk.fault == DISK_WORKS || (disk.fault == DISK_FAILS_ONCE && disk.happened)) {
        return SQLITE_OK;
    }
    *part = disk.fault == DISK_IS_CUT && !disk.happened;
    disk.happened = 1;
    return disk.fault == DISK_IS_FULL ? SQLITE_FULL : failure;
}

static void disk_note(struct disk_file *kept, size_t from, size_t to)
{
    if (kept != NULL) {
        kept->changed_from = from < kept->changed_from ? from : kept->changed_from;
        kept->changed_to = to > kept->changed_to ? to : kept->changed_to;
    }
}

static int disk_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    int part = 0;
    int result = disk_call(SQLITE_IOERR_WRITE, &part);
    disk_note(((struct faulty_file *)file)->kept, (size_t)offset, (size_t)offset + (size_t)length);
    if (part && length > 1) {
        (void)below(file)->pMethods->xWrite(below(file), bytes, length / 2, offset);
    }
    return result != SQLITE_OK ? result : below(file)->pMethods->xWrite(below(file), bytes, length, offset);
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int part = 0;
    int result = disk_call(SQLITE_IOERR_TRUNCATE, &part);
    disk_note(((struct faulty_file *)file)->kept, (size_t)size, SIZE_MAX);
    return result != SQLITE_OK ? result : below(file)->pMethods->xTruncate(below(file), size);
}

static int disk_keep_length(struct disk_file *kept, size_t length)
{
    size_t room = length > kept->room ? 2 * length : kept->room;
    unsigned char *bytes = room > kept->room ? realloc(kept->synced, room) : kept->synced;
    if (bytes == NULL && room > 0) {
        return SQLITE_IOERR_FSYNC;
    }
    kept->synced = bytes;
    kept->room = room;
    kept->length = length;
    return SQLITE_OK;
}

static int disk_keep(struct disk_file *kept, sqlite3_file *real)
{
    sqlite3_int64 size = 0;
    if (real->pMethods->xFileSize(real, &size) != SQLITE_OK ||
        disk_keep_length(kept, (size_t)size) != SQLITE_OK) {
        return SQLITE_IOERR_FSYNC;
    }
    size_t from = kept->changed_from;
    size_t to = kept->changed_to < kept->length ? kept->changed_to : kept->length;
    kept->changed_from = SIZE_MAX;
    kept->changed_to = 0;
    return from >= to
               ? SQLITE_OK
               : real->pMethods->xRead(real, kept->synced + from, (int)(to - from), (sqlite3_int64)from);
}

static int disk_sync(sqlite3_file *file, int flags)
{
    struct faulty_file *faulty = (struct faulty_file *)file;
    int part = 0;
    int result = disk_call(SQLITE_IOERR_FSYNC, &part);
    (void)flags;
    if (result == SQLITE_OK && faulty->kept != NULL) {
        *(faulty->is_log ? &disk.log_syncs : &disk.main_syncs) += 1;
        result = disk.keeps ? disk_keep(faulty->kept, faulty->real) : SQLITE_OK;
    }
    return result;
}

/* What is asked for goes to the real file as it is. */
static int disk_close(sqlite3_file *f)
{
    return below(f)->pMethods->xClose(below(f));
}
static int disk_read(sqlite3_file *f, void *bytes, int length, sqlite3_int64 offset)
{
    return below(f)->pMethods->xRead(below(f), bytes, length, offset);
}
static int disk_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return below(f)->pMethods->xFileSize(below(f), size);
}
static int disk_lock(sqlite3_file *f, int level)
{
    return below(f)->pMethods->xLock(below(f), level);
}
static int disk_unlock(sqlite3_file *f, int level)
{
    return below(f)->pMethods->xUnlock(below(f), level);
}
static int disk_reserved(sqlite3_file *f, int *is)
{
    return below(f)->pMethods->xCheckReservedLock(below(f), is);
}
static int disk_control(sqlite3_file *f, int operation, void *argument)
{
    return below(f)->pMethods->xFileControl(below(f), operation, argument);
}
static int disk_sector(sqlite3_file *f)
{
    return below(f)->pMethods->xSectorSize(below(f));
}
static int disk_traits(sqlite3_file *f)
{
    return below(f)->pMethods->xDeviceCharacteristics(below(f));
}
static int disk_map(sqlite3_file *f, int page, int size, int extend, void volatile **memory)
{
    return below(f)->pMethods->xShmMap(below(f), page, size, extend, memory);
}
static int disk_map_lock(sqlite3_file *f, int offset, int count, int flags)
{
    return below(f)->pMethods->xShmLock(below(f), offset, count, flags);
}
static void disk_barrier(sqlite3_file *f)
{
    below(f)->pMethods->xShmBarrier(below(f));
}
static int disk_unmap(sqlite3_file *f, int is_deleted)
{
    return below(f)->pMethods->xShmUnmap(below(f), is_deleted);
}

static struct disk_file *disk_file_of(const char *path)
{
    size_t i = 0;
    while (i < DISK_FILES_MAX && disk.files[i].path[0] != '\0' && strcmp(disk.files[i].path, path) != 0) {
        i++;
    }
    if (i == DISK_FILES_MAX || strlen(path) >= DISK_PATH_SIZE) {
        return NULL;
    }
    (void)snprintf(disk.files[i].path, DISK_PATH_SIZE, "%s", path);
    return &disk.files[i];
}

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    struct faulty_file *faulty = (struct faulty_file *)file;
    (void)vfs;
    faulty->real = (sqlite3_file *)(faulty + 1);
    faulty->is_log = (flags & SQLITE_OPEN_WAL) != 0;
    faulty->kept =
        path != NULL && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_DB)) != 0 ? disk_file_of(path) : NULL;
    disk_note(faulty->kept, 0, SIZE_MAX); /* by whom, and whether it is another file now, is not known */
    int result = disk.real->xOpen(disk.real, path, faulty->real, flags, out_flags);
    file->pMethods = result == SQLITE_OK ? &disk.methods : NULL;
    return result;
}

/* The real one would sync the folder. */
static int disk_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder)
{
    int part = 0;
    int result = disk_call(SQLITE_IOERR_DELETE, &part);
    (void)vfs;
    (void)syncs_folder;
    return result != SQLITE_OK ? result : disk.real->xDelete(disk.real, path, 0);
}

/* What is written goes to `real`. */
static int disk_install_above(sqlite3_vfs *real)
{
    disk.real = real;
    disk.vfs = *disk.real;
    disk.vfs.zName = "faulty";
    disk.vfs.szOsFile = (int)sizeof(struct faulty_file) + disk.real->szOsFile;
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    disk.methods = (sqlite3_io_methods){.iVersion = 2,
                                        .xClose = disk_close,
                                        .xRead = disk_read,
                                        .xWrite = disk_write,
                                        .xTruncate = disk_truncate,
                                        .xSync = disk_sync,
                                        .xFileSize = disk_size,
                                        .xLock = disk_lock,
                                        .xUnlock = disk_unlock,
                                        .xCheckReservedLock = disk_reserved,
                                        .xFileControl = disk_control,
                                        .xSectorSize = disk_sector,
                                        .xDeviceCharacteristics = disk_traits,
                                        .xShmMap = disk_map,
                                        .xShmLock = disk_map_lock,
                                        .xShmBarrier = disk_barrier,
                                        .xShmUnmap = disk_unmap};
    return sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK ? 0 : -1;
}

static inline int disk_install(void)
{
    return disk_install_above(sqlite3_vfs_find(NULL));
}

/* From now on; forgets what was counted. fail_at 0: never. */
static inline void disk_set(enum disk_fault fault, int64_t fail_at)
{
    disk.fault = fault;
    disk.fail_at = fail_at;
    disk.calls = disk.main_syncs = disk.log_syncs = 0;
    disk.happened = 0;
}

static inline void disk_forget_files(void)
{
    for (size_t i = 0; i < DISK_FILES_MAX; i++) {
        free(disk.files[i].synced);
        disk.files[i] = (struct disk_file){.synced = NULL};
    }
}

/* The same files, and nothing of them is on the disk: their room is used again. */
static inline void disk_forget_contents(void)
{
    for (size_t i = 0; i < DISK_FILES_MAX; i++) {
        disk.files[i].length = 0;
    }
}

/* --- Files that nobody has open, below what fails and counts --- */

struct disk_below {
    sqlite3_filename name;
    sqlite3_file *file;
};

static int disk_open_below(struct disk_below *below, const char *path, int flags)
{
    int given = 0;
    below->name = sqlite3_create_filename(path, "", "", 0, NULL);
    below->file = calloc(1, (size_t)disk.real->szOsFile);
    return below->name != NULL && below->file != NULL &&
                   disk.real->xOpen(disk.real, below->name, below->file,
                                    SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | flags, &given) == SQLITE_OK
               ? 0
               : -1;
}

static void disk_close_below(struct disk_below *below)
{
    if (below->file != NULL && below->file->pMethods != NULL) {
        (void)below->file->pMethods->xClose(below->file);
    }
    free(below->file);
    sqlite3_free_filename(below->name);
}

/* 0, or -1: it is not there. `bytes` is the caller's. */
static inline int disk_read_whole(const char *path, unsigned char **bytes, size_t *length)
{
    struct disk_below below;
    sqlite3_int64 size = 0;
    int result = disk_open_below(&below, path, 0);
    *bytes = NULL;
    if (result == 0 && below.file->pMethods->xFileSize(below.file, &size) == SQLITE_OK) {
        *bytes = malloc((size_t)size + 1);
    }
    result = *bytes != NULL &&
                     (size == 0 || below.file->pMethods->xRead(below.file, *bytes, (int)size, 0) == SQLITE_OK)
                 ? 0
                 : -1;
    *length = (size_t)size;
    disk_close_below(&below);
    return result;
}

static inline int disk_write_whole(const char *path, const unsigned char *bytes, size_t length)
{
    struct disk_below below;
    int result = disk_open_below(&below, path, SQLITE_OPEN_CREATE);
    if (result == 0) {
        const sqlite3_io_methods *methods = below.file->pMethods;
        result = (length == 0 || methods->xWrite(below.file, bytes, (int)length, 0) == SQLITE_OK) &&
                         methods->xTruncate(below.file, (sqlite3_int64)length) == SQLITE_OK
                     ? 0
                     : -1;
    }
    disk_close_below(&below);
    return result;
}

/* A file that is there, and on the disk, when a story begins. */
static inline int disk_begin_with(const char *path, const unsigned char *bytes, size_t length)
{
    struct disk_file *kept = disk_file_of(path);
    if (kept == NULL || disk_keep_length(kept, length) != SQLITE_OK ||
        disk_write_whole(path, bytes, length) != 0) {
        return -1;
    }
    memcpy(kept->synced, bytes, length);
    return 0;
}

/* What was synced is there; of what was written after it any sectors are, and the length is one of the two.
 * `seed` moves on. For files that nobody has open. */
static inline void disk_lose_power(uint32_t *seed)
{
    for (size_t i = 0; i < DISK_FILES_MAX && disk.files[i].path[0] != '\0'; i++) {
        const struct disk_file *kept = &disk.files[i];
        unsigned char *now = NULL;
        size_t length = 0;
        char shared[DISK_PATH_SIZE + 8];
        (void)snprintf(shared, sizeof shared, "%s-shm", kept->path);
        (void)disk.real->xDelete(disk.real, shared, 0);
        if (disk_read_whole(kept->path, &now, &length) == 0) {
            for (size_t at = 0; at < length && at < kept->length; at += DISK_SECTOR) {
                size_t end = at + DISK_SECTOR < length ? at + DISK_SECTOR : length;
                end = end < kept->length ? end : kept->length;
                *seed = *seed * 1664525U + 1013904223U;
                if ((*seed >> 16 & 1) != 0) {
                    memcpy(now + at, kept->synced + at, end - at);
                }
            }
            *seed = *seed * 1664525U + 1013904223U;
            int is_short = (*seed >> 16 & 1) != 0 && kept->length < length;
            (void)disk_write_whole(kept->path, now, is_short ? kept->length : length);
        }
        free(now);
    }
}

#endif
