#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/web_address.h"

enum { URL_MAX = 2048 };

static char *join(const char *first, const char *second, const char *third)
{
    size_t size = strlen(first) + strlen(second) + strlen(third) + 1;
    char *url = malloc(size);
    if (url != NULL) {
        (void)snprintf(url, size, "%s%s%s", first, second, third);
    }
    return url;
}

/* *whole: the address with its dots and slashes in order, NULL without memory. Returns 0 for one that is not
 * below the headend's. */
static int within_backend(const struct hall_client *client, const char *url, char **whole)
{
    CURLU *parsed = curl_url();
    char *put = NULL;
    size_t prefix = strlen(client->backend_url);
    CURLUcode code =
        parsed == NULL ? CURLUE_OUT_OF_MEMORY : curl_url_set(parsed, CURLUPART_URL, url, CURLU_URLENCODE);
    if (code == CURLUE_OK) {
        (void)curl_url_set(parsed, CURLUPART_FRAGMENT, NULL, 0);
        code = curl_url_get(parsed, CURLUPART_URL, &put, 0);
    }
    int is_below = code == CURLUE_OK && strlen(put) > prefix &&
                   strncmp(put, client->backend_url, prefix) == 0 && put[prefix] == '/';
    *whole = is_below ? strdup(put) : NULL;
    curl_free(put);
    curl_url_cleanup(parsed);
    return is_below || code == CURLUE_OUT_OF_MEMORY;
}

/* "file:…" and the like; a colon behind a slash is part of a path. */
static int has_other_scheme(const char *url)
{
    return !web_address_begins(url) && url[strcspn(url, ":/?#")] == ':';
}

/* *whole: the address, NULL without memory. Returns 0 for what is no picture of the headend. */
static int picture_url(const struct hall_client *client, const char *url, char **whole)
{
    *whole = NULL;
    if (url[0] == '\0' || strlen(url) > URL_MAX || strncmp(url, "//", 2) == 0 || has_other_scheme(url)) {
        return 0;
    }
    char *joined =
        web_address_begins(url) ? strdup(url) : join(client->backend_url, url[0] == '/' ? "" : "/", url);
    if (joined == NULL) {
        return 1;
    }
    int is_below = within_backend(client, joined, whole);
    free(joined);
    return is_below;
}

static char *query_url(const struct hall_client *client, const char *path, const char *query)
{
    char whole[512];
    const char *area = client->area_code;
    int length = snprintf(whole, sizeof whole, "%s?%s%s%s%s", path, area[0] != '\0' ? "area=" : "", area,
                          area[0] != '\0' ? "&" : "", query);
    return length < 0 || (size_t)length >= sizeof whole ? NULL : join(client->backend_url, whole, "");
}

static int is_id(const char *id, enum field_form form)
{
    size_t length = strlen(id);
    return length > 0 && length < NOTICE_ID_SIZE && field_form_allows(form, id, length);
}

char *request_url(const struct hall_client *client, enum endpoint endpoint, const char *about,
                  enum failure *failure, const char **why)
{
    const struct endpoint_row *row = &endpoints[endpoint];
    char *url = NULL;
    *failure = FAILURE_NOT_FOUND; /* what cannot be asked for is not there */
    switch (row->about) {
    case ABOUT_NOTHING:
    case ABOUT_NUMBER:
    case ABOUT_PERSON:
        url = join(client->backend_url, row->path, "");
        break;
    case ABOUT_ID:
        if (!is_id(about, row->id_form)) {
            *why = "nothing has such an id";
            return NULL;
        }
        url = join(client->backend_url, row->path, about);
        break;
    case ABOUT_QUERY:
        url = query_url(client, row->path, about);
        break;
    case ABOUT_ADDRESS:
        if (!picture_url(client, about, &url)) {
            *why = "not a picture of the headend";
            return NULL;
        }
        break;
    }
    *failure = url == NULL ? FAILURE_NO_MEMORY : FAILURE_NONE;
    *why = "no memory to ask";
    return url;
}
