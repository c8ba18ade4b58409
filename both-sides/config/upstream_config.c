#include "both-sides/config/upstream_config.h"

#include <string.h>

int upstream_config_equals(const struct upstream_config *one, const struct upstream_config *other)
{
    return strcmp(one->url, other->url) == 0 && one->timeout_ms == other->timeout_ms &&
           one->calls_per_second == other->calls_per_second && strcmp(one->ca_file, other->ca_file) == 0 &&
           strcmp(one->certificate_file, other->certificate_file) == 0 &&
           strcmp(one->key_file, other->key_file) == 0;
}
