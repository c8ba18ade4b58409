#include "screens/search_catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/notice_pages.h"

enum { GROUP_TILE, GROUP_NOTICE };

struct search_catalogue {
    struct stage *stage;
    struct search_index *index;
    struct tile tiles[TILE_MAX]; /* the first items */
    size_t tile_count;
    struct notice_pages *pages; /* the items after them */
    request_id menu_request;
    struct answer last;
    search_catalogue_changed changed;
    void *context;
};

/* What stands in for initials that the feed does not have: the letters and digits of the name itself. */
static const char *tile_initials(const struct stage *stage, const struct tile *tile)
{
    const char *shown = stage_text(stage, &tile->name);
    return shown == tile->name.zh && tile->initials[0] != '\0' ? tile->initials : shown;
}

static void build_index(struct search_catalogue *catalogue)
{
    int failed = 0;
    search_index_clear(catalogue->index);
    for (size_t i = 0; i < catalogue->tile_count && !failed; i++) {
        const char *initials = tile_initials(catalogue->stage, &catalogue->tiles[i]);
        failed = search_index_add(catalogue->index, initials, GROUP_TILE) != 0;
    }
    size_t notices = notice_pages_count(catalogue->pages);
    for (size_t i = 0; i < notices && !failed; i++) {
        const struct notice_summary *notice = notice_pages_row(catalogue->pages, i);
        const char *initials = notice->initials[0] != '\0' ? notice->initials : notice->title;
        failed = search_index_add(catalogue->index, initials, GROUP_NOTICE) != 0;
    }
    if (failed) {
        log_line(LOG_LEVEL_ERROR, "search", "only %zu items can be searched",
                 search_index_count(catalogue->index));
    }
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

static void on_menu(void *context, const struct answer *answer, struct menu *menu)
{
    struct search_catalogue *catalogue = context;
    (void)answer; /* without a menu the tiles stay as they are */
    if (menu != NULL) {
        take_tiles(catalogue, menu->tiles, menu->tile_count);
        menu_free(menu);
        build_index(catalogue);
        catalogue->changed(catalogue->context, &catalogue->last);
    }
}

static void on_notices(void *context, const struct answer *answer)
{
    struct search_catalogue *catalogue = context;
    size_t count = notice_pages_count(catalogue->pages);
    catalogue->last = *answer;
    if (count < SEARCH_NOTICES_MAX) {
        notice_pages_reach(catalogue->pages, count);
    }
    build_index(catalogue);
    catalogue->changed(catalogue->context, &catalogue->last);
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
    catalogue->last = (struct answer){.state = ANSWER_CACHED};
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
        hall_client_cancel(catalogue->stage->client, catalogue->menu_request);
        notice_pages_free(catalogue->pages);
        search_index_free(catalogue->index);
        free(catalogue);
    }
}

void search_catalogue_refresh(struct search_catalogue *catalogue)
{
    struct stage *stage = catalogue->stage;
    hall_client_cancel(stage->client, catalogue->menu_request);
    catalogue->menu_request = 0;
    catalogue->menu_request = hall_client_get_menu(stage->client, on_menu, catalogue);
    notice_pages_refresh(catalogue->pages);
}

int search_catalogue_loaded(const struct search_catalogue *catalogue)
{
    return notice_pages_loaded(catalogue->pages);
}

size_t search_catalogue_find(struct search_catalogue *catalogue, const char *digits, uint32_t *found,
                             size_t size)
{
    return search_index_find(catalogue->index, digits, found, size);
}

const struct tile *search_catalogue_tile(const struct search_catalogue *catalogue, uint32_t item)
{
    return item < catalogue->tile_count ? &catalogue->tiles[item] : NULL;
}

const struct notice_summary *search_catalogue_notice(const struct search_catalogue *catalogue, uint32_t item)
{
    return item < catalogue->tile_count ? NULL
                                        : notice_pages_row(catalogue->pages, item - catalogue->tile_count);
}
