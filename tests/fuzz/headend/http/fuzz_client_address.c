/* X-Forwarded-For from anywhere: whatever it says, an address comes out, which said again gives itself. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "headend/http/client_address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sockaddr_in proxy = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    unsigned char bytes[sizeof(struct in6_addr)];
    char address[CLIENT_ADDRESS_SIZE];
    char again[CLIENT_ADDRESS_SIZE];
    char *header = malloc(size + 1);
    if (header == NULL) {
        return 0;
    }
    memcpy(header, data, size);
    header[size] = '\0';
    client_address((const struct sockaddr *)&proxy, header, address);
    client_address((const struct sockaddr *)&proxy, address, again);
    if ((inet_pton(AF_INET, address, bytes) != 1 && inet_pton(AF_INET6, address, bytes) != 1) ||
        strcmp(address, again) != 0) {
        abort();
    }
    free(header);
    return 0;
}
