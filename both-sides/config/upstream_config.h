#ifndef BOTH_SIDES_CONFIG_UPSTREAM_CONFIG_H
#define BOTH_SIDES_CONFIG_UPSTREAM_CONFIG_H

/* How the headend reaches a system that is not ours: an element of <server> in headend.xml. */

enum { UPSTREAM_URL_SIZE = 256, UPSTREAM_PATH_SIZE = 256 };

struct upstream_config {
    char url[UPSTREAM_URL_SIZE];               /* http(s)://host[:port][/prefix]; "": not configured */
    int timeout_ms;                            /* of a call */
    int calls_per_second;                      /* at most; 0: no cap */
    char ca_file[UPSTREAM_PATH_SIZE];          /* PEM: who may certify it; "": the system's */
    char certificate_file[UPSTREAM_PATH_SIZE]; /* PEM: ours, for it to know us by; "": none */
    char key_file[UPSTREAM_PATH_SIZE];         /* PEM: the certificate's; "": in the same file */
};

#endif
