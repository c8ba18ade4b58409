#include "headend/content/content_text.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/xml/record_xml.h"

int content_write(xmlTextWriter *writer, enum content_kind kind, const void *value)
{
    return record_xml_write(writer, content_kinds[kind].table, value);
}

char *content_text(enum content_kind kind, const void *value)
{
    char *text = NULL;
    xmlBuffer *buffer = xmlBufferCreate();
    xmlTextWriter *writer = buffer != NULL ? xmlNewTextWriterMemory(buffer, 0) : NULL;
    if (writer != NULL) {
        int failed = content_write(writer, kind, value) != 0;
        xmlFreeTextWriter(writer); /* writes the rest into the buffer */
        text = failed ? NULL : strdup((const char *)xmlBufferContent(buffer));
    }
    if (buffer != NULL) {
        xmlBufferFree(buffer);
    }
    return text;
}
