#ifndef HEADEND_HTTP_LISTENER_H
#define HEADEND_HTTP_LISTENER_H

#include <stddef.h>

enum { LISTENER_URL_SIZE = 96 };

/* Listens on a numeric address ("": every one) and port (0: any that is free) and writes
 * "SCHEME://address:port" into `url`. Returns a descriptor, or -1 and `problem`. */
int listener_open(const char *scheme, const char *address, int port, char url[LISTENER_URL_SIZE],
                  char *problem, size_t problem_size);

#endif
