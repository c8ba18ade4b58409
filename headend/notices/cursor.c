#include "headend/notices/cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void cursor_write(const struct cursor *cursor, char out[CURSOR_SIZE])
{
    (void)snprintf(out, CURSOR_SIZE, "%d.%" PRId64 ".%s", cursor->urgent ? 1 : 0, cursor->published,
                   cursor->id);
}

int cursor_read(const char *text, struct cursor *cursor)
{
    if ((text[0] != '0' && text[0] != '1') || text[1] != '.') {
        return -1;
    }
    cursor->urgent = text[0] == '1';
    const char *digits = text + 2;
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || count > 18 || (count > 1 && digits[0] == '0') || digits[count] != '.') {
        return -1; /* 18 digits always fit */
    }
    cursor->published = 0;
    for (size_t i = 0; i < count; i++) {
        cursor->published = cursor->published * 10 + (digits[i] - '0');
    }
    const char *id = digits + count + 1;
    if (!notice_id_is_valid(id)) {
        return -1;
    }
    memcpy(cursor->id, id, strlen(id) + 1);
    return 0;
}
