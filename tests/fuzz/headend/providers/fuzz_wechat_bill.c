#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/providers/bill.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct provider_day day = {.rows = NULL};
    struct provider_word word;
    char *text = malloc(size + 1);
    if (text != NULL) {
        memcpy(text, data, size);
        text[size] = '\0';
        (void)wechat_bill_read(text, size, "1900000109", &day, &word);
        for (size_t i = 0; i < day.count; i++) {
            if (day.rows[i].fen <= 0 || day.rows[i].fen > PROVIDER_FEN_MAX ||
                day.rows[i].transaction_id[0] == '\0') {
                abort();
            }
        }
        provider_day_free(&day);
        free(text);
    }
    return 0;
}
