#include "screens/stage/destination.h"

#include <stdio.h>

#include "both-sides/records/utility_records.h"
#include "screens/stage/payment_request.h"
#include "screens/stage/screen.h"

static void open_destination(struct stage *stage, struct destination *destination, const char *id)
{
    (void)snprintf(destination->id, sizeof destination->id, "%s", id);
    stage->open_destination(stage->application, destination);
}

void stage_open(struct stage *stage, enum destination_kind kind, const char *id, const char *title)
{
    struct destination destination = {.kind = kind, .title = title};
    open_destination(stage, &destination, id);
}

void stage_open_notice(struct stage *stage, const struct notice_summary *notice)
{
    struct destination destination = {.kind = DESTINATION_NOTICE, .title = notice->title, .notice = notice};
    open_destination(stage, &destination, notice->id);
}

void stage_pay(struct stage *stage, const struct payment_request *request)
{
    struct destination destination = {.kind = DESTINATION_PAYMENT, .payment = request};
    open_destination(stage, &destination, "");
}

void stage_open_tile(struct stage *stage, const struct tile *tile)
{
    char category[12];
    const char *id = "";
    if (tile->content == TILE_CONTENT_NOTICES && tile->category != 0) {
        (void)snprintf(category, sizeof category, "%d", tile->category);
        id = category;
    } else if (tile->content == TILE_CONTENT_GUIDE) {
        id = tile->guide;
    } else if (tile->content == TILE_CONTENT_UTILITY) {
        id = utility_kinds.words[tile->utility];
    }
    stage_open(stage, destination_of_tile(tile), id, stage_text(stage, &tile->name));
}

enum destination_kind destination_of_tile(const struct tile *tile)
{
    switch (tile->content) {
    case TILE_CONTENT_NOTICES:
        return DESTINATION_NOTICES;
    case TILE_CONTENT_HELP:
        return DESTINATION_HELP;
    case TILE_CONTENT_SEARCH:
        return DESTINATION_SEARCH;
    case TILE_CONTENT_GUIDES:
        return DESTINATION_GUIDES;
    case TILE_CONTENT_STATIONS:
        return DESTINATION_STATIONS;
    case TILE_CONTENT_POLICIES:
        return DESTINATION_POLICIES;
    case TILE_CONTENT_SOCIAL_SECURITY:
        return DESTINATION_SOCIAL_SECURITY;
    case TILE_CONTENT_CASES:
        return DESTINATION_CASES;
    case TILE_CONTENT_HOUSEHOLD:
        return DESTINATION_HOUSEHOLD;
    case TILE_CONTENT_HOUSING_FUND:
        return DESTINATION_HOUSING_FUND;
    case TILE_CONTENT_GUIDE:
        return DESTINATION_GUIDE;
    case TILE_CONTENT_UTILITY:
        return DESTINATION_UTILITY;
    case TILE_CONTENT_COUNT:
        break;
    }
    return DESTINATION_NONE; /* not reached: the compiler holds the switch complete */
}
