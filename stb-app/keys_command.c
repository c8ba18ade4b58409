#include "stb-app/keys_command.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/clock.h"
#include "both-sides/config/hall_config.h"
#include "both-sides/printable.h"
#include "remote-input/remote_input.h"
#include "stb-app/keymap.h"

enum { FD_MAX = 64, PATH_SIZE = 512, LINE_SIZE = 512 };

/* What made the key what it is, in the operator's words. */
static void say_rule(const struct remote_key_report *report, char *out, size_t size)
{
    int by_operator =
        report->rule == REMOTE_RULE_OPERATOR_CODE || report->rule == REMOTE_RULE_OPERATOR_SCANCODE;
    if (by_operator && report->keymap_line > 0) {
        (void)snprintf(out, size, "headend.xml line %d", report->keymap_line);
    } else if (by_operator) {
        (void)snprintf(out, size, "learned on this box");
    } else {
        (void)snprintf(out, size, "%s", remote_rule_name(report->rule));
    }
}

static int on_report(void *context, const struct remote_key_report *report)
{
    char device[4 * REMOTE_DEVICE_NAME_SIZE];
    char scancode[32] = "";
    char rule[64] = "";
    (void)context;
    if (report->value != 1) {
        return 1;
    }
    (void)printable_copy(device, sizeof device, report->device, strlen(report->device), NULL);
    if (report->has_scancode) {
        (void)snprintf(scancode, sizeof scancode, ", scancode 0x%" PRIx32, report->scancode);
    }
    say_rule(report, rule, sizeof rule);
    int known = report->key != REMOTE_KEY_NONE || report->rule != REMOTE_RULE_NONE;
    (void)printf("%s: %s (%u)%s: %s%s%s\n", device,
                 report->code_name[0] != '\0' ? report->code_name : "no key code", report->code, scancode,
                 report->key != REMOTE_KEY_NONE ? remote_key_name(report->key) : "nothing", known ? ", " : "",
                 known ? rule : "");
    (void)fflush(stdout); /* whoever reads a pipe wants it now; a reader that is gone ends us by its own */
    return 1;             /* nothing here acts on keys */
}

static void on_event(void *context, const struct remote_event *event)
{
    (void)context;
    (void)event;
}

/* 0, or -1 after the errors were printed. */
static int read_keymap(const struct options *options, struct keymap *keymap)
{
    char schema[PATH_SIZE];
    char line[LINE_SIZE];
    struct hall_config *config = NULL;
    struct config_errors *errors = calloc(1, sizeof *errors);
    int result = errors == NULL ? -1 : 0;
    (void)snprintf(schema, sizeof schema, "%s/schemas/headend.rng", options->assets_directory);
    if (result == 0 && options->config_file != NULL) {
        result = hall_config_read_file(options->config_file, schema, &config, errors);
        for (size_t i = 0; i < errors->count; i++) {
            (void)config_error_format(&errors->items[i], options->config_file, line, sizeof line);
            (void)fprintf(stderr, "%s\n", line);
        }
    }
    if (result == 0) {
        keymap_read(keymap, config != NULL ? &config->box : NULL, options->state_directory);
    }
    hall_config_free(config);
    free(errors);
    return result;
}

static int wait_ms(const struct remote_input *input)
{
    int64_t due = remote_input_deadline(input);
    int64_t now = steady_us();
    if (due == INT64_MAX) {
        return -1;
    }
    return due <= now ? 0 : (int)((due - now) / 1000 % 60000) + 1;
}

static int follow(struct remote_input *input, int signal_fd)
{
    struct pollfd fds[FD_MAX];
    for (;;) {
        size_t count = remote_input_fds(input, fds, FD_MAX - 1);
        fds[count] = (struct pollfd){.fd = signal_fd, .events = POLLIN};
        if (poll(fds, (nfds_t)count + 1, wait_ms(input)) < 0 && errno != EINTR) {
            perror("tv-hall --keys: poll");
            return 1;
        }
        if (fds[count].revents != 0) {
            return 0;
        }
        remote_input_service(input, steady_us());
        if (ferror(stdout)) {
            return 1;
        }
    }
}

int keys_command_run(const struct options *options, int signal_fd)
{
    static struct keymap keymap;
    const char *directory = options->device_directory != NULL ? options->device_directory : "/dev/input";
    if (read_keymap(options, &keymap) != 0) {
        return 1;
    }
    /* Not grabbed: the console of a box must stay usable while an operator looks. */
    struct remote_input_options remote = {.device_directory = directory, .callback = on_event};
    struct remote_input *input = remote_input_new(&remote);
    if (input == NULL || remote_input_set_keymap(input, keymap.entries, keymap.count) != 0) {
        (void)fprintf(stderr, "tv-hall --keys: out of memory\n");
        remote_input_free(input);
        return 1;
    }
    remote_input_observe(input, on_report, NULL);
    (void)printf("Keys of the remotes in %s, until Ctrl-C:\n", directory);
    (void)fflush(stdout);
    int status = follow(input, signal_fd);
    remote_input_free(input);
    return status;
}
