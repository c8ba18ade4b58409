#include "screens/canvas/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "both-sides/memory/wiped_memory.h"
#include "screens/canvas/back_surface.h"
#include "screens/canvas/canvas_private.h"
#include "screens/canvas/directfb_start.h"

static const char where[] = "canvas";

static void log_failure(const char *what, DFBResult result)
{
    log_line(LOG_LEVEL_ERROR, where, "%s: %s", what, DirectFBErrorString(result));
}

/* The systems whose primary surface is memory that is shown only at Flip. On others (a framebuffer) drawing
 * would be seen while it happens, and blending would read slow video memory. */
static int shows_at_flip(const char *screen_name)
{
    return strncmp(screen_name, "X11", 3) == 0 || strncmp(screen_name, "Dummy", 5) == 0;
}

static void read_screen_name(IDirectFB *directfb, char *name, size_t size)
{
    IDirectFBScreen *screen = NULL;
    DFBScreenDescription description;
    name[0] = '\0';
    if (directfb->GetScreen(directfb, DSCID_PRIMARY, &screen) != DFB_OK) {
        return;
    }
    if (screen->GetDescription(screen, &description) == DFB_OK) {
        size_t length = strnlen(description.name, sizeof description.name);
        if (length >= size) {
            length = size - 1;
        }
        memcpy(name, description.name, length);
        name[length] = '\0';
    }
    screen->Release(screen);
}

static int open_primary(struct canvas *canvas)
{
    DFBSurfaceDescription description = {.flags = DSDESC_CAPS, .caps = DSCAPS_PRIMARY};
    DFBResult result = canvas->directfb->CreateSurface(canvas->directfb, &description, &canvas->primary);
    if (result != DFB_OK) {
        log_failure("no primary surface", result);
        return -1;
    }
    result = canvas->primary->GetSize(canvas->primary, &canvas->width, &canvas->height);
    if (result != DFB_OK) {
        log_failure("the screen has no size", result);
        return -1;
    }
    canvas->target = canvas->primary;
    return 0;
}

static int open_back(struct canvas *canvas, int by_hardware)
{
    /* The framebuffer's mode is set, and its memory cleared, only at the first Flip: what was drawn before
     * would be lost. */
    DFBResult result = canvas->primary->Flip(canvas->primary, NULL, DSFLIP_NONE);
    if (result != DFB_OK) {
        log_failure("the screen cannot be shown", result);
        return -1;
    }
    result = back_surface_new(canvas->directfb, canvas->primary, by_hardware, &canvas->back);
    if (result != DFB_OK) {
        log_failure("no back buffer", result);
        return -1;
    }
    canvas->target = canvas->back;
    return 0;
}

/* A framebuffer with one buffer, into which the processor copies, shows what stands in it: a Flip would only
 * wake DirectFB's dispatch thread and wait for it, for each part of a frame. */
static int shows_what_is_copied(IDirectFBSurface *primary, IDirectFBSurface *back, const char *screen_name)
{
    DFBSurfaceCapabilities has = DSCAPS_NONE;
    DFBAccelerationMask mask = DFXL_ALL;
    (void)primary->SetBlittingFlags(primary, DSBLIT_NOFX);
    return back != NULL && strncmp(screen_name, "FBDev", 5) == 0 &&
           primary->GetCapabilities(primary, &has) == DFB_OK && (has & DSCAPS_FLIPPING) == 0 &&
           primary->GetAccelerationMask(primary, back, &mask) == DFB_OK && (mask & DFXL_BLIT) == 0;
}

/* DirectFB makes its window at the first Flip; it is as black as what is drawn on. */
static void open_window(struct canvas *canvas, DFBSurfacePixelFormat format)
{
    DFBRegion corner = {0, 0, 0, 0};
    DFBResult result = canvas->primary->Flip(canvas->primary, &corner, DSFLIP_NONE);
    if (result != DFB_OK) {
        log_failure("the window cannot be shown", result);
    }
    canvas->window = window_open(canvas->width, canvas->height, format);
    struct drawing_memory *shared = canvas->window != NULL ? window_memory(canvas->window) : NULL;
    if (shared != NULL) {
        canvas->drawn_on = shared;
    }
}

/* What is drawn on, and who draws: DirectFB's own calls where the hardware makes them, else the memory is
 * drawn on. */
static int open_painter(struct canvas *canvas, const char *asked, int is_window)
{
    DFBSurfacePixelFormat format = DSPF_UNKNOWN;
    int on_memory = asked != NULL ? strcmp(asked, "pixman") == 0
                                  : !surface_is_accelerated(canvas->directfb, canvas->target);
    surface_memory_init(&canvas->surface, canvas->target);
    canvas->drawn_on = &canvas->surface.base;
    if (on_memory && canvas->target->GetPixelFormat(canvas->target, &format) != DFB_OK) {
        format = DSPF_UNKNOWN;
    }
    if (is_window) {
        open_window(canvas, format);
    }
    if (on_memory) {
        canvas->painter = painter_pixman_new(canvas->drawn_on, format);
    }
    if (canvas->painter == NULL && canvas->drawn_on != &canvas->surface.base) {
        window_close(canvas->window); /* what lies over DirectFB's, which nobody would draw on */
        canvas->drawn_on = &canvas->surface.base;
        open_window(canvas, DSPF_UNKNOWN);
    }
    if (canvas->painter == NULL) {
        canvas->painter = painter_directfb_new(canvas->directfb, canvas->target);
    }
    return canvas->painter != NULL ? 0 : -1;
}

struct canvas *canvas_open(const struct canvas_options *options)
{
    char screen_name[DFB_SCREEN_DESC_NAME_LENGTH + 1];
    struct canvas *canvas = calloc(1, sizeof *canvas);
    if (!canvas) {
        log_line(LOG_LEVEL_ERROR, where, "out of memory");
        return NULL;
    }
    canvas->directfb = directfb_start(options);
    if (!canvas->directfb) {
        goto fail;
    }
    read_screen_name(canvas->directfb, screen_name, sizeof screen_name);
    if (open_primary(canvas) < 0) {
        goto fail;
    }
    int by_hardware = (options->painter == NULL || strcmp(options->painter, "pixman") != 0) &&
                      surface_is_accelerated(canvas->directfb, canvas->primary);
    if (!shows_at_flip(screen_name) && open_back(canvas, by_hardware) < 0) {
        goto fail;
    }
    canvas->is_seen_at_once = shows_what_is_copied(canvas->primary, canvas->back, screen_name);
    surface_memory_init(&canvas->shown, canvas->primary);
    canvas->clips[0] = (struct rect){0, 0, canvas->width, canvas->height};
    if (open_painter(canvas, options->painter, strncmp(screen_name, "X11", 3) == 0) < 0) {
        goto fail;
    }
    log_line(LOG_LEVEL_DEBUG, where, "%s, %dx%d, drawn by %s", screen_name, canvas->width, canvas->height,
             canvas->painter->operations->name);
    canvas_damage_all(canvas);
    return canvas;
fail:
    canvas_close(canvas);
    return NULL;
}

void canvas_close(struct canvas *canvas)
{
    wiped_memory_end();
    if (!canvas) {
        return;
    }
    corner_masks_free(&canvas->corner_masks);
    if (canvas->painter) {
        canvas->painter->operations->free(canvas->painter);
    }
    window_close(canvas->window);
    if (canvas->back) {
        canvas->back->Release(canvas->back);
    }
    if (canvas->primary) {
        canvas->primary->Release(canvas->primary);
    }
    if (canvas->directfb) {
        canvas->directfb->Release(canvas->directfb);
    }
    free(canvas);
}

int canvas_width(const struct canvas *canvas)
{
    return canvas->width;
}

int canvas_lines(int width, int height)
{
    int lines = width * 9 / 16;
    return lines < height ? lines : height;
}

int canvas_height(const struct canvas *canvas)
{
    return canvas->height;
}

int canvas_event_fd(const struct canvas *canvas)
{
    return canvas->window ? window_fd(canvas->window) : -1;
}

void canvas_read_events(struct canvas *canvas)
{
    if (canvas->window) {
        window_read(canvas->window);
    }
}

int canvas_event_waits(struct canvas *canvas)
{
    return canvas->window && window_event_waits(canvas->window);
}

int canvas_next_key(struct canvas *canvas, unsigned *keysym, int *pressed)
{
    return canvas->window ? window_next_key(canvas->window, keysym, pressed) : 0;
}
