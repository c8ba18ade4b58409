#include "backend-client/fetch_ahead.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article.h"
#include "both-sides/clock.h"
#include "both-sides/jitter.h"

enum { PAGES_MAX = 4, NOTICES_MAX = 20, PICTURES_MAX = 8, PICTURE_URL_SIZE = 256 };
enum { FIRST_MS = 20 * 1000, EVERY_MS = 15 * 60 * 1000, PAUSE_MS = 200, AFTER_KEYS_MS = 2000 };

struct wanted {
    char id[NOTICE_ID_SIZE];
    int64_t rev;
};

struct fetch_ahead {
    struct hall_client *client;
    request_id request;
    int64_t due_us;
    int page; /* of the list, under way or asked for next; PAGES_MAX: all are there */
    char next[CURSOR_SIZE];
    struct wanted wanted[NOTICES_MAX];
    size_t wanted_count, wanted_at;
    char pictures[PICTURES_MAX][PICTURE_URL_SIZE]; /* of the last notice */
    size_t picture_count, picture_at;
};

static void begin_round(struct fetch_ahead *fetch)
{
    fetch->page = 0;
    fetch->next[0] = '\0';
    fetch->wanted_count = fetch->wanted_at = 0;
    fetch->picture_count = fetch->picture_at = 0;
}

/* --- What comes --- */

/* What failed is tried in the next round: whoever waits for it asks by himself. One thing that is not there
 * does not end this one. */
static void heard(struct fetch_ahead *fetch, const struct response *response, int is_one)
{
    int goes_on = response->state != RESPONSE_FAILED || (is_one && response->failure == FAILURE_NOT_FOUND);
    if (!goes_on) {
        hall_client_cancel(fetch->client, fetch->request);
        fetch->request = 0;
        begin_round(fetch);
        fetch->due_us = steady_us() + jittered(EVERY_MS) * 1000;
    } else if (response->final) {
        fetch->request = 0;
        fetch->due_us = steady_us() + jittered(PAUSE_MS) * 1000;
    }
}

static void want(struct fetch_ahead *fetch, const struct notice_summary *notice)
{
    size_t i = 0;
    while (i < fetch->wanted_count && strcmp(fetch->wanted[i].id, notice->id) != 0) {
        i++;
    }
    if (notice->level < NOTICE_IMPORTANT || i == NOTICES_MAX) {
        return;
    }
    memcpy(fetch->wanted[i].id, notice->id, sizeof fetch->wanted[i].id);
    fetch->wanted[i].rev = notice->rev;
    fetch->wanted_count += i == fetch->wanted_count;
}

static void take_list(struct fetch_ahead *fetch, const struct notice_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        want(fetch, &list->items[i]);
    }
    memcpy(fetch->next, list->next, sizeof fetch->next);
}

static void count_page(struct fetch_ahead *fetch)
{
    fetch->page = fetch->next[0] == '\0' ? PAGES_MAX : fetch->page + 1;
}

static void on_list(void *context, const struct response *response, struct notice_list *list)
{
    struct fetch_ahead *fetch = context;
    if (list != NULL) {
        take_list(fetch, list);
        notice_list_free(list);
    }
    if (response->final && response->state != RESPONSE_FAILED) {
        count_page(fetch);
    }
    heard(fetch, response, 0);
}

static void take_pictures(struct fetch_ahead *fetch, const struct notice *notice)
{
    struct article *article = article_parse(notice->body, strlen(notice->body));
    fetch->picture_count = fetch->picture_at = 0;
    for (size_t i = 0; article != NULL && i < article->block_count; i++) {
        const char *url = article->blocks[i].kind == BLOCK_PICTURE ? article->blocks[i].picture_url : NULL;
        if (url != NULL && strlen(url) < PICTURE_URL_SIZE && fetch->picture_count < PICTURES_MAX) {
            (void)snprintf(fetch->pictures[fetch->picture_count++], PICTURE_URL_SIZE, "%s", url);
        }
    }
    article_free(article);
}

static void on_notice(void *context, const struct response *response, struct notice *notice)
{
    struct fetch_ahead *fetch = context;
    if (notice != NULL) {
        take_pictures(fetch, notice);
        notice_free(notice);
    }
    heard(fetch, response, 1);
}

static void on_picture(void *context, const struct response *response, const void *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    heard(context, response, 1);
}

/* --- What is asked for next --- */

static void fetch_page(struct fetch_ahead *fetch)
{
    struct notice_list *list = NULL;
    if (fetch->page > 0) {
        list = hall_client_cached_notices(fetch->client, fetch->next, NOTICE_PAGE_ROWS, NULL);
    }
    if (list != NULL) {
        take_list(fetch, list);
        notice_list_free(list);
        count_page(fetch);
        return;
    }
    fetch->request = hall_client_get_notices(fetch->client, 0, fetch->next, NOTICE_PAGE_ROWS, on_list, fetch);
}

static void fetch_notice(struct fetch_ahead *fetch)
{
    const struct wanted *wanted = &fetch->wanted[fetch->wanted_at++];
    struct notice *notice = hall_client_cached(fetch->client, ENDPOINT_NOTICE, wanted->id, NULL);
    if (notice != NULL && notice->summary.rev == wanted->rev) {
        take_pictures(fetch, notice);
    } else {
        fetch->request = hall_client_get_notice(fetch->client, wanted->id, on_notice, fetch);
    }
    notice_free(notice);
}

static void fetch_picture(struct fetch_ahead *fetch)
{
    const char *url = fetch->pictures[fetch->picture_at++];
    if (!hall_client_has_picture(fetch->client, url)) {
        fetch->request = hall_client_get_picture(fetch->client, url, on_picture, fetch);
    }
}

void fetch_ahead_put_off(struct fetch_ahead *fetch, int64_t now_us)
{
    int64_t due_us = now_us + AFTER_KEYS_MS * 1000;
    if (fetch != NULL && fetch->due_us < due_us) {
        fetch->due_us = due_us;
    }
}

void fetch_ahead_service(struct fetch_ahead *fetch, int64_t now_us)
{
    if (fetch == NULL || fetch->request != 0 || now_us < fetch->due_us) {
        return;
    }
    if (fetch->picture_at < fetch->picture_count) {
        fetch_picture(fetch);
    } else if (fetch->page < PAGES_MAX) {
        fetch_page(fetch);
    } else if (fetch->wanted_at < fetch->wanted_count) {
        fetch_notice(fetch);
    } else {
        begin_round(fetch);
        fetch->due_us = now_us + jittered(EVERY_MS) * 1000;
    }
}

int64_t fetch_ahead_deadline(const struct fetch_ahead *fetch)
{
    return fetch == NULL || fetch->request != 0 ? INT64_MAX : fetch->due_us;
}

struct fetch_ahead *fetch_ahead_new(struct hall_client *client, int64_t now_us)
{
    struct fetch_ahead *fetch = calloc(1, sizeof *fetch);
    if (fetch != NULL) {
        fetch->client = client;
        fetch->due_us = now_us + jittered(FIRST_MS) * 1000;
    }
    return fetch;
}

void fetch_ahead_free(struct fetch_ahead *fetch)
{
    if (fetch != NULL) {
        hall_client_cancel(fetch->client, fetch->request);
        free(fetch);
    }
}
