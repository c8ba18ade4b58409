#ifndef SCREENS_STAGE_STATION_WORDS_H
#define SCREENS_STAGE_STATION_WORDS_H

#include "backend-client/records/station_records.h"
#include "screens/stage/screen.h"

/* What is said of a station. Texts are cut at their size. */

enum { STATION_WORDS_SIZE = 128, STATION_HOURS_WORDS_SIZE = 400 };

/* "现在开门，17:30 关", "今天 13:30 开门", "今天已关门，明天 09:00 开门", "今天不上班，周一 09:00 开门",
 * "" if its hours or the time are not known. Returns `out`. */
char *station_open_words(char out[STATION_WORDS_SIZE], const struct stage *stage,
                         const struct station_list *list, const struct station *station);
/* 1 while it is open. */
int station_is_open(const struct stage *stage, const struct station_list *list,
                    const struct station *station);
/* "600 米", "3.2 公里"; "" if it is not known. */
char *station_distance_words(char out[STATION_WORDS_SIZE], const struct strings *strings, int32_t metres);
/* "市级大厅" … "村级站点". */
const char *station_level_words(const struct strings *strings, const struct station *station);
/* "周一至周五 09:00–12:00、13:30–17:00；周六 09:00–12:00"; "" if its hours are not known. Returns `out`. */
char *station_hours_words(char out[STATION_HOURS_WORDS_SIZE], const struct strings *strings,
                          const struct station_list *list, const struct station *station);

#endif
