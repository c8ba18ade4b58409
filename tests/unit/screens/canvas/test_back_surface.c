/* Where is drawn, by what the hardware can do. No machine here has hardware that DirectFB knows: real
 * surfaces of its dummy system answer as directfb.h says such hardware would. */

#include "tests/unit/screens/canvas/screen.h"

#include "screens/canvas/back_surface.h"
#include "screens/canvas/canvas_private.h"

static DFBAccelerationMask fills, blits; /* what the hardware makes; blits only said of a source */
static DFBResult answer;

static DFBResult accelerated(IDirectFBSurface *surface, IDirectFBSurface *source, DFBAccelerationMask *mask)
{
    DFBSurfacePixelFormat format = DSPF_UNKNOWN;
    (void)surface;
    *mask = fills;
    if (source != NULL) {
        assert_int_equal(source->GetPixelFormat(source, &format), DFB_OK);
        assert_int_equal(format, DSPF_A8);
        *mask = fills | blits;
    }
    return answer;
}

static DFBResult not_locked(IDirectFBSurface *surface, DFBSurfaceLockFlags flags, void **address, int *pitch)
{
    (void)surface;
    (void)flags;
    (void)address;
    (void)pitch;
    return DFB_NOVIDEOMEMORY;
}

/* --- A directory of surfaces whose video memory is system memory --- */

static DFBResult (*create_really)(IDirectFB *, const DFBSurfaceDescription *, IDirectFBSurface **);
static int video_asked, is_refused, is_full;

static DFBResult create(IDirectFB *directfb, const DFBSurfaceDescription *wanted, IDirectFBSurface **out)
{
    DFBSurfaceDescription description = *wanted;
    int of_video = (wanted->caps & DSCAPS_VIDEOONLY) != 0;
    video_asked += of_video;
    if (of_video && is_refused) {
        return DFB_NOVIDEOMEMORY;
    }
    if (of_video) {
        description.caps = DSCAPS_SYSTEMONLY;
    }
    DFBResult result = create_really(directfb, &description, out);
    if (result == DFB_OK && of_video) {
        (*out)->GetAccelerationMask = accelerated;
        if (is_full) {
            (*out)->Lock = not_locked;
        }
    }
    return result;
}

static int begin(void **state)
{
    (void)state;
    fills = DFXL_FILLRECTANGLE;
    blits = DFXL_BLIT;
    answer = DFB_OK;
    is_refused = is_full = video_asked = 0;
    return 0;
}

static void hardware_is_what_fills_and_blends(void **state)
{
    static const struct {
        DFBAccelerationMask fills, blits;
        DFBResult answer;
        int wanted;
    } cases[] = {
        {DFXL_FILLRECTANGLE, DFXL_BLIT, DFB_OK, 1},
        {DFXL_FILLRECTANGLE, DFXL_NONE, DFB_OK, 0},
        {DFXL_NONE, DFXL_BLIT, DFB_OK, 0},
        {DFXL_NONE, DFXL_NONE, DFB_OK, 0},
        {DFXL_FILLRECTANGLE, DFXL_STRETCHBLIT, DFB_OK, 0},
        {DFXL_ALL_DRAW, DFXL_ALL_BLIT, DFB_OK, 1},
        {DFXL_FILLRECTANGLE, DFXL_BLIT, DFB_FAILURE, 0},
    };
    IDirectFBSurface *primary = screen_canvas->primary;
    (void)state;
    assert_int_equal(surface_is_accelerated(screen_canvas->directfb, primary),
                     0); /* the dummy's own answer */
    primary->GetAccelerationMask = accelerated;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fills = cases[i].fills;
        blits = cases[i].blits;
        answer = cases[i].answer;
        int got = surface_is_accelerated(screen_canvas->directfb, primary);
        if (got != cases[i].wanted) {
            fail_msg("case %zu: wanted %d, got %d", i, cases[i].wanted, got);
        }
    }
}

static void check_back(int by_hardware, int in_video)
{
    IDirectFB *directfb = screen_canvas->directfb;
    IDirectFBSurface *back = NULL;
    DFBSurfacePixelFormat format = DSPF_UNKNOWN;
    DFBSurfacePixelFormat wanted = DSPF_UNKNOWN;
    int width = 0;
    int height = 0;
    create_really = directfb->CreateSurface;
    directfb->CreateSurface = create;
    assert_int_equal(back_surface_new(directfb, screen_canvas->primary, by_hardware, &back), DFB_OK);
    directfb->CreateSurface = create_really;
    assert_non_null(back);
    assert_int_equal(back->GetAccelerationMask == accelerated, in_video);
    assert_int_equal(back->GetSize(back, &width, &height), DFB_OK);
    assert_int_equal(width, SCREEN_WIDTH);
    assert_int_equal(height, SCREEN_HEIGHT);
    assert_int_equal(back->GetPixelFormat(back, &format), DFB_OK);
    assert_int_equal(screen_canvas->primary->GetPixelFormat(screen_canvas->primary, &wanted), DFB_OK);
    assert_int_equal(format, wanted);
    (void)back->Release(back);
}

static void it_lies_where_hardware_draws(void **state)
{
    (void)state;
    check_back(1, 1);
    assert_int_equal(video_asked, 1);
    video_asked = 0;
    check_back(0, 0);
    assert_int_equal(video_asked, 0);
}

static void it_lies_in_system_memory_where_hardware_has_none_or_does_not_draw(void **state)
{
    (void)state;
    is_refused = 1;
    check_back(1, 0);
    is_refused = 0;
    is_full = 1; /* told at the first use only */
    check_back(1, 0);
    is_full = 0;
    blits = DFXL_NONE; /* on the primary it did */
    check_back(1, 0);
    assert_int_equal(video_asked, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(hardware_is_what_fills_and_blends, begin),
        cmocka_unit_test_setup(it_lies_where_hardware_draws, begin),
        cmocka_unit_test_setup(it_lies_in_system_memory_where_hardware_has_none_or_does_not_draw, begin),
    };
    return cmocka_run_group_tests(tests, screen_open, screen_close);
}
