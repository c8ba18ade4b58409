#include <string.h>

#include "both-sides/xml/config_error.h"
#include "headend/content/content_check.h"

static void check_parent(const struct content_set *set, struct content_record *record)
{
    const struct content_station *station = record->value;
    int line = content_record_line(record, NULL, NULL);
    if (station->parent[0] == '\0') {
        return;
    }
    const struct content_record *found = content_set_find(set, CONTENT_STATION, station->parent);
    if (found == NULL) {
        config_error_add(&record->source->errors, line, "station",
                         "the id of a <station>, here or in the store", "station %s: there is no parent %s",
                         record->id, station->parent);
        return;
    }
    const struct content_station *parent = found->value;
    if (parent->level >= station->level) {
        config_error_add(&record->source->errors, line, "station", "a parent of a smaller level",
                         "station %s of level %d stands below %s of level %d", record->id, station->level,
                         station->parent, parent->level);
    }
}

static void check_named(const struct content_set *set, struct content_record *record, enum content_kind kind,
                        const char *word, const char *id)
{
    if (id[0] != '\0' && content_set_find(set, kind, id) == NULL) {
        config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), "station",
                         kind == CONTENT_HOURS ? "the id of an <hours>, here or in the store"
                                               : "the id of a <set>, here or in the store",
                         "station %s: %s=\"%s\" is not there", record->id, word, id);
    }
}

void content_check_station(const struct content_set *set, struct content_record *record)
{
    const struct content_station *station = record->value;
    check_parent(set, record);
    check_named(set, record, CONTENT_HOURS, "hours", station->hours);
    check_named(set, record, CONTENT_SET, "handles", station->handles);
    if ((station->lat == CONTENT_UNKNOWN_PLACE) != (station->lon == CONTENT_UNKNOWN_PLACE)) {
        config_error_add(&record->source->errors, content_record_line(record, NULL, NULL), "station",
                         "both, or neither where the place is not known",
                         "station %s: lat and lon belong together", record->id);
    }
}
