#include "headend/http/acceptor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"

enum {
    LOOK_MS = 1000,     /* how often it is looked for who is late */
    NO_PLACE_MS = 2,    /* until what was shut is closed */
    NO_DESCRIPTOR = 100 /* ms: nothing of ours says when there is one again */
};

struct acceptor {
    struct acceptor_options options;
    pthread_t thread;
    int wake;    /* eventfd: it is told to stop */
    int reserve; /* a descriptor to close, so that a client can be accepted and sent away; -1: none */
    int told;    /* that descriptors are short, since there were enough */
};

static int64_t now_ms(void)
{
    return steady_us() / 1000;
}

static int open_reserve(void)
{
    return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* A client that has to wait for a descriptor would wait for ever: it is told to come again. */
static void send_away(struct acceptor *acceptor)
{
    if (!acceptor->told) {
        log_line(LOG_LEVEL_WARNING, "server", "clients are sent away: %s", strerror(errno));
        acceptor->told = 1;
    }
    if (acceptor->reserve >= 0) {
        (void)close(acceptor->reserve);
        int client = accept4(acceptor->options.listener, NULL, NULL, SOCK_CLOEXEC);
        if (client >= 0) {
            (void)close(client);
        }
    }
    acceptor->reserve = open_reserve();
}

static int is_of_this_client(int problem)
{
    return problem == EINTR || problem == ECONNABORTED || problem == EPROTO || problem == EPERM;
}

/* One client. Returns for how many ms nobody is to be accepted, or -1: nobody waits. */
static int accept_one(struct acceptor *acceptor)
{
    const struct acceptor_options *options = &acceptor->options;
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (!connection_table_has_room(options->table, now_ms())) {
        return NO_PLACE_MS;
    }
    int client =
        accept4(options->listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0) {
        if (errno == EAGAIN || is_of_this_client(errno)) {
            return errno == EAGAIN ? -1 : 0;
        }
        send_away(acceptor);
        return NO_DESCRIPTOR;
    }
    acceptor->told = 0;
    if (connection_table_add(options->table, client, (struct sockaddr *)&address, now_ms()) != 0) {
        (void)close(client);
    } else if (options->take(options->context, client, (struct sockaddr *)&address, length) != 0) {
        connection_table_remove(options->table, client);
    }
    return 0;
}

/* Those who wait, and not for ever: the late must be looked for. */
static int accept_some(struct acceptor *acceptor)
{
    enum { MOST = 256 };
    int pause = 0;
    for (int i = 0; i < MOST && pause == 0; i++) {
        pause = accept_one(acceptor);
    }
    return pause;
}

static void *run(void *context)
{
    struct acceptor *acceptor = context;
    struct pollfd waits[] = {{.fd = acceptor->wake, .events = POLLIN},
                             {.fd = acceptor->options.listener, .events = POLLIN}};
    int64_t look = now_ms() + LOOK_MS;
    int pause = -1; /* ms without the listener; -1: none */
    for (;;) {
        int64_t until_look = look - now_ms();
        int timeout = pause >= 0 && pause < until_look ? pause : until_look > 0 ? (int)until_look : 0;
        (void)poll(waits, pause > 0 ? 1 : 2, timeout);
        if (waits[0].revents != 0) {
            return NULL;
        }
        pause = accept_some(acceptor);
        if (now_ms() >= look) {
            (void)connection_table_shut_late(acceptor->options.table, now_ms());
            look = now_ms() + LOOK_MS;
        }
    }
}

struct acceptor *acceptor_start(const struct acceptor_options *options)
{
    struct acceptor *acceptor = calloc(1, sizeof *acceptor);
    if (acceptor == NULL) {
        return NULL;
    }
    acceptor->options = *options;
    acceptor->reserve = open_reserve();
    acceptor->wake = eventfd(0, EFD_CLOEXEC);
    int problem = acceptor->wake < 0 ? errno : pthread_create(&acceptor->thread, NULL, run, acceptor);
    if (problem == 0) {
        return acceptor;
    }
    if (acceptor->wake >= 0) {
        (void)close(acceptor->wake);
    }
    if (acceptor->reserve >= 0) {
        (void)close(acceptor->reserve);
    }
    free(acceptor);
    errno = problem;
    return NULL;
}

enum { WAITING_MAX = SOMAXCONN }; /* as many as the kernel keeps */

void acceptor_stop(struct acceptor *acceptor)
{
    const uint64_t one = 1;
    ssize_t written = write(acceptor->wake, &one, sizeof one);
    (void)written; /* an eventfd of 0 takes 1 */
    (void)pthread_join(acceptor->thread, NULL);
    /* Who waits is still served; a flood that fills the queue again and again does not hold the end up. */
    for (int i = 0; i < WAITING_MAX && accept_one(acceptor) == 0; i++) {
    }
    (void)close(acceptor->options.listener);
    (void)close(acceptor->wake);
    if (acceptor->reserve >= 0) {
        (void)close(acceptor->reserve);
    }
    free(acceptor);
}
