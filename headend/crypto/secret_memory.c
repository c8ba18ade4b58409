#include "headend/crypto/secret_memory.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void *secret_memory_new(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return NULL;
    }
    /* Both are more than is needed: core files are forbidden, and a system may allow no locked memory. */
    (void)madvise(memory, size, MADV_DONTDUMP);
    (void)mlock2(memory, size, MLOCK_ONFAULT);
    return memory;
}

/* A table of many slots is mostly never touched, and wiping such a page would first make it. Of a page in
 * swap, writing to it wipes nothing either. */
void secret_memory_wipe(void *whole, size_t size)
{
    enum { PAGES_AT_ONCE = 1024 };
    unsigned char resident[PAGES_AT_ONCE];
    unsigned char *memory = whole;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t step = PAGES_AT_ONCE * page;
    for (size_t begin = 0; begin < size; begin += step) {
        size_t length = size - begin < step ? size - begin : step;
        if (mincore(memory + begin, length, resident) != 0) {
            explicit_bzero(memory + begin, length);
            continue;
        }
        for (size_t at = 0; at < length; at += page) {
            if ((resident[at / page] & 1) != 0) {
                explicit_bzero(memory + begin + at, length - at < page ? length - at : page);
            }
        }
    }
}

void secret_memory_free(void *memory, size_t size)
{
    if (memory != NULL) {
        secret_memory_wipe(memory, size);
        (void)munmap(memory, size);
    }
}
