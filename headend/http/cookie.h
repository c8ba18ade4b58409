#ifndef HEADEND_HTTP_COOKIE_H
#define HEADEND_HTTP_COOKIE_H

/* Cookies of ours (RFC 6265bis). Names are given without the prefix "__Host-", which all of them have: a
 * browser takes them over TLS from this very host only, and sends them nowhere else. */

enum { COOKIE_VALUE_SIZE = 129 };

#define COOKIE_SESSION "session"

enum cookie_same_site {
    COOKIE_STRICT, /* not sent with a link from elsewhere either */
    COOKIE_LAX,    /* sent when a link leads here: also from a QR code's reader */
};

struct cookie {
    const char *name;  /* letters, digits and "-" */
    const char *value; /* letters, digits, "-", "_" and "."; "": the browser is to forget it */
    enum cookie_same_site same_site;
    int max_age_s; /* 0: until the browser ends */
};

/* The value in a Cookie header (NULL: none). -1: it is not there, comes twice, or has a value that
 * cookie_write does not write. */
int cookie_read(const char *header, const char *name, char value[COOKIE_VALUE_SIZE]);

/* What Set-Cookie says: Path=/, Secure and HttpOnly always. Malloc'ed; NULL: bad name or value, or out of
 * memory. */
char *cookie_write(const struct cookie *cookie);

#endif
