#ifndef BOTH_SIDES_HTML_HTML_CHARACTER_NAMES_H
#define BOTH_SIDES_HTML_HTML_CHARACTER_NAMES_H

/* For html_reference.c. */
extern const char *const html_character_names[2 * 26];

#endif
