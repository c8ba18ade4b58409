#include "screens/widgets/one_line.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/printable.h"

enum { LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029, LAST_C1 = 0x9f };

static int is_blank(uint32_t code_point)
{
    return code_point == ' ' || code_point == LINE_SEPARATOR || code_point == PARAGRAPH_SEPARATOR ||
           (code_point <= LAST_C1 && is_control_character(code_point));
}

char *one_line(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    size_t used = 0;
    int blank = 0; /* before the next character */
    for (size_t at = 0; at < length;) {
        uint32_t code_point = ' ';
        size_t taken = utf8_character(text + at, length - at, &code_point);
        const char *character = text + at;
        at += taken > 0 ? taken : 1; /* what is not UTF-8 is a blank */
        if (is_blank(code_point)) {
            blank = used > 0;
            continue;
        }
        if (is_control_character(code_point)) {
            continue;
        }
        if (used + (size_t)blank + taken >= size) {
            break;
        }
        if (blank) {
            out[used++] = ' ';
        }
        blank = 0;
        memcpy(out + used, character, taken);
        used += taken;
    }
    out[used] = '\0';
    return out;
}

void line_add(char *out, size_t size, const char *text)
{
    size_t used = strlen(out);
    if (text[0] != '\0') {
        (void)snprintf(out + used, size - used, "%s%s", used > 0 ? "\n" : "", text);
    }
}
