/* LD_PRELOAD: lets the n-th allocation fail, once or ever after. The file named by TORTURE holds four numbers
 * of 64 bits: whether allocations count, how many there were, which one fails, whether all after it do.
 * Whoever drives the program writes them there. The file named by TORTURE_STACKS, where there is one, is told
 * for each allocation, in 64 bits, from where it came: equal numbers came the same way. DirectFB, and
 * OpenSSL 3.0 at its first use, end a program where they get no memory (the supervisor starts the hall
 * again): what these ask for does not fail.
 */

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct orders {
    _Atomic uint64_t counts, count, fails_at, ever;
};

/* glibc's own, under the names that it exports. */
void *__libc_malloc(size_t size);                     // NOLINT(bugprone-reserved-identifier)
void *__libc_calloc(size_t count, size_t size);       // NOLINT(bugprone-reserved-identifier)
void *__libc_realloc(void *old, size_t size);         // NOLINT(bugprone-reserved-identifier)
void *__libc_memalign(size_t alignment, size_t size); // NOLINT(bugprone-reserved-identifier)

static struct orders *_Atomic orders;
static int stacks = -1;

enum { FRAMES = 9 };

__attribute__((constructor)) static void take_orders(void)
{
    const char *path = getenv("TORTURE");
    const char *stacks_path = getenv("TORTURE_STACKS");
    if (stacks_path != NULL) {
        void *frames[FRAMES];
        (void)backtrace(frames, FRAMES); /* allocates the first time */
        stacks = open(stacks_path, O_WRONLY | O_CLOEXEC);
    }
    int file = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *frame = NULL;
    (void)backtrace(&frame, 1); /* its first use allocates */
    if (file >= 0) {
        void *map = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        (void)close(file);
        orders = map != MAP_FAILED ? map : NULL;
    }
}

enum { FRAMES_TO_REALLOC = 5 };

/* Who called, where it was realloc of the program itself (wiped_memory.c), which asks for new memory. */
static const void *behind_realloc(const void *caller, const Dl_info *about)
{
    void *frames[FRAMES_TO_REALLOC];
    if (about->dli_sname == NULL || strcmp(about->dli_sname, "realloc") != 0) {
        return caller;
    }
    int count = backtrace(frames, FRAMES_TO_REALLOC);
    for (int i = 0; i + 1 < count; i++) {
        if (frames[i] == caller) {
            return frames[i + 1];
        }
    }
    return caller;
}

/* Whether the code there is one of these. */
static int is_spared(const void *caller)
{
    Dl_info about;
    return dladdr(caller, &about) != 0 && dladdr(behind_realloc(caller, &about), &about) != 0 &&
           about.dli_fname != NULL &&
           (strstr(about.dli_fname, "libfusion") != NULL || strstr(about.dli_fname, "libdirect") != NULL ||
            strstr(about.dli_fname, "libcrypto") != NULL);
}

static void tell_stack(uint64_t number)
{
    void *frames[FRAMES];
    int count = backtrace(frames, FRAMES);
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (int i = 0; i < count; i++) {
        hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211U;
    }
    (void)!pwrite(stacks, &hash, sizeof hash, (off_t)((number - 1) * sizeof hash));
}

static int fails(const void *caller)
{
    struct orders *now = atomic_load_explicit(&orders, memory_order_relaxed);
    if (now == NULL || !atomic_load_explicit(&now->counts, memory_order_relaxed)) {
        return 0;
    }
    uint64_t number = atomic_fetch_add_explicit(&now->count, 1, memory_order_relaxed) + 1;
    if (stacks >= 0) {
        tell_stack(number);
    }
    uint64_t wanted = atomic_load_explicit(&now->fails_at, memory_order_relaxed);
    int result = wanted != 0 && (number == wanted ||
                                 (number > wanted && atomic_load_explicit(&now->ever, memory_order_relaxed)));
    result = result && !is_spared(caller);
    errno = result ? ENOMEM : errno;
    return result;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return size != 0 && fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *memory = memalign(alignment, size);
    if (memory == NULL) {
        return ENOMEM;
    }
    *out = memory;
    return 0;
}
