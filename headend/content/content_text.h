#ifndef HEADEND_CONTENT_CONTENT_TEXT_H
#define HEADEND_CONTENT_CONTENT_TEXT_H

#include <libxml/xmlwriter.h>

#include "headend/content/content_kinds.h"

/* Records as the XML of content files, always the same for the same record. */

/* Writes one element. -1 when the writer cannot. */
int content_write(xmlTextWriter *writer, enum content_kind kind, const void *value);

/* The element alone, as the store keeps it, in malloc'ed memory; NULL when memory is short. */
char *content_text(enum content_kind kind, const void *value);

#endif
