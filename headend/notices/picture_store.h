#ifndef HEADEND_NOTICES_PICTURE_STORE_H
#define HEADEND_NOTICES_PICTURE_STORE_H

#include <stddef.h>

#include "headend/notices/picture_header.h"

/* The picture directory: files that are named by what is in them, so a name never changes its meaning. */

enum { PICTURE_NAME_SIZE = 81 };

/* Writes a picture (checked with picture_header_read) under its name unless it is there; after that it
 * survives a power cut. Makes the directory when it is missing. Returns 0 or an errno. */
int picture_store_put(const char *directory, const unsigned char *bytes, size_t length,
                      enum picture_kind kind, char name[PICTURE_NAME_SIZE]);

/* Reads a picture by a name that fits the contract. Returns malloc'ed bytes and what they are, or NULL with
 * errno: ENOENT also for a file that is no picture. */
unsigned char *picture_store_get(const char *directory, const char *name, size_t *length,
                                 enum picture_kind *kind);

/* 1 if pictures can be put into it; makes the directory when it is missing. */
int picture_store_is_writable(const char *directory);

/* 1 if there is a file of this name. */
int picture_store_has(const char *directory, const char *name);

/* 1 if `name` fits the contract: [a-z0-9][a-z0-9.-]{0,79}. */
int picture_name_is_valid(const char *name);

#endif
