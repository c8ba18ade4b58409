#include <stdint.h>
#include <stdlib.h>

#include "headend/providers/bill.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct provider_day day = {.rows = NULL};
    size_t length = 0;
    char *text = alipay_bill_decode((const char *)data, size, &length);
    if (text != NULL && alipay_bill_read(text, length, &day) == 0) {
        for (size_t i = 0; i < day.count; i++) {
            if (day.rows[i].fen <= 0 || day.rows[i].fen > PROVIDER_FEN_MAX ||
                day.rows[i].transaction_id[0] == '\0') {
                abort();
            }
        }
    }
    provider_day_free(&day);
    free(text);
    return 0;
}
