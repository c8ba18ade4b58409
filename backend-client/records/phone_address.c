#include "backend-client/records/phone_address.h"

#include <string.h>
#include <strings.h>

/* The characters of RFC 3986, and nothing that a browser would read as another one. */
static int is_plain(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at <= ' ' || *at > '~' || strchr("\"<>\\^`{|}", *at) != NULL) {
            return 0;
        }
    }
    return 1;
}

const char *phone_page(const char *path)
{
    return path[0] == '/' && path[1] != '/' && is_plain(path) ? path : "";
}

const char *phone_https(const char *address)
{
    return strncasecmp(address, "https://", 8) == 0 && is_plain(address) ? address : "";
}
