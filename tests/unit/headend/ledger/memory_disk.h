#ifndef MEMORY_DISK_H
#define MEMORY_DISK_H

/* A disk below SQLite that lies in memory: files, locks and shared memory answer as those of SQLite's own VFS
 * do within one process (test_memory_disk.c holds them together), without a system call. It has no folders: a
 * file is its whole path. One thread. What was deleted leaves its room to the next file. */

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEMORY_FILES_MAX = 16,
    MEMORY_PATH_SIZE = 128,
    MEMORY_REGIONS_MAX = 16, /* of shared memory: each is good for 4,096 pages in the log */
    MEMORY_ROOM = 64 * 1024, /* of a file at first */
    MEMORY_SECTOR = 4096,    /* as SQLite's own say */
};

struct memory_file {
    char path[MEMORY_PATH_SIZE]; /* "": nobody can open it any more */
    unsigned char *bytes;
    size_t length, room;
    int handles;
    int level, readers; /* the highest lock that a handle has; handles that have one */
    unsigned char *regions[MEMORY_REGIONS_MAX];
    int mappings;
    int held[SQLITE_SHM_NLOCK]; /* how many share it; -1: one has it alone */
};

struct memory_handle {
    sqlite3_file base;
    struct memory_file *file;
    int level, is_mapped;
    unsigned shared, exclusive; /* bits: which of file->held it holds */
};

static struct {
    struct memory_file files[MEMORY_FILES_MAX];
    uint64_t randomness; /* what SQLite draws from comes of it */
    sqlite3_vfs vfs, *own;
} memory_disk;

static struct memory_file *memory_file_of(sqlite3_file *file)
{
    return ((struct memory_handle *)file)->file;
}

/* --- Bytes --- */

static int memory_read(sqlite3_file *handle, void *bytes, int length, sqlite3_int64 offset)
{
    const struct memory_file *file = memory_file_of(handle);
    size_t there = (size_t)offset < file->length ? file->length - (size_t)offset : 0;
    size_t wanted = (size_t)length;
    size_t count = there < wanted ? there : wanted;
    if (count > 0) {
        memcpy(bytes, file->bytes + offset, count);
    }
    memset((unsigned char *)bytes + count, 0, wanted - count);
    return count == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int memory_grow(struct memory_file *file, size_t wanted)
{
    size_t room = file->room > 0 ? file->room : MEMORY_ROOM;
    while (room < wanted) {
        room *= 2;
    }
    unsigned char *bytes = room != file->room ? realloc(file->bytes, room) : file->bytes;
    if (bytes == NULL) {
        return SQLITE_FULL;
    }
    file->bytes = bytes;
    file->room = room;
    return SQLITE_OK;
}

static int memory_write(sqlite3_file *handle, const void *bytes, int length, sqlite3_int64 offset)
{
    struct memory_file *file = memory_file_of(handle);
    size_t begin = (size_t)offset;
    size_t end = begin + (size_t)length;
    if (memory_grow(file, end) != SQLITE_OK) {
        return SQLITE_FULL;
    }
    if (begin > file->length) {
        memset(file->bytes + file->length, 0, begin - file->length);
    }
    memcpy(file->bytes + begin, bytes, (size_t)length);
    file->length = end > file->length ? end : file->length;
    return SQLITE_OK;
}

static int memory_truncate(sqlite3_file *handle, sqlite3_int64 size)
{
    struct memory_file *file = memory_file_of(handle);
    size_t wanted = (size_t)size;
    if (memory_grow(file, wanted) != SQLITE_OK) {
        return SQLITE_FULL;
    }
    if (wanted > file->length) {
        memset(file->bytes + file->length, 0, wanted - file->length);
    }
    file->length = wanted;
    return SQLITE_OK;
}

static int memory_sync(sqlite3_file *handle, int flags)
{
    (void)handle;
    (void)flags;
    return SQLITE_OK;
}

static int memory_size(sqlite3_file *handle, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)memory_file_of(handle)->length;
    return SQLITE_OK;
}

/* --- Locks: any number SHARED, beside them one RESERVED, which gets EXCLUSIVE once the others are gone ---
 */

static int memory_lock(sqlite3_file *base, int level)
{
    struct memory_handle *handle = (struct memory_handle *)base;
    struct memory_file *file = handle->file;
    if (handle->level >= level) {
        return SQLITE_OK;
    }
    if (handle->level != file->level && (file->level >= SQLITE_LOCK_PENDING || level > SQLITE_LOCK_SHARED)) {
        return SQLITE_BUSY;
    }
    int is_busy = level == SQLITE_LOCK_EXCLUSIVE && file->readers > 1;
    file->readers += handle->level == SQLITE_LOCK_NONE;
    handle->level = is_busy ? SQLITE_LOCK_PENDING : level;
    file->level = handle->level > file->level ? handle->level : file->level;
    return is_busy ? SQLITE_BUSY : SQLITE_OK;
}

static int memory_unlock(sqlite3_file *base, int level)
{
    struct memory_handle *handle = (struct memory_handle *)base;
    struct memory_file *file = handle->file;
    if (handle->level <= level) {
        return SQLITE_OK;
    }
    if (handle->level > SQLITE_LOCK_SHARED) {
        file->level = SQLITE_LOCK_SHARED;
    }
    if (level == SQLITE_LOCK_NONE && --file->readers == 0) {
        file->level = SQLITE_LOCK_NONE;
    }
    handle->level = level;
    return SQLITE_OK;
}

static int memory_reserved(sqlite3_file *handle, int *is_reserved)
{
    *is_reserved = memory_file_of(handle)->level > SQLITE_LOCK_SHARED;
    return SQLITE_OK;
}

/* --- Shared memory: lasts as long as somebody has it --- */

static int memory_map(sqlite3_file *base, int region, int size, int extend, void volatile **memory)
{
    struct memory_handle *handle = (struct memory_handle *)base;
    struct memory_file *file = handle->file;
    if (region >= MEMORY_REGIONS_MAX) {
        return SQLITE_IOERR_SHMSIZE;
    }
    file->mappings += !handle->is_mapped;
    handle->is_mapped = 1;
    for (int i = 0; i <= region && extend; i++) {
        file->regions[i] = file->regions[i] != NULL ? file->regions[i] : calloc(1, (size_t)size);
        if (file->regions[i] == NULL) {
            return SQLITE_NOMEM;
        }
    }
    *memory = file->regions[region];
    return SQLITE_OK;
}

static int memory_map_unlock(struct memory_handle *handle, int offset, int count)
{
    for (int i = offset; i < offset + count; i++) {
        unsigned bit = 1U << i;
        if ((handle->exclusive & bit) != 0) {
            handle->file->held[i] = 0;
        } else if ((handle->shared & bit) != 0) {
            handle->file->held[i]--;
        }
        handle->exclusive &= ~bit;
        handle->shared &= ~bit;
    }
    return SQLITE_OK;
}

static int memory_map_lock(sqlite3_file *base, int offset, int count, int flags)
{
    struct memory_handle *handle = (struct memory_handle *)base;
    int *held = handle->file->held;
    int is_shared = (flags & SQLITE_SHM_SHARED) != 0;
    unsigned *mine = is_shared ? &handle->shared : &handle->exclusive;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        return memory_map_unlock(handle, offset, count);
    }
    for (int i = offset; i < offset + count; i++) {
        int is_mine = (*mine & 1U << i) != 0;
        if (!is_mine && (is_shared ? held[i] < 0 : held[i] != 0)) {
            return SQLITE_BUSY;
        }
    }
    for (int i = offset; i < offset + count; i++) {
        if ((*mine & 1U << i) == 0) {
            held[i] = is_shared ? held[i] + 1 : -1;
            *mine |= 1U << i;
        }
    }
    return SQLITE_OK;
}

static void memory_barrier(sqlite3_file *handle)
{
    (void)handle;
}

static int memory_unmap(sqlite3_file *base, int is_deleted)
{
    struct memory_handle *handle = (struct memory_handle *)base;
    struct memory_file *file = handle->file;
    (void)is_deleted;
    if (!handle->is_mapped) {
        return SQLITE_OK;
    }
    (void)memory_map_unlock(handle, 0, SQLITE_SHM_NLOCK);
    handle->is_mapped = 0;
    if (--file->mappings == 0) {
        for (int i = 0; i < MEMORY_REGIONS_MAX; i++) {
            free(file->regions[i]);
            file->regions[i] = NULL;
        }
    }
    return SQLITE_OK;
}

/* --- Files --- */

static struct memory_file *memory_find(const char *path)
{
    for (size_t i = 0; i < MEMORY_FILES_MAX; i++) {
        if (memory_disk.files[i].path[0] != '\0' && strcmp(memory_disk.files[i].path, path) == 0) {
            return &memory_disk.files[i];
        }
    }
    return NULL;
}

/* `path` is "" for one that passes with its handle. NULL: no place. */
static struct memory_file *memory_make(const char *path)
{
    for (size_t i = 0; i < MEMORY_FILES_MAX && strlen(path) < MEMORY_PATH_SIZE; i++) {
        struct memory_file *file = &memory_disk.files[i];
        if (file->path[0] == '\0' && file->handles == 0) {
            *file = (struct memory_file){.bytes = file->bytes, .room = file->room};
            (void)snprintf(file->path, MEMORY_PATH_SIZE, "%s", path);
            return file;
        }
    }
    return NULL;
}

static int memory_close(sqlite3_file *handle)
{
    (void)memory_unlock(handle, SQLITE_LOCK_NONE);
    (void)memory_unmap(handle, 0);
    memory_file_of(handle)->handles--;
    handle->pMethods = NULL;
    return SQLITE_OK;
}

static int memory_control(sqlite3_file *handle, int operation, void *argument)
{
    (void)handle;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int memory_sector(sqlite3_file *handle)
{
    (void)handle;
    return MEMORY_SECTOR;
}

static int memory_traits(sqlite3_file *handle)
{
    (void)handle;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods memory_methods = {.iVersion = 2,
                                                  .xClose = memory_close,
                                                  .xRead = memory_read,
                                                  .xWrite = memory_write,
                                                  .xTruncate = memory_truncate,
                                                  .xSync = memory_sync,
                                                  .xFileSize = memory_size,
                                                  .xLock = memory_lock,
                                                  .xUnlock = memory_unlock,
                                                  .xCheckReservedLock = memory_reserved,
                                                  .xFileControl = memory_control,
                                                  .xSectorSize = memory_sector,
                                                  .xDeviceCharacteristics = memory_traits,
                                                  .xShmMap = memory_map,
                                                  .xShmLock = memory_map_lock,
                                                  .xShmBarrier = memory_barrier,
                                                  .xShmUnmap = memory_unmap};

static int memory_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
    struct memory_handle *handle = (struct memory_handle *)base;
    struct memory_file *file = path != NULL ? memory_find(path) : NULL;
    (void)vfs;
    *handle = (struct memory_handle){.file = file};
    if (file == NULL && (flags & SQLITE_OPEN_CREATE) != 0) {
        handle->file = memory_make(path != NULL ? path : "");
    }
    if (handle->file == NULL) {
        return SQLITE_CANTOPEN;
    }
    if ((flags & SQLITE_OPEN_DELETEONCLOSE) != 0) {
        handle->file->path[0] = '\0';
    }
    handle->file->handles++;
    base->pMethods = &memory_methods;
    if (out_flags != NULL) {
        *out_flags = flags;
    }
    return SQLITE_OK;
}

static int memory_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder)
{
    struct memory_file *file = memory_find(path);
    (void)vfs;
    (void)syncs_folder;
    if (file == NULL) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    file->path[0] = '\0';
    return SQLITE_OK;
}

/* An empty file counts as not there, as with SQLite's own. */
static int memory_access(sqlite3_vfs *vfs, const char *path, int flags, int *is_there)
{
    const struct memory_file *file = memory_find(path);
    (void)vfs;
    *is_there = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->length > 0);
    return SQLITE_OK;
}

static int memory_full_path(sqlite3_vfs *vfs, const char *path, int size, char *full)
{
    (void)vfs;
    int length = snprintf(full, (size_t)size, "%s", path);
    return length > 0 && length < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int memory_random(sqlite3_vfs *vfs, int length, char *bytes)
{
    (void)vfs;
    for (int i = 0; i < length; i++) {
        memory_disk.randomness = memory_disk.randomness * 6364136223846793005U + 1442695040888963407U;
        bytes[i] = (char)(memory_disk.randomness >> 56);
    }
    return length;
}

/* For sqlite3_vfs_register. Its clock is that of SQLite's own. */
static inline sqlite3_vfs *memory_disk_vfs(void)
{
    memory_disk.own = sqlite3_vfs_find(NULL);
    memory_disk.vfs = *memory_disk.own;
    memory_disk.vfs.zName = "memory";
    memory_disk.vfs.szOsFile = (int)sizeof(struct memory_handle);
    memory_disk.vfs.xOpen = memory_open;
    memory_disk.vfs.xDelete = memory_delete;
    memory_disk.vfs.xAccess = memory_access;
    memory_disk.vfs.xFullPathname = memory_full_path;
    memory_disk.vfs.xRandomness = memory_random;
    return &memory_disk.vfs;
}

/* What SQLite draws from now on (salts of a log) comes of `seed`: a story replays to the byte. */
static inline void memory_disk_seed(uint64_t seed)
{
    memory_disk.randomness = seed;
    sqlite3_randomness(0, NULL);
}

/* For files that nobody has open. */
static inline void memory_disk_delete_all(void)
{
    for (size_t i = 0; i < MEMORY_FILES_MAX; i++) {
        memory_disk.files[i].path[0] = '\0';
    }
}

static inline void memory_disk_release(void)
{
    for (size_t i = 0; i < MEMORY_FILES_MAX; i++) {
        free(memory_disk.files[i].bytes);
        memory_disk.files[i] = (struct memory_file){.handles = 0};
    }
}

#endif
