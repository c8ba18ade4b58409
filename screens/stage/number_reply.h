#ifndef SCREENS_STAGE_NUMBER_REPLY_H
#define SCREENS_STAGE_NUMBER_REPLY_H

#include "screens/stage/screen.h"
#include "screens/widgets/number_field.h"

/* Says why a key did nothing to a number that is being typed: "还差 16 位" to OK on a short one, that it is
 * empty, full or wrong. KEY_STAYED; other keys are not answered. */
enum key_result number_reply(const struct stage *stage, const struct number_field *field,
                             enum remote_key key);

#endif
