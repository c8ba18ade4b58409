#ifndef HEADEND_NOTICES_IMPORT_NOTICE_IMPORT_H
#define HEADEND_NOTICES_IMPORT_NOTICE_IMPORT_H

#include "headend/database/store.h"
#include "headend/notices/import/import_report.h"

/* From a feed into the store: first the notices, then their pictures from the web. Importing the same feed
 * again changes nothing, but for pictures that were not to be had. */

struct import_options {
    struct store *store;
    const char *picture_directory;
    int inside_addresses;     /* pictures may be fetched from addresses inside this network */
    const char *default_area; /* for entries that name none */
    int default_category;     /* likewise: 1..5 */
    int take_over;            /* notices of other sites may be changed, and are this one's from then on */
    int64_t now;
};

enum import_result {
    IMPORT_DONE,        /* refused entries are counted in the report */
    IMPORT_NO_FEED,     /* it cannot be had or is no feed: nothing changed */
    IMPORT_STORE_FAILED /* nothing changed, or the notices are stored without their pictures: `problem` says
                           which */
};

/* `place`: a path or an http(s) address. `problem` (300 bytes) says why it is not IMPORT_DONE. */
enum import_result notice_import(const char *place, const struct import_options *options,
                                 struct import_report *report, char problem[300]);

#endif
