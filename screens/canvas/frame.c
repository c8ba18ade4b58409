/* One frame: what is damaged, what may be drawn on, what is shown. */
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/canvas/canvas_private.h"

static const char where[] = "canvas";

/* Pixels that cost less to draw, or to show, for nothing than one more part does. A part that is only copied
 * costs next to nothing. */
enum { DRAW_WASTE_MAX = 16 * 1024, SHOW_WASTE_MAX = 64 * 1024, COPY_WASTE_MAX = 256 };

static struct rect whole_screen(const struct canvas *canvas)
{
    return (struct rect){0, 0, canvas->width, canvas->height};
}

static DFBRegion region_of(struct rect area)
{
    return (DFBRegion){area.x, area.y, area.x + area.w - 1, area.y + area.h - 1};
}

void canvas_damage(struct canvas *canvas, struct rect area)
{
    if (!canvas->is_unseen) {
        damage_add(&canvas->damage, rect_intersection(area, whole_screen(canvas)));
    }
}

static struct rect take_first(struct canvas *canvas)
{
    struct rect first = canvas->damage_first;
    canvas->damage_first = (struct rect){0, 0, 0, 0};
    return first;
}

void canvas_damage_first(struct canvas *canvas, struct rect area)
{
    if (canvas->is_unseen) {
        return;
    }
    canvas_damage(canvas, take_first(canvas));
    if (canvas->scroll.dy != 0) {
        canvas_damage(canvas, area); /* what scrolls is shown with the lines that become free */
    } else {
        canvas->damage_first = rect_intersection(area, whole_screen(canvas));
    }
}

void canvas_damage_all(struct canvas *canvas)
{
    if (!canvas->is_unseen) {
        (void)take_first(canvas);
        canvas->damage.count = 0;
        canvas->scroll.dy = 0;
        canvas_damage(canvas, whole_screen(canvas));
    }
}

int canvas_is_damaged(const struct canvas *canvas)
{
    return canvas->damage.count > 0 || !rect_is_empty(canvas->damage_first);
}

struct rect canvas_clip(const struct canvas *canvas)
{
    return canvas->clips[canvas->clip_depth];
}

/* Nothing is drawn through an empty clip: canvas_visible keeps it away. */
static void apply_clip(struct canvas *canvas)
{
    struct rect clip = canvas_clip(canvas);
    if (canvas->drawing && !rect_is_empty(clip)) {
        canvas->painter->operations->clip(canvas->painter, clip);
    }
}

int canvas_visible(const struct canvas *canvas, struct rect area)
{
    return rect_overlaps(area, canvas->clips[canvas->clip_depth]);
}

void canvas_clip_push(struct canvas *canvas, struct rect area)
{
    if (canvas->clip_depth == CLIP_DEPTH_MAX) {
        canvas->clip_overflow++;
        log_line(LOG_LEVEL_ERROR, where, "clips are nested deeper than %d", CLIP_DEPTH_MAX);
        return;
    }
    struct rect narrowed = rect_intersection(area, canvas_clip(canvas));
    canvas->clips[++canvas->clip_depth] = narrowed;
    apply_clip(canvas);
}

void canvas_clip_pop(struct canvas *canvas)
{
    if (canvas->clip_overflow > 0) {
        canvas->clip_overflow--;
    } else if (canvas->clip_depth > 0) {
        canvas->clip_depth--;
        apply_clip(canvas);
    } else {
        log_line(LOG_LEVEL_ERROR, where, "a clip is popped that was not pushed");
    }
}

static void flip(struct canvas *canvas, struct rect area)
{
    DFBRegion region = region_of(area);
    DFBResult result = DFB_OK;
    if (canvas->back) {
        DFBRectangle source = {area.x, area.y, area.w, area.h};
        (void)canvas->primary->SetBlittingFlags(canvas->primary, DSBLIT_NOFX);
        result = canvas->primary->Blit(canvas->primary, canvas->back, &source, area.x, area.y);
    }
    if (result == DFB_OK && !canvas->is_seen_at_once) {
        result = canvas->primary->Flip(canvas->primary, &region, DSFLIP_NONE);
    }
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_WARNING, where, "a frame could not be shown: %s", DirectFBErrorString(result));
    }
}

/* The display reads what is drawn on. */
static int is_shared(const struct canvas *canvas)
{
    return canvas->drawn_on != &canvas->surface.base;
}

/* What DirectFB's Blit would do, without its price for each part. 0, or -1: by DirectFB, then. */
static int copy_shown(struct canvas *canvas, const struct damage *shown)
{
    struct drawing_memory *drawn_on = canvas->drawn_on;
    struct pixel_view drawn;
    if (!canvas->is_seen_at_once || drawn_on->lock(drawn_on, &drawn) < 0) {
        return -1;
    }
    int result = drawing_memory_copy(&canvas->shown.base, &drawn, shown->items, shown->count);
    drawn_on->unlock(drawn_on);
    return result;
}

static void show(struct canvas *canvas, const struct damage *shown)
{
    if (is_shared(canvas)) {
        window_show(canvas->window, shown->items, shown->count);
        return;
    }
    if (shown->count == 0 || copy_shown(canvas, shown) == 0) {
        return;
    }
    for (size_t i = 0; i < shown->count; i++) {
        flip(canvas, shown->items[i]);
    }
}

/* A surface that is locked to be drawn on cannot be flipped. */
static int can_show_while_drawing(const struct canvas *canvas)
{
    return is_shared(canvas) || canvas->back != NULL;
}

void canvas_scroll(struct canvas *canvas, struct rect area, int dy)
{
    area = rect_intersection(area, whole_screen(canvas));
    if (rect_is_empty(area) || dy == 0 || canvas->is_unseen) {
        return;
    }
    canvas_damage(canvas, take_first(canvas));
    struct scroll *scroll = &canvas->scroll;
    int is_other = scroll->dy != 0 && memcmp(&scroll->area, &area, sizeof area) != 0;
    if (is_other || abs(dy) >= area.h || abs(scroll->dy + dy) >= area.h) {
        canvas_damage(canvas, area); /* one a frame is enough */
        return;
    }
    scroll->area = area;
    scroll->dy += dy;
    /* What is still to be drawn moves along. */
    struct damage stale = canvas->damage;
    for (size_t i = 0; i < stale.count; i++) {
        struct rect moved = rect_intersection(stale.items[i], area);
        moved.y += dy;
        canvas_damage(canvas, rect_intersection(moved, area));
    }
    canvas_damage(canvas, (struct rect){area.x, dy < 0 ? area.y + area.h + dy : area.y, area.w, abs(dy)});
}

/* Moves what scrolls; what a painter cannot move is drawn. Adds to `shown`. */
static void scroll_now(struct canvas *canvas, struct damage *shown)
{
    struct scroll scroll = canvas->scroll;
    canvas->scroll.dy = 0;
    if (scroll.dy == 0) {
        return;
    }
    int is_shown = is_shared(canvas) && window_scroll(canvas->window, scroll.area, scroll.dy) == 0;
    if (canvas->painter->operations->scroll(canvas->painter, scroll.area, scroll.dy) < 0) {
        canvas_damage(canvas, scroll.area);
    }
    if (!is_shown) {
        damage_add(shown, scroll.area);
    }
}

void canvas_unseen(struct canvas *canvas, int is_unseen)
{
    canvas->is_unseen = is_unseen;
}

/* Outside of a frame, where `drawing` is 0, whatever draws asks what is visible and reaches no painter. */
void canvas_draw_unseen(struct canvas *canvas, canvas_draw draw, void *context)
{
    canvas->cover_count = 0;
    draw(context, canvas, whole_screen(canvas));
    canvas->clip_depth = 0;
    canvas->clip_overflow = 0;
    canvas->cover_count = 0;
}

/* Draws one part and adds it to `shown`. */
static void draw_part(struct canvas *canvas, struct rect part, struct damage *shown, canvas_draw draw,
                      void *context)
{
    canvas->clip_depth = 0;
    canvas->clip_overflow = 0;
    canvas->cover_count = 0;
    canvas->clips[0] = part;
    apply_clip(canvas);
    draw(context, canvas, part);
    damage_add(shown, part);
}

void canvas_flush(struct canvas *canvas, canvas_draw draw, void *context)
{
    struct damage shown = {.count = 0};
    int begun = canvas_is_damaged(canvas) ? canvas->painter->operations->begin(canvas->painter) : -1;
    if (begun < 0) {
        return; /* what is damaged stays so */
    }
    if (begun > 0) {
        canvas_damage_all(canvas);
    }
    canvas->drawing = 1;
    scroll_now(canvas, &shown);
    /* What `draw` damages itself belongs to the next frame. */
    struct damage now = canvas->damage;
    canvas->damage.count = 0;
    damage_merge_near(&now, DRAW_WASTE_MAX);
    struct rect first = take_first(canvas);
    if (!rect_is_empty(first)) {
        draw_part(canvas, first, &shown, draw, context);
        if (can_show_while_drawing(canvas)) {
            show(canvas, &shown);
            shown.count = 0;
        }
    }
    for (size_t i = 0; i < now.count; i++) {
        draw_part(canvas, now.items[i], &shown, draw, context);
    }
    canvas->drawing = 0;
    canvas->painter->operations->end(canvas->painter);
    canvas->clip_depth = 0;
    canvas->clips[0] = whole_screen(canvas);
    damage_merge_near(&shown, canvas->is_seen_at_once ? COPY_WASTE_MAX : SHOW_WASTE_MAX);
    show(canvas, &shown);
}
