#ifndef BOTH_SIDES_XML_CONFIG_DOCUMENT_H
#define BOTH_SIDES_XML_CONFIG_DOCUMENT_H

#include <libxml/tree.h>

#include "both-sides/xml/config_error.h"

/* headend.xml as a tree, read with nothing switched on that a hostile file could use: no DOCTYPE (so no
 * entities of its own), no network, at most CONFIG_BYTES_MAX. NULL: the reason is in `errors`. Free with
 * xmlFreeDoc. */
xmlDoc *config_document_read(const char *text, size_t length, struct config_errors *errors);

/* Reads a whole file of at most CONFIG_BYTES_MAX into malloc'ed memory, a 0 byte behind it; NULL: the reason
 * is in `errors`. */
char *config_file_read(const char *path, size_t *length, struct config_errors *errors);

/* The same for files of another kind, with bounds of theirs. */
struct document_limits {
    size_t bytes;
    size_t elements;
};
xmlDoc *config_document_read_within(const char *text, size_t length, const struct document_limits *limits,
                                    struct config_errors *errors);
char *config_file_read_within(const char *path, size_t most, size_t *length, struct config_errors *errors);

/* Holds the document against the RELAX NG schema. 0: it is valid; 1: it is not, and `errors` has the schema's
 * own words for it; -1: the schema cannot be used (in `errors` at line 0). */
int config_document_validate(xmlDoc *document, const char *schema_path, struct config_errors *errors);

#endif
