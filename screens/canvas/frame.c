/* One frame: what is damaged, what may be drawn on, what is shown. */
#include "both-sides/log.h"
#include "screens/canvas/canvas_private.h"

static const char where[] = "canvas";

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
    damage_add(&canvas->damage, rect_intersection(area, whole_screen(canvas)));
}

void canvas_damage_all(struct canvas *canvas)
{
    canvas->damage.count = 0;
    canvas_damage(canvas, whole_screen(canvas));
}

int canvas_is_damaged(const struct canvas *canvas)
{
    return canvas->damage.count > 0;
}

struct rect canvas_clip(const struct canvas *canvas)
{
    return canvas->clips[canvas->clip_depth];
}

/* DirectFB has no empty clip; canvas_visible keeps drawing away from one. */
static void apply_clip(struct canvas *canvas)
{
    struct rect clip = canvas_clip(canvas);
    if (!rect_is_empty(clip)) {
        DFBRegion region = region_of(clip);
        (void)canvas->target->SetClip(canvas->target, &region);
    }
}

int canvas_visible(const struct canvas *canvas, struct rect area)
{
    return !rect_is_empty(rect_intersection(area, canvas_clip(canvas)));
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

static void show(struct canvas *canvas, struct rect area)
{
    DFBRegion region = region_of(area);
    if (canvas->back) {
        DFBRectangle source = {area.x, area.y, area.w, area.h};
        (void)canvas->primary->SetBlittingFlags(canvas->primary, DSBLIT_NOFX);
        (void)canvas->primary->Blit(canvas->primary, canvas->back, &source, area.x, area.y);
    }
    DFBResult result = canvas->primary->Flip(canvas->primary, &region, DSFLIP_NONE);
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_WARNING, where, "a frame could not be shown: %s", DirectFBErrorString(result));
    }
}

void canvas_flush(struct canvas *canvas, canvas_draw draw, void *context)
{
    /* What `draw` damages itself belongs to the next frame. */
    struct damage now = canvas->damage;
    canvas->damage.count = 0;
    for (size_t i = 0; i < now.count; i++) {
        canvas->clip_depth = 0;
        canvas->clip_overflow = 0;
        canvas->clips[0] = now.items[i];
        apply_clip(canvas);
        draw(context, canvas, now.items[i]);
        /* At once, before the next part is drawn: the screen takes it meanwhile. */
        show(canvas, now.items[i]);
    }
    canvas->clip_depth = 0;
    canvas->clips[0] = whole_screen(canvas);
    apply_clip(canvas);
}
