#include "headend/providers/providers.h"

#include <stddef.h>
#include <stdio.h>

#include "headend/providers/alipay.h"
#include "headend/providers/wechat.h"

static const struct {
    size_t url; /* where it stands in the configuration */
    struct payment_provider *(*open)(const struct payment_config *config,
                                     char problem[OWN_SECRET_PROBLEM_SIZE]);
} known[PAYMENT_PROVIDER_COUNT] = {
    [PAYMENT_PROVIDER_WECHAT] = {offsetof(struct payment_config, wechat.upstream.url), wechat_open},
    [PAYMENT_PROVIDER_ALIPAY] = {offsetof(struct payment_config, alipay.upstream.url), alipay_open},
};

int payment_provider_is_configured(enum payment_provider_kind kind, const struct payment_config *config)
{
    return known[kind].open != NULL && ((const char *)config)[known[kind].url] != '\0';
}

struct payment_provider *payment_provider_open(enum payment_provider_kind kind,
                                               const struct payment_config *config,
                                               char problem[OWN_SECRET_PROBLEM_SIZE])
{
    if (!payment_provider_is_configured(kind, config)) {
        (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "it is not configured");
        return NULL;
    }
    return known[kind].open(config, problem);
}
