#include "stb-app/test_port.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/log.h"
#include "screens/destinations.h"
#include "screens/stage/frame.h"
#include "stb-app/hall.h"
#include "stb-app/say.h"

enum { LINE_SIZE = 512, ANSWER_SIZE = 4 * SPOKEN_SIZE + 1024 };

struct test_port {
    struct hall *hall;
    char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
    int listener;
    int connection; /* -1: nobody */
    char line[LINE_SIZE];
    size_t used;
    int64_t wait_until_us; /* 0: nobody waits */
};

/* Of a hall that was killed. Whatever else stands there is somebody's, and fails the bind. */
static void remove_old_socket(const char *path)
{
    struct stat there;
    if (lstat(path, &there) == 0 && S_ISSOCK(there.st_mode)) {
        (void)unlink(path);
    }
}

struct test_port *test_port_open(struct hall *hall, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct test_port *port = calloc(1, sizeof *port);
    if (port == NULL) {
        return NULL;
    }
    port->hall = hall;
    port->connection = -1;
    port->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (strlen(path) >= sizeof address.sun_path || port->listener < 0) {
        goto fail;
    }
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    snprintf(port->path, sizeof port->path, "%s", path);
    remove_old_socket(path);
    if (bind(port->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(port->listener, 1) != 0) {
        goto fail;
    }
    return port;
fail:
    log_line(LOG_LEVEL_ERROR, "test-port", "%s: %s", path, strerror(errno));
    if (port->listener >= 0) {
        close(port->listener);
    }
    free(port);
    return NULL;
}

void test_port_close(struct test_port *port)
{
    if (port == NULL) {
        return;
    }
    if (port->connection >= 0) {
        close(port->connection);
    }
    close(port->listener);
    remove_old_socket(port->path);
    free(port);
}

size_t test_port_fds(const struct test_port *port, struct pollfd *fds, size_t capacity)
{
    size_t count = 0;
    if (port->connection < 0 && count < capacity) {
        fds[count++] = (struct pollfd){.fd = port->listener, .events = POLLIN};
    }
    /* While somebody waits for rest, his next command waits too. */
    if (port->connection >= 0 && port->wait_until_us == 0 && count < capacity) {
        fds[count++] = (struct pollfd){.fd = port->connection, .events = POLLIN};
    }
    return count;
}

int64_t test_port_deadline(const struct test_port *port)
{
    if (memchr(port->line, '\n', port->used) != NULL && port->wait_until_us == 0) {
        return 0; /* a whole command is here already */
    }
    return port->wait_until_us != 0 ? port->wait_until_us : INT64_MAX;
}

static void hang_up(struct test_port *port)
{
    close(port->connection);
    port->connection = -1;
    port->used = 0;
    port->wait_until_us = 0;
}

static void answer(struct test_port *port, const char *text)
{
    char line[ANSWER_SIZE];
    int length = snprintf(line, sizeof line, "%s\n", text);
    if (length < 0 || (size_t)length >= sizeof line) {
        explicit_bzero(line, sizeof line);
        length = snprintf(line, sizeof line, "error answer too long\n");
    }
    if (send(port->connection, line, (size_t)length, MSG_NOSIGNAL) != length) {
        hang_up(port);
    }
    explicit_bzero(line, (size_t)length);
}

/* --- state --- */

static size_t append(char *out, size_t used, const char *text)
{
    int length = snprintf(out + used, ANSWER_SIZE - used, "%s", text);
    if (length < 0) {
        return used;
    }
    size_t end = used + (size_t)length;
    return end < ANSWER_SIZE ? end : ANSWER_SIZE - 1;
}

static size_t append_json_string(char *out, size_t used, const char *text)
{
    char piece[8];
    used = append(out, used, "\"");
    for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') {
            snprintf(piece, sizeof piece, "\\%c", c);
        } else if (c < 0x20) {
            snprintf(piece, sizeof piece, "\\u%04x", c);
        } else {
            snprintf(piece, sizeof piece, "%c", c);
        }
        used = append(out, used, piece);
    }
    return append(out, used, "\"");
}

/* What the hints call the keys that the remote reaches. */
static size_t append_hints(char *out, size_t used, const struct frame *frame, const struct stage *stage)
{
    const char *between = "";
    used = append(out, used, ",\"hints\":[");
    for (size_t i = 0; frame != NULL && i < frame->hint_count; i++) {
        if (frame_hint_is_reached(stage, frame->hints[i].key)) {
            used = append(out, used, between);
            used = append_json_string(out, used, string_get(stage->strings, frame->hints[i].key));
            between = ",";
        }
    }
    return append(out, used, "]");
}

static void answer_state(struct test_port *port)
{
    char out[ANSWER_SIZE];
    char numbers[200];
    char text[DESTINATION_TEXT_SIZE];
    const struct screen_stack *stack = &port->hall->screens;
    const struct screen *top = screen_stack_top(stack);
    struct screen_report report = {.focus = "", .title = "", .notice = ""};
    top->operations->report(top, &report);
    size_t used = append(out, 0, "ok {\"screen\":");
    used = append_json_string(out, used, top->operations->name);
    used = append(out, used, ",\"focus\":");
    used = append_json_string(out, used, report.focus);
    used = append(out, used, ",\"title\":");
    used = append_json_string(out, used, report.title);
    used = append(out, used, ",\"notice\":");
    const char *own = port->hall->stage.notice; /* the hall's line stands in place of the screen's */
    used = append_json_string(out, used, own != NULL ? own : report.notice);
    snprintf(numbers, sizeof numbers,
             ",\"offline\":%s,\"quiet\":%s,\"position\":%" PRId64 ",\"total\":%" PRId64
             ",\"requests\":%zu,\"prepares\":%s,\"stack\":[",
             report.offline ? "true" : "false", port->hall->quiet_clock.shows ? "true" : "false",
             report.position, report.total, hall_client_open_requests(port->hall->client),
             next_screen_deadline(&port->hall->next_screen, top) != INT64_MAX ? "true" : "false");
    used = append(out, used, numbers);
    for (size_t i = 0; i < stack->count; i++) {
        used = append(out, used, i > 0 ? "," : "");
        used = append_json_string(out, used, stack->items[i]->operations->name);
    }
    const char *back = port->hall->stage.back_focused ? "focused"
                       : port->hall->stage.shows_back ? "shown"
                                                      : "";
    used = append(out, used, "],\"back\":");
    used = append_json_string(out, used, back);
    used = append(out, used, ",\"destination\":");
    used = append_json_string(out, used, destination_write(text, screen_stack_destination(stack)));
    used = append_hints(out, used, report.frame, &port->hall->stage);
    (void)append(out, used, "}");
    answer(port, out);
}

static void answer_say(struct test_port *port)
{
    char out[ANSWER_SIZE];
    struct spoken spoken;
    hall_say(port->hall, &spoken);
    size_t used = append(out, 0, "ok {\"title\":");
    used = append_json_string(out, used, spoken.title);
    used = append(out, used, ",\"focus\":");
    used = append_json_string(out, used, spoken.focus);
    used = append(out, used, ",\"value\":");
    used = append_json_string(out, used, spoken.value);
    used = append(out, used, ",\"hint\":");
    used = append_json_string(out, used, spoken.hint);
    (void)append(out, used, "}");
    answer(port, out);
    explicit_bzero(out, sizeof out);
    spoken_wipe(&spoken);
}

/* --- Commands --- */

static void press(struct test_port *port, const char *name, int down, int up, int64_t now_us)
{
    enum remote_key key = remote_key_from_name(name);
    if (key == REMOTE_KEY_NONE) {
        answer(port, "error no such key");
        return;
    }
    if (down) {
        remote_input_feed(port->hall->remote, key, 1, now_us);
    }
    if (up) {
        remote_input_feed(port->hall->remote, key, 0, now_us);
    }
    answer(port, "ok");
}

static void set_clock(struct test_port *port, const char *text)
{
    int64_t value = 0;
    if (digits_read(text, 0, INT64_MAX, &value) != 0) {
        answer(port, "error clock takes milliseconds");
        return;
    }
    port->hall->fixed_now_ms = value;
    hall_read_clocks(port->hall);
    canvas_damage_all(port->hall->canvas);
    answer(port, "ok");
}

/* As if so many milliseconds passed now without a key. */
static void let_time_pass(struct test_port *port, const char *text)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000 };
    int64_t value = 0;
    if (digits_read(text, 0, DAY_MS, &value) != 0) {
        answer(port, "error pass takes milliseconds, at most a day");
        return;
    }
    steady_pass(value * 1000);
    hall_read_clocks(port->hall);
    answer(port, "ok");
}

static void start_wait(struct test_port *port, const char *text, int64_t now_us)
{
    int64_t value = 0;
    if (digits_read(text, 0, 600000, &value) != 0) {
        answer(port, "error wait takes milliseconds up to 600000");
        return;
    }
    port->wait_until_us = now_us + value * 1000;
}

static void open_screen(struct test_port *port, const char *text)
{
    struct destination destination;
    if (destination_read(text, &destination) != 0) {
        answer(port, "error no such destination");
        return;
    }
    port->hall->stage.open_destination(port->hall, &destination);
    answer(port, "ok");
}

static void answer_last_key(struct test_port *port)
{
    char text[32];
    const char *name = port->hall->last_key != REMOTE_KEY_NONE ? remote_key_name(port->hall->last_key) : "";
    (void)snprintf(text, sizeof text, "ok %s", name);
    answer(port, text);
}

static void answer_keys_pressed(struct test_port *port)
{
    char text[32];
    (void)snprintf(text, sizeof text, "ok %u", port->hall->keys_pressed);
    answer(port, text);
}

static void answer_session(struct test_port *port)
{
    char text[32];
    const struct hall *hall = port->hall;
    const char *const words[] = {
        [SESSION_NO_WARNING] = "holds", [SESSION_ENDS_IDLE] = "idle", [SESSION_ENDS_HARD] = "hard"};
    enum session_warning warning = session_warning(&hall->session, hall->stage.now_us);
    if (!session_holds(&hall->session)) {
        (void)snprintf(text, sizeof text, "ok none");
    } else if (warning == SESSION_NO_WARNING) {
        (void)snprintf(text, sizeof text, "ok %s", words[warning]);
    } else {
        (void)snprintf(text, sizeof text, "ok %s %d", words[warning],
                       session_seconds_left(&hall->session, hall->stage.now_us));
    }
    answer(port, text);
}

static void run_command(struct test_port *port, char *line, int64_t now_us)
{
    char *word = strchr(line, ' ');
    const char *rest = "";
    if (word != NULL) {
        *word = '\0';
        rest = word + 1;
    }
    if (strcmp(line, "key") == 0) {
        press(port, rest, 1, 1, now_us);
    } else if (strcmp(line, "press") == 0) {
        press(port, rest, 1, 0, now_us);
    } else if (strcmp(line, "release") == 0) {
        press(port, rest, 0, 1, now_us);
    } else if (strcmp(line, "wait") == 0) {
        start_wait(port, rest, now_us);
    } else if (strcmp(line, "open") == 0) {
        open_screen(port, rest);
    } else if (strcmp(line, "last-key") == 0) {
        answer_last_key(port);
    } else if (strcmp(line, "keys-pressed") == 0) {
        answer_keys_pressed(port);
    } else if (strcmp(line, "state") == 0) {
        answer_state(port);
    } else if (strcmp(line, "say") == 0) {
        answer_say(port);
    } else if (strcmp(line, "session") == 0) {
        answer_session(port);
    } else if (strcmp(line, "picture") == 0) {
        answer(port,
               canvas_write_ppm(port->hall->canvas, rest) == 0 ? "ok" : "error the file cannot be written");
    } else if (strcmp(line, "clock") == 0) {
        set_clock(port, rest);
    } else if (strcmp(line, "pass") == 0) {
        let_time_pass(port, rest);
    } else if (strcmp(line, "quit") == 0) {
        port->hall->stopping = 1;
        answer(port, "ok");
    } else {
        answer(port, "error no such command");
    }
}

static void read_more(struct test_port *port)
{
    ssize_t got =
        recv(port->connection, port->line + port->used, sizeof port->line - port->used, MSG_DONTWAIT);
    if (got > 0) {
        port->used += (size_t)got;
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        hang_up(port);
    }
}

void test_port_service(struct test_port *port, int is_ready, int64_t now_us)
{
    if (port->connection < 0) {
        port->connection = is_ready ? accept4(port->listener, NULL, NULL, SOCK_CLOEXEC) : -1;
        return;
    }
    if (port->wait_until_us != 0) {
        return;
    }
    char *end = memchr(port->line, '\n', port->used);
    if (end == NULL && is_ready) {
        read_more(port);
        end = memchr(port->line, '\n', port->used);
    }
    if (end == NULL) {
        if (port->used == sizeof port->line) {
            hang_up(port); /* no command is that long */
        }
        return;
    }
    char line[LINE_SIZE];
    size_t length = (size_t)(end - port->line);
    memcpy(line, port->line, length);
    line[length] = '\0';
    port->used -= length + 1;
    memmove(port->line, end + 1, port->used);
    run_command(port, line, now_us);
}

void test_port_rest(struct test_port *port, int resting, int64_t now_us)
{
    if (port->wait_until_us == 0 || port->connection < 0) {
        return;
    }
    if (resting || now_us >= port->wait_until_us) {
        port->wait_until_us = 0;
        answer(port, resting ? "ok" : "error timeout");
    }
}
