#ifndef HEADEND_UTILITIES_TOWNSHIP_ADDRESS_H
#define HEADEND_UTILITIES_TOWNSHIP_ADDRESS_H

/* A household's address on its way to a television (domain.md 11): down to the township (街道, 镇, 乡), else
 * the county (县, 区, 市), without house, road and village; "" where neither stands there. Malloc'ed; NULL:
 * out of memory. */
char *township_address(const char *address);

#endif
