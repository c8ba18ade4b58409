#ifndef HEADEND_HTTP_CLIENT_ADDRESS_H
#define HEADEND_HTTP_CLIENT_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

enum { CLIENT_ADDRESS_SIZE = 48, CLIENT_NETWORK_BYTES = 16 };

/* Who shares one limit: an IPv4 address (as IPv6 has it), or an IPv6 /64. Compared as bytes. */
struct client_network {
    unsigned char bytes[CLIENT_NETWORK_BYTES];
};

/* All zero where the peer has no such address. */
void client_network(const struct sockaddr *peer, struct client_network *network);

/* Whom the limits of a day count: the peer's address; of IPv6 the first 64 bits, as a household has as many
 * as it likes of the others. Of a peer on this machine, a proxy, the last address of X-Forwarded-For
 * (`forwarded`, NULL: none), which is the one that the proxy saw itself; another's is not believed. */
void client_address(const struct sockaddr *peer, const char *forwarded, char out[CLIENT_ADDRESS_SIZE]);

#endif
