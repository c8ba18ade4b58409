#include "headend/notices/cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/digits.h"

enum { PUBLISHED_DIGITS = 18 };

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
    const char *id = digits;
    if (digits_take(&id, 1, PUBLISHED_DIGITS, &cursor->published) != 0 ||
        (digits[0] == '0' && id > digits + 1) || *id++ != '.') {
        return -1;
    }
    if (!notice_id_is_valid(id)) {
        return -1;
    }
    memcpy(cursor->id, id, strlen(id) + 1);
    return 0;
}
