#ifndef HEADEND_FILE_WRITE_H
#define HEADEND_FILE_WRITE_H

#include <stddef.h>

/* Puts a whole file in the place of what was there: all of it or nothing, after a power cut too. 0, or the
 * errno of what failed. */
int file_write(const char *path, const char *bytes, size_t length);

#endif
