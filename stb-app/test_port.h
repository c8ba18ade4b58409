#ifndef STB_APP_TEST_PORT_H
#define STB_APP_TEST_PORT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

/* The Unix socket through which tests press keys and look at the screen: docs/developers.md. */

struct hall;
struct test_port;

/* NULL: the log says why. */
struct test_port *test_port_open(struct hall *hall, const char *path);
void test_port_close(struct test_port *port);
size_t test_port_fds(const struct test_port *port, struct pollfd *fds, size_t capacity);
int64_t test_port_deadline(const struct test_port *port);
/* Reads commands, where its descriptor is ready; at most one key a call, so that each is drawn as a viewer
 * would see it. */
void test_port_service(struct test_port *port, int is_ready, int64_t now_us);
/* Told by the loop after drawing: 1 if nothing is open, moving or damaged. */
void test_port_rest(struct test_port *port, int resting, int64_t now_us);

#endif
