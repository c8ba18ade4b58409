/* The floor on a box without an X server: on a key the rectangles that change are copied from pictures that
 * were made before into the framebuffer. No program without acceleration goes below it.
 *
 *     floor home|list */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/bench/floor-changes.h"
#include "tests/bench/framebuffer.h"
#include "tests/box/guest/receiver.h"

enum { PICTURES = 2, STRIDE = SCENE_WIDTH * 4 };

int main(int argc, char **argv)
{
    static uint8_t pictures[PICTURES][SCENE_HEIGHT * STRIDE];
    struct framebuffer screen;
    int now = 0;
    if (argc != 2 || (strcmp(argv[1], "home") != 0 && strcmp(argv[1], "list") != 0)) {
        fprintf(stderr, "usage: floor home|list\n");
        return 2;
    }
    const struct change *changes = strcmp(argv[1], "home") == 0 ? AT_HOME : IN_LIST;
    const int receiver = receiver_open(O_RDONLY);
    if (receiver < 0 || framebuffer_open(&screen, "/dev/fb0") != 0 || screen.width != SCENE_WIDTH ||
        screen.height != SCENE_HEIGHT) {
        fprintf(stderr, "no screen of %d×%d\n", SCENE_WIDTH, SCENE_HEIGHT);
        return 1;
    }
    for (int i = 0; i < PICTURES; i++) {
        memset(pictures[i], i == 0 ? 0x30 : 0x90, sizeof pictures[i]);
    }
    framebuffer_show(&screen, pictures[now], STRIDE, 0, 0, SCENE_WIDTH, SCENE_HEIGHT);
    while (receiver_next_key(receiver) >= 0) {
        now = !now;
        for (int i = 0; i < CHANGES_MAX && changes[i].width > 0; i++) {
            framebuffer_show(&screen, pictures[now], STRIDE, changes[i].x, changes[i].y, changes[i].width,
                             changes[i].height);
        }
    }
    return 1;
}
