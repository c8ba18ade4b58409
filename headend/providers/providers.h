#ifndef HEADEND_PROVIDERS_PROVIDERS_H
#define HEADEND_PROVIDERS_PROVIDERS_H

#include "both-sides/config/payment_config.h"
#include "headend/crypto/own_secret.h"
#include "headend/providers/payment_provider.h"

/* The providers that a configuration names. */

int payment_provider_is_configured(enum payment_provider_kind kind, const struct payment_config *config);

/* One that is configured; the configuration outlives it. Reads its keys, asks nobody. To be freed by its own
 * `free`. NULL: `problem`: a key file is missing, of the wrong kind, or others may use it. */
struct payment_provider *payment_provider_open(enum payment_provider_kind kind,
                                               const struct payment_config *config,
                                               char problem[OWN_SECRET_PROBLEM_SIZE]);

#endif
