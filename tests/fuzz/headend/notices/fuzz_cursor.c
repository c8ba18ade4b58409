/* Cursors come back from boxes: what is read is what was written. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/notices/cursor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cursor cursor;
    char written[CURSOR_SIZE];
    char *text = malloc(size + 1);
    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    if (cursor_read(text, &cursor) == 0) {
        cursor_write(&cursor, written);
        if (strcmp(text, written) != 0) {
            abort();
        }
    }
    free(text);
    return 0;
}
