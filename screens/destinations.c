#include "screens/destinations.h"

#include "screens/cases/case_lookup.h"
#include "screens/guides/guides.h"
#include "screens/home/help.h"
#include "screens/notices/notices.h"
#include "screens/policies/policies.h"
#include "screens/search/search.h"
#include "screens/stations/stations.h"

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
