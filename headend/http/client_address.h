#ifndef HEADEND_HTTP_CLIENT_ADDRESS_H
#define HEADEND_HTTP_CLIENT_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

enum { CLIENT_ADDRESS_SIZE = 48 };

/* Whom the limits of a day count: the peer's address; of IPv6 the first 64 bits, as a household has as many
 * as it likes of the others. Of a peer on this machine, a proxy, the last address of X-Forwarded-For
 * (`forwarded`, NULL: none), which is the one that the proxy saw itself; another's is not believed. */
void client_address(const struct sockaddr *peer, const char *forwarded, char out[CLIENT_ADDRESS_SIZE]);

#endif
