/* The memory that is drawn on changes its size, format, pitch and place between frames, and cannot always be
 * locked: never is a wrong pixel left, and nothing outside of the picture is written. */
#include "screens/canvas/canvas_private.h"
#include "tests/unit/screens/canvas/screen.h"

enum {
    FRAMES = 400,
    MEMORY_SIZE = (SCREEN_WIDTH + 80) * 4 * (SCREEN_HEIGHT + 40),
    BEYOND = 4096, /* bytes before and after the picture that nobody may write */
    UNTOUCHED = 0xA5,
    MOVERS = 3
};

struct changing_memory {
    struct drawing_memory base;
    unsigned char *bytes; /* BEYOND + MEMORY_SIZE + BEYOND */
    struct pixel_view view;
    int fails;
    int locked; /* how often */
};

/* What is drawn: things that have a place each. */
struct scene {
    struct rect movers[MOVERS];
};

static unsigned seed = 12345;

static int chance(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % below;
}

static int lock(struct drawing_memory *memory, struct pixel_view *view)
{
    struct changing_memory *own = (struct changing_memory *)memory;
    if (own->fails) {
        return -1;
    }
    own->locked++;
    *view = own->view;
    return 0;
}

static void unlock(struct drawing_memory *memory)
{
    ((struct changing_memory *)memory)->locked--;
}

static int pixel_bytes(const struct pixel_view *view)
{
    return view->format == DSPF_RGB16 ? 2 : 4;
}

static void memory_init(struct changing_memory *memory)
{
    *memory = (struct changing_memory){.base = {.lock = lock, .unlock = unlock}};
    memory->bytes = malloc(BEYOND + MEMORY_SIZE + BEYOND);
    assert_non_null(memory->bytes);
}

/* As new: nothing of what was drawn is there. */
static void memory_clear(struct changing_memory *memory)
{
    memset(memory->bytes, UNTOUCHED, BEYOND + MEMORY_SIZE + BEYOND);
}

static void memory_reshape(struct changing_memory *memory)
{
    static const DFBSurfacePixelFormat formats[] = {DSPF_RGB32, DSPF_ARGB, DSPF_RGB16};
    struct pixel_view *view = &memory->view;
    view->format = formats[chance(3)];
    view->width = SCREEN_WIDTH - 40 + chance(80);
    view->height = SCREEN_HEIGHT - 20 + chance(40);
    view->pitch = (view->width * pixel_bytes(view) + 3) / 4 * 4 + 4 * chance(10);
    view->memory = memory->bytes + BEYOND;
    memory_clear(memory);
}

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    const struct scene *scene = context;
    (void)clip;
    canvas_ground(canvas, 0xFF102030);
    canvas_fill_rounded(canvas, scene->movers[0], 9, 0xFFF2B84B);
    canvas_ring(canvas, scene->movers[1], 7, 3, 0xFFFFFFFF);
    canvas_fill(canvas, scene->movers[2], 0x80C03040);
}

static void move_one(struct scene *scene)
{
    struct rect *moved = &scene->movers[chance(MOVERS)];
    canvas_damage(screen_canvas, *moved);
    *moved = (struct rect){chance(SCREEN_WIDTH) - 20, chance(SCREEN_HEIGHT) - 20, 20 + chance(90),
                           20 + chance(60)};
    if (chance(2) == 0) {
        canvas_damage_first(screen_canvas, *moved);
    } else {
        canvas_damage(screen_canvas, *moved);
    }
}

static void use(struct painter *painter)
{
    screen_canvas->painter = painter;
}

/* With what it has cached of the canvas's masks. */
static void painter_end(struct painter *painter)
{
    corner_masks_free(&screen_canvas->corner_masks);
    painter->operations->free(painter);
}

static void assert_nothing_beyond(const struct changing_memory *memory, int frame)
{
    const struct pixel_view *view = &memory->view;
    size_t used = (size_t)view->pitch * (size_t)view->height;
    size_t line = (size_t)view->width * (size_t)pixel_bytes(view);
    for (size_t i = 0; i < BEYOND + MEMORY_SIZE + BEYOND; i++) {
        int is_inside = i >= BEYOND && i < BEYOND + used && (i - BEYOND) % (size_t)view->pitch < line;
        if (!is_inside && memory->bytes[i] != UNTOUCHED) {
            fail_msg("frame %d: byte %zd of the memory is written, outside of the picture", frame,
                     (ssize_t)i - BEYOND);
        }
    }
}

/* As one full draw on memory of the same shape. */
static void assert_as_drawn_anew(const struct changing_memory *memory, struct changing_memory *anew,
                                 struct scene *scene, int frame)
{
    struct painter *before = screen_canvas->painter;
    anew->view = memory->view;
    anew->view.memory = anew->bytes + BEYOND;
    memory_clear(anew);
    struct painter *painter = painter_pixman_new(&anew->base, anew->view.format);
    assert_non_null(painter);
    use(painter);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw, scene);
    use(before);
    painter_end(painter);
    size_t line = (size_t)(memory->view.width < SCREEN_WIDTH ? memory->view.width : SCREEN_WIDTH) *
                  (size_t)pixel_bytes(&memory->view);
    for (int y = 0; y < memory->view.height && y < SCREEN_HEIGHT; y++) {
        ptrdiff_t at = (ptrdiff_t)y * memory->view.pitch;
        if (memcmp(memory->view.memory + at, anew->view.memory + at, line) != 0) {
            fail_msg("frame %d: line %d is not as if all were drawn anew", frame, y);
        }
    }
}

static void no_wrong_pixel_is_left(void **state)
{
    struct changing_memory memory;
    struct changing_memory anew;
    struct scene scene = {{{10, 10, 80, 50}, {100, 60, 90, 70}, {300, 200, 60, 60}}};
    (void)state;
    memory_init(&memory);
    memory_init(&anew);
    memory_reshape(&memory);
    struct painter *own = screen_canvas->painter;
    struct painter *painter = painter_pixman_new(&memory.base, memory.view.format);
    assert_non_null(painter);
    for (int frame = 0; frame < FRAMES; frame++) {
        if (chance(8) == 0) {
            memory_reshape(&memory);
        }
        memory.fails = chance(6) == 0;
        move_one(&scene);
        use(painter);
        canvas_flush(screen_canvas, draw, &scene);
        assert_int_equal(memory.locked, 0);
        assert_int_equal(canvas_is_damaged(screen_canvas), memory.fails);
        if (!memory.fails) {
            assert_nothing_beyond(&memory, frame);
            assert_as_drawn_anew(&memory, &anew, &scene, frame);
        }
        use(own);
    }
    painter_end(painter);
    free(memory.bytes);
    free(anew.bytes);
}

static void a_format_that_is_not_known_leaves_the_damage(void **state)
{
    struct changing_memory memory;
    struct scene scene = {{{10, 10, 80, 50}, {100, 60, 90, 70}, {300, 200, 60, 60}}};
    (void)state;
    memory_init(&memory);
    memory_reshape(&memory);
    struct painter *own = screen_canvas->painter;
    struct painter *painter = painter_pixman_new(&memory.base, DSPF_RGB32);
    assert_null(painter_pixman_new(&memory.base, DSPF_LUT8));
    assert_non_null(painter);
    use(painter);
    memory.view.format = DSPF_LUT8;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw, &scene);
    assert_true(canvas_is_damaged(screen_canvas));
    memory.view.format = DSPF_RGB32;
    memory.view.pitch = memory.view.width * 4 + 2; /* no whole pixels a line */
    canvas_flush(screen_canvas, draw, &scene);
    assert_true(canvas_is_damaged(screen_canvas));
    assert_int_equal(memory.locked, 0);
    for (size_t i = 0; i < BEYOND + MEMORY_SIZE + BEYOND; i++) {
        assert_int_equal(memory.bytes[i], UNTOUCHED);
    }
    use(own);
    painter_end(painter);
    free(memory.bytes);
}

/* Parts of one memory in another of its own pitch: they and nothing else, or nothing at all. */
static void parts_are_copied_or_nothing_is(void **state)
{
    struct changing_memory from;
    struct changing_memory to;
    (void)state;
    memory_init(&from);
    memory_init(&to);
    for (int round = 0; round < 60; round++) {
        memory_reshape(&from);
        memory_reshape(&to);
        int is_same = chance(4) > 0;
        to.fails = chance(6) == 0;
        if (is_same) {
            to.view.format = from.view.format;
            to.view.width = from.view.width;
            to.view.height = from.view.height;
            to.view.pitch = (from.view.width * pixel_bytes(&from.view) + 3) / 4 * 4 + 4 * chance(10);
        } else if (chance(2) == 0) {
            to.view.format = from.view.format == DSPF_RGB16 ? DSPF_ARGB : DSPF_RGB16;
        } else {
            to.view.width = from.view.width + 1;
        }
        memset(from.bytes, 0x11, BEYOND + MEMORY_SIZE + BEYOND);
        struct rect parts[2] = {{0, 0, 1 + chance(from.view.width), 1 + chance(from.view.height / 2)}};
        parts[1] = (struct rect){from.view.width - 9, from.view.height - 7, 9, 7}; /* to the last pixel */
        int copied = drawing_memory_copy(&to.base, &from.view, parts, 2) == 0;
        assert_int_equal(copied, is_same && !to.fails);
        assert_int_equal(to.locked, 0);
        int pixel = pixel_bytes(&to.view);
        for (int i = 0; i < MEMORY_SIZE; i++) {
            int y = i / to.view.pitch;
            int x = i % to.view.pitch / pixel;
            int is_part = 0;
            for (int k = 0; k < 2; k++) {
                is_part = is_part || (x >= parts[k].x && x < parts[k].x + parts[k].w && y >= parts[k].y &&
                                      y < parts[k].y + parts[k].h);
            }
            if (to.view.memory[i] != (copied && is_part ? 0x11 : UNTOUCHED)) {
                fail_msg("round %d: byte %d", round, i);
            }
        }
        assert_nothing_beyond(&to, round);
    }
    free(from.bytes);
    free(to.bytes);
}

/* While a painter has it locked, what was drawn may be read. */
static void a_surface_is_locked_within_a_lock(void **state)
{
    struct drawing_memory *memory = &screen_canvas->surface.base;
    struct pixel_view first;
    struct pixel_view second;
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        assert_int_equal(memory->lock(memory, &first), 0);
        assert_int_equal(memory->lock(memory, &second), 0);
        assert_ptr_equal(first.memory, second.memory);
        assert_int_equal(first.pitch, second.pitch);
        assert_int_equal(second.width, SCREEN_WIDTH);
        assert_int_equal(second.height, SCREEN_HEIGHT);
        memory->unlock(memory);
        first.memory[0] = 1; /* still locked */
        memory->unlock(memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_wrong_pixel_is_left),
        cmocka_unit_test(a_format_that_is_not_known_leaves_the_damage),
        cmocka_unit_test(parts_are_copied_or_nothing_is),
        cmocka_unit_test(a_surface_is_locked_within_a_lock),
    };
    return cmocka_run_group_tests(tests, screen_open, screen_close);
}
