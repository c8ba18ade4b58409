#ifndef HEADEND_PROVIDERS_ALIPAY_H
#define HEADEND_PROVIDERS_ALIPAY_H

#include "both-sides/config/payment_config.h"
#include "headend/crypto/own_secret.h"
#include "headend/providers/payment_provider.h"

/* Alipay, alipay.trade.precreate: docs/upstreams.md, docs/decisions/0137. */

/* <payment> with an <alipay url="…">, which outlives it. Reads the keys, asks nobody. NULL: `problem`. */
struct payment_provider *alipay_open(const struct payment_config *config,
                                     char problem[OWN_SECRET_PROBLEM_SIZE]);

#endif
