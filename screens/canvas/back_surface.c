#include "screens/canvas/back_surface.h"

#include "screens/canvas/drawing_memory.h"

enum { LETTER_SIDE = 8 };

int surface_is_accelerated(IDirectFB *directfb, IDirectFBSurface *surface)
{
    /* Without a source DirectFB says nothing of blits. */
    DFBSurfaceDescription letter = {
        .flags = DSDESC_CAPS | DSDESC_WIDTH | DSDESC_HEIGHT | DSDESC_PIXELFORMAT,
        .caps = DSCAPS_SYSTEMONLY,
        .width = LETTER_SIDE,
        .height = LETTER_SIDE,
        .pixelformat = DSPF_A8,
    };
    DFBAccelerationMask wanted = DFXL_FILLRECTANGLE | DFXL_BLIT;
    DFBAccelerationMask mask = DFXL_NONE;
    IDirectFBSurface *source = NULL;
    if (directfb->CreateSurface(directfb, &letter, &source) != DFB_OK) {
        return 0;
    }
    (void)surface->SetDrawingFlags(surface, DSDRAW_NOFX);
    (void)surface->SetBlittingFlags(surface, DSBLIT_BLEND_ALPHACHANNEL | DSBLIT_COLORIZE);
    DFBResult result = surface->GetAccelerationMask(surface, source, &mask);
    (void)source->Release(source);
    return result == DFB_OK && (mask & wanted) == wanted;
}

static DFBResult create(IDirectFB *directfb, IDirectFBSurface *primary, DFBSurfaceCapabilities caps,
                        IDirectFBSurface **back)
{
    DFBSurfaceDescription description = {
        .flags = DSDESC_CAPS | DSDESC_WIDTH | DSDESC_HEIGHT | DSDESC_PIXELFORMAT,
        .caps = caps,
    };
    DFBResult result = primary->GetSize(primary, &description.width, &description.height);
    if (result == DFB_OK) {
        result = primary->GetPixelFormat(primary, &description.pixelformat);
    }
    return result == DFB_OK ? directfb->CreateSurface(directfb, &description, back) : result;
}

DFBResult back_surface_new(IDirectFB *directfb, IDirectFBSurface *primary, int by_hardware,
                           IDirectFBSurface **back)
{
    if (by_hardware && create(directfb, primary, DSCAPS_VIDEOONLY, back) == DFB_OK) {
        if (surface_take_memory(*back) == DFB_OK && surface_is_accelerated(directfb, *back)) {
            return DFB_OK;
        }
        (void)(*back)->Release(*back);
    }
    *back = NULL;
    return create(directfb, primary, DSCAPS_SYSTEMONLY, back);
}
