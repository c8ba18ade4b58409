#ifndef SANDBOX_LOGIN_FAULT_H
#define SANDBOX_LOGIN_FAULT_H

/* What an identity provider or a ticket portal can do wrong while it answers well. */

enum login_fault {
    LOGIN_FAULT_NONE,
    LOGIN_FAULT_BAD_SIGNATURE,
    LOGIN_FAULT_WRONG_ISSUER,
    LOGIN_FAULT_WRONG_AUDIENCE,
    LOGIN_FAULT_WRONG_NONCE,
    LOGIN_FAULT_ALG_NONE,
    LOGIN_FAULT_HS256,       /* signed with the client's secret */
    LOGIN_FAULT_UNKNOWN_KEY, /* signed with a key that it does not publish */
    LOGIN_FAULT_CLOCK_AHEAD, /* its clock is an hour and a half ahead … */
    LOGIN_FAULT_CLOCK_BEHIND,
    LOGIN_FAULT_CLOCK_NEAR, /* … or half a minute, which is borne */
    LOGIN_FAULT_OTHER_SUBJECT,
    LOGIN_FAULT_NO_ID_NUMBER,
    LOGIN_FAULT_BAD_ID_NUMBER,  /* its check character is wrong */
    LOGIN_FAULT_WIDE_ID_NUMBER, /* padded and in full width, which is borne */
    LOGIN_FAULT_RARE_NAME,      /* with a character beyond the first plane, which is borne */
    LOGIN_FAULT_UNCHECKED, /* a person whose name nobody has checked; an OpenID Connect provider has no such
                            */
    LOGIN_FAULT_COUNT
};

/* LOGIN_FAULT_COUNT: there is no such word. */
enum login_fault login_fault_read(const char *word);

#endif
