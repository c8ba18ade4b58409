#include "screens/stage/notice_pages.h"

#include <stdlib.h>
#include <string.h>

/* A page that was refused that often is asked for again only when the list is refreshed. */
enum { REACH_ROWS = 15, PAGE_FAILURES_MAX = 3 };

struct notice_page {
    struct notice_list *list;
    request_id request;
    int failures;               /* in a row, each for good */
    struct notice_pages *pages; /* for the callback's context */
};

/* Of all notices, from the cache: in place of the pages of a category, until the first of these is there. */
struct cached_list {
    struct notice_list *pages[NOTICE_PAGES_MAX];
    size_t count;
    int64_t fetched_ms;
};

struct notice_pages {
    struct hall_client *client;
    int category, limit;
    notice_pages_changed changed;
    void *context;
    struct notice_page page[NOTICE_PAGES_MAX];
    size_t page_count; /* pages with a list */
    struct cached_list cached;
    const struct notice_summary **rows; /* all pages', without doubles */
    size_t row_count, row_capacity;
};

struct notice_pages *notice_pages_new(struct hall_client *client, int category, int limit,
                                      notice_pages_changed changed, void *context)
{
    struct notice_pages *pages = calloc(1, sizeof *pages);
    if (pages == NULL) {
        return NULL;
    }
    pages->client = client;
    pages->category = category;
    pages->limit = limit;
    pages->changed = changed;
    pages->context = context;
    for (size_t i = 0; i < NOTICE_PAGES_MAX; i++) {
        pages->page[i].pages = pages;
    }
    return pages;
}

static void forget_cached(struct cached_list *cached)
{
    while (cached->count > 0) {
        notice_list_free(cached->pages[--cached->count]);
    }
}

/* As far as pages follow each other. */
static void read_cached(struct hall_client *client, struct cached_list *cached)
{
    const char *cursor = "";
    forget_cached(cached);
    while (cached->count < NOTICE_PAGES_MAX) {
        int64_t *fetched_ms = cached->count == 0 ? &cached->fetched_ms : NULL;
        struct notice_list *list = hall_client_cached_notices(client, cursor, NOTICE_PAGE_ROWS, fetched_ms);
        if (list == NULL) {
            return;
        }
        cached->pages[cached->count++] = list;
        cursor = list->next;
        if (cursor[0] == '\0') {
            return;
        }
    }
}

void notice_pages_free(struct notice_pages *pages)
{
    if (pages == NULL) {
        return;
    }
    for (size_t i = 0; i < NOTICE_PAGES_MAX; i++) {
        hall_client_cancel(pages->client, pages->page[i].request);
        notice_list_free(pages->page[i].list);
    }
    forget_cached(&pages->cached);
    free(pages->rows);
    free(pages);
}

/* While pages are replaced one by one a row may stand at the end of one and the start of the next. */
static int is_double(const struct notice_pages *pages, size_t page_start, const char *id)
{
    size_t from = page_start > (size_t)pages->limit ? page_start - (size_t)pages->limit : 0;
    for (size_t i = from; i < page_start; i++) {
        if (strcmp(pages->rows[i]->id, id) == 0) {
            return 1;
        }
    }
    return 0;
}

static int make_room(struct notice_pages *pages, size_t rows)
{
    if (rows <= pages->row_capacity) {
        return 0;
    }
    const struct notice_summary **more = realloc(pages->rows, rows * sizeof(*more));
    if (more == NULL) {
        return -1;
    }
    pages->rows = more;
    pages->row_capacity = rows;
    return 0;
}

static void index_rows(struct notice_pages *pages)
{
    size_t rows = 0;
    for (size_t p = 0; p < pages->page_count; p++) {
        rows += pages->page[p].list->count;
    }
    pages->row_count = 0;
    if (make_room(pages, rows) != 0) {
        return; /* no rows rather than wrong ones; the next response tries again */
    }
    for (size_t p = 0; p < pages->page_count; p++) {
        size_t start = pages->row_count;
        const struct notice_list *list = pages->page[p].list;
        for (size_t i = 0; i < list->count; i++) {
            if (!is_double(pages, start, list->items[i].id)) {
                pages->rows[pages->row_count++] = &list->items[i];
            }
        }
    }
}

static void index_cached(struct notice_pages *pages)
{
    size_t rows = 0;
    for (size_t p = 0; p < pages->cached.count; p++) {
        rows += pages->cached.pages[p]->count;
    }
    pages->row_count = 0;
    if (make_room(pages, rows) != 0) {
        return;
    }
    for (size_t p = 0; p < pages->cached.count; p++) {
        const struct notice_list *list = pages->cached.pages[p];
        for (size_t i = 0; i < list->count; i++) {
            if (list->items[i].category == pages->category &&
                !is_double(pages, pages->row_count, list->items[i].id)) {
                pages->rows[pages->row_count++] = &list->items[i];
            }
        }
    }
}

static void ask(struct notice_pages *pages, size_t number);

static void drop_pages_from(struct notice_pages *pages, size_t number)
{
    for (size_t i = number; i < NOTICE_PAGES_MAX; i++) {
        hall_client_cancel(pages->client, pages->page[i].request);
        pages->page[i].request = 0;
        notice_list_free(pages->page[i].list);
        pages->page[i].list = NULL;
    }
    if (pages->page_count > number) {
        pages->page_count = number;
    }
}

static void take_page(struct notice_pages *pages, size_t number, struct notice_list *list)
{
    int changed = pages->page[number].list == NULL || pages->page[number].list->rev != list->rev;
    notice_list_free(pages->page[number].list);
    pages->page[number].list = list;
    if (number >= pages->page_count) {
        pages->page_count = number + 1;
    }
    if (list->next[0] == '\0') {
        drop_pages_from(pages, number + 1);
    } else if (changed && number + 1 < pages->page_count) {
        ask(pages, number + 1);
    }
    index_rows(pages);
    forget_cached(&pages->cached); /* no row points there any more */
}

static void on_list(void *context, const struct response *response, struct notice_list *list)
{
    struct notice_page *page = context;
    struct notice_pages *pages = page->pages;
    if (list != NULL) {
        take_page(pages, (size_t)(page - pages->page), list);
    }
    struct response heard = *response;
    if (pages->page_count == 0 && pages->cached.count > 0) {
        heard.fetched_ms = pages->cached.fetched_ms;
    }
    if (response->final) {
        page->request = 0;
        page->failures = response->state == RESPONSE_FAILED ? page->failures + 1 : 0;
    }
    pages->changed(pages->context, &heard);
}

static void ask(struct notice_pages *pages, size_t number)
{
    struct notice_page *page = &pages->page[number];
    const char *cursor = number > 0 ? pages->page[number - 1].list->next : NULL;
    hall_client_cancel(pages->client, page->request);
    page->request = 0;
    page->request =
        hall_client_get_notices(pages->client, pages->category, cursor, pages->limit, on_list, page);
}

void notice_pages_refresh(struct notice_pages *pages)
{
    for (size_t i = 0; i < NOTICE_PAGES_MAX; i++) {
        pages->page[i].failures = 0;
    }
    if (pages->category != 0 && pages->page_count == 0) {
        read_cached(pages->client, &pages->cached);
        index_cached(pages);
        const struct response cached = {.state = RESPONSE_CACHED, .fetched_ms = pages->cached.fetched_ms};
        if (pages->cached.count > 0) {
            pages->changed(pages->context, &cached);
        }
    }
    ask(pages, 0);
}

void notice_pages_reach(struct notice_pages *pages, size_t row)
{
    size_t next = pages->page_count;
    if (next == 0 || next >= NOTICE_PAGES_MAX || row + REACH_ROWS < pages->row_count) {
        return;
    }
    if (pages->page[next - 1].list->next[0] != '\0' && pages->page[next].request == 0 &&
        pages->page[next].failures < PAGE_FAILURES_MAX) {
        ask(pages, next);
    }
}

size_t notice_pages_count(const struct notice_pages *pages)
{
    return pages->row_count;
}

int64_t notice_pages_total(const struct notice_pages *pages)
{
    int64_t total = pages->page_count > 0 ? pages->page[0].list->total : 0;
    return total > (int64_t)pages->row_count ? total : (int64_t)pages->row_count;
}

const struct notice_summary *notice_pages_row(const struct notice_pages *pages, size_t row)
{
    return row < pages->row_count ? pages->rows[row] : NULL;
}

int notice_pages_loaded(const struct notice_pages *pages)
{
    return pages->page_count > 0 || pages->row_count > 0;
}

int notice_pages_are_whole(const struct notice_pages *pages)
{
    size_t count = pages->page_count;
    return count == NOTICE_PAGES_MAX || (count > 0 && pages->page[count - 1].list->next[0] == '\0');
}
