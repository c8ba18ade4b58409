/* The floor beside the hall: on a key the rectangles that change are put on the screen from pictures that
 * were made before. No program that shows its pixels through X goes below it.
 *
 *     floor home|list */

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "tests/bench/floor-changes.h"

enum { PICTURES = 2 };

struct shown {
    Display *display;
    Window window;
    GC context;
    XImage *pictures[PICTURES];
    XShmSegmentInfo segments[PICTURES];
    const struct change *changes;
    int now; /* which picture is on the screen */
};

static int make_picture(struct shown *shown, int which)
{
    XShmSegmentInfo *segment = &shown->segments[which];
    const int screen = DefaultScreen(shown->display);
    XImage *picture = XShmCreateImage(shown->display, DefaultVisual(shown->display, screen),
                                      (unsigned)DefaultDepth(shown->display, screen), ZPixmap, NULL, segment,
                                      SCENE_WIDTH, SCENE_HEIGHT);
    if (picture == NULL) {
        return -1;
    }
    const size_t size = (size_t)picture->bytes_per_line * SCENE_HEIGHT;
    segment->shmid = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
    segment->shmaddr = segment->shmid >= 0 ? shmat(segment->shmid, NULL, 0) : (char *)-1;
    if (segment->shmaddr == (char *)-1) {
        return -1;
    }
    picture->data = segment->shmaddr;
    shown->pictures[which] = picture;
    const int attached = XShmAttach(shown->display, segment);
    XSync(shown->display, False);
    (void)shmctl(segment->shmid, IPC_RMID, NULL); /* once both sides have it, it lives as long as they do */
    memset(picture->data, which == 0 ? 0x30 : 0x90, size);
    return attached ? 0 : -1;
}

static void put(const struct shown *shown, struct change area)
{
    XShmPutImage(shown->display, shown->window, shown->context, shown->pictures[shown->now], area.x, area.y,
                 area.x, area.y, (unsigned)area.width, (unsigned)area.height, False);
}

static void handle(struct shown *shown, const XEvent *event)
{
    if (event->type == Expose) {
        put(shown, (struct change){0, 0, SCENE_WIDTH, SCENE_HEIGHT});
    } else if (event->type == KeyPress) {
        shown->now = !shown->now;
        for (int i = 0; i < CHANGES_MAX && shown->changes[i].width > 0; i++) {
            put(shown, shown->changes[i]);
        }
    }
}

int main(int argc, char **argv)
{
    struct shown shown = {0};
    if (argc != 2 || (strcmp(argv[1], "home") != 0 && strcmp(argv[1], "list") != 0)) {
        fprintf(stderr, "usage: floor home|list\n");
        return 2;
    }
    shown.changes = strcmp(argv[1], "home") == 0 ? AT_HOME : IN_LIST;
    shown.display = XOpenDisplay(NULL);
    if (shown.display == NULL) {
        fprintf(stderr, "no display\n");
        return 1;
    }
    const int screen = DefaultScreen(shown.display);
    XSetWindowAttributes attributes = {.event_mask = KeyPressMask | ExposureMask, .override_redirect = True};
    shown.window = XCreateWindow(shown.display, RootWindow(shown.display, screen), 0, 0, SCENE_WIDTH,
                                 SCENE_HEIGHT, 0, CopyFromParent, InputOutput, CopyFromParent,
                                 CWEventMask | CWOverrideRedirect, &attributes);
    shown.context = DefaultGC(shown.display, screen);
    for (int i = 0; i < PICTURES; i++) {
        if (make_picture(&shown, i) != 0) {
            fprintf(stderr, "no shared memory with the X server\n");
            return 1;
        }
    }
    XMapWindow(shown.display, shown.window);
    for (;;) {
        XEvent event;
        XNextEvent(shown.display, &event);
        handle(&shown, &event);
    }
}
