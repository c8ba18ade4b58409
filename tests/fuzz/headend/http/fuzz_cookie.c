/* A Cookie header from anywhere: a value that is taken is one that we write, and is read back. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/http/cookie.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char value[COOKIE_VALUE_SIZE];
    char again[COOKIE_VALUE_SIZE];
    char *header = malloc(size + 1);
    if (header == NULL) {
        return 0;
    }
    memcpy(header, data, size);
    header[size] = '\0';
    if (cookie_read(header, COOKIE_SESSION, value) == 0) {
        char *written = cookie_write(
            &(struct cookie){.name = COOKIE_SESSION, .value = value, .same_site = COOKIE_STRICT});
        must(written != NULL && strstr(header, value) != NULL);
        must(cookie_read(written, COOKIE_SESSION, again) == 0 && strcmp(value, again) == 0);
        free(written);
    }
    free(header);
    return 0;
}
