/* Moments: any text. What is read is written and read back as the same. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/notices/import/feed_date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    int64_t ms = -1;
    int64_t again = -1;
    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    if (feed_date_read(text, &ms) == 0) {
        char written[FEED_DATE_SIZE];
        feed_date_write(ms, written);
        if (ms < 0 || feed_date_read(written, &again) != 0 || again != ms) {
            abort();
        }
    }
    free(text);
    return 0;
}
