/* Feeds: any bytes. What is decoded is UTF-8 that XML may hold, and what is repaired to the structure is XML.
 */

#include <libxml/parser.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/utf8.h"
#include "headend/notices/import/feed_decode.h"
#include "headend/notices/import/feed_repair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int condition)
{
    if (!condition) {
        abort();
    }
}

static int is_xml(const struct feed_buffer *text)
{
    xmlDoc *document = xmlReadMemory(text->bytes, (int)text->length, NULL, "UTF-8",
                                     XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_HUGE |
                                         XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    int is = document != NULL;
    xmlFreeDoc(document);
    return is;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {"", "gb2312", "big5", "utf-8"};
    struct feed_notes notes = {.count = 0};
    struct feed_buffer text = {0};
    struct feed_buffer repaired = {0};
    char problem[FEED_NOTE_SIZE] = "";
    if (size < 1) {
        return 0;
    }
    feed_decode((const char *)data + 1, size - 1, charsets[data[0] % 4], &notes, &text);
    must(!text.failed && utf8_valid_length((const unsigned char *)text.bytes, text.length) == text.length);
    must(memchr(text.bytes, '\0', text.length) == NULL);
    if (feed_repair(&text, REPAIR_STRUCTURE, &notes, &repaired, problem) == 0) {
        must(is_xml(&repaired));
    } else {
        must(problem[0] != '\0');
    }
    free(text.bytes);
    free(repaired.bytes);
    return 0;
}
