#include "screens/stations/station_matters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/list_screen.h"

struct matter {
    char id[CONTENT_ID_SIZE];
    int direct;
    const struct guide_summary *guide; /* NULL: there is none (any more) */
};

struct station_matters {
    struct list_screen list;
    char subtitle[LIST_SCREEN_TITLE_SIZE];
    struct guide_list *guides; /* NULL until it is there */
    struct matter *matters;
    size_t count;
    size_t *rows; /* of the matters, those that have a guide */
};

/* --- Rows --- */

static const struct guide_summary *find_guide(const struct guide_list *guides, const char *id)
{
    for (size_t i = 0; i < guides->count; i++) {
        if (strcmp(guides->guides[i].id, id) == 0) {
            return &guides->guides[i];
        }
    }
    return NULL;
}

static const struct matter *matter_at(const struct station_matters *screen, size_t row)
{
    return &screen->matters[screen->rows[row]];
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct station_matters *screen = context;
    const struct stage *stage = screen->list.screen.stage;
    const struct theme *theme = stage->kit.theme;
    const struct matter *matter = matter_at(screen, index);
    (void)snprintf(row->id, sizeof row->id, "%s", matter->id);
    row->title = matter->guide->name;
    list_row_detail(row, matter->guide->summary);
    row->mark = icon_set_get(stage->icons, matter->direct ? "need-necessary" : "need-optional");
    row->mark_text =
        string_get(stage->strings, matter->direct ? STRING_STATIONS_DIRECT : STRING_STATIONS_RELAY);
    row->mark_fill = matter->direct ? theme->accent : theme->surface_raised;
    row->mark_ink = matter->direct ? theme->background : theme->ink;
}

static size_t collect(struct list_screen *list)
{
    struct station_matters *screen = (struct station_matters *)list;
    size_t count = 0;
    for (size_t i = 0; screen->guides != NULL && i < screen->count; i++) {
        screen->matters[i].guide = find_guide(screen->guides, screen->matters[i].id);
        if (screen->matters[i].guide != NULL) {
            screen->rows[count++] = i;
        }
    }
    return count;
}

static void open_row(struct list_screen *list, size_t row)
{
    const struct matter *matter = matter_at((const struct station_matters *)list, row);
    stage_open(list->screen.stage, DESTINATION_GUIDE, matter->id, matter->guide->name);
}

static struct message missing(const struct list_screen *list)
{
    return ((const struct station_matters *)list)->guides != NULL
               ? (struct message){"guide", STRING_STATION_MATTERS_NONE, STRING_STATION_MATTERS_NONE_DO}
               : asking_message(&list->asking);
}

/* --- Content --- */

static void on_guides(void *context, const struct response *response, struct guide_list *guides)
{
    struct station_matters *screen = context;
    struct guide_list *before = screen->guides;
    if (guides != NULL) {
        screen->guides = guides;
    }
    list_screen_heard(&screen->list, response); /* the rows are of these guides from here on */
    if (guides != NULL) {
        guide_list_free(before);
    }
}

static void copy_set(struct station_matters *screen, const struct station_set *set)
{
    for (size_t i = 0; i < set->direct_count + set->relay_count; i++) {
        int direct = i < set->direct_count;
        struct matter *matter = &screen->matters[screen->count++];
        (void)snprintf(matter->id, sizeof matter->id, "%s",
                       direct ? set->direct[i] : set->relay[i - set->direct_count]);
        matter->direct = direct;
    }
}

static void place(struct list_screen *list)
{
    struct station_matters *screen = (struct station_matters *)list;
    struct rect area = list->body;
    const struct theme *theme = list->screen.stage->kit.theme;
    (void)snprintf(list->title, sizeof list->title, "%s",
                   string_get(list->screen.stage->strings, STRING_STATION_MATTERS_TITLE));
    list->frame.subtitle = screen->subtitle;
    area.w -= theme->scroll_bar + theme->gap;
    list_place(&list->list, area);
}

static void station_matters_free(struct screen *base)
{
    struct station_matters *screen = (struct station_matters *)base;
    guide_list_free(screen->guides);
    free(screen->matters);
    free(screen->rows);
    list_screen_free(base);
}

static const struct screen_operations station_matters_operations = {
    .name = "station-matters",
    .free = station_matters_free,
    .open_next = list_screen_open_next,
};

static const struct list_screen_kind station_matters_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .place = place,
    .count = STRING_STATION_MATTERS_COUNT,
};

struct screen *station_matters_new(struct stage *stage, const char *subtitle, const struct station_set *set)
{
    struct station_matters *screen =
        list_screen_new(sizeof *screen, &station_matters_operations, &station_matters_kind, stage, "");
    if (screen == NULL) {
        return NULL;
    }
    size_t count = set->direct_count + set->relay_count;
    screen->matters = calloc(count + 1, sizeof *screen->matters);
    screen->rows = calloc(count + 1, sizeof *screen->rows);
    if (screen->matters == NULL || screen->rows == NULL) {
        station_matters_free(&screen->list.screen);
        return NULL;
    }
    (void)snprintf(screen->subtitle, sizeof screen->subtitle, "%s", subtitle);
    copy_set(screen, set);
    asking_for_guides(&screen->list.asking, stage, on_guides, screen);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
