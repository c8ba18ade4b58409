#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/log.h"

/* What may be shown: notices in their time that were not withdrawn, policies that are not over. */

static void remove_article(struct hall_client *client, const char *id)
{
    enum failure failure;
    const char *why;
    char *url = request_url(client, ENDPOINT_NOTICE, id, &failure, &why);
    if (url != NULL) {
        response_cache_remove(client->cache, url);
        free(url);
    }
}

void notice_forget(struct hall_client *client, const char *id)
{
    char one[1][NOTICE_ID_SIZE];
    (void)snprintf(one[0], sizeof one[0], "%s", id);
    if (withdrawn_ids_add(&client->withdrawn, one, 1) != 0) {
        log_line(LOG_LEVEL_ERROR, "notices", "no memory to remember that %s is withdrawn", id);
    }
    remove_article(client, id);
    withdrawn_ids_save(&client->withdrawn, client->cache, client->withdrawn_key, hall_client_now_ms(client));
}

enum failure notice_check(struct hall_client *client, const void *record, char error[JSON_ERROR_SIZE])
{
    const struct notice *notice = record;
    if (!notice->withdrawn && !withdrawn_ids_has(&client->withdrawn, notice->summary.id) &&
        notice_is_current(&notice->summary, hall_client_now_ms(client))) {
        return FAILURE_NONE;
    }
    (void)snprintf(error, JSON_ERROR_SIZE, "notice %s is withdrawn or out of its time", notice->summary.id);
    if (notice->withdrawn) {
        notice_forget(client, notice->summary.id);
    }
    return FAILURE_NOT_FOUND;
}

static int list_withdraws(const struct notice_list *list, const char *id)
{
    for (size_t i = 0; i < list->withdrawn_count; i++) {
        if (strcmp(list->withdrawn[i], id) == 0) {
            return 1;
        }
    }
    return 0;
}

static void learn_withdrawals(struct hall_client *client, const struct notice_list *list)
{
    for (size_t i = 0; i < list->withdrawn_count; i++) {
        if (!withdrawn_ids_has(&client->withdrawn, list->withdrawn[i])) {
            remove_article(client, list->withdrawn[i]);
        }
    }
    if (withdrawn_ids_add(&client->withdrawn, list->withdrawn, list->withdrawn_count) != 0) {
        log_line(LOG_LEVEL_ERROR, "notices", "no memory to remember what is withdrawn");
    }
    for (size_t i = 0; i < list->count; i++) {
        const char *id = list->items[i].id;
        if (withdrawn_ids_has(&client->withdrawn, id) && !list_withdraws(list, id)) {
            withdrawn_ids_remove(&client->withdrawn, id);
        }
    }
    withdrawn_ids_save(&client->withdrawn, client->cache, client->withdrawn_key, hall_client_now_ms(client));
}

void notices_filter(struct hall_client *client, void *record, int is_fresh)
{
    struct notice_list *list = record;
    if (is_fresh) {
        learn_withdrawals(client, list);
    }
    int64_t now_ms = hall_client_now_ms(client);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct notice_summary *item = &list->items[i];
        if (!withdrawn_ids_has(&client->withdrawn, item->id) && notice_is_current(item, now_ms)) {
            if (kept != i) {
                list->items[kept] = *item;
            }
            kept++;
        }
    }
    list->count = kept;
}

void policies_filter(struct hall_client *client, void *record, int is_fresh)
{
    (void)is_fresh;
    struct policy_list *list = record;
    int64_t now_ms = hall_client_now_ms(client);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->policies[i].valid_to == 0 || now_ms < list->policies[i].valid_to) {
            list->policies[kept] = list->policies[i];
            kept++;
        }
    }
    list->count = kept;
}
