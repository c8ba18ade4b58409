#include "headend/http/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

static int listen_on(const struct addrinfo *place)
{
    int on = 1;
    int listener =
        socket(place->ai_family, place->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, place->ai_protocol);
    if (listener < 0) {
        return -1;
    }
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(listener, place->ai_addr, place->ai_addrlen) != 0 || listen(listener, BACKLOG) != 0) {
        int problem = errno;
        (void)close(listener);
        errno = problem;
        return -1;
    }
    return listener;
}

static int name_url(int listener, const char *scheme, char url[LISTENER_URL_SIZE])
{
    struct sockaddr_storage bound = {0};
    socklen_t length = sizeof bound;
    char host[64];
    char service[16];
    if (getsockname(listener, (struct sockaddr *)&bound, &length) != 0 ||
        getnameinfo((struct sockaddr *)&bound, length, host, sizeof host, service, sizeof service,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return -1;
    }
    (void)snprintf(url, LISTENER_URL_SIZE, bound.ss_family == AF_INET6 ? "%s://[%s]:%s" : "%s://%s:%s",
                   scheme, host, service);
    return 0;
}

int listener_open(const char *scheme, const char *address, int port, char url[LISTENER_URL_SIZE],
                  char *problem, size_t problem_size)
{
    char service[16];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    struct addrinfo *places = NULL;
    (void)snprintf(service, sizeof service, "%d", port);
    int code = getaddrinfo(address[0] != '\0' ? address : NULL, service, &hints, &places);
    if (code != 0) {
        (void)snprintf(problem, problem_size, "%s port %d: %s", address, port, gai_strerror(code));
        return -1;
    }
    int listener = listen_on(places);
    if (listener < 0 || name_url(listener, scheme, url) != 0) {
        (void)snprintf(problem, problem_size, "%s port %d: %s", address, port, strerror(errno));
        if (listener >= 0) {
            (void)close(listener);
        }
        listener = -1;
    }
    freeaddrinfo(places);
    return listener;
}
