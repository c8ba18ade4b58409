#include "stb-app/trim_memory.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* Relocations in code, as drivers of some vendors have them, are lost with its pages. */
static int has_text_relocations(const struct dl_phdr_info *file)
{
    for (size_t i = 0; i < file->dlpi_phnum; i++) {
        if (file->dlpi_phdr[i].p_type != PT_DYNAMIC) {
            continue;
        }
        const ElfW(Dyn) *entry = (const void *)(file->dlpi_addr + file->dlpi_phdr[i].p_vaddr);
        for (; entry->d_tag != DT_NULL; entry++) {
            if (entry->d_tag == DT_TEXTREL ||
                (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL) != 0)) {
                return 1;
            }
        }
    }
    return 0;
}

/* What of a file nothing can have written to: its code, its constants, its names, most of which only the
 * start needs. A segment that is written before it becomes read-only (relocations) has PF_W. */
static int trim_file(struct dl_phdr_info *file, size_t size, void *context)
{
    long *trimmed = context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)size;
    if (has_text_relocations(file)) {
        return 0;
    }
    for (size_t i = 0; i < file->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &file->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W) != 0) {
            continue;
        }
        uintptr_t start = (file->dlpi_addr + segment->p_vaddr) & ~(page - 1);
        uintptr_t end = (file->dlpi_addr + segment->p_vaddr + segment->p_memsz + page - 1) & ~(page - 1);
        if (madvise((void *)start, end - start, MADV_DONTNEED) == 0) {
            *trimmed += (long)(end - start);
        }
    }
    return 0;
}

long trim_memory(void)
{
    long trimmed = 0;
    (void)dl_iterate_phdr(trim_file, &trimmed);
    (void)malloc_trim(0);
    return trimmed;
}
