#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "backend-client/records_decode.h"
#include "both-sides/log.h"

static enum failure decode_failure(const char *error)
{
    return error[0] == '\0' ? FAILURE_NO_MEMORY : FAILURE_BAD_ANSWER;
}

static enum failure check_notice(struct request *request, const struct notice *notice, char error[160])
{
    struct hall_client *client = request->client;
    if (strcmp(notice->summary.id, request->notice_id) != 0) {
        (void)snprintf(error, 160, "notice: id: asked for %s, got %s", request->notice_id,
                       notice->summary.id);
        return FAILURE_BAD_ANSWER;
    }
    if (notice->withdrawn || withdrawn_ids_has(&client->withdrawn, notice->summary.id) ||
        !notice_is_current(&notice->summary, hall_client_now_ms(client))) {
        (void)snprintf(error, 160, "notice %s is withdrawn or out of its time", notice->summary.id);
        return FAILURE_NOT_FOUND;
    }
    return FAILURE_NONE;
}

enum failure hall_record_decode(struct request *request, const void *bytes, size_t length,
                                struct hall_record *record, char error[160])
{
    *record = (struct hall_record){0};
    error[0] = '\0';
    switch (request->kind) {
    case REQUEST_MENU:
        record->menu = menu_decode(bytes, length, error);
        if (record->menu == NULL) {
            return decode_failure(error);
        }
        record->rev = record->menu->rev;
        return FAILURE_NONE;
    case REQUEST_NOTICES:
        record->list = notice_list_decode(bytes, length, error);
        if (record->list == NULL) {
            return decode_failure(error);
        }
        record->rev = record->list->rev;
        return FAILURE_NONE;
    case REQUEST_NOTICE:
        record->notice = notice_decode(bytes, length, error);
        if (record->notice == NULL) {
            return decode_failure(error);
        }
        record->rev = record->notice->summary.rev;
        return check_notice(request, record->notice, error);
    case REQUEST_PICTURE:
    case REQUEST_CONFIG:
        record->bytes = bytes;
        record->length = length;
        return FAILURE_NONE;
    }
    return FAILURE_BAD_ANSWER;
}

void hall_record_free(struct hall_record *record)
{
    menu_free(record->menu);
    notice_list_free(record->list);
    notice_free(record->notice);
    *record = (struct hall_record){0};
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

void hall_record_filter(struct hall_client *client, struct hall_record *record)
{
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
