#ifndef BOTH_SIDES_CONFIG_PROVISIONING_FILE_H
#define BOTH_SIDES_CONFIG_PROVISIONING_FILE_H

#include <stddef.h>

#include "both-sides/xml/config_error.h"

/* What makes a box a certain one: <box version="1" number="…" token="…"/>, written by tv-hall-admin and read
 * by the box. Whoever has the file is the box, so nobody but its owner may read it (mode 0600). */

enum {
    PROVISIONING_NUMBER_SIZE = 33, /* 32 hexadecimal digits, lower case */
    PROVISIONING_TOKEN_SIZE = 44,  /* base64url without padding */
    PROVISIONING_TEXT_SIZE = 200,
    PROVISIONING_MODE = 0600
};

struct provisioning {
    char number[PROVISIONING_NUMBER_SIZE];
    char token[PROVISIONING_TOKEN_SIZE];
};

/* The whole file. Returns its length. */
size_t provisioning_text(const struct provisioning *provisioning, char text[PROVISIONING_TEXT_SIZE]);

/* 0, or -1 with what is wrong in `errors`; *others_may_read: its mode lets others than its owner read or
 * change it. What was read of the token is wiped, but for the struct and what libxml2 made of it. */
int provisioning_read(const char *path, struct provisioning *provisioning, int *others_may_read,
                      struct config_errors *errors);

int provisioning_read_text(const char *text, size_t length, struct provisioning *provisioning,
                           struct config_errors *errors);

/* 1: 32 hexadecimal digits in lower case. */
int provisioning_number_is_good(const char *number);

#endif
