#ifndef HEADEND_NOTICES_IMPORT_INSIDE_ADDRESS_H
#define HEADEND_NOTICES_IMPORT_INSIDE_ADDRESS_H

struct sockaddr;

/* 1 for an address that only machines of this network have: private, loopback, link-local, multicast and
 * reserved ones, of IPv4 and IPv6, also where an IPv6 address holds one of IPv4. What is neither is inside.
 */
int is_inside_address(const struct sockaddr *address);

#endif
