#ifndef HEADEND_LETTERS_NORMAL_FORM_H
#define HEADEND_LETTERS_NORMAL_FORM_H

#include <stddef.h>
#include <stdint.h>

/* One way of writing each letter, for all texts that come in (docs/decisions/0083). */

/* The text in Unicode's normal form C ("e" and an accent are é), with the characters that stand for others as
 * those: radicals of Kangxi and of PDF files (⽉ is 月), half-width katakana; digits in keycaps are circled,
 * as no face puts the keycap around them. Full-width letters and signs stay: they are typography. Markup is
 * safe in it. UTF-8 in, UTF-8 out: malloc'ed, NULL without memory or if the text is no UTF-8. */
char *normal_form(const char *text);

/* The letter that the search takes for a character: é is e, Ｂ is B, ⽉ is 月, ① is 1. */
uint32_t search_letter(uint32_t character);

/* 1 for an accent or the like, which is a part of the letter before it. */
int is_combining_mark(uint32_t character);

#endif
