#ifndef HEADEND_NOTICES_IMPORT_FEED_TEXT_H
#define HEADEND_NOTICES_IMPORT_FEED_TEXT_H

#include <stddef.h>

/* Lines of text out of feeds. All return malloc'ed UTF-8, or NULL when memory is short. */

/* Markup taken out where the text carries any (`&lt;b&gt;` in a title), entities read. */
char *feed_text_without_markup(const char *text);

/* One line: runs of blanks (the wide ones too) become one, control characters none; at most `characters`
 * characters, the last then being "…". */
char *feed_text_line(const char *text, size_t characters);

#endif
