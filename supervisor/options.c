#include "supervisor/options.h"

#include <libevdev/libevdev.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/command_line.h"

enum { KEY_NAME_SIZE = 64, MILLISECONDS_MAX = 24 * 3600 * 1000, CRASHES_MAX = 1000 };

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

static int read_keys(const char *text, void *out)
{
    struct options *options = out;
    options->code_count = 0;
    for (const char *start = text;;) {
        size_t length = strcspn(start, ",");
        if (add_key(options, start, length) != 0) {
            return -1;
        }
        if (start[length] == '\0') {
            return 0;
        }
        start += length + 1;
    }
}

static int read_screen(const char *text, void *out)
{
    struct options *options = out;
    options->framebuffer = strcmp(text, "none") == 0 ? NULL : text;
    return 0;
}

#define PLACE(member) .offset = offsetof(struct options, member)
#define TIME(name_, member)                                                                                  \
    {                                                                                                        \
        .name = (name_), .kind = COMMAND_MILLISECONDS, .least = 1, .most = MILLISECONDS_MAX, PLACE(member)   \
    }

static const struct command_option known[] = {
    {"key", COMMAND_READ, .read = read_keys, .wanted = "at most 16 names like KEY_HOMEPAGE,KEY_MENU"},
    {"devices", COMMAND_TEXT, PLACE(device_directory)},
    {"screen", COMMAND_READ, .read = read_screen},
    {"picture", COMMAND_TEXT, PLACE(picture)},
    TIME("start-within", heartbeat.start_us),
    TIME("hang-after", heartbeat.pause_us),
    {"no-watchdog", COMMAND_FLAG, PLACE(no_watchdog)},
    {"crashes", COMMAND_NUMBER, .least = 1, .most = CRASHES_MAX, PLACE(policy.crashes)},
    TIME("steady-after", policy.steady_us),
    TIME("closed-for", policy.closed_us),
};

static const char help[] =
    "tv-hall-supervisor [options] -- COMMAND [ARGUMENT…]: television until the hall's key is pressed, "
    "then the hall\n"
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
    "SIGUSR1 opens the hall like its key, for a player that keeps the remote to itself.\n";

static const struct command_line line = {.program = "tv-hall-supervisor",
                                         .help = help,
                                         .options = known,
                                         .option_count = sizeof known / sizeof known[0],
                                         .words = COMMAND_WORDS_LAST};

int options_read(int argc, char **argv, struct options *options)
{
    *options = (struct options){
        .framebuffer = "/dev/fb0",
        .device_directory = "/dev/input",
        .heartbeat = {.start_us = (int64_t)15 * 1000000, .pause_us = 1300000},
        .policy = {.crashes = 3, .steady_us = (int64_t)60 * 1000000, .closed_us = (int64_t)600 * 1000000},
    };
    (void)read_keys("KEY_HOMEPAGE,KEY_HOME,KEY_MENU", options);
    int first = command_line_read(&line, argc, argv, options);
    if (first == argc) {
        fprintf(stderr,
                "tv-hall-supervisor: after the options: -- and the command that starts the hall (--help)\n");
        return -1;
    }
    options->command = argv + first;
    return first;
}
