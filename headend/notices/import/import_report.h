#ifndef HEADEND_NOTICES_IMPORT_IMPORT_REPORT_H
#define HEADEND_NOTICES_IMPORT_IMPORT_REPORT_H

/* What an import did, for the operator. */

struct import_report {
    int read, added, changed, unchanged, withdrawn, refused, pictures, pictures_missing;
    /* One line about one entry: "entry 3: …". May be called any number of times. */
    void (*line)(void *context, const char *text);
    void *context;
};

/* Passes a line on, made printable. `entry` 0: about the feed as a whole. */
void import_report_line(struct import_report *report, int entry, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
