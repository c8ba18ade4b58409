#include "screens/guides/guide_shelves.h"

#include <string.h>

/* Index of the first theme of that code, `theme_count` for none. */
static size_t theme_of(const struct guide_list *list, const struct guide_summary *guide)
{
    size_t index = 0;
    while (index < list->theme_count && strcmp(list->themes[index].code, guide->theme) != 0) {
        index++;
    }
    return index;
}

static void fill_shelf(struct guide_shelves *shelves, const struct guide_list *list, size_t theme,
                       size_t *filled)
{
    struct guide_shelf *shelf = &shelves->shelves[shelves->count];
    *shelf = (struct guide_shelf){theme < list->theme_count ? &list->themes[theme] : NULL, *filled, 0};
    for (size_t i = 0; i < list->count && *filled < GUIDE_LIST_MAX; i++) {
        if (theme_of(list, &list->guides[i]) == theme) {
            shelves->matters[(*filled)++] = &list->guides[i];
            shelf->count++;
        }
    }
    if (shelf->count > 0) {
        shelves->count++;
    }
}

void guide_shelves_fill(struct guide_shelves *shelves, const struct guide_list *list)
{
    size_t filled = 0;
    shelves->count = 0;
    if (list == NULL) {
        return;
    }
    for (size_t theme = 0; theme <= list->theme_count && shelves->count < GUIDE_SHELVES_MAX; theme++) {
        fill_shelf(shelves, list, theme, &filled);
    }
}

const struct guide_summary *guide_shelves_matter(const struct guide_shelves *shelves, size_t shelf,
                                                 size_t index)
{
    if (shelf >= shelves->count || index >= shelves->shelves[shelf].count) {
        return NULL;
    }
    return shelves->matters[shelves->shelves[shelf].first + index];
}
