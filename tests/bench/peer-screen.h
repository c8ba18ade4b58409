#ifndef TESTS_BENCH_PEER_SCREEN_H
#define TESTS_BENCH_PEER_SCREEN_H

#include <SDL2/SDL.h>

/* Where the SDL2 peer is shown and hears its keys: SDL's own window (peer-screen-window.c); on a box without
 * an X server its framebuffer and receiver (peer-screen-framebuffer.c, docs/decisions/0172). */

struct peer_screen;

/* NULL: SDL_GetError says why. Starts SDL's video. */
struct peer_screen *peer_screen_open(int width, int height);

/* What is drawn on, 4 bytes a pixel. */
SDL_Surface *peer_screen_surface(struct peer_screen *screen);

/* `areas` lie on the surface. */
void peer_screen_show(struct peer_screen *screen, const SDL_Rect *areas, int count);

/* Waits for a key to be pressed. 0: there will be no more. */
int peer_screen_next_key(struct peer_screen *screen, SDL_Keycode *key);

#endif
