#include <SDL2/SDL.h>
#include <fcntl.h>
#include <linux/input-event-codes.h>
#include <stdlib.h>

#include "tests/bench/framebuffer.h"
#include "tests/bench/peer-screen.h"
#include "tests/box/guest/receiver.h"

static const char framebuffer_path[] = "/dev/fb0";

struct peer_screen {
    struct framebuffer framebuffer;
    SDL_Surface *surface;
    int receiver;
};

struct peer_screen *peer_screen_open(int width, int height)
{
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* nobody would read the event that SIGTERM becomes */
    struct peer_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL || SDL_Init(SDL_INIT_VIDEO) != 0) {
        free(screen);
        return NULL;
    }
    screen->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_RGB888);
    screen->receiver = screen->surface != NULL ? receiver_open(O_RDONLY) : -1;
    if (screen->receiver < 0 || framebuffer_open(&screen->framebuffer, framebuffer_path) != 0 ||
        screen->framebuffer.width != width || screen->framebuffer.height != height) {
        SDL_SetError("not a screen of %d×%d with a receiver", width, height);
        free(screen); /* the program ends, and the rest with it */
        return NULL;
    }
    return screen;
}

SDL_Surface *peer_screen_surface(struct peer_screen *screen)
{
    return screen->surface;
}

void peer_screen_show(struct peer_screen *screen, const SDL_Rect *areas, int count)
{
    for (int i = 0; i < count; i++) {
        framebuffer_show(&screen->framebuffer, screen->surface->pixels, (size_t)screen->surface->pitch,
                         areas[i].x, areas[i].y, areas[i].w, areas[i].h);
    }
}

int peer_screen_next_key(struct peer_screen *screen, SDL_Keycode *key)
{
    const int code = receiver_next_key(screen->receiver);
    *key = code == KEY_UP      ? SDLK_UP
           : code == KEY_DOWN  ? SDLK_DOWN
           : code == KEY_LEFT  ? SDLK_LEFT
           : code == KEY_RIGHT ? SDLK_RIGHT
                               : SDLK_UNKNOWN;
    return code >= 0;
}
