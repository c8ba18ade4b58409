#include <stddef.h>
#include <stdint.h>

#include "backend-client/records/guide_decode.h"
#include "backend-client/records/policy_decode.h"
#include "backend-client/records/station_decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Places lead into the lists, and parents upwards only. */
static void walk(const struct station_list *list)
{
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct station *at = &list->stations[i];
        (void)station_takes(list, at, "retire");
        if (at->hours >= (int32_t)list->hours_count || at->parent >= (int32_t)list->count ||
            (at->parent >= 0 && list->stations[at->parent].level >= at->level)) {
            __builtin_trap();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char error[JSON_ERROR_SIZE];
    guide_list_free(guide_list_decode(data, size, error));
    guide_free(guide_decode(data, size, error));
    flow_record_free(flow_record_decode(data, size, error));
    policy_list_free(policy_list_decode(data, size, error));
    struct station_list *list = station_list_decode(data, size, error);
    walk(list);
    station_list_free(list);
    return 0;
}
