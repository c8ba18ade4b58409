#ifndef HEADEND_PROVIDERS_WECHAT_H
#define HEADEND_PROVIDERS_WECHAT_H

#include "both-sides/config/payment_config.h"
#include "headend/crypto/own_secret.h"
#include "headend/providers/payment_provider.h"

/* WeChat Pay, APIv3, Native: docs/upstreams.md, docs/decisions/0136. */

/* <payment> with a <wechat url="…">, which outlives it. Reads the keys, asks nobody. NULL: `problem`. */
struct payment_provider *wechat_open(const struct payment_config *config,
                                     char problem[OWN_SECRET_PROBLEM_SIZE]);

#endif
