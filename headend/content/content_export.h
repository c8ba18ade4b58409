#ifndef HEADEND_CONTENT_CONTENT_EXPORT_H
#define HEADEND_CONTENT_CONTENT_EXPORT_H

#include "headend/content/content_set.h"

/* Writes the records of a set (from a store, in its order) into a directory that an operator may keep in git:
 * themes.xml, guides-THEME.xml, flow-ID.xml, policies.xml and stations.xml. Files of these names that have
 * become superfluous are removed; any other *.xml in the directory is an error, since importing the directory
 * would take it too. Returns how many files were written, or -1 and `problem`. */
int content_export(const struct content_set *set, const char *directory, char problem[400]);

#endif
