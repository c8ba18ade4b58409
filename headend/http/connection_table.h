#ifndef HEADEND_HTTP_CONNECTION_TABLE_H
#define HEADEND_HTTP_CONNECTION_TABLE_H

#include <stdint.h>
#include <sys/socket.h>

/* Which connections there are, from where, and since when each lets us wait: so that who is slow is shut, and
 * so that the slowest of the most numerous network make room when places run short (docs/decisions/0080).
 * To shut is shutdown(2): libmicrohttpd notices, and closes. Any thread may call. */

enum connection_phase {
    CONNECTION_HEAD,   /* between requests, or a head is under way */
    CONNECTION_BODY,   /* the head is there, its body not yet */
    CONNECTION_WORK,   /* its answer is made: nobody's slowness but ours */
    CONNECTION_ANSWER, /* is sent */
    CONNECTION_PHASE_COUNT
};

/* How long a phase may last. */
enum {
    CONNECTION_HEAD_MS = 30 * 1000,
    CONNECTION_BODY_MS = 20 * 1000,
    CONNECTION_WORK_MS = 120 * 1000,   /* beyond any look-up */
    CONNECTION_ANSWER_MS = 120 * 1000, /* 4 KB/s for a list of 500 KB */
};

struct connection_table;

struct connection_table_options {
    unsigned places;      /* at most at a time */
    unsigned per_network; /* of one IPv4 address, or one IPv6 /64; 0: any number */
    /* How a connection is shut; NULL: shutdown(2). For tests. */
    void (*shut)(int descriptor);
};

/* NULL: out of memory. */
struct connection_table *connection_table_create(const struct connection_table_options *options);
void connection_table_free(struct connection_table *table);

struct connection_counts {
    unsigned open;           /* those included that were shut and are not closed yet */
    uint64_t late, for_room; /* that were shut so far, and why */
};
struct connection_counts connection_table_count(struct connection_table *table);

/* Before a client is accepted: shuts connections while there is still room, so that there will be for others.
 * 0: there is no place now; the closing of connections that were shut makes one soon. */
int connection_table_has_room(struct connection_table *table, int64_t now_ms);
/* An accepted client. Where its network has as many as it may have, its slowest go. -1: nobody is slow there,
 * or the descriptor is out of bounds: the client is to be closed. */
int connection_table_add(struct connection_table *table, int descriptor, const struct sockaddr *peer,
                         int64_t now_ms);
/* libmicrohttpd has taken it: it may be shut from now on. */
void connection_table_begin(struct connection_table *table, int descriptor);
/* Just before it is closed. */
void connection_table_remove(struct connection_table *table, int descriptor);

/* The phase begins now. Takes no lock. */
void connection_table_enter(struct connection_table *table, int descriptor, enum connection_phase phase,
                            int64_t now_ms);

/* Shuts what is in its phase for longer than may be. Returns how many. */
unsigned connection_table_shut_late(struct connection_table *table, int64_t now_ms);

#endif
