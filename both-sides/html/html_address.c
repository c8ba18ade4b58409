#include "both-sides/html/html_address.h"

#include <string.h>
#include <strings.h>

#include "both-sides/web_address.h"

static const char blanks[] = " \t\r\n\f";

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int html_address_has_scheme(const char *address)
{
    size_t at = 0;
    while (is_letter(address[at]) ||
           (at > 0 && address[at] != '\0' && strchr("0123456789+-.", address[at]) != NULL)) {
        at++;
    }
    return at > 1 && address[at] == ':'; /* "C:" is a drive */
}

/* The end of "http://host:port" in it; 0: it has none. */
static size_t host_end(const char *address)
{
    size_t scheme = strncasecmp(address, "https:", 6) == 0  ? 6
                    : strncasecmp(address, "http:", 5) == 0 ? 5
                                                            : 0;
    size_t at = scheme;
    while (address[at] == '/' || address[at] == '\\') {
        at++;
    }
    return at < scheme + 2 ? scheme : at + strcspn(address + at, "/\\?#");
}

struct output {
    char *text;
    size_t length, size;
};

static void put(struct output *out, char c)
{
    if (out->length + 1 < out->size) {
        out->text[out->length] = c;
    }
    out->length++;
}

static void put_encoded(struct output *out, char c)
{
    static const char digits[] = "0123456789ABCDEF";
    put(out, '%');
    put(out, digits[(unsigned char)c >> 4]);
    put(out, digits[(unsigned char)c & 15]);
}

size_t html_address_clean(const char *address, char *out, size_t size)
{
    struct output output = {out, 0, size};
    address += strspn(address, blanks);
    size_t length = strlen(address);
    while (length > 0 && strchr(blanks, address[length - 1]) != NULL) {
        length--;
    }
    size_t host = host_end(address);
    int fragment = 0;
    int query = 0;
    size_t colon = strcspn(address, ":/\\?#");
    if (address[colon] == ':' && !html_address_has_scheme(address)) {
        put(&output, '.'); /* a file whose name has a colon */
        put(&output, '/');
    }
    for (size_t i = 0; i < length; i++) {
        char c = address[i];
        if (c == '\t' || c == '\r' || c == '\n') {
            continue;
        }
        int bad = !web_character_is_good(c) || (i >= host && (c == '[' || c == ']')) ||
                  (c == '%' && !(is_hex(address[i + 1]) && is_hex(address[i + 2]))) || (c == '#' && fragment);
        if (c == '\\' && !query) {
            put(&output, '/');
        } else if (bad) {
            put_encoded(&output, c);
        } else {
            put(&output, c);
        }
        fragment |= c == '#';
        query |= c == '?' || c == '#';
    }
    if (output.length >= size || output.length == 0) {
        if (size > 0) {
            out[0] = '\0';
        }
        return 0;
    }
    out[output.length] = '\0';
    return output.length;
}
