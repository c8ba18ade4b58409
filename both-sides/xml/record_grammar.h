#ifndef BOTH_SIDES_XML_RECORD_GRAMMAR_H
#define BOTH_SIDES_XML_RECORD_GRAMMAR_H

#include <stdio.h>

#include "both-sides/records/record_table.h"

/* Prints the RELAX NG grammar of a document whose root is `root`, whose `about` is the first comment. It says
 * all that a grammar can: not how many of a list there may be, bytes, days that there are not, or hours that
 * overlap. Returns -1 if two things in it would have the same name, or there are too many. */
int record_grammar_print(FILE *out, const struct record_table *root);

#endif
