#include "stb-app/loop.h"

#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "screens/stage/frame.h"
#include "stb-app/hall_session.h"
#include "stb-app/trim_memory.h"

/* A burst of keys is drawn at the latest after this many passes without a picture. */
enum {
    FD_MAX = TRANSFER_WAIT_FDS_MAX,
    LONGEST_WAIT_US = 60 * 1000000,
    PASSES_WITHOUT_PICTURE = 8,
    KEYS_A_PASS = 32
};

static size_t gather(struct hall *hall, struct pollfd *fds, size_t capacity)
{
    size_t count = remote_input_fds(hall->remote, fds, capacity - 8);
    if (canvas_event_fd(hall->canvas) >= 0) {
        fds[count++] = (struct pollfd){.fd = canvas_event_fd(hall->canvas), .events = POLLIN};
    }
    if (hall->signal_fd >= 0) {
        fds[count++] = (struct pollfd){.fd = hall->signal_fd, .events = POLLIN};
    }
    if (hall->test_port != NULL) {
        count += test_port_fds(hall->test_port, fds + count, capacity - count);
    }
    return count;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* A clock that stands still has no next one. */
static int64_t next_minute_us(const struct hall *hall)
{
    if (hall->fixed_now_ms != 0) {
        return INT64_MAX;
    }
    return hall->stage.now_us + (60000 - hall->stage.now_ms % 60000) * 1000;
}

static int64_t deadline(struct hall *hall)
{
    const struct screen *top = screen_stack_top(&hall->screens);
    int64_t due = earlier(next_minute_us(hall), hall_client_deadline(hall->client));
    due = earlier(due, hall->rest_at_us);
    due = earlier(due, next_screen_deadline(&hall->next_screen, top));
    due = earlier(due, watchdog_deadline(&hall->watchdog));
    due = earlier(due, remote_input_deadline(hall->remote));
    due = earlier(due, configuration_deadline(hall->configuration));
    due = earlier(due, top->operations->deadline(top));
    due = earlier(due, hall->notice_until_us);
    due = earlier(due, screen_stack_idle_deadline(&hall->screens));
    due = earlier(due, hall_old_client_deadline(hall));
    due = earlier(due, quiet_clock_deadline(hall));
    due = earlier(due, hall_session_deadline(hall));
    due = earlier(due, fetch_ahead_deadline(hall->fetch_ahead));
    return hall->test_port != NULL ? earlier(due, test_port_deadline(hall->test_port)) : due;
}

static int wait_ms(struct hall *hall)
{
    if (canvas_event_waits(hall->canvas)) {
        return 0;
    }
    int64_t wait = deadline(hall) - hall->stage.now_us;
    wait = wait < 0 ? 0 : earlier(wait, LONGEST_WAIT_US);
    return (int)((wait + 999) / 1000);
}

/* Which of the loop's own descriptors have something to be read: a read for nothing costs as much as one that
 * brings something. Remotes are read at each pass. */
struct ready {
    int window, signals, test_port;
};

static struct ready ready_of(const struct hall *hall, const struct pollfd *fds, size_t count)
{
    struct ready ready = {0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        if (fds[i].revents == 0) {
            continue;
        }
        if (fds[i].fd == canvas_event_fd(hall->canvas)) {
            ready.window = 1;
        } else if (fds[i].fd == hall->signal_fd) {
            ready.signals = 1;
        } else {
            ready.test_port = 1; /* or a remote */
        }
    }
    return ready;
}

static struct ready wait_for_something(struct hall *hall, int timeout_ms)
{
    struct pollfd fds[FD_MAX];
    size_t count = gather(hall, fds, FD_MAX);
    if (hall_client_wait(hall->client, fds, count, timeout_ms) < 0) {
        usleep(100000); /* never spin on an error that stays */
        return (struct ready){1, 1, 1};
    }
    return ready_of(hall, fds, count);
}

/* More keys of a burst. What the window's connection brought was read with the first of them. */
static int more_keys_wait(struct hall *hall)
{
    struct pollfd fds[FD_MAX];
    size_t count = remote_input_fds(hall->remote, fds, FD_MAX);
    return canvas_event_waits(hall->canvas) || (count > 0 && poll(fds, count, 0) > 0);
}

/* A key has come since the last one was read. */
static int key_waits(void *context)
{
    struct hall *hall = context;
    struct pollfd window = {.fd = canvas_event_fd(hall->canvas), .events = POLLIN};
    return more_keys_wait(hall) || (window.fd >= 0 && poll(&window, 1, 0) > 0);
}

static void read_signals(struct hall *hall)
{
    struct signalfd_siginfo signal;
    if (hall->signal_fd >= 0 && read(hall->signal_fd, &signal, sizeof signal) == (ssize_t)sizeof signal) {
        hall->stopping = 1;
    }
}

static void read_window(struct hall *hall, int is_ready)
{
    unsigned keysym = 0;
    int pressed = 0;
    int result = 0;
    if (is_ready) {
        canvas_read_events(hall->canvas);
    }
    for (int i = 0; i < KEYS_A_PASS; i++) {
        result = canvas_next_key(hall->canvas, &keysym, &pressed);
        if (result <= 0) {
            break;
        }
        enum remote_key key = remote_key_from_keysym(keysym);
        if (key != REMOTE_KEY_NONE) {
            remote_input_feed(hall->remote, key, pressed, hall->stage.now_us);
        }
    }
    if (result < 0) {
        log_line(LOG_LEVEL_NOTICE, "loop", "the window is gone");
        hall->stopping = 1;
    }
}

static void update_top(struct hall *hall)
{
    struct screen *top = screen_stack_top(&hall->screens);
    int64_t minute = hall->stage.now_ms / 60000;
    int due = top->operations->deadline(top) <= hall->stage.now_us;
    if (minute != hall->shown_minute) {
        hall->shown_minute = minute;
        frame_damage_clock(&hall->stage);
        due = 1;
    }
    if (hall->stage.time_is_known != hall->shown_time_is_known) {
        hall->shown_time_is_known = hall->stage.time_is_known;
        top->operations->place(top); /* what is said of open and closed is laid out */
    }
    if (due) {
        top->operations->update(top);
    }
}

static void draw_screens(void *context, struct canvas *canvas, struct rect clip)
{
    struct hall *hall = context;
    (void)canvas;
    if (hall->quiet_clock.shows) {
        quiet_clock_draw(hall);
    } else {
        screen_stack_draw(&hall->screens, clip);
        hall_session_draw(hall);
    }
}

static int is_resting(struct hall *hall)
{
    const struct screen *top = screen_stack_top(&hall->screens);
    return hall_client_open_requests(hall->client) == 0 && !canvas_is_damaged(hall->canvas) &&
           top->operations->deadline(top) > hall->stage.now_us + FOCUS_SETTLE_US;
}

static void one_pass(struct hall *hall, struct ready ready)
{
    hall_read_clocks(hall);
    watchdog_service(&hall->watchdog, hall->stage.now_us);
    hall_service_notice(hall);
    if (ready.signals) {
        read_signals(hall);
    }
    read_window(hall, ready.window);
    remote_input_service(hall->remote, hall->stage.now_us);
    if (hall->test_port != NULL) {
        test_port_service(hall->test_port, ready.test_port, hall->stage.now_us);
    }
    hall_client_service(hall->client, hall->stage.now_us);
    /* One that only waits for its next try is no reason: without a network it waits all night. */
    if (hall_client_open_requests(hall->client) != hall->open_requests) {
        hall->open_requests = hall_client_open_requests(hall->client);
        hall_stay_awake(hall);
        next_screen_heard(&hall->next_screen, hall->stage.now_us);
    }
    fetch_ahead_service(hall->fetch_ahead, hall->stage.now_us);
    configuration_service(hall->configuration, hall->stage.now_us);
    hall_free_old_client(hall);
    hall_forget_idle(hall);
    hall_session_service(hall);
    screen_stack_sweep(&hall->screens);
    hall_session_swept(hall);
    if (hall->screens.count == 0) {
        hall->stopping = 1;
        return;
    }
    update_top(hall);
    quiet_clock_service(hall);
}

static void rest_when_due(struct hall *hall)
{
    if (hall->stage.now_us >= hall->rest_at_us && !hall->next_screen.is_making) {
        hall->rest_at_us = INT64_MAX;
        fonts_rest(hall->fonts);
        (void)trim_memory();
    }
}

void loop_run(struct hall *hall)
{
    int passes = 0;
    struct ready ready = {1, 1, 1};
    hall->rest_at_us = INT64_MAX;
    hall_stay_awake(hall);
    next_screen_start(&hall->next_screen, hall->stage.now_us);
    watchdog_open(&hall->watchdog);
    while (!hall->stopping) {
        one_pass(hall, ready);
        if (hall->stopping) {
            break;
        }
        if (canvas_is_damaged(hall->canvas)) {
            if (++passes < PASSES_WITHOUT_PICTURE && more_keys_wait(hall)) {
                ready = (struct ready){0, 0, 0};
                continue;
            }
            canvas_flush(hall->canvas, draw_screens, hall);
        }
        passes = 0;
        hall_read_clocks(hall);
        if (next_screen_service(&hall->next_screen, screen_stack_top(&hall->screens), hall->stage.now_us,
                                key_waits, hall) &&
            hall->rest_at_us == INT64_MAX) {
            hall_stay_awake(hall); /* what that has taken is given back, too */
        }
        rest_when_due(hall);
        hall_read_clocks(hall); /* letters and rests take their time */
        if (hall->test_port != NULL) {
            test_port_rest(hall->test_port, is_resting(hall), hall->stage.now_us);
        }
        ready = wait_for_something(hall, wait_ms(hall));
    }
    watchdog_close(&hall->watchdog);
}
