#ifndef HEADEND_PINYIN_PINYIN_LETTERS_H
#define HEADEND_PINYIN_PINYIN_LETTERS_H

/* The first letter of the pinyin that ICU knows for each Han character of the basic plane; '-': none. Made by
 * headend/pinyin/make_letters.c when the headend is built: to ask ICU at its start would take 0.2 s. */

enum { PINYIN_FIRST = 0x3400, PINYIN_END = 0xA000 };

extern const char pinyin_letters[PINYIN_END - PINYIN_FIRST];

#endif
