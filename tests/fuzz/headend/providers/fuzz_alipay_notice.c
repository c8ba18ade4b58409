#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/providers/alipay_private.h"
#include "headend/providers/provider_value.h"

/* The form of a notification, what a verified one may hold, and the part of an answer that is signed. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_form(char *text, size_t size)
{
    static const struct alipay_config config = {.app = "2021000000000001", .seller = "2088000000000001"};
    struct provider_notification found = {.kind = PROVIDER_NOTIFIES_NOTHING};
    struct form form;
    size_t length = 0;
    if (form_read(text, size, &form) != 0) {
        return;
    }
    char *signed_text = alipay_signed_text(&form, 1, &length);
    if (signed_text == NULL || length > size) {
        abort();
    }
    free(signed_text);
    if (alipay_read_notice(&config, &form, INT64_C(1796000000000), &found) == NULL &&
        found.kind == PROVIDER_NOTIFIES_PAYMENT && found.payment.state == PROVIDER_ORDER_PAID &&
        found.payment.fen <= 0) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = 0;
    char *text = malloc(size + 1);
    if (text != NULL) {
        memcpy(text, data, size);
        text[size] = '\0';
        struct json_tree *tree = json_tree_read(text, size);
        const char *part = alipay_raw_part(text, size, "alipay_trade_query_response", &length);
        if (part != NULL && (part < text || part > text + size || length > size - (size_t)(part - text))) {
            abort();
        }
        struct provider_payment payment;
        if (tree != NULL && provider_is_distinct(json_tree_root(tree))) {
            (void)alipay_read_trade(json_tree_root(tree), &payment);
        }
        json_tree_wipe(tree);
        read_form(text, size);
        free(text);
    }
    return 0;
}
