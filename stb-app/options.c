#include "stb-app/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/destinations.h"

enum option_code {
    OPTION_CONFIG = 1,
    OPTION_ASSETS,
    OPTION_STATE,
    OPTION_TEST_PORT,
    OPTION_SYSTEM,
    OPTION_MODULES,
    OPTION_PAINTER,
    OPTION_DEVICES,
    OPTION_SIZE,
    OPTION_OPEN,
    OPTION_STAY,
    OPTION_KEYS,
    OPTION_HELP,
    OPTION_VERSION,
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"assets", required_argument, NULL, OPTION_ASSETS},
    {"state", required_argument, NULL, OPTION_STATE},
    {"test-port", required_argument, NULL, OPTION_TEST_PORT},
    {"system", required_argument, NULL, OPTION_SYSTEM},
    {"module-directory", required_argument, NULL, OPTION_MODULES},
    {"painter", required_argument, NULL, OPTION_PAINTER},
    {"devices", required_argument, NULL, OPTION_DEVICES},
    {"size", required_argument, NULL, OPTION_SIZE},
    {"open", required_argument, NULL, OPTION_OPEN},
    {"stay", no_argument, NULL, OPTION_STAY},
    {"keys", no_argument, NULL, OPTION_KEYS},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

static int read_size(const char *text, int *width, int *height)
{
    char *end = NULL;
    long w = strtol(text, &end, 10);
    if (end == text || *end != 'x') {
        return -1;
    }
    const char *second = end + 1;
    long h = strtol(second, &end, 10);
    if (end == second || *end != '\0' || w < 640 || w > 3840 || h < 480 || h > 2160) {
        return -1;
    }
    *width = (int)w;
    *height = (int)h;
    return 0;
}

static int take(struct options *options, int code, const char *value)
{
    switch ((enum option_code)code) {
    case OPTION_CONFIG:
        options->config_file = value;
        return 0;
    case OPTION_ASSETS:
        options->assets_directory = value;
        return 0;
    case OPTION_STATE:
        options->state_directory = value;
        return 0;
    case OPTION_TEST_PORT:
        options->test_socket = value;
        return 0;
    case OPTION_SYSTEM:
        options->system = value;
        return 0;
    case OPTION_MODULES:
        options->module_directory = value;
        return 0;
    case OPTION_PAINTER:
        if (strcmp(value, "directfb") != 0 && strcmp(value, "pixman") != 0) {
            fprintf(stderr, "tv-hall: --painter %s: directfb or pixman\n", value);
            return -1;
        }
        options->painter = value;
        return 0;
    case OPTION_DEVICES:
        options->device_directory = value;
        return 0;
    case OPTION_SIZE:
        if (read_size(value, &options->width, &options->height) != 0) {
            fprintf(stderr, "tv-hall: --size %s: WIDTHxHEIGHT from 640x480 to 3840x2160\n", value);
            return -1;
        }
        return 0;
    case OPTION_OPEN:
        if (destination_read(value, &options->open) != 0) {
            fprintf(stderr, "tv-hall: --open %s: no screen is called so (docs/developers.md)\n", value);
            return -1;
        }
        return 0;
    case OPTION_STAY:
        options->stay = 1;
        return 0;
    case OPTION_KEYS:
        options->keys = 1;
        return 0;
    case OPTION_HELP:
        options->help = 1;
        return 0;
    case OPTION_VERSION:
        options->version = 1;
        return 0;
    }
    return -1; /* getopt has said what is wrong */
}

int options_read(int argc, char **argv, struct options *options)
{
    memset(options, 0, sizeof *options);
    options->assets_directory = TV_HALL_ASSETS;
    for (;;) {
        int code = getopt_long(argc, argv, "", long_options, NULL);
        if (code == -1) {
            break;
        }
        if (take(options, code, optarg) != 0) {
            return -1;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "tv-hall: \"%s\": the hall takes options only (--help)\n", argv[optind]);
        return -1;
    }
    if (options->config_file == NULL && !options->help && !options->version && !options->keys) {
        fprintf(stderr, "tv-hall: --config FILE is missing (--help)\n");
        return -1;
    }
    return 0;
}

void options_print_help(void)
{
    fputs("tv-hall --config FILE [options]: the television government hall, full screen\n"
          "  --config FILE           headend.xml as the box was delivered; a newer one is fetched from the "
          "headend\n"
          "  --assets DIR            theme, icons, strings, schemas (" TV_HALL_ASSETS ")\n"
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
          "  --version, --help\n",
          stdout);
}
