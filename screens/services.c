#include "screens/services.h"

#include "screens/help.h"
#include "screens/notices.h"
#include "screens/search.h"

struct screen *service_open(struct stage *stage, const struct tile *tile)
{
    switch (tile->content) {
    case TILE_CONTENT_NOTICES:
        return notices_new(stage, tile->category, stage_text(stage, &tile->name));
    case TILE_CONTENT_HELP:
        return help_new(stage);
    case TILE_CONTENT_SEARCH:
        return search_new(stage, stage_text(stage, &tile->name));
    case TILE_CONTENT_GUIDES:
    case TILE_CONTENT_CASES:
    case TILE_CONTENT_STATIONS:
    case TILE_CONTENT_POLICIES:
        break; /* issue 4 brings them */
    }
    return NULL;
}
