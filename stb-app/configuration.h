#ifndef STB_APP_CONFIGURATION_H
#define STB_APP_CONFIGURATION_H

#include <stdint.h>

#include "backend-client/hall_client.h"
#include "both-sides/config/hall_config.h"

/* Which headend.xml is in use. The box is delivered with one; newer ones are asked for at the headend,
 * checked, tried (a new address must answer before the old one is given up), kept on flash and applied in
 * place. A broken one changes nothing.
 *
 * In the state directory: headend.xml, the last good one, and delivered.xml, the delivered one that it
 * followed. When the box is delivered with another file (an update of its software), that one counts again.
 */

struct configuration;

/* Takes the new configuration into use; -1 if it cannot (it is then not kept). */
typedef int (*configuration_apply)(void *context, const struct hall_config *config);

/* Reads the delivered and the kept file. NULL: neither can be used; the log says every error. */
struct configuration *configuration_open(const char *delivered_path, const char *state_directory,
                                         const char *schema_path);
void configuration_close(struct configuration *configuration);
const struct hall_config *configuration_current(const struct configuration *configuration);

/* From here on it asks `client` now and then (the poll interval of the configuration, ±20 % so that boxes do
 * not come all at once). Called again when the client has been replaced. */
void configuration_watch(struct configuration *configuration, struct hall_client *client,
                         configuration_apply apply, void *context);
int64_t configuration_deadline(const struct configuration *configuration);
void configuration_service(struct configuration *configuration, int64_t now_us);

#endif
