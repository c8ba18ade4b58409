#include <stdlib.h>

#include "backend-client/records/guide_decode.h"
#include "backend-client/records/phone_address.h"
#include "both-sides/arena.h"
#include "both-sides/json/json_table.h"

static const struct json_field policy_fields[] = {
    ID("id", REQUIRED, struct policy, id),
    TEXT("name", REQUIRED, 1, 60, struct policy, name),
    TEXT("initials", OPTIONAL, 0, 400, struct policy, initials),
    TEXT("org_name", REQUIRED, 0, 60, struct policy, org_name),
    TEXT("who", REQUIRED, 0, 300, struct policy, who),
    TEXT("benefit", REQUIRED, 0, 300, struct policy, benefit),
    TEXT("how", OPTIONAL, 0, 300, struct policy, how),
    TEXT("materials", OPTIONAL, 0, 300, struct policy, materials),
    TEXT("link_way", OPTIONAL, 0, 100, struct policy, link_way),
    TEXT("basis", OPTIONAL, 0, 200, struct policy, basis),
    ID("guide", OPTIONAL, struct policy, guide),
    INT64("valid_to", OPTIONAL, struct policy, valid_to),
    TEXT("page", OPTIONAL, 0, 200, struct policy, page),
    FLAG("sample", OPTIONAL, struct policy, sample),
    INT64("rev", REQUIRED, struct policy, rev),
};
static const struct json_record policy_record = RECORD("policy", policy_fields, struct policy);

static const struct json_field list_fields[] = {
    INT64("rev", REQUIRED, struct policy_list, rev),
    INT64("as_of", REQUIRED, struct policy_list, as_of),
    TEXT("source", OPTIONAL, 0, 60, struct policy_list, source),
    ID("flow", OPTIONAL, struct policy_list, flow),
    OBJECTS("policies", REQUIRED, POLICY_LIST_MAX, policy_record, struct policy_list, policies, count),
};
static const struct json_record list_record = RECORD("policy list", list_fields, struct policy_list);

struct policy_list *policy_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(length / 2, length * 2 + POLICY_LIST_MAX * sizeof(struct policy) + 65536);
    struct policy_list *list = malloc(sizeof *list);
    error[0] = '\0';
    if (arena == NULL || list == NULL || json_decode(&list_record, bytes, length, list, arena, error) != 0) {
        arena_free(arena);
        free(list);
        return NULL;
    }
    list->arena = arena;
    for (size_t i = 0; i < list->count; i++) {
        list->policies[i].page = phone_page(list->policies[i].page);
    }
    return list;
}

void policy_list_free(struct policy_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}
