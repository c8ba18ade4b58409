#include "headend/notices/notice_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void notice_record_clear(struct notice_record *record)
{
    free(record->guid);
    free(record->title);
    free(record->org_name);
    free(record->body);
    free(record->speech);
    free(record->qr_link);
    free(record->source);
    memset(record, 0, sizeof *record);
}

int notice_id_is_valid(const char *id)
{
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return id[length] == '\0' && length >= 1 && length < NOTICE_ID_SIZE;
}

int notice_id_of_guid(const char *guid, char id[NOTICE_ID_SIZE])
{
    char hex[DIGEST_HEX_SIZE];
    if (notice_id_is_valid(guid)) {
        memcpy(id, guid, strlen(guid) + 1);
        return 0;
    }
    if (digest_bytes(guid, strlen(guid), hex) != 0) {
        return -1;
    }
    (void)snprintf(id, NOTICE_ID_SIZE, "n-%.32s", hex);
    return 0;
}

int notice_records_agree(const struct notice_record *one, const struct notice_record *other)
{
    return one->category == other->category && one->level == other->level &&
           strcmp(one->area_code, other->area_code) == 0 && one->published == other->published &&
           one->undated == other->undated && one->valid_from == other->valid_from &&
           one->valid_to == other->valid_to && strcmp(one->title, other->title) == 0 &&
           strcmp(one->org_name, other->org_name) == 0 && strcmp(one->body, other->body) == 0 &&
           strcmp(one->speech, other->speech) == 0 && strcmp(one->qr_link, other->qr_link) == 0 &&
           strcmp(one->source, other->source) == 0;
}
