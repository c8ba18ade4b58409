#include "headend/providers/payment_provider.h"

#include <stdlib.h>

const char *payment_provider_name(enum payment_provider_kind kind)
{
    static const char *const names[PAYMENT_PROVIDER_COUNT] = {
        [PAYMENT_PROVIDER_WECHAT] = "wechat", [PAYMENT_PROVIDER_ALIPAY] = "alipay"};
    return (unsigned)kind < PAYMENT_PROVIDER_COUNT ? names[kind] : NULL;
}

void provider_day_free(struct provider_day *day)
{
    free(day->rows);
    *day = (struct provider_day){0};
}
