#include "both-sides/json/json_fields.h"

/* Which of the 128 ASCII characters a form allows, a bit each, as 0..63 and 64..127. */
#define DIGITS   0x03FF000000000000U
#define HYPHEN   0x0000200000000000U
#define LETTERS  0x07FFFFFE07FFFFFEU
#define LOWER    0x07FFFFFE00000000U
#define UNDERBAR 0x0000000080000000U

static const uint64_t allowed[][2] = {
    [FORM_ANY] = {UINT64_MAX, UINT64_MAX},
    [FORM_NOTICE_ID] = {DIGITS | HYPHEN, LETTERS | UNDERBAR},
    [FORM_TILE_NAME] = {DIGITS | HYPHEN, LOWER},
    [FORM_AREA_CODE] = {DIGITS, 0},
    [FORM_DIGITS] = {DIGITS, 0},
};

int json_form_allows(enum json_form form, const char *text, size_t length)
{
    if (form == FORM_ANY) {
        return 1;
    }
    if (form == FORM_AREA_CODE && length != 6 && length != 9 && length != 12) {
        return 0;
    }
    uint64_t right = 1;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        right &= c < 128 ? allowed[form][c >> 6] >> (c & 63) : 0;
    }
    return (int)(right & 1);
}
