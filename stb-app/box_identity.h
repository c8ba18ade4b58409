#ifndef STB_APP_BOX_IDENTITY_H
#define STB_APP_BOX_IDENTITY_H

#include "both-sides/config/provisioning_file.h"

/* Which box this is: by its provisioning file (docs/operators.md), else by a number that it made itself
 * (box_number.h) and nothing that proves it. */

struct box_identity {
    char number[PROVISIONING_NUMBER_SIZE]; /* sent as TV-Hall-Box; "": none */
    char token[PROVISIONING_TOKEN_SIZE];   /* "": it was not provisioned, and nothing personal is shown */
};

/* `credential_file` NULL: "credential" in the state directory, if it is there. What is wrong with the file is
 * logged, and the box then has no token. */
void box_identity_read(const char *credential_file, const char *state_directory,
                       struct box_identity *identity);
void box_identity_wipe(struct box_identity *identity);

#endif
