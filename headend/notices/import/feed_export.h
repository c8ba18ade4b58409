#ifndef HEADEND_NOTICES_IMPORT_FEED_EXPORT_H
#define HEADEND_NOTICES_IMPORT_FEED_EXPORT_H

#include "headend/database/store.h"

/* Writes every notice and withdrawal as an Atom feed that an import reads back without a change. The file
 * appears whole or not at all. Returns how many notices, or -1 and why. */
int feed_export(struct store *store, const char *title, const char *path, char *problem, size_t problem_size);

#endif
