#include <stddef.h>
#include <stdint.h>

#include "backend-client/records/case_decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int statuses[] = {400, 404, 409, 429, 503, 500};
    char error[JSON_ERROR_SIZE];
    int64_t retry_at;
    case_record_free(case_record_decode(data, size, error));
    int stars = rating_decode(data, size, error);
    if (stars < 0 || stars > 5) {
        __builtin_trap();
    }
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        enum case_refusal refusal = case_refusal_decode(statuses[i], data, size, &retry_at);
        if (refusal == CASE_REFUSAL_NONE || refusal > CASE_REFUSAL_TRANSPORT || retry_at < 0) {
            __builtin_trap();
        }
    }
    return 0;
}
