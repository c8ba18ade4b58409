#include "headend/notices/import/inside_address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

struct range {
    unsigned char first[16];
    unsigned bits;
};

static int is_within(const unsigned char *address, const struct range *range)
{
    for (unsigned bit = 0; bit < range->bits; bit += 8) {
        unsigned mask = range->bits - bit >= 8 ? 0xFFU : 0xFFU << (8 - (range->bits - bit)) & 0xFFU;
        if (((unsigned)(address[bit / 8] ^ range->first[bit / 8]) & mask) != 0) {
            return 0;
        }
    }
    return 1;
}

static int is_inside_v4(const unsigned char *address)
{
    static const struct range ranges[] = {
        {{0}, 8},        {{10}, 8},         {{100, 64}, 10},  {{127}, 8},      {{169, 254}, 16},
        {{172, 16}, 12}, {{192, 0, 0}, 24}, {{192, 168}, 16}, {{198, 18}, 15}, {{224}, 3},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (is_within(address, &ranges[i])) {
            return 1;
        }
    }
    return 0;
}

static int is_inside_v6(const unsigned char *address)
{
    static const struct range ranges[] = {{{0xFC}, 7}, {{0xFE, 0x80}, 10}, {{0xFE, 0xC0}, 10}, {{0xFF}, 8}};
    /* Where an address of IPv4 stands in it: mapped, compatible (:: and ::1 too), translated, 6to4. */
    static const struct {
        struct range range;
        size_t at;
    } holders[] = {{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96}, 12},
                   {{{0}, 96}, 12},
                   {{{0, 0x64, 0xFF, 0x9B}, 96}, 12},
                   {{{0x20, 0x02}, 16}, 2}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (is_within(address, &ranges[i])) {
            return 1;
        }
    }
    for (size_t i = 0; i < sizeof holders / sizeof holders[0]; i++) {
        if (is_within(address, &holders[i].range) && is_inside_v4(address + holders[i].at)) {
            return 1;
        }
    }
    return 0;
}

int is_inside_address(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        unsigned char bytes[4];
        memcpy(bytes, &v4.sin_addr, sizeof bytes);
        return is_inside_v4(bytes);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return is_inside_v6(v6.sin6_addr.s6_addr);
    }
    return 1;
}
