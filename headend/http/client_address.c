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

/* 1: the last address of the list was written. */
static int write_forwarded(const char *forwarded, char out[CLIENT_ADDRESS_SIZE])
{
    char last[CLIENT_ADDRESS_SIZE];
    struct in_addr ipv4;
    struct in6_addr ipv6;
    const char *comma = strrchr(forwarded, ',');
    const char *begin = comma != NULL ? comma + 1 : forwarded;
    begin += strspn(begin, " \t");
    size_t length = strcspn(begin, " \t");
    if (length >= sizeof last) {
        return 0;
    }
    memcpy(last, begin, length);
    last[length] = '\0';
    if (inet_pton(AF_INET, last, &ipv4) == 1) {
        return inet_ntop(AF_INET, &ipv4, out, CLIENT_ADDRESS_SIZE) != NULL;
    }
    if (inet_pton(AF_INET6, last, &ipv6) == 1) {
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
