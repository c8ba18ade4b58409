#ifndef HEADEND_HTTP_CERTIFICATE_H
#define HEADEND_HTTP_CERTIFICATE_H

#include <gnutls/abstract.h>
#include <stdint.h>

/* The certificate that a server shows, with its key, from two PEM files. It can be read anew while the server
 * runs: handshakes that begin then see the new one, connections that are open go on. */

struct certificate;

enum { CERTIFICATE_PROBLEM_SIZE = 500 };

/* NULL: `problem`. A certificate whose time is over is taken, as a headend that does not start helps nobody:
 * `problem` then says so, and is "" otherwise. */
struct certificate *certificate_load(const char *certificate_file, const char *key_file,
                                     char problem[CERTIFICATE_PROBLEM_SIZE]);
void certificate_free(struct certificate *certificate);

/* Reads the files again. 1: what they hold now is shown from here on; 0: it is what was shown before;
 * -1: `problem`, and the old one stays. For one thread. */
int certificate_renew(struct certificate *certificate, char problem[CERTIFICATE_PROBLEM_SIZE]);

/* When it ends, ms UTC. */
int64_t certificate_end_ms(const struct certificate *certificate);

/* For GnuTLS: certificate_use says which one a session shows, certificate_retrieve is what asks for it. */
void certificate_use(struct certificate *certificate, gnutls_session_t session);
gnutls_certificate_retrieve_function2 certificate_retrieve;

#endif
