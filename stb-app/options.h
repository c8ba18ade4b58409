#ifndef STB_APP_OPTIONS_H
#define STB_APP_OPTIONS_H

#include "both-sides/asset_directory.h"
#include "screens/stage/destination.h"

/* The command line of tv-hall. All strings point into argv, or to own_assets: not to be copied. */
struct options {
    const char *config_file;     /* --config: headend.xml as the box was delivered */
    const char *credential_file; /* --credential; NULL: "credential" in the state directory, if it is there */
    const char *assets_directory; /* --assets */
    char own_assets[ASSET_DIRECTORY_SIZE];
    const char *state_directory;  /* --state: last good configuration and the cache; NULL: nothing is kept */
    const char *test_socket;      /* --test-port; NULL: none */
    const char *system;           /* --system: x11, fbdev, dummy; NULL: DirectFB's choice */
    const char *painter;          /* --painter; NULL: by what the hardware accelerates */
    const char *module_directory; /* --module-directory of DirectFB; NULL: its own */
    const char *device_directory; /* --devices: where the remotes are; NULL: keys come from the window */
    struct destination open;      /* --open: over the first screen; DESTINATION_NONE: nothing */
    int width, height;            /* --size WxH; 0 0: as configured */
    int stay;                     /* --stay: Back on the first screen does not end the hall */
    int keys;                     /* --keys: print keys instead of showing the hall */
};

/* More than 0: go on; 0: --help or --version, which is done; -1: after a line on standard error that says
 * what is wrong. */
int options_read(int argc, char **argv, struct options *options);

#endif
