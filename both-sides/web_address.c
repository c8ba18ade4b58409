#include "both-sides/web_address.h"

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

static const char *after_scheme(const char *text, enum web_scheme scheme)
{
    if (strncasecmp(text, "https://", 8) == 0) {
        return text + 8;
    }
    return scheme == WEB_HTTP_OR_HTTPS && strncasecmp(text, "http://", 7) == 0 ? text + 7 : NULL;
}

int web_address_begins(const char *text)
{
    return after_scheme(text, WEB_HTTP_OR_HTTPS) != NULL;
}

int web_address_is_good(const char *text, enum web_scheme scheme)
{
    const char *host = after_scheme(text, scheme);
    return host != NULL && *host != '\0' && strchr("/?#:@", *host) == NULL && is_plain(host);
}

int web_path_is_good(const char *text)
{
    return text[0] == '/' && text[1] != '/' && is_plain(text);
}
