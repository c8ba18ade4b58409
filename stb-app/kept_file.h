#ifndef STB_APP_KEPT_FILE_H
#define STB_APP_KEPT_FILE_H

#include <stddef.h>

/* Small files that must survive a power cut: whole, or as they were. */

/* malloc'ed and with a NUL after the end, or NULL (missing, larger than `limit`, unreadable). */
char *kept_file_read(const char *path, size_t limit, size_t *length);
/* As of durable_file.h. The folder is made if it is missing. 0, or -1 with a line in the log. */
int kept_file_write(const char *path, const void *bytes, size_t length);
void kept_file_remove(const char *path);

#endif
