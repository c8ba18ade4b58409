/* For orientation beside the hall: a DirectFB program that does nothing but draw a screen of nine tiles with
 * text and move a frame with the arrows. What it needs, no DirectFB program can go below by much. Usage:
 * bare-directfb FONT_FILE --dfb:... */

#include <directfb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    COLUMNS = 3,
    TILES = 9,
    TILE_WIDTH = 320,
    TILE_HEIGHT = 150,
    GAP = 24,
    LEFT = 136,
    TOP = 130,
    FONT_HEIGHT = 32
};

static const char *const NAMES[TILES] = {"通知公告", "办件进度", "一件事一次办", "社保查询", "公积金查询",
                                         "燃气缴费", "水费缴费", "电费缴费",     "就近办"};

struct program {
    IDirectFB *dfb;
    IDirectFBSurface *screen;
    IDirectFBFont *font;
    IDirectFBEventBuffer *events;
    int focus;
};

static DFBRegion tile_region(int tile)
{
    const int x = LEFT + (tile % COLUMNS) * (TILE_WIDTH + GAP);
    const int y = TOP + (tile / COLUMNS) * (TILE_HEIGHT + GAP);
    return (DFBRegion){x, y, x + TILE_WIDTH - 1, y + TILE_HEIGHT - 1};
}

static void draw_tile(struct program *program, int tile)
{
    IDirectFBSurface *screen = program->screen;
    const DFBRegion region = tile_region(tile);
    if (tile == program->focus) {
        screen->SetColor(screen, 250, 180, 60, 255);
    } else {
        screen->SetColor(screen, 40, 60, 90, 255);
    }
    screen->FillRectangle(screen, region.x1, region.y1, TILE_WIDTH, TILE_HEIGHT);
    screen->SetColor(screen, 240, 240, 240, 255);
    screen->DrawString(screen, NAMES[tile], -1, region.x1 + 24, region.y1 + TILE_HEIGHT / 2, DSTF_LEFT);
}

static void draw_all(struct program *program)
{
    program->screen->Clear(program->screen, 20, 30, 50, 255);
    program->screen->SetColor(program->screen, 240, 240, 240, 255);
    program->screen->DrawString(program->screen, "郴州市 电视政务大厅", -1, LEFT, 80, DSTF_LEFT);
    for (int tile = 0; tile < TILES; tile++) {
        draw_tile(program, tile);
    }
    program->screen->Flip(program->screen, NULL, DSFLIP_NONE);
}

static void move(struct program *program, int by)
{
    const int before = program->focus;
    if (before + by < 0 || before + by >= TILES) {
        return;
    }
    program->focus = before + by;
    const int changed[2] = {before, program->focus};
    for (int i = 0; i < 2; i++) {
        const DFBRegion region = tile_region(changed[i]);
        draw_tile(program, changed[i]);
        program->screen->Flip(program->screen, &region, DSFLIP_NONE);
    }
}

static void handle(struct program *program, const DFBInputEvent *event)
{
    if (event->type != DIET_KEYPRESS) {
        return;
    }
    switch (event->key_symbol) {
    case DIKS_CURSOR_LEFT:
        move(program, -1);
        break;
    case DIKS_CURSOR_RIGHT:
        move(program, 1);
        break;
    case DIKS_CURSOR_UP:
        move(program, -COLUMNS);
        break;
    case DIKS_CURSOR_DOWN:
        move(program, COLUMNS);
        break;
    default:
        break;
    }
}

static int open_screen(struct program *program, const char *font_file)
{
    const DFBSurfaceDescription surface = {.flags = DSDESC_CAPS, .caps = DSCAPS_PRIMARY};
    const DFBFontDescription font = {.flags = DFDESC_HEIGHT, .height = FONT_HEIGHT};
    return DirectFBCreate(&program->dfb) == DFB_OK &&
                   program->dfb->SetCooperativeLevel(program->dfb, DFSCL_FULLSCREEN) == DFB_OK &&
                   program->dfb->CreateSurface(program->dfb, &surface, &program->screen) == DFB_OK &&
                   program->dfb->CreateFont(program->dfb, font_file, &font, &program->font) == DFB_OK &&
                   program->screen->SetFont(program->screen, program->font) == DFB_OK &&
                   program->dfb->CreateInputEventBuffer(program->dfb, DICAPS_KEYS, DFB_FALSE,
                                                        &program->events) == DFB_OK
               ? 0
               : -1;
}

int main(int argc, char **argv)
{
    struct program program = {0};
    if (DirectFBInit(&argc, &argv) != DFB_OK || argc < 2 || open_screen(&program, argv[1]) != 0) {
        fprintf(stderr, "usage: bare-directfb FONT_FILE --dfb:system=x11,...\n");
        return 1;
    }
    draw_all(&program);
    for (;;) {
        program.events->WaitForEvent(program.events);
        DFBInputEvent event;
        while (program.events->GetEvent(program.events, DFB_EVENT(&event)) == DFB_OK) {
            handle(&program, &event);
        }
    }
}
