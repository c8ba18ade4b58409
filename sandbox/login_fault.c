#include "sandbox/login_fault.h"

#include <string.h>

enum login_fault login_fault_read(const char *word)
{
    static const char *const words[LOGIN_FAULT_COUNT] = {
        [LOGIN_FAULT_NONE] = "none",
        [LOGIN_FAULT_BAD_SIGNATURE] = "bad-signature",
        [LOGIN_FAULT_WRONG_ISSUER] = "wrong-iss",
        [LOGIN_FAULT_WRONG_AUDIENCE] = "wrong-aud",
        [LOGIN_FAULT_WRONG_NONCE] = "wrong-nonce",
        [LOGIN_FAULT_ALG_NONE] = "alg-none",
        [LOGIN_FAULT_HS256] = "hs256",
        [LOGIN_FAULT_UNKNOWN_KEY] = "unknown-key",
        [LOGIN_FAULT_CLOCK_AHEAD] = "clock-ahead",
        [LOGIN_FAULT_CLOCK_BEHIND] = "clock-behind",
        [LOGIN_FAULT_CLOCK_NEAR] = "clock-near",
        [LOGIN_FAULT_OTHER_SUBJECT] = "other-subject",
        [LOGIN_FAULT_NO_ID_NUMBER] = "no-id-number",
        [LOGIN_FAULT_BAD_ID_NUMBER] = "bad-id-number",
        [LOGIN_FAULT_WIDE_ID_NUMBER] = "wide-id-number",
        [LOGIN_FAULT_RARE_NAME] = "rare-name",
        [LOGIN_FAULT_UNCHECKED] = "unchecked",
    };
    int i = 0;
    while (i < LOGIN_FAULT_COUNT && strcmp(words[i], word) != 0) {
        i++;
    }
    return (enum login_fault)i;
}
