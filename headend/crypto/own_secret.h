#ifndef HEADEND_CRYPTO_OWN_SECRET_H
#define HEADEND_CRYPTO_OWN_SECRET_H

#include <stddef.h>

/* A file with a secret of ours, which the configuration names: never in headend.xml, never in a log. */

enum { OWN_SECRET_SIZE = 8 * 1024, OWN_SECRET_PROBLEM_SIZE = 320 };

/* The text without the white space at its end. -1: `problem`: it cannot be read, is empty or too long, or
 * others than its owner may use it. Whoever reads it wipes it. */
int own_secret_read(const char *path, char secret[OWN_SECRET_SIZE], char problem[OWN_SECRET_PROBLEM_SIZE]);
/* The same of a file that everybody may read, as a public key: others than its owner may not write it, or
 * they would say whom we believe. */
int own_public_read(const char *path, char text[OWN_SECRET_SIZE], char problem[OWN_SECRET_PROBLEM_SIZE]);

#endif
