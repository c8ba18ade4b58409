#include "headend/notices/import/import_report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/printable.h"

void import_report_line(struct import_report *report, int entry, const char *format, ...)
{
    char raw[600];
    char text[700];
    int head =
        entry > 0 ? snprintf(raw, sizeof raw, "entry %d: ", entry) : snprintf(raw, sizeof raw, "feed: ");
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(raw + head, sizeof raw - (size_t)head, format, arguments);
    va_end(arguments);
    if (length >= 0 && report->line != NULL) {
        (void)printable_copy(text, sizeof text, raw, strlen(raw), NULL);
        report->line(report->context, text);
    }
}
