#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "backend-client/cache/response_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The checksum stops nearly everything, so the lengths are tried by building, changing nothing, and reading,
 * too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char key[] = "http://a/v1/menu";
    struct response_entry entry;
    (void)response_file_parse(data, size, key, &entry);
    size_t built;
    unsigned char *bytes = response_file_build(key, "\"e\"", (int64_t)size, data, size, &built);
    if (bytes != NULL && (response_file_parse(bytes, built, key, &entry) != 0 || entry.length != size)) {
        abort();
    }
    free(bytes);
    return 0;
}
