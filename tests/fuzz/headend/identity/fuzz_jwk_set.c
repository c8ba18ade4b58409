/* Any bytes as a set of keys. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "headend/identity/jwk_set.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct jwk_set set;
    if (jwk_set_read((const char *)bytes, length, &set) == 0) {
        if (set.count > JWK_MAX) {
            abort();
        }
        jwk_set_free(&set);
    }
    return 0;
}
