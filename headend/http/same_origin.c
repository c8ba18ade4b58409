#include "headend/http/same_origin.h"

#include <string.h>
#include <strings.h>

/* What follows the scheme of a web address, with the port where it is not the scheme's own; NULL: it is none.
 */
static const char *authority_of(const char *address, size_t *length)
{
    static const struct {
        const char *scheme, *port;
    } schemes[] = {{"https://", ":443"}, {"http://", ":80"}};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t scheme = strlen(schemes[i].scheme);
        size_t port = strlen(schemes[i].port);
        if (strncasecmp(address, schemes[i].scheme, scheme) != 0) {
            continue;
        }
        const char *authority = address + scheme;
        *length = strcspn(authority, "/?#");
        if (*length > port && memcmp(authority + *length - port, schemes[i].port, port) == 0) {
            *length -= port;
        }
        return authority;
    }
    return NULL;
}

static int names_host(const char *address, const char *host)
{
    size_t length = 0;
    const char *authority = authority_of(address, &length);
    return authority != NULL && length > 0 && strncasecmp(authority, host, length) == 0 &&
           (host[length] == '\0' || strcmp(host + length, ":80") == 0 || strcmp(host + length, ":443") == 0);
}

int is_same_origin(const struct origin_headers *headers)
{
    if (headers->host == NULL || headers->host[0] == '\0') {
        return 0;
    }
    if (headers->fetch_site != NULL) {
        /* A page that tells no other site where one came from has "null" as its origin. */
        return strcmp(headers->fetch_site, "same-origin") == 0 &&
               (headers->origin == NULL || strcmp(headers->origin, "null") == 0 ||
                names_host(headers->origin, headers->host));
    }
    const char *from = headers->origin != NULL ? headers->origin : headers->referer;
    return from != NULL && names_host(from, headers->host);
}
