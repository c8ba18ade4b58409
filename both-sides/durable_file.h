#ifndef BOTH_SIDES_DURABLE_FILE_H
#define BOTH_SIDES_DURABLE_FILE_H

#include <stddef.h>
#include <sys/types.h>

/* Puts a whole file in the place of what was there: after a power cut it is whole or as it was, and once
 * these return it stays. Temporary file, fsync, rename, fsync of the folder. 0, or the errno of what failed;
 * what was there is then untouched and the temporary file gone. */

/* The temporary file is PATH.new; several programs may write the same file, one after the other. `mode` as of
 * open(2). */
int durable_file_write(const char *path, mode_t mode, const void *bytes, size_t length);
/* `name` and `temporary` are names in the open folder; what stands at `temporary` was left by a power cut:
 * no other may write by that name. */
int durable_file_write_in(int folder, const char *name, const char *temporary, mode_t mode, const void *bytes,
                          size_t length);
/* Makes the folder that `path` lies in, if only its last part is missing. 0 or an errno. */
int durable_file_make_folder(const char *path);

#endif
