/* A provisioning file of anything: a number and a token of the right form, or errors and neither. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "both-sides/config/provisioning_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct config_errors errors;
    static const struct provisioning none;
    struct provisioning provisioning;
    if (provisioning_read_text((const char *)bytes, length, &provisioning, &errors) == 0) {
        assert(provisioning_number_is_good(provisioning.number));
        assert(strlen(provisioning.token) == PROVISIONING_TOKEN_SIZE - 1);
    } else {
        assert(errors.count > 0);
        assert(memcmp(&provisioning, &none, sizeof none) == 0);
    }
    return 0;
}
