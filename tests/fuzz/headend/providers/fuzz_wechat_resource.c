#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/providers/provider_value.h"
#include "headend/providers/wechat_private.h"

/* What a verified answer or notification may hold. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct wechat_config config = {.merchant = "1900000109", .app = "wx88"};
    static const struct wechat wechat = {.config = &config};
    struct provider_payment payment;
    struct provider_refund refund;
    struct json_tree *tree = json_tree_read((const char *)data, size);
    const struct json_value *root = json_tree_root(tree);
    if (tree != NULL && provider_is_distinct(root)) {
        if (wechat_read_payment(&wechat, root, &payment) == NULL && payment.state == PROVIDER_ORDER_PAID &&
            (payment.fen <= 0 || !provider_number_is_good(payment.out_trade_no))) {
            abort();
        }
        (void)wechat_read_refund(&wechat, root, "refund_status", &refund);
    }
    json_tree_wipe(tree);
    return 0;
}
