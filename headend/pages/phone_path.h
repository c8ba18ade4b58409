#ifndef HEADEND_PAGES_PHONE_PATH_H
#define HEADEND_PAGES_PHONE_PATH_H

#include "headend/content/content_records.h"

/* What follows "/p/" in the address of a page: guides/ID, guides/ID/forms/FORM, flows/ID, flows/ID/REVISION,
 * policies/ID, stations/ID. */
struct phone_path {
    enum content_kind kind;
    char id[CONTENT_ID_SIZE];
    char form[CONTENT_ID_SIZE];     /* "": the guide itself */
    char revision[CONTENT_ID_SIZE]; /* as it stands there, digits; "": none is named */
};

/* -1: there are no such pages. */
int phone_path_read(const char *path, struct phone_path *out);

#endif
