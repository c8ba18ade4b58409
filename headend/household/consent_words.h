#ifndef HEADEND_HOUSEHOLD_CONSENT_WORDS_H
#define HEADEND_HOUSEHOLD_CONSENT_WORDS_H

#include <libxml/tree.h>
#include <libxml/xmlwriter.h>

#include "both-sides/records/person_scope.h"

/* What a person is asked to agree to, scope by scope, in words that have a version:
 * assets/phone/consents.xml. What is recorded is the version. */

struct consent_words {
    xmlDoc *document;
    const xmlNode *elements[PERSON_SCOPE_COUNT]; /* <consent> of each scope */
    int versions[PERSON_SCOPE_COUNT];
};

/* -1: logged; there must be one of every scope. */
int consent_words_read(const char *path, struct consent_words *words);
void consent_words_clear(struct consent_words *words);

/* <consent> of a scope, with its version and its texts, into a page. 0, or -1. */
int consent_words_write(const struct consent_words *words, enum person_scope scope, xmlTextWriter *writer);

#endif
