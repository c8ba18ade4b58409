#ifndef HEADEND_ADMIN_BOX_BULK_H
#define HEADEND_ADMIN_BOX_BULK_H

#include "headend/database/store.h"

/* Adds a box for each line of a list ("NAME" or "NAME,CODE"), all or none, and writes their provisioning
 * files and boxes.csv into a folder that is made. Says what is wrong; returns an exit code. */
int box_add_many(struct store *store, const char *usual_area, const char *list_path, const char *directory);

#endif
