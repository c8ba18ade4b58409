#ifndef BOTH_SIDES_WEB_ADDRESS_H
#define BOTH_SIDES_WEB_ADDRESS_H

/* What a web address is, everywhere: http:// or https:// (in any case), a host, and nothing but the
 * characters of RFC 3986, so that no reader takes it for another one. */

enum web_scheme { WEB_HTTP_OR_HTTPS, WEB_HTTPS };

/* 1 if the text is one. */
int web_address_is_good(const char *text, enum web_scheme scheme);

/* 1 if the text begins as one does, with a scheme and a host, whatever follows: what is to be followed or
 * escaped, not shown as it is. */
int web_address_begins(const char *text);

/* 1 for an https address, and for an http one of this machine itself (localhost, 127.…, [::1]): what is said
 * to it, nobody else on the way hears. */
int web_address_is_private(const char *text);
/* 1 for an address of IPv4 or IPv6, without brackets, that is this machine itself. */
int web_host_is_loopback(const char *address);

/* 1 for a character that may stand in one. */
int web_character_is_good(char character);

/* 1 for a path below an address: "/p/guides/xyz". "//host" is none. */
int web_path_is_good(const char *text);

#endif
