#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/presser.h"

struct presser {
    Display *display;
};

/* An SDL2 program that has ended leaves a screen without a focus, and keys go nowhere. */
static void mend_focus(Display *display)
{
    Window focus = None;
    int reverts = 0;
    XGetInputFocus(display, &focus, &reverts);
    if (focus == None) {
        XSetInputFocus(display, PointerRoot, RevertToPointerRoot, CurrentTime);
        XSync(display, False);
    }
}

struct presser *presser_open(void)
{
    struct presser *presser = malloc(sizeof *presser);
    Display *display = presser != NULL ? XOpenDisplay(NULL) : NULL;
    if (display == NULL) {
        fprintf(stderr, "no display\n");
        free(presser);
        return NULL;
    }
    presser->display = display;
    mend_focus(display);
    return presser;
}

void presser_close(struct presser *presser)
{
    if (presser != NULL) {
        XSync(presser->display, False);
        XCloseDisplay(presser->display);
        free(presser);
    }
}

int presser_code(const struct presser *presser, const char *name)
{
    const KeySym symbol = XStringToKeysym(name);
    return symbol == NoSymbol ? 0 : XKeysymToKeycode(presser->display, symbol);
}

void presser_send(const struct presser *presser, int code, int is_down)
{
    XTestFakeKeyEvent(presser->display, (unsigned)code, is_down, CurrentTime);
    XFlush(presser->display);
}
