#include "stb-app/box_identity.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "stb-app/box_number.h"

enum { PATH_SIZE = 512, LINE_SIZE = PATH_SIZE + 640 };

static_assert((int)BOX_NUMBER_SIZE == (int)PROVISIONING_NUMBER_SIZE, "one form of numbers");

/* 0: it is provisioned. */
static int read_file(const char *path, struct box_identity *identity)
{
    struct config_errors *errors = calloc(1, sizeof *errors);
    struct provisioning provisioning;
    char line[LINE_SIZE];
    int others_may_read = 0;
    if (errors == NULL) {
        log_line(LOG_LEVEL_ERROR, "hall", "%s: out of memory", path);
        return -1;
    }
    int result = provisioning_read(path, &provisioning, &others_may_read, errors);
    for (size_t i = 0; i < errors->count; i++) {
        (void)config_error_format(&errors->items[i], path, line, sizeof line);
        log_line(LOG_LEVEL_ERROR, "hall", "%s", line);
    }
    if (result == 0 && others_may_read) {
        log_line(LOG_LEVEL_WARNING, "hall", "%s: others than its owner may read or change it: chmod 600",
                 path);
    }
    if (result == 0) {
        memcpy(identity->number, provisioning.number, sizeof identity->number);
        memcpy(identity->token, provisioning.token, sizeof identity->token);
    }
    explicit_bzero(&provisioning, sizeof provisioning);
    free(errors);
    return result;
}

void box_identity_read(const char *credential_file, const char *state_directory,
                       struct box_identity *identity)
{
    char path[PATH_SIZE] = "";
    memset(identity, 0, sizeof *identity);
    if (credential_file == NULL && state_directory != NULL) {
        int length = snprintf(path, sizeof path, "%s/credential", state_directory);
        if (length > 0 && (size_t)length < sizeof path && access(path, F_OK) == 0) {
            credential_file = path;
        }
    }
    if (credential_file == NULL || read_file(credential_file, identity) != 0) {
        box_number_read(state_directory, identity->number);
    }
}

void box_identity_wipe(struct box_identity *identity)
{
    explicit_bzero(identity, sizeof *identity);
}
