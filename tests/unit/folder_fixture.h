#ifndef FOLDER_FIXTURE_H
#define FOLDER_FIXTURE_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A folder of a test's own, which goes with all that lies in it (files and empty folders) by then. 0, or -1.
 */

enum { FOLDER_SIZE = 32 };

static int folder_make(char folder[FOLDER_SIZE])
{
    (void)snprintf(folder, FOLDER_SIZE, "/tmp/tv-hall-test-XXXXXX");
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int folder_remove(const char *folder)
{
    const struct dirent *item;
    DIR *items = opendir(folder);
    if (items == NULL) {
        return -1;
    }
    while ((item = readdir(items)) != NULL) {
        if (unlinkat(dirfd(items), item->d_name, 0) != 0) {
            (void)unlinkat(dirfd(items), item->d_name, AT_REMOVEDIR);
        }
    }
    (void)closedir(items);
    return rmdir(folder);
}

#endif
