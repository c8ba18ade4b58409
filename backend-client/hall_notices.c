#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/log.h"

enum failure hall_notice_check(struct request *request, const struct notice *notice, char error[160])
{
    struct hall_client *client = request->client;
    if (notice->withdrawn || withdrawn_ids_has(&client->withdrawn, notice->summary.id) ||
        !notice_is_current(&notice->summary, hall_client_now_ms(client))) {
        (void)snprintf(error, 160, "notice %s is withdrawn or out of its time", notice->summary.id);
        return FAILURE_NOT_FOUND;
    }
    return FAILURE_NONE;
}

char *hall_notice_url(const struct hall_client *client, const char *id)
{
    static const char path[] = "/v1/notices/";
    size_t size = strlen(client->backend_url) + sizeof path + strlen(id);
    char *url = malloc(size);
    if (url != NULL) {
        (void)snprintf(url, size, "%s%s%s", client->backend_url, path, id);
    }
    return url;
}

static void remove_article(struct hall_client *client, const char *id)
{
    char *url = hall_notice_url(client, id);
    if (url != NULL) {
        feed_cache_remove(client->cache, url);
        free(url);
    }
}

void hall_forget_notice(struct hall_client *client, const char *id)
{
    char one[1][NOTICE_ID_SIZE];
    (void)snprintf(one[0], sizeof one[0], "%s", id);
    if (withdrawn_ids_add(&client->withdrawn, one, 1) != 0) {
        log_line(LOG_LEVEL_ERROR, "notices", "no memory to remember that %s is withdrawn", id);
    }
    remove_article(client, id);
    withdrawn_ids_save(&client->withdrawn, client->cache, client->withdrawn_key, hall_client_now_ms(client));
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

void hall_record_learn(struct hall_client *client, const struct hall_record *record)
{
    const struct notice_list *list = record->list;
    if (list == NULL) {
        return;
    }
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

static void filter_policies(struct policy_list *list, int64_t now_ms)
{
    size_t kept = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (list->policies[i].valid_to == 0 || now_ms < list->policies[i].valid_to) {
            list->policies[kept] = list->policies[i];
            kept++;
        }
    }
    if (list != NULL) {
        list->count = kept;
    }
}

void hall_record_filter(struct hall_client *client, struct hall_record *record)
{
    filter_policies(record->policies, hall_client_now_ms(client));
    struct notice_list *list = record->list;
    if (list == NULL) {
        return;
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
