#include "headend/http/form.h"

#include <string.h>

#include "both-sides/utf8.h"

/* Letters and digits, and these, browsers leave as they are (WHATWG URL, 5.2). */
static int is_plain(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (byte != '\0' && strchr("*-._", byte) != NULL);
}

static int digit_of(char byte)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    enum { UPPER = 16, LETTERS = 6 };
    const char *found = byte != '\0' ? strchr(digits, byte) : NULL;
    int place = found != NULL ? (int)(found - digits) : -1;
    return place >= UPPER ? place - LETTERS : place;
}

static int may_stand(int byte)
{
    enum { FIRST_PRINTABLE = 0x20, DELETE = 0x7f };
    return (byte >= FIRST_PRINTABLE && byte != DELETE) || byte == '\t' || byte == '\r' || byte == '\n';
}

/* The text up to an "&", a "=" or the end, decoded to where it stands and ended by a NUL. Returns the byte
 * that ended it (it is gone: NUL for the end), or -1. *at goes behind it. */
static int decode(char **at, const char *end, char **text)
{
    char *out = *at;
    char *in = *at;
    *text = out;
    while (in < end && *in != '&' && *in != '=') {
        int byte = (unsigned char)*in;
        if (*in == '+') {
            byte = ' ';
        } else if (*in == '%') {
            int high = end - in > 2 ? digit_of(in[1]) : -1;
            int low = high >= 0 ? digit_of(in[2]) : -1;
            byte = low >= 0 ? high << 4 | low : -1;
            in += 2;
        } else if (!is_plain(*in)) {
            return -1;
        }
        if (byte < 0 || !may_stand(byte)) {
            return -1;
        }
        *out++ = (char)byte;
        in++;
    }
    int ended_by = in < end ? *in : '\0';
    *at = in < end ? in + 1 : in;
    *out = '\0';
    size_t length = (size_t)(out - *text);
    return utf8_valid_length((const unsigned char *)*text, length) == length ? ended_by : -1;
}

int form_read(char *body, size_t length, struct form *form)
{
    const char *end = body + length;
    form->count = 0;
    for (char *at = body; at < end;) {
        char *name = NULL;
        char *value = NULL;
        if (form->count == FORM_FIELDS_MAX || decode(&at, end, &name) != '=' || name[0] == '\0' ||
            strlen(name) > FORM_NAME_BYTES_MAX || form_value(form, name) != NULL) {
            return -1;
        }
        int ended_by = decode(&at, end, &value);
        if (ended_by < 0 || ended_by == '=' || (ended_by == '&' && at == end)) {
            return -1;
        }
        form->fields[form->count++] = (struct form_field){name, value};
    }
    return 0;
}

const char *form_value(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++) {
        if (strcmp(form->fields[i].name, name) == 0) {
            return form->fields[i].value;
        }
    }
    return NULL;
}
