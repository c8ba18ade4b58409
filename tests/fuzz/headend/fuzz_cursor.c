#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/cursor.h"
#include "headend/feed_date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A cursor that is read is written as it was; a moment that is read is one that can be written and read
 * again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[200];
    char again[CURSOR_SIZE];
    char date[FEED_DATE_SIZE];
    struct cursor cursor;
    int64_t ms = 0;
    int64_t same = 0;
    size_t length = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, length);
    text[length] = '\0';
    if (cursor_read(text, &cursor) == 0) {
        cursor_write(&cursor, again);
        if (strcmp(again, text) != 0) {
            abort();
        }
    }
    if (feed_date_read(text, &ms) == 0) {
        feed_date_write(ms, date);
        if (ms < 0 || (ms <= 253402300799999 && (feed_date_read(date, &same) != 0 || same != ms))) {
            abort();
        }
    }
    return 0;
}
