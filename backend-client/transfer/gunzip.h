#ifndef BACKEND_CLIENT_TRANSFER_GUNZIP_H
#define BACKEND_CLIENT_TRANSFER_GUNZIP_H

#include <stddef.h>

/* Unpacks gzip as it comes: one member or several, as servers and proxies write that compress in pieces
 * (RFC 1952, 2.2). curl reads the first one only. */

struct gunzip;

/* Takes what was unpacked; other than 0 stops it. */
typedef int (*gunzip_take)(void *context, const void *bytes, size_t length);

struct gunzip *gunzip_new(gunzip_take take, void *context); /* NULL without memory */
void gunzip_free(struct gunzip *gunzip);
/* -1: it is no gzip, or `take` has stopped it. */
int gunzip_feed(struct gunzip *gunzip, const void *bytes, size_t length);
/* 1: nothing is missing at the end. */
int gunzip_is_whole(const struct gunzip *gunzip);

#endif
