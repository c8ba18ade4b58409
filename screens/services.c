#include "screens/services.h"

#include "screens/case_lookup.h"
#include "screens/guides.h"
#include "screens/help.h"
#include "screens/notices.h"
#include "screens/policies.h"
#include "screens/search.h"
#include "screens/stations.h"

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
        return guides_new(stage, stage_text(stage, &tile->name));
    case TILE_CONTENT_STATIONS:
        return stations_new(stage, stage_text(stage, &tile->name));
    case TILE_CONTENT_POLICIES:
        return policies_new(stage, stage_text(stage, &tile->name));
    case TILE_CONTENT_CASES:
        return case_lookup_new(stage, stage_text(stage, &tile->name));
    }
    return NULL;
}
