#ifndef HEADEND_CONFIG_CONFIG_IN_USE_H
#define HEADEND_CONFIG_CONFIG_IN_USE_H

#include <stddef.h>

#include "both-sides/config/hall_config.h"
#include "headend/database/store.h"

/* headend.xml as it is served: the last version that was good. One thread reads it anew; any thread may take
 * copies. */

struct config_in_use;

/* Reads the file. On errors every one is logged and NULL returned. */
struct config_in_use *config_in_use_create(const char *path, const char *schema_path);
void config_in_use_free(struct config_in_use *config);

/* As it was at the start: what a running headend cannot change. */
const struct server_config *config_in_use_server(const struct config_in_use *config);

/* Makes what is served; needed once before the first copy. -1: the store cannot give the menu its rev
 * (logged). */
int config_in_use_publish(struct config_in_use *config, struct store *store);

/* Reads the file anew if it is another than last time, or in any case with `anyway`. 1: a new version is in
 * use; 0: nothing new; -1: the new one is wrong, every error is logged and the old one stays. */
int config_in_use_refresh(struct config_in_use *config, struct store *store, int anyway);

/* Malloc'ed copies; NULL when memory is short. */
char *config_in_use_box_text(struct config_in_use *config, size_t *length);
char *config_in_use_menu(struct config_in_use *config, size_t *length);
char *config_in_use_source(struct config_in_use *config);

/* What pages for phones say of the hall. */
struct phone_place {
    char url[CONFIG_URL_SIZE];                      /* as phones reach the headend */
    char region[sizeof((struct tile_text *)0)->zh]; /* in Chinese */
};
void config_in_use_phone_place(struct config_in_use *config, struct phone_place *place);

/* A copy of the rules of retirement; how many there are. */
size_t config_in_use_retirement(struct config_in_use *config,
                                struct retirement_rule rules[RETIREMENT_RULES_MAX]);

/* Logs every error in the form that `tv-hall-admin check` prints. */
void config_errors_log(const struct config_errors *errors, const char *path);

#endif
