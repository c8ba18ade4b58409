#ifndef BACKEND_CLIENT_RECORDS_PHONE_ADDRESS_H
#define BACKEND_CLIENT_RECORDS_PHONE_ADDRESS_H

/* What becomes a QR code: an address that a phone would not open, or should not, is as good as none. */

/* `path` if it can stand behind the phone address without leading to another host, else "". */
const char *phone_page(const char *path);
/* `address` if it is an https one, else "". */
const char *phone_https(const char *address);

#endif
