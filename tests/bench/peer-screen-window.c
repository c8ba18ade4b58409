#include <SDL2/SDL.h>
#include <stdlib.h>

#include "tests/bench/peer-screen.h"

struct peer_screen {
    SDL_Window *window;
};

struct peer_screen *peer_screen_open(int width, int height)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    struct peer_screen *screen = malloc(sizeof *screen);
    if (screen == NULL || SDL_Init(SDL_INIT_VIDEO) != 0) {
        free(screen);
        return NULL;
    }
    screen->window = SDL_CreateWindow("peer", 0, 0, width, height, SDL_WINDOW_BORDERLESS);
    if (screen->window == NULL) {
        free(screen);
        return NULL;
    }
    SDL_StopTextInput();
    SDL_ShowCursor(SDL_DISABLE);
    return screen;
}

SDL_Surface *peer_screen_surface(struct peer_screen *screen)
{
    return SDL_GetWindowSurface(screen->window);
}

void peer_screen_show(struct peer_screen *screen, const SDL_Rect *areas, int count)
{
    SDL_UpdateWindowSurfaceRects(screen->window, areas, count);
}

int peer_screen_next_key(struct peer_screen *screen, SDL_Keycode *key)
{
    SDL_Event event;
    while (SDL_WaitEvent(&event) == 1 && event.type != SDL_QUIT) {
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED) {
            SDL_UpdateWindowSurface(screen->window);
        } else if (event.type == SDL_KEYDOWN) {
            *key = event.key.keysym.sym;
            return 1;
        }
    }
    return 0;
}
