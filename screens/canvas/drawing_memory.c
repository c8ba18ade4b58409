#include "screens/canvas/drawing_memory.h"

#include "both-sides/log.h"

static int lock(struct drawing_memory *memory, struct pixel_view *view)
{
    struct surface_memory *own = (struct surface_memory *)memory;
    IDirectFBSurface *surface = own->surface;
    void *address = NULL;
    DFBResult result = surface->Lock(surface, DSLF_READ | DSLF_WRITE, &address, &view->pitch);
    if (result != DFB_OK) {
        if (!own->lock_failed) {
            log_line(LOG_LEVEL_ERROR, "canvas", "the surface cannot be locked: %s",
                     DirectFBErrorString(result));
        }
        own->lock_failed = 1;
        return -1;
    }
    own->lock_failed = 0;
    view->memory = address;
    if (surface->GetSize(surface, &view->width, &view->height) == DFB_OK &&
        surface->GetPixelFormat(surface, &view->format) == DFB_OK) {
        return 0;
    }
    (void)surface->Unlock(surface);
    return -1;
}

static void unlock(struct drawing_memory *memory)
{
    IDirectFBSurface *surface = ((struct surface_memory *)memory)->surface;
    (void)surface->Unlock(surface);
}

void surface_memory_init(struct surface_memory *memory, IDirectFBSurface *surface)
{
    *memory = (struct surface_memory){.base = {.lock = lock, .unlock = unlock}, .surface = surface};
}
