#include "both-sides/web_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

/* The characters of RFC 3986, and nothing that a browser would read as another one. */
int web_character_is_good(char character)
{
    return character > ' ' && character <= '~' && strchr("\"<>\\^`{|}", character) == NULL;
}

static int is_plain(const char *text)
{
    while (*text != '\0' && web_character_is_good(*text)) {
        text++;
    }
    return *text == '\0';
}

/* From its host on; NULL: it does not begin as one. */
static const char *host_of(const char *text, enum web_scheme scheme)
{
    const char *host = NULL;
    if (strncasecmp(text, "https://", 8) == 0) {
        host = text + 8;
    } else if (scheme == WEB_HTTP_OR_HTTPS && strncasecmp(text, "http://", 7) == 0) {
        host = text + 7;
    }
    return host != NULL && *host != '\0' && strchr("/?#:@", *host) == NULL ? host : NULL;
}

int web_address_begins(const char *text)
{
    return host_of(text, WEB_HTTP_OR_HTTPS) != NULL;
}

int web_address_is_good(const char *text, enum web_scheme scheme)
{
    const char *host = host_of(text, scheme);
    return host != NULL && is_plain(host);
}

int web_host_is_loopback(const char *address)
{
    struct in_addr ipv4;
    struct in6_addr ipv6;
    if (inet_pton(AF_INET, address, &ipv4) == 1) {
        return ntohl(ipv4.s_addr) >> 24 == IN_LOOPBACKNET;
    }
    return inet_pton(AF_INET6, address, &ipv6) == 1 && IN6_IS_ADDR_LOOPBACK(&ipv6);
}

int web_address_is_private(const char *text)
{
    char host[INET6_ADDRSTRLEN];
    const char *begin = host_of(text, WEB_HTTP_OR_HTTPS);
    if (begin == NULL || host_of(text, WEB_HTTPS) != NULL) {
        return begin != NULL;
    }
    int is_ipv6 = *begin == '[';
    begin += is_ipv6;
    size_t length = strcspn(begin, is_ipv6 ? "]" : ":/?#");
    if (length >= sizeof host || (is_ipv6 && begin[length] != ']')) {
        return 0;
    }
    memcpy(host, begin, length);
    host[length] = '\0';
    return (!is_ipv6 && strcasecmp(host, "localhost") == 0) || web_host_is_loopback(host);
}

int web_path_is_good(const char *text)
{
    return text[0] == '/' && text[1] != '/' && is_plain(text);
}
