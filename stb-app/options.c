#include "stb-app/options.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/command_line.h"
#include "both-sides/digits.h"
#include "screens/destinations.h"

enum { SIDE_DIGITS = 4 };

static int read_size(const char *text, void *out)
{
    struct options *options = out;
    int64_t width = 0;
    int64_t height = 0;
    if (digits_take(&text, 1, SIDE_DIGITS, &width) != 0 || *text++ != 'x' ||
        digits_read(text, 480, 2160, &height) != 0 || width < 640 || width > 3840) {
        return -1;
    }
    options->width = (int)width;
    options->height = (int)height;
    return 0;
}

static int read_painter(const char *text, void *out)
{
    struct options *options = out;
    options->painter = text;
    return strcmp(text, "directfb") == 0 || strcmp(text, "pixman") == 0 ? 0 : -1;
}

static int read_destination(const char *text, void *out)
{
    struct options *options = out;
    return destination_read(text, &options->open);
}

#define PLACE(member) .offset = offsetof(struct options, member)

static const struct command_option known[] = {
    {"config", COMMAND_TEXT, PLACE(config_file)},
    {"credential", COMMAND_TEXT, PLACE(credential_file)},
    {"assets", COMMAND_TEXT, PLACE(assets_directory)},
    {"state", COMMAND_TEXT, PLACE(state_directory)},
    {"test-port", COMMAND_TEXT, PLACE(test_socket)},
    {"system", COMMAND_TEXT, PLACE(system)},
    {"module-directory", COMMAND_TEXT, PLACE(module_directory)},
    {"painter", COMMAND_READ, .read = read_painter, .wanted = "directfb or pixman"},
    {"devices", COMMAND_TEXT, PLACE(device_directory)},
    {"size", COMMAND_READ, .read = read_size, .wanted = "WIDTHxHEIGHT from 640x480 to 3840x2160"},
    {"open", COMMAND_READ, .read = read_destination, .wanted = "no screen is called so (docs/developers.md)"},
    {"stay", COMMAND_FLAG, PLACE(stay)},
    {"keys", COMMAND_FLAG, PLACE(keys)},
};

static const char help[] =
    "tv-hall --config FILE [options]: the television government hall, full screen\n"
    "  --config FILE           headend.xml as the box was delivered; a newer one is fetched from the "
    "headend\n"
    "  --credential FILE       the box's provisioning file (credential in the --state folder)\n"
    "  --assets DIR            theme, icons, strings, schemas (share/tv-hall where it is installed)\n"
    "  --state DIR             keeps the last good configuration and the cache there\n"
    "  --devices DIR           reads remotes from this folder (/dev/input); without it keys come from "
    "the window\n"
    "  --system NAME           DirectFB system: fbdev, x11, dummy\n"
    "  --size WxH              instead of the configured or the screen's own\n"
    "  --module-directory DIR  DirectFB plug-ins\n"
    "  --painter NAME          who draws: directfb or pixman (default: as the hardware accelerates)\n"
    "  --open KIND[/ID]        starts with this screen over the first one: guides, guide/ID, notice/ID "
    "…\n"
    "  --stay                  Back on the first screen does not leave the hall\n"
    "  --test-port SOCKET      takes keys by name and gives pictures (docs/developers.md)\n"
    "  --keys                  no picture: prints each key of the remotes, what the hall takes it for, "
    "and why\n"
    "  --version, --help\n";

static const struct command_line line = {.program = "tv-hall",
                                         .help = help,
                                         .options = known,
                                         .option_count = sizeof known / sizeof known[0],
                                         .words = COMMAND_NO_WORDS};

int options_read(int argc, char **argv, struct options *options)
{
    memset(options, 0, sizeof *options);
    (void)asset_directory_find(options->own_assets); /* what is missing there, reading it says */
    options->assets_directory = options->own_assets;
    int first = command_line_read(&line, argc, argv, options);
    if (first > 0 && options->config_file == NULL && !options->keys) {
        fprintf(stderr, "tv-hall: --config FILE is missing (--help)\n");
        return -1;
    }
    return first;
}
