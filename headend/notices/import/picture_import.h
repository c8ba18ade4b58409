#ifndef HEADEND_NOTICES_IMPORT_PICTURE_IMPORT_H
#define HEADEND_NOTICES_IMPORT_PICTURE_IMPORT_H

#include "headend/notices/import/feed.h"
#include "headend/notices/import/fetch.h"
#include "headend/notices/import/import_report.h"
#include "headend/notices/import/notice_html.h"

/* Brings the pictures that bodies show into the picture directory. What is beside the feed or inside the body
 * is taken at once; what is on the web waits until picture_import_fetch fetches all of it together. Cleaning
 * a body again after that finds what came, and reports what did not. */

enum {
    PICTURES_PER_NOTICE_MAX = 40,
    PICTURES_PER_IMPORT_MAX = 2000,
    PICTURE_SECONDS = 15,
    PICTURE_SECONDS_PER_IMPORT = 600,
};

struct picture_import;

/* `feed_place`: the feed's own path or address. Pictures from local files are only taken when the feed is
 * one, and only from below its folder. NULL: out of memory. The fetcher and the report outlive it. */
struct picture_import *picture_import_create(const char *feed_place, const char *directory,
                                             struct fetcher *fetcher, struct import_report *report);
void picture_import_free(struct picture_import *import);

/* From now on pictures belong to this entry. */
void picture_import_entry(struct picture_import *import, const struct feed_entry *entry);

/* How many of the entry's pictures are not there, and how many of these wait to be fetched. */
int picture_import_missing(const struct picture_import *import);
int picture_import_waits(const struct picture_import *import);

/* Fetches what waits. -1: out of memory. */
int picture_import_fetch(struct picture_import *import);

/* 1 when the picture directory cannot be written, or will not be when what waits comes: the import must not
 * go on. */
int picture_import_failed(const struct picture_import *import);

/* For notice_html_clean. */
struct notice_html_pictures picture_import_taker(struct picture_import *import);

#endif
