#include "headend/content/content_text.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/xml_memory.h"
#include "both-sides/xml/record_xml.h"

int content_write(xmlTextWriter *writer, enum content_kind kind, const void *value)
{
    return record_xml_write(writer, content_kinds[kind].table, value);
}

struct texting {
    enum content_kind kind;
    const void *value;
    char *text;
};

static int write_text(void *context)
{
    struct texting *texting = context;
    xmlBuffer *buffer = xmlBufferCreate();
    xmlTextWriter *writer = buffer != NULL ? xmlNewTextWriterMemory(buffer, 0) : NULL;
    if (writer != NULL) {
        int failed = content_write(writer, texting->kind, texting->value) != 0;
        xmlFreeTextWriter(writer); /* writes the rest into the buffer */
        texting->text = failed ? NULL : strdup((const char *)xmlBufferContent(buffer));
    }
    if (buffer != NULL) {
        xmlBufferFree(buffer);
    }
    return texting->text != NULL ? 0 : -1;
}

char *content_text(enum content_kind kind, const void *value)
{
    struct texting texting = {.kind = kind, .value = value};
    return xml_memory_try(write_text, &texting) == 0 ? texting.text : NULL;
}
