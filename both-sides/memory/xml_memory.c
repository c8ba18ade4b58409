#include "both-sides/memory/xml_memory.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"

static _Thread_local jmp_buf *way_out; /* of the innermost try; NULL: none */

static void *counted(void *memory)
{
    if (memory_counted(memory) == NULL && way_out != NULL) {
        longjmp(*way_out, 1);
    }
    return memory;
}

static void *take(size_t size)
{
    return counted(malloc(size));
}

static void *take_more(void *old, size_t size)
{
    return counted(realloc(old, size));
}

static char *copy(const char *text)
{
    return counted(strdup(text));
}

/* What was allocated before is malloc's as well, so this may come at any time. Catalogues of entities, which
 * nothing here has, are read under a lock that a try would leave locked. */
static void take_over(void)
{
    (void)xmlMemSetup(free, take, take_more, copy);
    xmlInitParser();
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
}

static void take_over_once(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, take_over);
}

uint64_t xml_memory_failures(void)
{
    take_over_once();
    return memory_failures();
}

int xml_memory_try(int (*make)(void *context), void *context)
{
    jmp_buf here;
    jmp_buf *const outer = way_out;
    take_over_once();
    way_out = &here;
    int result = setjmp(here) == 0 ? make(context) : XML_MEMORY_MISSING;
    way_out = outer;
    return result;
}
