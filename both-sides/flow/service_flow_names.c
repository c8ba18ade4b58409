#include "both-sides/flow/service_flow_names.h"

#include <stdlib.h>
#include <string.h>

int flow_id_is_good(const char *id)
{
    size_t length = strnlen(id, FLOW_ID_SIZE);
    return length > 0 && length < FLOW_ID_SIZE &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct flow_name *)a)->id, ((const struct flow_name *)b)->id);
}

const char *flow_names_sort(struct flow_names *names)
{
    qsort(names->sorted, names->count, sizeof names->sorted[0], compare_names);
    for (size_t i = 1; i < names->count; i++) {
        if (strcmp(names->sorted[i - 1].id, names->sorted[i].id) == 0) {
            return names->sorted[i].id;
        }
    }
    return NULL;
}

size_t flow_names_find(const struct flow_names *names, const char *id)
{
    if (!flow_id_is_good(id)) {
        return SIZE_MAX;
    }
    const struct flow_name key = {id, 0};
    const struct flow_name *found =
        bsearch(&key, names->sorted, names->count, sizeof names->sorted[0], compare_names);
    return found != NULL ? found->index : SIZE_MAX;
}
