#include "headend/database/store_statement.h"

#define NOTICE_COLUMNS                                                                                       \
    "n.id, n.guid, n.title, n.category, n.level, n.area_code, n.org_name, n.published, n.valid_from, "       \
    "n.valid_to, "                                                                                           \
    "n.body, n.speech, n.qr_link, n.source, n.source_hash, n.pictures_missing, n.changed, n.rev"

#define SUMMARY_COLUMNS                                                                                      \
    "n.id, '', n.title, n.category, n.level, n.area_code, n.org_name, n.published, n.valid_from, "           \
    "n.valid_to, '', '', "                                                                                   \
    "'', '', '', 0, n.changed, n.rev"

/* ?1 now, ?2 category or 0, ?3 the area's prefix or '' (area.h says the rule). */
#define LISTED                                                                                               \
    " FROM notices n WHERE n.valid_from <= ?1 AND (n.valid_to = 0 OR n.valid_to > ?1) AND (?2 = 0 OR "       \
    "n.category = ?2)"                                                                                       \
    " AND (substr(n.area_prefix, 1, length(?3)) = ?3 OR substr(?3, 1, length(n.area_prefix)) = "             \
    "n.area_prefix)"                                                                                         \
    " AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.id = n.id)"

const char *const store_sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN_READ] = "BEGIN",
    [STATEMENT_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    [STATEMENT_REV] = "SELECT value FROM counters WHERE name = 'rev'",
    [STATEMENT_GROW_REV] = "UPDATE counters SET value = value + 1 WHERE name = 'rev' RETURNING value",
    [STATEMENT_DATA_VERSION] = "PRAGMA data_version",
    [STATEMENT_MADE_REV] = "SELECT rev FROM made WHERE name = ?1 AND hash = ?2",
    [STATEMENT_SET_MADE_REV] =
        "INSERT INTO made (name, hash, rev) VALUES (?1, ?2, 1) "
        "ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, rev = rev + 1 RETURNING rev",
    [STATEMENT_FIND_ID] = "SELECT " NOTICE_COLUMNS " FROM notices n WHERE n.id = ?1",
    [STATEMENT_FIND_GUID] = "SELECT " NOTICE_COLUMNS " FROM notices n WHERE n.guid = ?1",
    [STATEMENT_PUT] =
        "INSERT INTO notices (id, guid, title, category, level, area_code, area_prefix, org_name, published, "
        "valid_from, valid_to, body, speech, qr_link, source, source_hash, pictures_missing, changed, rev) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) "
        "ON CONFLICT (id) DO UPDATE SET guid = ?2, title = ?3, category = ?4, level = ?5, area_code = ?6, "
        "area_prefix = ?7, org_name = ?8, published = ?9, valid_from = ?10, valid_to = ?11, body = ?12, "
        "speech = ?13, "
        "qr_link = ?14, source = ?15, source_hash = ?16, pictures_missing = ?17, changed = ?18, rev = ?19",
    [STATEMENT_SET_SOURCE_HASH] = "UPDATE notices SET source_hash = ?2, pictures_missing = ?3 WHERE id = ?1",
    [STATEMENT_WITHDRAW] =
        "INSERT INTO withdrawals (id, guid, moment, by_operator, rev) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (id) DO UPDATE SET by_operator = ?4, rev = ?5",
    [STATEMENT_RESTORE] = "DELETE FROM withdrawals WHERE id = ?1",
    [STATEMENT_WITHDRAWAL] = "SELECT moment, by_operator FROM withdrawals WHERE id = ?1",
    [STATEMENT_WITHDRAWN_IDS] =
        "SELECT id FROM withdrawals WHERE moment >= ?1 ORDER BY moment DESC, rev DESC, id LIMIT ?2",
    /* ?4 ?5 ?6: the cursor's urgent, published, id; ?7 rows. */
    [STATEMENT_LIST] =
        "SELECT " SUMMARY_COLUMNS LISTED
        " AND (n.urgent < ?4 OR (n.urgent = ?4 AND (n.published < ?5 OR (n.published = ?5 AND n.id > ?6))))"
        " ORDER BY n.urgent DESC, n.published DESC, n.id LIMIT ?7",
    [STATEMENT_COUNT_LIST] = "SELECT count(*)" LISTED,
    [STATEMENT_BOUNDARY] =
        "SELECT min(moment) FROM (SELECT min(valid_from) AS moment FROM notices WHERE valid_from > ?1 "
        "UNION ALL SELECT min(valid_to) FROM notices WHERE valid_to > ?1)",
    [STATEMENT_ALL] =
        "SELECT " NOTICE_COLUMNS ", (SELECT w.moment FROM withdrawals w WHERE w.id = n.id) FROM notices n "
        "ORDER BY n.urgent DESC, n.published DESC, n.id",
    [STATEMENT_ALL_WITHDRAWN] = "SELECT id, guid, moment FROM withdrawals ORDER BY moment DESC, id",
    [STATEMENT_CONTENT_PUT] =
        "INSERT INTO content (kind, id, place, text, changed, rev) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (kind, id) DO UPDATE SET place = ?3, text = ?4, changed = ?5, rev = ?6",
    [STATEMENT_CONTENT_PLACE] = "UPDATE content SET place = ?3 WHERE kind = ?1 AND id = ?2",
    [STATEMENT_CONTENT_REMOVE] = "DELETE FROM content WHERE kind = ?1 AND id = ?2",
    [STATEMENT_CONTENT_ALL] =
        "SELECT kind, id, place, text, changed, rev FROM content ORDER BY kind, place, id",
    [STATEMENT_CONTENT_OF_KIND] =
        "SELECT kind, id, place, text, changed, rev FROM content WHERE kind = ?1 ORDER BY place, id",
    [STATEMENT_CONTENT_ONE] =
        "SELECT kind, id, place, text, changed, rev FROM content WHERE kind = ?1 AND id = ?2",
    [STATEMENT_CONTENT_REV] = "SELECT rev FROM content_revs WHERE kind = ?1",
    [STATEMENT_CONTENT_SET_REV] = "INSERT INTO content_revs (kind, rev) VALUES (?1, ?2) "
                                  "ON CONFLICT (kind) DO UPDATE SET rev = ?2",
    [STATEMENT_CONTENT_NEXT_PLACE] = "SELECT max(place) + 1 FROM content WHERE kind = ?1",
};
