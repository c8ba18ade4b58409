#include "headend/http/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

enum { NETWORK_BYTES = 8 };

static void cut_to_network(struct in6_addr *address)
{
    if (!IN6_IS_ADDR_V4MAPPED(address)) {
        memset(&address->s6_addr[NETWORK_BYTES], 0, sizeof address->s6_addr - NETWORK_BYTES);
    }
}

void client_network(const struct sockaddr *peer, struct client_network *network)
{
    static const unsigned char mapped[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    memset(network, 0, sizeof *network);
    if (peer->sa_family == AF_INET) {
        struct sockaddr_in address;
        memcpy(&address, peer, sizeof address);
        memcpy(network->bytes, mapped, sizeof mapped);
        memcpy(network->bytes + sizeof mapped, &address.sin_addr, sizeof address.sin_addr);
    } else if (peer->sa_family == AF_INET6) {
        struct sockaddr_in6 address;
        memcpy(&address, peer, sizeof address);
        cut_to_network(&address.sin6_addr);
        memcpy(network->bytes, address.sin6_addr.s6_addr, sizeof network->bytes);
    }
}

static void write_ipv6(struct in6_addr address, char out[CLIENT_ADDRESS_SIZE])
{
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        (void)inet_ntop(AF_INET, &address.s6_addr[12], out, CLIENT_ADDRESS_SIZE);
        return;
    }
    cut_to_network(&address);
    (void)inet_ntop(AF_INET6, &address, out, CLIENT_ADDRESS_SIZE);
}

static int is_local(const struct sockaddr *peer)
{
    if (peer->sa_family == AF_INET) {
        struct sockaddr_in address;
        memcpy(&address, peer, sizeof address);
        return ntohl(address.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    }
    if (peer->sa_family == AF_INET6) {
        struct sockaddr_in6 address;
        memcpy(&address, peer, sizeof address);
        const unsigned char *bytes = address.sin6_addr.s6_addr;
        return IN6_IS_ADDR_LOOPBACK(&address.sin6_addr) ||
               (IN6_IS_ADDR_V4MAPPED(&address.sin6_addr) && bytes[12] == IN_LOOPBACKNET);
    }
    return peer->sa_family == AF_UNIX;
}

/* --- X-Forwarded-For --- */

/* The last element of the list that is not empty, without blanks and quotes around it. */
static size_t find_last(const char *list, const char **begin)
{
    static const char around[] = " \t,\"";
    size_t end = strlen(list);
    while (end > 0 && strchr(around, list[end - 1]) != NULL) {
        end--;
    }
    size_t start = end;
    while (start > 0 && strchr(around, list[start - 1]) == NULL) {
        start--;
    }
    *begin = list + start;
    return end - start;
}

static int is_port(const char *text)
{
    enum { DIGITS_MAX = 5 };
    size_t digits = strspn(text, "0123456789");
    return digits >= 1 && digits <= DIGITS_MAX && text[digits] == '\0';
}

/* Takes a port away, as some proxies add it: 192.0.2.1:55, [2001:db8::1]:55. Returns where the address
 * begins; NULL: neither. */
static char *without_port(char *text)
{
    char *colon = strchr(text, ':');
    if (text[0] == '[') {
        char *end = strchr(text, ']');
        if (end == NULL || (end[1] != '\0' && (end[1] != ':' || !is_port(end + 2)))) {
            return NULL;
        }
        *end = '\0';
        return text + 1;
    }
    if (colon != NULL && strchr(text, '.') != NULL && strrchr(text, ':') == colon && is_port(colon + 1)) {
        *colon = '\0';
    }
    return text;
}

/* 1: the last address of the list was written. */
static int write_forwarded(const char *forwarded, char out[CLIENT_ADDRESS_SIZE])
{
    enum { ELEMENT_SIZE = CLIENT_ADDRESS_SIZE + sizeof "[]:65535" };
    char last[ELEMENT_SIZE];
    struct in_addr ipv4;
    struct in6_addr ipv6;
    const char *begin = NULL;
    size_t length = find_last(forwarded, &begin);
    if (length >= sizeof last) {
        return 0;
    }
    memcpy(last, begin, length);
    last[length] = '\0';
    const char *address = without_port(last);
    if (address != NULL && inet_pton(AF_INET, address, &ipv4) == 1) {
        return inet_ntop(AF_INET, &ipv4, out, CLIENT_ADDRESS_SIZE) != NULL;
    }
    if (address != NULL && inet_pton(AF_INET6, address, &ipv6) == 1) {
        write_ipv6(ipv6, out);
        return 1;
    }
    return 0;
}

void client_address(const struct sockaddr *peer, const char *forwarded, char out[CLIENT_ADDRESS_SIZE])
{
    memset(out, 0, CLIENT_ADDRESS_SIZE);
    if (peer == NULL || (forwarded != NULL && is_local(peer) && write_forwarded(forwarded, out))) {
        return;
    }
    if (peer->sa_family == AF_INET) {
        struct sockaddr_in address;
        memcpy(&address, peer, sizeof address);
        (void)inet_ntop(AF_INET, &address.sin_addr, out, CLIENT_ADDRESS_SIZE);
    } else if (peer->sa_family == AF_INET6) {
        struct sockaddr_in6 address;
        memcpy(&address, peer, sizeof address);
        write_ipv6(address.sin6_addr, out);
    }
}
