#include "stb-app/box_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/log.h"
#include "stb-app/kept_file.h"

enum { PATH_SIZE = 512, RANDOM_BYTES = (BOX_NUMBER_SIZE - 1) / 2 };

static int read_kept(const char *path, char number[BOX_NUMBER_SIZE])
{
    size_t length = 0;
    char *text = kept_file_read(path, BOX_NUMBER_SIZE, &length);
    int good = text != NULL && strspn(text, "0123456789abcdef") == BOX_NUMBER_SIZE - 1 &&
               (length == BOX_NUMBER_SIZE - 1 || text[BOX_NUMBER_SIZE - 1] == '\n');
    if (good) {
        memcpy(number, text, BOX_NUMBER_SIZE - 1);
        number[BOX_NUMBER_SIZE - 1] = '\0';
    }
    free(text);
    return good;
}

/* -1: the system gives no random bytes yet; a start must not wait for it. */
static int make(char number[BOX_NUMBER_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char random[RANDOM_BYTES];
    if (getrandom(random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random) {
        return -1;
    }
    for (size_t i = 0; i < sizeof random; i++) {
        number[2 * i] = digits[random[i] >> 4];
        number[2 * i + 1] = digits[random[i] & 15];
    }
    number[BOX_NUMBER_SIZE - 1] = '\0';
    return 0;
}

void box_number_read(const char *state_directory, char number[BOX_NUMBER_SIZE])
{
    char path[PATH_SIZE];
    char line[BOX_NUMBER_SIZE + 1];
    number[0] = '\0';
    if (state_directory == NULL) {
        return;
    }
    int length = snprintf(path, sizeof path, "%s/box-number", state_directory);
    if (length < 0 || (size_t)length >= sizeof path || read_kept(path, number)) {
        return;
    }
    if (make(number) != 0) {
        log_line(LOG_LEVEL_WARNING, "hall",
                 "no random bytes for a box number yet: none until the next start");
        return;
    }
    (void)snprintf(line, sizeof line, "%s\n", number);
    if (kept_file_write(path, line, strlen(line)) != 0) {
        log_line(LOG_LEVEL_WARNING, "hall", "%s cannot be written: another box number at the next start",
                 path);
    }
}
