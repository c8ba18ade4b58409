#include <stddef.h>
#include <stdint.h>

#include "backend-client/records/records_decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char error[JSON_ERROR_SIZE];
    menu_free(menu_decode(data, size, error));
    notice_list_free(notice_list_decode(data, size, error));
    notice_free(notice_decode(data, size, error));
    return 0;
}
