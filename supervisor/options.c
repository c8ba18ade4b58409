#include "supervisor/options.h"

#include <getopt.h>
#include <libevdev/libevdev.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/digits.h"

enum option_code {
    OPTION_KEY = 1,
    OPTION_DEVICES,
    OPTION_SCREEN,
    OPTION_PICTURE,
    OPTION_START_WITHIN,
    OPTION_HANG_AFTER,
    OPTION_NO_WATCHDOG,
    OPTION_CRASHES,
    OPTION_STEADY_AFTER,
    OPTION_CLOSED_FOR,
    OPTION_HELP,
    OPTION_VERSION,
};

enum { KEY_NAME_SIZE = 64, MILLISECONDS_MAX = 24 * 3600 * 1000, CRASHES_MAX = 1000 };

static const struct option long_options[] = {
    {"key", required_argument, NULL, OPTION_KEY},
    {"devices", required_argument, NULL, OPTION_DEVICES},
    {"screen", required_argument, NULL, OPTION_SCREEN},
    {"picture", required_argument, NULL, OPTION_PICTURE},
    {"start-within", required_argument, NULL, OPTION_START_WITHIN},
    {"hang-after", required_argument, NULL, OPTION_HANG_AFTER},
    {"no-watchdog", no_argument, NULL, OPTION_NO_WATCHDOG},
    {"crashes", required_argument, NULL, OPTION_CRASHES},
    {"steady-after", required_argument, NULL, OPTION_STEADY_AFTER},
    {"closed-for", required_argument, NULL, OPTION_CLOSED_FOR},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

static int read_number(const char *name, const char *text, int most, int64_t *number)
{
    if (digits_read(text, 1, most, number) != 0) {
        fprintf(stderr, "tv-hall-supervisor: --%s %s: a whole number from 1 to %d\n", name, text, most);
        return -1;
    }
    return 0;
}

static int read_time(const char *name, const char *text, int64_t *time_us)
{
    int64_t milliseconds = 0;
    if (read_number(name, text, MILLISECONDS_MAX, &milliseconds) != 0) {
        return -1;
    }
    *time_us = milliseconds * 1000;
    return 0;
}

static int add_key(struct options *options, const char *text, size_t length)
{
    char name[KEY_NAME_SIZE];
    if (length == 0 || length >= sizeof name) {
        return -1;
    }
    memcpy(name, text, length);
    name[length] = '\0';
    int code = libevdev_event_code_from_name(EV_KEY, name);
    if (code <= 0 || options->code_count == KEY_WATCH_CODE_MAX) {
        return -1;
    }
    options->codes[options->code_count++] = (unsigned)code;
    return 0;
}

static int read_keys(struct options *options, const char *text)
{
    options->code_count = 0;
    for (const char *start = text;;) {
        size_t length = strcspn(start, ",");
        if (add_key(options, start, length) != 0) {
            fprintf(stderr, "tv-hall-supervisor: --key %s: at most %d names like KEY_HOMEPAGE,KEY_MENU\n",
                    text, KEY_WATCH_CODE_MAX);
            return -1;
        }
        if (start[length] == '\0') {
            return 0;
        }
        start += length + 1;
    }
}

static int read_crashes(struct options *options, const char *text)
{
    int64_t crashes = 0;
    if (read_number("crashes", text, CRASHES_MAX, &crashes) != 0) {
        return -1;
    }
    options->policy.crashes = (int)crashes;
    return 0;
}

static int take(struct options *options, int code, const char *value)
{
    switch ((enum option_code)code) {
    case OPTION_KEY:
        return read_keys(options, value);
    case OPTION_DEVICES:
        options->device_directory = value;
        return 0;
    case OPTION_SCREEN:
        options->framebuffer = strcmp(value, "none") == 0 ? NULL : value;
        return 0;
    case OPTION_PICTURE:
        options->picture = value;
        return 0;
    case OPTION_START_WITHIN:
        return read_time("start-within", value, &options->heartbeat.start_us);
    case OPTION_HANG_AFTER:
        return read_time("hang-after", value, &options->heartbeat.pause_us);
    case OPTION_NO_WATCHDOG:
        options->watch_heartbeat = 0;
        return 0;
    case OPTION_CRASHES:
        return read_crashes(options, value);
    case OPTION_STEADY_AFTER:
        return read_time("steady-after", value, &options->policy.steady_us);
    case OPTION_CLOSED_FOR:
        return read_time("closed-for", value, &options->policy.closed_us);
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
    *options = (struct options){
        .framebuffer = "/dev/fb0",
        .device_directory = "/dev/input",
        .watch_heartbeat = 1,
        .heartbeat = {.start_us = (int64_t)15 * 1000000, .pause_us = 1300000},
        .policy = {.crashes = 3, .steady_us = (int64_t)60 * 1000000, .closed_us = (int64_t)600 * 1000000},
    };
    if (read_keys(options, "KEY_HOMEPAGE,KEY_HOME,KEY_MENU") != 0) {
        return -1;
    }
    for (;;) {
        int code = getopt_long(argc, argv, "+", long_options, NULL);
        if (code == -1) {
            break;
        }
        if (take(options, code, optarg) != 0) {
            return -1;
        }
    }
    options->command = argv + optind;
    if (optind >= argc && !options->help && !options->version) {
        fprintf(stderr,
                "tv-hall-supervisor: after the options: -- and the command that starts the hall (--help)\n");
        return -1;
    }
    return 0;
}

void options_print_help(void)
{
    fputs("tv-hall-supervisor [options] -- COMMAND [ARGUMENT…]: television until the hall's key is pressed, "
          "then the "
          "hall\n"
          "  --key NAME[,NAME…]  the hall's keys (KEY_HOMEPAGE,KEY_HOME,KEY_MENU)\n"
          "  --devices DIR       where the remotes are (/dev/input)\n"
          "  --screen FILE       framebuffer for the television's picture (/dev/fb0), or none: another "
          "program shows it\n"
          "  --picture FILE      that picture, a PNG\n"
          "  --start-within MS   the hall's first heartbeat comes within this time (15000), or it is killed\n"
          "  --hang-after MS     it is killed after a pause this long (1300) and a grace of 250\n"
          "  --no-watchdog       the command gives no heartbeat\n"
          "  --crashes N         so many in a row close the hall (3)\n"
          "  --steady-after MS   a hall that ran this long (60000) begins a new row\n"
          "  --closed-for MS     how long it stays closed then (600000); a power cycle opens it too\n"
          "  --version, --help\n"
          "SIGUSR1 opens the hall like its key, for a player that keeps the remote to itself.\n",
          stdout);
}
