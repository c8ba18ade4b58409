/* Any bytes as what a provider says of itself: what is taken has addresses that may be asked. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/web_address.h"
#include "headend/identity/discovery.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct oidc_endpoints endpoints;
    if (discovery_read((const char *)bytes, length, "https://i", IDENTITY_PROOF_BASIC, &endpoints) == NULL &&
        (!web_address_is_good(endpoints.authorization, WEB_HTTPS) ||
         !web_address_is_good(endpoints.token, WEB_HTTPS) ||
         !web_address_is_good(endpoints.keys, WEB_HTTPS) ||
         (endpoints.userinfo[0] != '\0' && !web_address_is_good(endpoints.userinfo, WEB_HTTPS)))) {
        abort();
    }
    return 0;
}
