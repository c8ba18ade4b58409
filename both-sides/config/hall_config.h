#ifndef BOTH_SIDES_CONFIG_HALL_CONFIG_H
#define BOTH_SIDES_CONFIG_HALL_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/config/identity_config.h"
#include "both-sides/config/payment_config.h"
#include "both-sides/config/upstream_config.h"
#include "both-sides/config/utility_config.h"
#include "both-sides/records/content_id.h"
#include "both-sides/records/tile.h"
#include "both-sides/retirement/retirement.h"
#include "both-sides/xml/config_error.h"

/* headend.xml: the operator's one configuration file. <box> is what the boxes poll, <server> is the headend's
 * own and never leaves it. Checked against assets/schemas/headend.rng and by the rules that a grammar
 * cannot say (unique ids, digits and places). */

enum {
    CONFIG_PATH_SIZE = 256,
    CONFIG_URL_SIZE = 256,
    CONFIG_FONT_MAX = 8,
    CONFIG_REMOTE_MAX = 8,
    CONFIG_REMOTE_KEY_MAX = 64,      /* of one <remote> */
    CONFIG_REMOTE_KEY_ALL_MAX = 128, /* of all together */
    CONFIG_FUND_RATE_MAX = 32,
    CONFIG_UTILITY_MAX = 16
};

enum font_role { FONT_ROLE_REGULAR, FONT_ROLE_BOLD, FONT_ROLE_FALLBACK };

struct config_font {
    enum font_role role;
    char file[CONFIG_PATH_SIZE];
    int face_index; /* within a collection (.ttc) */
};

/* One key of a remote. Names are text here: what they mean is known where the remotes are (stb-app). */
struct config_remote_key {
    char code[48];     /* "KEY_PROG1" or the number of a key code; "": given by its scancode */
    char scancode[12]; /* "0x80110a", at most 32 bits; "": given by its code */
    char is[16];       /* name of the hall's key (remote_key_name); "NONE": this key does nothing */
    int line;
};

struct config_remote {
    char device[80]; /* fnmatch pattern for the kernel's name of the device */
    struct config_remote_key keys[CONFIG_REMOTE_KEY_MAX];
    size_t key_count;
};

struct box_config {
    char backend_url[CONFIG_URL_SIZE]; /* http(s)://host[:port][/prefix], without a closing slash */
    char ca_file[CONFIG_PATH_SIZE];    /* "" : the system's */
    char phone_url[CONFIG_URL_SIZE];   /* the headend as phones reach it; "": backend_url */
    char area_code[13];                /* 6, 9 or 12 digits */
    struct tile_text region_name;      /* the city, as the title line shows it */
    struct tile_text hall_name;        /* "电视政务大厅" */
    int display_width, display_height; /* 0 0: what the screen has */
    int safe_area_percent;             /* 0..10 on every side */
    char language[6];                  /* "zh-CN" or "en" */
    char theme[33];                    /* a file of assets/theme without its ending */
    int poll_seconds;                  /* 60..86400: how often the boxes ask for this file and the menu */
    struct config_font fonts[CONFIG_FONT_MAX];
    size_t font_count;
    struct tile tiles[TILE_MAX];
    size_t tile_count;
    struct config_remote remotes[CONFIG_REMOTE_MAX];
    size_t remote_count;
    char retirement_guide[CONTENT_ID_SIZE]; /* id of the guide that leads to the calculation; "": none */
    struct retirement_rule retirement_rules[RETIREMENT_RULES_MAX];
    size_t retirement_rule_count;
};

/* Rates of the housing fund from a day on, in thousandths of a percent a year: data, as the state changes
 * them. */
struct config_fund_rate {
    int from; /* YYYYMMDD */
    int deposit, loan_short, loan_long;
};

struct server_config {
    int present; /* 0: this file is a box's copy */
    char listen_address[64];
    int listen_port;
    int threads;                                                         /* 1..64 */
    char certificate_file[CONFIG_PATH_SIZE], key_file[CONFIG_PATH_SIZE]; /* of its TLS; "": it is plain */
    int is_plain;                      /* 1: HTTP without TLS, to this machine only */
    char store_path[CONFIG_PATH_SIZE]; /* SQLite */
    char picture_directory[CONFIG_PATH_SIZE];
    int inside_addresses;            /* 1: pictures may be fetched from addresses inside this network */
    struct upstream_config cases;    /* the case system; without a url look-ups are refused as unavailable */
    struct identity_config identity; /* who says who a person is */
    struct upstream_config social_security; /* likewise */
    struct upstream_config housing_fund;    /* likewise */
    struct payment_config payment;          /* who takes money; without a wallet's url nobody can pay by it */
    struct config_fund_rate fund_rates[CONFIG_FUND_RATE_MAX]; /* in order of their days */
    size_t fund_rate_count;
    struct utility_config utilities[CONFIG_UTILITY_MAX];
    size_t utility_count;
};

struct hall_config {
    struct box_config box;
    struct server_config server;
};

/* Reads and checks a whole file or text. Returns 0 and a configuration to be freed with hall_config_free, or
 * -1 with every error found in `errors`, in line order (a file that cannot be read is one error at line 0).
 * Relative paths inside are taken as they stand, from the working directory of the program. Bounded:
 * CONFIG_BYTES_MAX, no network, no external entities, no entity expansion. schema_path NULL leaves out the
 * schema: for a copy that was held against it when it was taken (libxml2's schema machinery costs a start
 * some milliseconds). */
int hall_config_read_file(const char *path, const char *schema_path, struct hall_config **config,
                          struct config_errors *errors);
int hall_config_read_text(const char *text, size_t length, const char *schema_path,
                          struct hall_config **config, struct config_errors *errors);
/* The same, and what it names must be among what ships (config_assets.h): for a headend, so that it takes
 * nothing that boxes refuse. */
int hall_config_read_shipped(const char *text, size_t length, const char *schema_path,
                             const char *assets_directory, struct hall_config **config,
                             struct config_errors *errors);
void hall_config_free(struct hall_config *config);

/* The text of the file as the boxes may see it: without <server> and comments. Returns malloc'ed text or
 * NULL. */
char *hall_config_box_text_of(const char *text, size_t text_length, size_t *length);

#endif
