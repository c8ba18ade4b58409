#include "screens/search/search_rows.h"

#include <stdio.h>

#include "screens/stage/dates.h"
#include "screens/stage/notice_words.h"
#include "screens/stage/station_words.h"

/* Ids of different kinds may be the same: the letter before them keeps the focus where it belongs. */
static void name_row(struct list_row *row, char kind, const char *id, const char *title, const char *detail)
{
    (void)snprintf(row->id, sizeof row->id, "%c:%s", kind, id);
    row->title = title;
    list_row_detail(row, detail);
}

static void mark_row(const struct stage *stage, struct list_row *row, const char *icon, enum string_id word)
{
    row->mark = icon_set_get(stage->icons, icon);
    row->mark_text = string_get(stage->strings, word);
    row->mark_fill = stage->kit.theme->surface_raised;
    row->mark_ink = stage->kit.theme->ink;
}

static void read_notice(const struct stage *stage, const struct notice_summary *notice, struct list_row *row)
{
    char date[DATE_SIZE];
    /* The id alone, as in the list of notices. */
    (void)snprintf(row->id, sizeof row->id, "%s", notice->id);
    row->title = notice->title;
    (void)snprintf(row->detail, sizeof row->detail, "%s",
                   notice_category_name(stage->strings, notice->category));
    (void)snprintf(row->trailing, sizeof row->trailing, "%s", date_iso(date, notice->published));
}

void search_row_read(const struct stage *stage, const struct search_item *item, struct list_row *row)
{
    switch (item->kind) {
    case SEARCH_TILE:
        /* no notice's id begins so */
        (void)snprintf(row->id, sizeof row->id, ":%s", item->tile->id);
        row->title = stage_text(stage, &item->tile->name);
        (void)snprintf(row->detail, sizeof row->detail, "%s", string_get(stage->strings, STRING_SEARCH_TILE));
        break;
    case SEARCH_GUIDE:
        name_row(row, 'g', item->guide->id, item->guide->name, item->guide->summary);
        mark_row(stage, row, "document", STRING_SEARCH_GUIDE);
        break;
    case SEARCH_POLICY:
        name_row(row, 'p', item->policy->id, item->policy->name, item->policy->org_name);
        mark_row(stage, row, "checklist", STRING_SEARCH_POLICY);
        break;
    case SEARCH_STATION:
        name_row(row, 's', item->station->id, item->station->name,
                 item->station->address[0] != '\0' ? item->station->address
                                                   : station_level_words(stage->strings, item->station));
        mark_row(stage, row, "place", STRING_SEARCH_STATION);
        break;
    case SEARCH_NOTICE:
        if (item->notice != NULL) {
            read_notice(stage, item->notice, row);
        }
        break;
    }
}

void search_item_open(struct stage *stage, const struct search_item *item)
{
    switch (item->kind) {
    case SEARCH_TILE:
        stage_open_tile(stage, item->tile);
        break;
    case SEARCH_GUIDE:
        stage_open(stage, DESTINATION_GUIDE, item->guide->id, item->guide->name);
        break;
    case SEARCH_POLICY:
        stage_open(stage, DESTINATION_POLICY, item->policy->id, item->policy->name);
        break;
    case SEARCH_STATION:
        stage_open(stage, DESTINATION_STATION, item->station->id, item->station->name);
        break;
    case SEARCH_NOTICE:
        if (item->notice != NULL) {
            stage_open_notice(stage, item->notice);
        }
        break;
    }
}
