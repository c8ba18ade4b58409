#include "screens/canvas/drawing_memory.h"

#include <string.h>

#include "both-sides/log.h"

static int lock_surface(struct surface_memory *own)
{
    IDirectFBSurface *surface = own->surface;
    struct pixel_view *view = &own->view;
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

static int lock(struct drawing_memory *memory, struct pixel_view *view)
{
    struct surface_memory *own = (struct surface_memory *)memory;
    if (own->locks == 0 && lock_surface(own) < 0) {
        return -1;
    }
    own->locks++;
    *view = own->view;
    return 0;
}

static void unlock(struct drawing_memory *memory)
{
    struct surface_memory *own = (struct surface_memory *)memory;
    own->locks--;
    if (own->locks == 0) {
        (void)own->surface->Unlock(own->surface);
    }
}

DFBResult surface_take_memory(IDirectFBSurface *surface)
{
    void *address = NULL;
    int pitch = 0;
    DFBResult result = surface->Lock(surface, DSLF_WRITE, &address, &pitch);
    return result == DFB_OK ? surface->Unlock(surface) : result;
}

void surface_memory_init(struct surface_memory *memory, IDirectFBSurface *surface)
{
    *memory = (struct surface_memory){.base = {.lock = lock, .unlock = unlock}, .surface = surface};
}

static ptrdiff_t place_of(const struct pixel_view *view, int x, int y)
{
    return (ptrdiff_t)y * view->pitch + (ptrdiff_t)x * DFB_BYTES_PER_PIXEL(view->format);
}

static void copy(const struct pixel_view *to, const struct pixel_view *from, struct rect part)
{
    const unsigned char *source = from->memory + place_of(from, part.x, part.y);
    unsigned char *target = to->memory + place_of(to, part.x, part.y);
    size_t bytes = (size_t)part.w * DFB_BYTES_PER_PIXEL(to->format);
    for (int line = 0; line < part.h; line++) {
        memcpy(target, source, bytes);
        source += from->pitch;
        target += to->pitch;
    }
}

int drawing_memory_copy(struct drawing_memory *memory, const struct pixel_view *from,
                        const struct rect *parts, size_t count)
{
    struct pixel_view to;
    if (memory->lock(memory, &to) < 0) {
        return -1;
    }
    int is_same = to.width == from->width && to.height == from->height && to.format == from->format;
    for (size_t i = 0; is_same && i < count; i++) {
        copy(&to, from, parts[i]);
    }
    memory->unlock(memory);
    return is_same ? 0 : -1;
}
