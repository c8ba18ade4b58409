#ifndef HEADEND_ADMIN_BOX_MAKING_H
#define HEADEND_ADMIN_BOX_MAKING_H

#include "both-sides/config/provisioning_file.h"
#include "headend/boxes/box_store.h"

/* What `box add` and `box export` have in common. Tokens stand nowhere but in what these write. */

enum { BOX_NAME_CHARACTERS = 32 };

/* NULL: it may be a box's name. Otherwise why not. */
const char *box_name_problem(const char *name, char *problem);

/* A new token and its digest. -1: after saying why. */
int box_make_token(char token[PROVISIONING_TOKEN_SIZE], struct token_digest *digest);
/* 32 random hexadecimal digits. -1: after saying why. */
int box_make_number(char number[PROVISIONING_NUMBER_SIZE]);

/* Makes a file in `folder` (AT_FDCWD) that was not there, for its owner alone. Whether it outlives a power
 * cut is the caller's. 0 or an errno. */
int box_write_file(int folder, const char *path, const struct provisioning *provisioning);
/* The same, on the disk for good; -1: after saying why. */
int box_write_one_file(const char *path, const struct provisioning *provisioning);

/* The end of a change after box_write_one_file: commits what was `stored`, else says why and takes the file
 * away. ADMIN_DONE or ADMIN_STORE. */
int box_end_change(struct store *store, int stored, const char *path);

#endif
