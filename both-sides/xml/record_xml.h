#ifndef BOTH_SIDES_XML_RECORD_XML_H
#define BOTH_SIDES_XML_RECORD_XML_H

#include <libxml/tree.h>
#include <libxml/xmlwriter.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_table.h"
#include "both-sides/xml/config_error.h"

/* Records as XML, by their tables: what an operator writes into headend.xml and into content files. */

/* Holds an element against its table and fills its record: what is good goes in, for everything that is not
 * an error is added. `arena` may be NULL where nothing of the table lies in one. Returns -1 when memory is
 * short (an error is added too). */
int record_xml_read(const xmlNode *element, const struct record_table *table, void *record,
                    struct arena *arena, struct config_errors *errors);

/* Writes one element, always the same for the same record. -1 when the writer cannot. */
int record_xml_write(xmlTextWriter *writer, const struct record_table *table, const void *record);

/* "only <a>, <b> and <c>": the elements that may stand in the table's own. */
void record_xml_children(const struct record_table *table, char *out, size_t size);

/* An error where text stands between the elements of one that may have elements only. */
void record_xml_refuse_text(const xmlNode *element, struct config_errors *errors);

/* The element's line in its file. */
int record_xml_line(const xmlNode *element);

/* The next node in the order of the document, within `top`; NULL at the end. */
const xmlNode *record_xml_next(const xmlNode *node, const xmlNode *top);

#endif
