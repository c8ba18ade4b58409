#include "screens/search/search_catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/search/search_match.h"
#include "screens/stage/asking.h"
#include "screens/stage/notice_pages.h"

/* Equal matches come in this order. */
enum { GROUP_TILE, GROUP_GUIDE, GROUP_NEWS, GROUP_STATION };
enum collection {
    COLLECTION_MENU,
    COLLECTION_GUIDES,
    COLLECTION_POLICIES,
    COLLECTION_NOTICES,
    COLLECTION_STATIONS,
    COLLECTION_COUNT
};

struct search_catalogue {
    struct stage *stage;
    struct search_index *index;
    struct tile tiles[TILE_MAX]; /* the first items */
    size_t tile_count;
    struct guide_list *guides; /* the items after them; NULL: not (yet) there; likewise below */
    struct policy_list *policies;
    struct notice_pages *pages;
    struct station_list *stations; /* the last items */
    struct asking collections[COLLECTION_COUNT];
    search_catalogue_changed changed;
    void *context;
};

/* What stands in for initials that the headend does not give: the letters and digits of the name itself. */
static const char *tile_initials(const struct stage *stage, const struct tile *tile)
{
    const char *shown = stage_text(stage, &tile->name);
    return shown == tile->name.zh && tile->initials[0] != '\0' ? tile->initials : shown;
}

static size_t guide_count(const struct search_catalogue *catalogue)
{
    return catalogue->guides != NULL ? catalogue->guides->count : 0;
}

static size_t policy_count(const struct search_catalogue *catalogue)
{
    return catalogue->policies != NULL ? catalogue->policies->count : 0;
}

static size_t station_count(const struct search_catalogue *catalogue)
{
    return catalogue->stations != NULL ? catalogue->stations->count : 0;
}

/* 0 when it was added. Without initials the name's own letters and digits are looked through. */
static int add(struct search_catalogue *catalogue, const char *initials, const char *name, int group)
{
    return search_index_add(catalogue->index, initials[0] != '\0' ? initials : name, group);
}

static int index_content(struct search_catalogue *catalogue)
{
    int failed = 0;
    for (size_t i = 0; i < guide_count(catalogue) && !failed; i++) {
        const struct guide_summary *guide = &catalogue->guides->guides[i];
        failed = add(catalogue, guide->initials, guide->name, GROUP_GUIDE) != 0;
    }
    for (size_t i = 0; i < policy_count(catalogue) && !failed; i++) {
        const struct policy *policy = &catalogue->policies->policies[i];
        failed = add(catalogue, policy->initials, policy->name, GROUP_NEWS) != 0;
    }
    return failed;
}

static void build_index(struct search_catalogue *catalogue)
{
    search_index_clear(catalogue->index);
    int failed = 0;
    for (size_t i = 0; i < catalogue->tile_count && !failed; i++) {
        const char *initials = tile_initials(catalogue->stage, &catalogue->tiles[i]);
        failed = search_index_add(catalogue->index, initials, GROUP_TILE) != 0;
    }
    failed = failed || index_content(catalogue);
    size_t notices = notice_pages_count(catalogue->pages);
    for (size_t i = 0; i < notices && !failed; i++) {
        const struct notice_summary *notice = notice_pages_row(catalogue->pages, i);
        failed = add(catalogue, notice->initials, notice->title, GROUP_NEWS) != 0;
    }
    for (size_t i = 0; i < station_count(catalogue) && !failed; i++) {
        const struct station *station = &catalogue->stations->stations[i];
        failed = add(catalogue, station->initials, station->name, GROUP_STATION) != 0;
    }
    if (failed) {
        log_line(LOG_LEVEL_ERROR, "search", "only %zu items can be searched",
                 search_index_count(catalogue->index));
    }
}

/* --- What comes --- */

static void heard(struct search_catalogue *catalogue, enum collection collection,
                  const struct response *response, int has_content)
{
    asking_heard(&catalogue->collections[collection], response);
    if (has_content) {
        build_index(catalogue);
    }
    catalogue->changed(catalogue->context);
}

static void on_guides(void *context, const struct response *response, struct guide_list *guides)
{
    struct search_catalogue *catalogue = context;
    if (guides != NULL) {
        guide_list_free(catalogue->guides);
        catalogue->guides = guides;
    }
    heard(catalogue, COLLECTION_GUIDES, response, guides != NULL);
}

static void on_policies(void *context, const struct response *response, struct policy_list *policies)
{
    struct search_catalogue *catalogue = context;
    if (policies != NULL) {
        policy_list_free(catalogue->policies);
        catalogue->policies = policies;
    }
    heard(catalogue, COLLECTION_POLICIES, response, policies != NULL);
}

static void on_stations(void *context, const struct response *response, struct station_list *stations)
{
    struct search_catalogue *catalogue = context;
    if (stations != NULL) {
        station_list_free(catalogue->stations);
        catalogue->stations = stations;
    }
    heard(catalogue, COLLECTION_STATIONS, response, stations != NULL);
}

/* The tile of the search itself is nothing to be found. */
static void take_tiles(struct search_catalogue *catalogue, const struct tile *tiles, size_t count)
{
    catalogue->tile_count = 0;
    for (size_t i = 0; i < count && i < TILE_MAX; i++) {
        if (tiles[i].content != TILE_CONTENT_SEARCH) {
            catalogue->tiles[catalogue->tile_count++] = tiles[i];
        }
    }
}

static void on_menu(void *context, const struct response *response, struct menu *menu)
{
    struct search_catalogue *catalogue = context;
    if (menu != NULL) { /* without one the tiles stay as they are */
        take_tiles(catalogue, menu->tiles, menu->tile_count);
    }
    heard(catalogue, COLLECTION_MENU, response, menu != NULL);
    menu_free(menu);
}

static void on_notices(void *context, const struct response *response)
{
    struct search_catalogue *catalogue = context;
    size_t count = notice_pages_count(catalogue->pages);
    if (count < SEARCH_NOTICES_MAX) {
        notice_pages_reach(catalogue->pages, count);
    }
    heard(catalogue, COLLECTION_NOTICES, response, 1);
}

/* --- Asking --- */

/* The pages hold their requests. */
static request_id ask_notices(void *context)
{
    notice_pages_refresh(((struct search_catalogue *)context)->pages);
    return 0;
}

static void start_asking(struct search_catalogue *catalogue, const struct stage *stage)
{
    struct asking *collections = catalogue->collections;
    asking_for_menu(&collections[COLLECTION_MENU], stage, on_menu, catalogue);
    asking_for_guides(&collections[COLLECTION_GUIDES], stage, on_guides, catalogue);
    asking_for_policies(&collections[COLLECTION_POLICIES], stage, on_policies, catalogue);
    asking_start(&collections[COLLECTION_NOTICES], stage, ask_notices, catalogue);
    asking_for_stations(&collections[COLLECTION_STATIONS], stage, on_stations, catalogue);
}

struct search_catalogue *search_catalogue_new(struct stage *stage, search_catalogue_changed changed,
                                              void *context)
{
    struct search_catalogue *catalogue = calloc(1, sizeof *catalogue);
    if (catalogue == NULL) {
        return NULL;
    }
    catalogue->stage = stage;
    catalogue->changed = changed;
    catalogue->context = context;
    start_asking(catalogue, stage);
    catalogue->index = search_index_new();
    catalogue->pages = notice_pages_new(stage->client, 0, NOTICE_LIST_MAX, on_notices, catalogue);
    if (catalogue->index == NULL || catalogue->pages == NULL) {
        search_catalogue_free(catalogue);
        return NULL;
    }
    take_tiles(catalogue, stage->config->tiles, stage->config->tile_count);
    build_index(catalogue);
    return catalogue;
}

void search_catalogue_free(struct search_catalogue *catalogue)
{
    if (catalogue != NULL) {
        for (int collection = 0; collection < COLLECTION_COUNT; collection++) {
            asking_stop(&catalogue->collections[collection]);
        }
        notice_pages_free(catalogue->pages);
        guide_list_free(catalogue->guides);
        policy_list_free(catalogue->policies);
        station_list_free(catalogue->stations);
        search_index_free(catalogue->index);
        free(catalogue);
    }
}

void search_catalogue_enter(struct search_catalogue *catalogue)
{
    for (int collection = 0; collection < COLLECTION_COUNT; collection++) {
        asking_enter(&catalogue->collections[collection]);
    }
}

void search_catalogue_update(struct search_catalogue *catalogue)
{
    for (int collection = 0; collection < COLLECTION_COUNT; collection++) {
        asking_update(&catalogue->collections[collection]);
    }
}

int64_t search_catalogue_deadline(const struct search_catalogue *catalogue, int64_t other_us)
{
    int64_t due_us = other_us;
    for (int collection = 0; collection < COLLECTION_COUNT; collection++) {
        due_us = asking_deadline(&catalogue->collections[collection], due_us);
    }
    return due_us;
}

void search_catalogue_retry(struct search_catalogue *catalogue)
{
    for (int collection = 0; collection < COLLECTION_COUNT; collection++) {
        (void)asking_retry(&catalogue->collections[collection]);
    }
}

/* --- What there is --- */

/* A headend that knows no guides, policies or stations has none. */
static int is_in(const struct search_catalogue *catalogue, enum collection collection)
{
    switch (collection) {
    case COLLECTION_GUIDES:
        return catalogue->guides != NULL || asking_is_gone(&catalogue->collections[collection]);
    case COLLECTION_POLICIES:
        return catalogue->policies != NULL || asking_is_gone(&catalogue->collections[collection]);
    case COLLECTION_STATIONS:
        return catalogue->stations != NULL || asking_is_gone(&catalogue->collections[collection]);
    case COLLECTION_NOTICES:
        return notice_pages_are_whole(catalogue->pages) ||
               notice_pages_count(catalogue->pages) >= SEARCH_NOTICES_MAX;
    case COLLECTION_MENU:
    case COLLECTION_COUNT:
        break;
    }
    return 1;
}

int search_catalogue_is_whole(const struct search_catalogue *catalogue)
{
    int whole = 1;
    for (int collection = 0; collection < COLLECTION_COUNT; collection++) {
        whole &= is_in(catalogue, (enum collection)collection);
    }
    return whole;
}

const struct response *search_catalogue_failure(const struct search_catalogue *catalogue)
{
    for (int collection = COLLECTION_GUIDES; collection < COLLECTION_COUNT; collection++) {
        const struct asking *asking = &catalogue->collections[collection];
        int is_missed = collection == COLLECTION_NOTICES || !asking_is_gone(asking);
        if (asking_failed(asking) && is_missed) {
            return &asking->last;
        }
    }
    return NULL;
}

size_t search_catalogue_find(struct search_catalogue *catalogue, const char *digits, uint32_t *found,
                             size_t size)
{
    return search_index_find(catalogue->index, digits, found, size);
}

void search_catalogue_item(const struct search_catalogue *catalogue, uint32_t number,
                           struct search_item *item)
{
    size_t at = number;
    size_t notices = notice_pages_count(catalogue->pages);
    *item = (struct search_item){.kind = SEARCH_NOTICE};
    if (at < catalogue->tile_count) {
        item->kind = SEARCH_TILE;
        item->tile = &catalogue->tiles[at];
        return;
    }
    at -= catalogue->tile_count;
    if (at < guide_count(catalogue)) {
        item->kind = SEARCH_GUIDE;
        item->guide = &catalogue->guides->guides[at];
        return;
    }
    at -= guide_count(catalogue);
    if (at < policy_count(catalogue)) {
        item->kind = SEARCH_POLICY;
        item->policy = &catalogue->policies->policies[at];
        return;
    }
    at -= policy_count(catalogue);
    if (at < notices) {
        item->notice = notice_pages_row(catalogue->pages, at);
    } else if (at - notices < station_count(catalogue)) {
        item->kind = SEARCH_STATION;
        item->station = &catalogue->stations->stations[at - notices];
    }
}

/* Its name, and what it was found by. */
static const char *name_of(const struct search_catalogue *catalogue, const struct search_item *item,
                           const char **initials)
{
    const char *name = "";
    *initials = "";
    switch (item->kind) {
    case SEARCH_TILE:
        name = stage_text(catalogue->stage, &item->tile->name);
        *initials = name == item->tile->name.zh ? item->tile->initials : "";
        break;
    case SEARCH_GUIDE:
        name = item->guide->name;
        *initials = item->guide->initials;
        break;
    case SEARCH_POLICY:
        name = item->policy->name;
        *initials = item->policy->initials;
        break;
    case SEARCH_NOTICE:
        name = item->notice != NULL ? item->notice->title : "";
        *initials = item->notice != NULL ? item->notice->initials : "";
        break;
    case SEARCH_STATION:
        name = item->station->name;
        *initials = item->station->initials;
        break;
    }
    return name;
}

char *search_catalogue_match(const struct search_catalogue *catalogue, uint32_t number, const char *digits,
                             char out[SEARCH_WORDS_SIZE])
{
    struct search_item item;
    const char *initials = "";
    search_catalogue_item(catalogue, number, &item);
    const char *name = name_of(catalogue, &item, &initials);
    int first = search_index_match(catalogue->index, number, digits);
    out[0] = '\0';
    return first >= 0
               ? search_match_words(out, SEARCH_WORDS_SIZE, name, initials, (size_t)first, strlen(digits))
               : out;
}
