#ifndef HEADEND_NOTICES_IMPORT_FEED_NODE_H
#define HEADEND_NOTICES_IMPORT_FEED_NODE_H

#include <libxml/tree.h>

#include "headend/notices/import/feed.h"

/* For feed*.c: looking into a feed's elements. */

enum feed_space {
    SPACE_NONE,
    SPACE_ATOM,
    SPACE_CONTENT,
    SPACE_DC,
    SPACE_DCTERMS,
    SPACE_TOMBSTONE,
    SPACE_HALL,
    SPACE_COUNT
};

/* 1 if the outermost element has that name, whatever its namespace. Names are told apart without regard to
 * capitals. */
int feed_root_is(const xmlNode *root, const char *name);
int feed_node_is(const xmlNode *node, enum feed_space space, const char *name);

/* The first child of that name, or NULL. */
xmlNode *feed_child(const xmlNode *parent, enum feed_space space, const char *name);

/* Its text as it stands, or NULL when it is missing or blank. Malloc'ed. */
char *feed_node_text(const xmlNode *node);
char *feed_child_text(const xmlNode *parent, enum feed_space space, const char *name);
char *feed_attribute(const xmlNode *node, const char *name);

/* Its text as one line without markup, or NULL. */
char *feed_node_line(const xmlNode *node, size_t characters);
char *feed_child_line(const xmlNode *parent, enum feed_space space, const char *name, size_t characters);

/* The inner markup of an element that has elements (Atom's type="xhtml"). */
char *feed_node_markup(const xmlNode *node);

/* feed_rss.c, feed_atom.c, feed_extension.c */
void feed_rss_entry(const xmlNode *item, struct feed_entry *entry);
void feed_atom_entry(const xmlNode *node, struct feed_entry *entry);
void feed_extension_entry(const xmlNode *node, struct feed_entry *entry);

/* Reads a moment; what is no moment is noted as odd and left 0. */
void feed_entry_date(struct feed_entry *entry, const char *name, const char *text, int64_t *ms);
void feed_entry_note(struct feed_entry *entry, const char *format, ...) __attribute__((format(printf, 2, 3)));
void feed_entry_refuse(struct feed_entry *entry, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes the link if it is http(s) and not too long. Takes over `text`. */
void feed_entry_link(struct feed_entry *entry, char *text);

#endif
