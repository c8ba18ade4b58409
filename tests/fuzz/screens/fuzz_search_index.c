/* Initials as a headend may send them, and a query: the first line is the query, each further one a title.
 * Whatever is found is an item, once, and a match of some kind: it has at least as many characters. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "screens/search/search_index.h"

enum { TEXT_MAX = 4096, FOUND_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[TEXT_MAX + 1];
    uint32_t found[FOUND_MAX];
    size_t length = size < TEXT_MAX ? size : TEXT_MAX;
    struct search_index *index = search_index_new();
    if (index == NULL) {
        return 0;
    }
    if (length > 0) {
        memcpy(text, data, length);
    }
    text[length] = '\0';
    char *rest = text;
    const char *query = strsep(&rest, "\n");
    for (const char *title = strsep(&rest, "\n"); title != NULL; title = strsep(&rest, "\n")) {
        (void)search_index_add(index, title, (int)strlen(title) % 5 - 1);
    }
    size_t count = search_index_find(index, query, found, FOUND_MAX);
    uint64_t seen[TEXT_MAX / 64 + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        uint64_t bit = UINT64_C(1) << found[i] % 64;
        if (found[i] >= search_index_count(index) || (seen[found[i] / 64] & bit) != 0) {
            abort();
        }
        seen[found[i] / 64] |= bit;
    }
    search_index_free(index);
    return 0;
}
