#ifndef BOTH_SIDES_AREA_H
#define BOTH_SIDES_AREA_H

#include <stddef.h>

/* Administrative codes (GB/T 2260 and the statistics' longer forms): 2 digits a province, 4 a city, 6 a
 * county, 9 a township, 12 a village. In six digits a city ends in 00 and a province in 0000. */

enum { AREA_CODE_SIZE = 13 };

/* 1 if `code` is 6, 9 or 12 digits (openapi.yaml AreaCode). */
int area_code_is_valid(const char *code);

/* The digits that all codes within the area start with: 431000 → 4310, 431002 → 431002, 431002000 → 431002.
 * `code` must be valid. */
void area_prefix(const char *code, char prefix[AREA_CODE_SIZE]);

/* 1 if `code` is `area` or lies in it, however many zeros either is filled up with. Within "" lies
 * everything.
 */
int area_is_within(const char *code, const char *area);
/* 1 if both mean the same area: 431002 and 431002000000. */
int area_is_same(const char *a, const char *b);

#endif
