#include "screens/canvas/directfb_start.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/log.h"

static const char where[] = "canvas";

/* Keys come from evdev through remote-input, or from the window: a driver that also read them would double
 * each key, and drop those it does not know. */
static const char
    *const unwanted_modules[] =
        {
            "linux_input", "keyboard", "ps2mouse", "serialmouse", "joystick",  "lirc",
            "sonypi",      "penmount", "mutouch",  "zytronic",    "input_hub", "wm97xx_ts",
            "gl",          "gles2",    "x11input", /* wakes 50 times a second at rest, and is four threads
                                                      long: window.h */
};

static int set_option(const char *name, const char *value)
{
    DFBResult result = DirectFBSetOption(name, value);
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_ERROR, where, "DirectFB does not take the option %s%s%s: %s", name,
                 value ? "=" : "", value ? value : "", DirectFBErrorString(result));
        return -1;
    }
    return 0;
}

static int set_options(const struct canvas_options *options)
{
    /* The last two: the hall draws the whole screen itself before it is seen; a ground to be cleared and
     * painted below it costs a quarter of the start. */
    static const char *const plain[] = {"no-banner",     "quiet",          "no-cursor",
                                        "no-sighandler", "no-vt-switch",   "no-deinit-check",
                                        "layer-bg-none", "no-layers-clear"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (set_option(plain[i], NULL) < 0) {
            return -1;
        }
    }
    /* Else it tries every way to copy memory on a megabyte, at each start, to find what the C library knows.
     */
    if (set_option("memcpy", "libc") < 0) {
        return -1;
    }
    if (options->system && strcmp(options->system, "fbdev") == 0 && set_option("no-vt", NULL) < 0) {
        return -1;
    }
    if (options->system && set_option("system", options->system) < 0) {
        return -1;
    }
    if (options->width > 0 && options->height > 0) {
        char mode[32];
        (void)snprintf(mode, sizeof mode, "%dx%d", options->width, options->height);
        if (set_option("mode", mode) < 0) {
            return -1;
        }
    }
    if (options->module_directory && set_option("module-dir", options->module_directory) < 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof unwanted_modules / sizeof *unwanted_modules; i++) {
        if (set_option("disable-module", unwanted_modules[i]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* --- A start that fails. DirectFB 1.7.7 leaves a thread behind then that uses what was freed; its fault
 * would end the program before the reason is told. --- */

static void on_fault(int signal)
{
    static const char line[] = "tv-hall: DirectFB crashed while it started\n";
    (void)signal;
    while (gettid() != getpid()) {
        (void)pause(); /* the main thread says why, and ends the program */
    }
    (void)!write(STDERR_FILENO, line, sizeof line - 1);
    _exit(EXIT_FAILURE);
}

/* What an operator can look at: DirectFB itself says "a general initialization error". */
static void log_failed_start(const char *system, DFBResult result)
{
    static const char framebuffer[] = "/dev/fb0";
    const char *display = getenv("DISPLAY");
    char reason[160];
    if (system != NULL && strcmp(system, "fbdev") == 0 && access(framebuffer, R_OK | W_OK) < 0) {
        (void)snprintf(reason, sizeof reason, "%s: %s", framebuffer, strerror(errno));
    } else if (system != NULL && strcmp(system, "x11") == 0) {
        (void)snprintf(reason, sizeof reason, "no X server at DISPLAY=%s", display ? display : "");
    } else {
        (void)snprintf(reason, sizeof reason, "%s; is it one of DirectFB's systems, and its device there?",
                       DirectFBErrorString(result));
    }
    log_line(LOG_LEVEL_ERROR, where, "DirectFB does not start (system %s): %s", system ? system : "not given",
             reason);
}

static IDirectFB *create(const char *system)
{
    struct sigaction action = {.sa_handler = on_fault};
    struct sigaction before[2];
    IDirectFB *directfb = NULL;
    (void)sigaction(SIGSEGV, &action, &before[0]);
    (void)sigaction(SIGBUS, &action, &before[1]);
    /* Its threads block all signals, and a blocked fault cannot be handled. So spelt in 1.7.7; another
     * version may not know it. Ours are blocked in every thread (they come by a descriptor). */
    (void)DirectFBSetOption("no-thread_block_signals", NULL);
    DFBResult result = DirectFBCreate(&directfb);
    if (result != DFB_OK) {
        log_failed_start(system, result);
        return NULL;
    }
    (void)sigaction(SIGSEGV, &before[0], NULL);
    (void)sigaction(SIGBUS, &before[1], NULL);
    return directfb;
}

IDirectFB *directfb_start(const struct canvas_options *options)
{
    /* Without arguments it would look for them in /proc, and say so on standard error. */
    char program[] = "tv-hall";
    char *no_arguments[] = {program, NULL};
    char **arguments = no_arguments;
    int count = 1;
    int has_arguments = options->argc && options->argv;
    DFBResult result =
        DirectFBInit(has_arguments ? options->argc : &count, has_arguments ? options->argv : &arguments);
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_ERROR, where, "DirectFB refuses its settings: %s", DirectFBErrorString(result));
        return NULL;
    }
    if (set_options(options) < 0) {
        return NULL;
    }
    IDirectFB *directfb = create(options->system);
    if (directfb == NULL) {
        return NULL;
    }
    result = directfb->SetCooperativeLevel(directfb, DFSCL_FULLSCREEN);
    if (result != DFB_OK) {
        /* Another program has the screen; drawing to a window would hide that. */
        log_line(LOG_LEVEL_ERROR, where, "no full screen: %s", DirectFBErrorString(result));
        directfb->Release(directfb);
        return NULL;
    }
    return directfb;
}
