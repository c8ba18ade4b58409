#include "both-sides/records/record_reader.h"
#include "both-sides/records/record_values.h"
#include "both-sides/web_address.h"

/* Which of the 128 ASCII characters a form allows, a bit each, as 0..63 and 64..127. */
#define DIGITS   0x03FF000000000000U
#define HYPHEN   0x0000200000000000U
#define LETTERS  0x07FFFFFE07FFFFFEU
#define LOWER    0x07FFFFFE00000000U
#define UNDERBAR 0x0000000080000000U
#define BIG_X    0x0000000001000000U

static const uint64_t allowed[FORM_COUNT][2] = {
    [FORM_NOTICE_ID] = {DIGITS | HYPHEN, LETTERS | UNDERBAR},
    [FORM_NAME] = {DIGITS | HYPHEN, LOWER},
    [FORM_AREA_CODE] = {DIGITS, 0},
    [FORM_DIGITS] = {DIGITS, 0},
    [FORM_ID_TAIL] = {DIGITS, BIG_X},
    [FORM_TOKEN] = {DIGITS | HYPHEN, LETTERS | UNDERBAR},
    [FORM_ERROR] = {0, LOWER | UNDERBAR},
};

int field_form_allows(enum field_form form, const char *text, size_t length)
{
    if (allowed[form][0] == 0 && allowed[form][1] == 0) {
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

/* No user name, no query, no closing slash. */
#define HOST "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])"
#define PORT "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
#define PATH "(/[A-Za-z0-9._~-]+)*"

const char *field_form_pattern(enum field_form form)
{
    static const char *const patterns[FORM_COUNT] = {
        [FORM_WEB_ADDRESS] = ("https?://" HOST PORT PATH),
        [FORM_KEY_CODE] = "(KEY_[A-Z0-9_]{1,40}|[1-9][0-9]{0,2})",
        [FORM_SCANCODE] = "0x[0-9A-Fa-f]{1,8}",
    };
    return patterns[form];
}

int json_form_opens(enum field_form form, const char *text)
{
    if (form == FORM_WEB_ADDRESS || form == FORM_HTTPS_ADDRESS) {
        return web_address_is_good(text, form == FORM_HTTPS_ADDRESS ? WEB_HTTPS : WEB_HTTP_OR_HTTPS);
    }
    return form != FORM_PAGE || web_path_is_good(text);
}
