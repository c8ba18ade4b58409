#include "screens/home/urgent_strip.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/dates.h"
#include "screens/stage/spoken.h"

enum { WHEN_SIZE = 2 * DATE_SIZE };

int urgent_strip_height(const struct stage *stage)
{
    return stage->kit.theme->text_title * 2;
}

int urgent_strip_take(struct urgent_strip *strip, struct notice_list *list, int64_t now_ms)
{
    char before[NOTICE_ID_SIZE] = "";
    size_t more_before = strip->more;
    if (strip->notice != NULL) {
        memcpy(before, strip->notice->id, sizeof before);
    }
    if (list != NULL) {
        notice_list_free(strip->list);
        strip->list = list;
    }
    size_t count = 0;
    strip->notice = NULL;
    for (size_t i = 0; strip->list != NULL && i < strip->list->count; i++) {
        const struct notice_summary *notice = &strip->list->items[i];
        if (notice->level == NOTICE_URGENT && notice_is_current(notice, now_ms)) {
            strip->notice = strip->notice == NULL ? notice : strip->notice;
            count++;
        }
    }
    strip->more = count > 0 ? count - 1 : 0;
    strip->focused = strip->focused && strip->notice != NULL;
    return strip->more != more_before || strcmp(before, strip->notice != NULL ? strip->notice->id : "") != 0;
}

void urgent_strip_damage(const struct urgent_strip *strip, const struct stage *stage)
{
    if (strip->notice != NULL) {
        canvas_damage(stage->kit.canvas, rect_inset(strip->area, -focus_reach(stage->kit.theme)));
    }
}

/* "今天 09:30 · 还有 1 条" */
static void write_when(char out[WHEN_SIZE], const struct urgent_strip *strip, const struct stage *stage)
{
    char moment[DATE_SIZE];
    char more[DATE_SIZE] = "";
    (void)date_moment(moment, stage->strings, strip->notice->published, stage->now_ms);
    if (strip->more > 0) {
        string_format_numbers(more, sizeof more, stage->strings, STRING_URGENT_MORE, (int64_t)strip->more, 0);
    }
    (void)snprintf(out, WHEN_SIZE, "%s%s%s", moment, more[0] != '\0' ? "  ·  " : "", more);
}

void urgent_strip_draw(const struct urgent_strip *strip, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    struct rect area = strip->area;
    char when[WHEN_SIZE];
    if (strip->notice == NULL || !canvas_visible(kit->canvas, rect_inset(area, -focus_reach(theme)))) {
        return;
    }
    colour ink = strip->focused ? theme->ink_on_focus : theme->on_urgent;
    canvas_fill_rounded(kit->canvas, area, theme->radius,
                        strip->focused ? theme->surface_focused : theme->urgent);
    if (strip->focused) {
        draw_focus(kit, area, theme->radius, 100);
    }
    const struct icon *icon = icon_set_get(stage->icons, "urgent");
    struct rect words = {area.x + theme->gap, area.y, area.w - 2 * theme->gap, area.h};
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, words.x, area.y + (area.h - icon_height(icon)) / 2, ink);
        words.x += icon_width(icon) + theme->gap_small;
        words.w -= icon_width(icon) + theme->gap_small;
    }
    write_when(when, strip, stage);
    (void)draw_text_right(kit, style_small_bold(kit), words, when, ink);
    words.w -= text_width(kit->fonts, style_small_bold(kit), when) + theme->gap;
    draw_name(kit, style_title(kit), words, strip->notice->title, ink);
}

void urgent_strip_say(const struct urgent_strip *strip, const struct stage *stage, struct spoken *spoken)
{
    char when[WHEN_SIZE];
    write_when(when, strip, stage);
    spoken_add(spoken->focus, strip->notice->title);
    spoken_add_string(spoken->value, stage, STRING_URGENT_HINT);
    spoken_add(spoken->value, when);
}

void urgent_strip_free(struct urgent_strip *strip)
{
    notice_list_free(strip->list);
    *strip = (struct urgent_strip){.list = NULL};
}
