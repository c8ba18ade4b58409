#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/json/json_fields.h"

enum { URL_MAX = 2048 };

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

char *hall_url(const struct hall_client *client, const char *path)
{
    size_t size = strlen(client->backend_url) + strlen(path) + 1;
    char *url = malloc(size);
    if (url != NULL) {
        (void)snprintf(url, size, "%s%s", client->backend_url, path);
    }
    return url;
}

/* What cannot be asked for is not there. */
static request_id refuse(enum request_kind kind, union request_callback callback, void *context,
                         const char *why)
{
    return hall_request_refuse(kind, callback, context, FAILURE_NOT_FOUND, why);
}

/* Takes over `url`. `id`: of what is asked for, of its form already; NULL: it has none. */
static request_id start(struct hall_client *client, enum request_kind kind, char *url, const char *id,
                        union request_callback callback, void *context)
{
    struct request *request = hall_request_new(client, kind, url, callback, context);
    if (request == NULL) {
        return hall_request_no_memory(kind, callback, context);
    }
    if (id != NULL) {
        (void)snprintf(request->asked_id, sizeof request->asked_id, "%s", id);
    }
    return hall_request_start(request);
}

request_id hall_client_get_menu(struct hall_client *client, menu_callback callback, void *context)
{
    return start(client, REQUEST_MENU, hall_url(client, "/v1/menu"), NULL,
                 (union request_callback){.menu = callback}, context);
}

request_id hall_client_get_notices(struct hall_client *client, int category, const char *cursor, int limit,
                                   notice_list_callback callback, void *context)
{
    char path[512];
    char *after = NULL;
    union request_callback called = {.notices = callback};
    if (cursor != NULL && cursor[0] != '\0') {
        after = curl_easy_escape(NULL, cursor, (int)strnlen(cursor, CURSOR_SIZE));
        if (after == NULL) {
            return hall_request_no_memory(REQUEST_NOTICES, called, context);
        }
    }
    int length = snprintf(path, sizeof path, "/v1/notices?%s%s%scategory=%d&limit=%d%s%s",
                          client->area_code[0] != '\0' ? "area=" : "", client->area_code,
                          client->area_code[0] != '\0' ? "&" : "", clamp(category, 0, 5),
                          clamp(limit, 1, NOTICE_LIST_MAX), after != NULL ? "&after=" : "",
                          after != NULL ? after : "");
    curl_free(after);
    if (length < 0 || (size_t)length >= sizeof path) {
        return refuse(REQUEST_NOTICES, called, context, "no page has such a cursor");
    }
    return start(client, REQUEST_NOTICES, hall_url(client, path), NULL, called, context);
}

request_id hall_client_get_notice(struct hall_client *client, const char *id, notice_callback callback,
                                  void *context)
{
    union request_callback called = {.notice = callback};
    size_t length = strlen(id);
    if (length == 0 || length >= NOTICE_ID_SIZE || !json_form_allows(FORM_NOTICE_ID, id, length)) {
        return refuse(REQUEST_NOTICE, called, context, "no notice has such an id");
    }
    return start(client, REQUEST_NOTICE, hall_notice_url(client, id), id, called, context);
}

request_id hall_client_get_guides(struct hall_client *client, guide_list_callback callback, void *context)
{
    return start(client, REQUEST_GUIDES, hall_url(client, "/v1/guides"), NULL,
                 (union request_callback){.guides = callback}, context);
}

request_id hall_client_get_policies(struct hall_client *client, policy_list_callback callback, void *context)
{
    return start(client, REQUEST_POLICIES, hall_url(client, "/v1/policies"), NULL,
                 (union request_callback){.policies = callback}, context);
}

request_id hall_client_get_stations(struct hall_client *client, station_list_callback callback, void *context)
{
    return start(client, REQUEST_STATIONS, hall_url(client, "/v1/stations"), NULL,
                 (union request_callback){.stations = callback}, context);
}

/* A guide or a flow. */
static request_id get_content(struct hall_client *client, enum request_kind kind, const char *folder,
                              const char *id, union request_callback callback, void *context)
{
    size_t length = strlen(id);
    if (length == 0 || length >= CONTENT_ID_SIZE || !json_form_allows(FORM_CONTENT_ID, id, length)) {
        return refuse(kind, callback, context, "nothing has such an id");
    }
    char path[16 + CONTENT_ID_SIZE];
    (void)snprintf(path, sizeof path, "%s%.40s", folder, id);
    return start(client, kind, hall_url(client, path), id, callback, context);
}

request_id hall_client_get_guide(struct hall_client *client, const char *id, guide_callback callback,
                                 void *context)
{
    return get_content(client, REQUEST_GUIDE, "/v1/guides/", id, (union request_callback){.guide = callback},
                       context);
}

request_id hall_client_get_flow(struct hall_client *client, const char *id, flow_callback callback,
                                void *context)
{
    return get_content(client, REQUEST_FLOW, "/v1/flows/", id, (union request_callback){.flow = callback},
                       context);
}

/* The address with its dots and slashes in order, NULL if it is not one below the headend's. */
static char *within_backend(const struct hall_client *client, char *url)
{
    CURLU *parsed = curl_url();
    char *whole = NULL;
    char *result = NULL;
    size_t prefix = strlen(client->backend_url);
    if (parsed != NULL && curl_url_set(parsed, CURLUPART_URL, url, CURLU_URLENCODE) == CURLUE_OK &&
        curl_url_set(parsed, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_URL, &whole, 0) == CURLUE_OK && strlen(whole) > prefix &&
        strncmp(whole, client->backend_url, prefix) == 0 && whole[prefix] == '/') {
        result = strdup(whole);
    }
    curl_free(whole);
    curl_url_cleanup(parsed);
    free(url);
    return result;
}

static int is_absolute(const char *url)
{
    return strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0;
}

/* "file:…" and the like; a colon behind a slash is part of a path. */
static int has_other_scheme(const char *url)
{
    return !is_absolute(url) && url[strcspn(url, ":/?#")] == ':';
}

request_id hall_client_get_picture(struct hall_client *client, const char *url, bytes_callback callback,
                                   void *context)
{
    union request_callback called = {.bytes = callback};
    char *whole;
    if (url[0] == '\0' || strlen(url) > URL_MAX || strncmp(url, "//", 2) == 0 || has_other_scheme(url)) {
        return refuse(REQUEST_PICTURE, called, context, "not a picture of the headend");
    }
    if (is_absolute(url)) {
        whole = strdup(url);
    } else if (url[0] == '/') {
        whole = hall_url(client, url);
    } else {
        size_t size = strlen(client->backend_url) + strlen(url) + 2;
        whole = malloc(size);
        if (whole != NULL) {
            (void)snprintf(whole, size, "%s/%s", client->backend_url, url);
        }
    }
    if (whole == NULL) {
        return hall_request_no_memory(REQUEST_PICTURE, called, context);
    }
    whole = within_backend(client, whole);
    if (whole == NULL) {
        return refuse(REQUEST_PICTURE, called, context, "not a picture of the headend");
    }
    return start(client, REQUEST_PICTURE, whole, NULL, called, context);
}

request_id hall_client_get_config(struct hall_client *client, bytes_callback callback, void *context)
{
    return start(client, REQUEST_CONFIG, hall_url(client, "/v1/config"), NULL,
                 (union request_callback){.bytes = callback}, context);
}
