#ifndef HEADEND_ADMIN_CONTENT_FILES_H
#define HEADEND_ADMIN_CONTENT_FILES_H

#include "headend/content/content_set.h"

/* Content files of a command line. */

struct content_paths {
    char **paths; /* of files, those of a directory in the order of their names */
    size_t count, room;
};

/* Adds a path, or every *.xml of a directory. -1 after saying why. Free in any case. */
int content_paths_add(struct content_paths *paths, const char *path);
void content_paths_free(struct content_paths *paths);

enum content_root { CONTENT_ROOT_CONTENT, CONTENT_ROOT_ANSWERS, CONTENT_ROOT_OTHER };
/* What kind of file it is, by its root element; CONTENT_ROOT_OTHER where it cannot be read. */
enum content_root content_root_of(const char *path);

/* Reads them all into the set. -1 after saying why; what is wrong in the files is in the set. */
int content_files_read(struct content_set *set, const struct content_paths *paths, const char *schema);

/* Prints every warning and error of the set. */
void content_print_findings(const struct content_set *set);

#endif
