#ifndef HEADEND_NOTICES_NOTICE_RECORD_H
#define HEADEND_NOTICES_NOTICE_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/area.h"
#include "both-sides/records/notice_records.h"
#include "headend/crypto/digest.h"

/* A notice as the store keeps it (domain.md 3). Times are ms since 1970 UTC, strings UTF-8 and never NULL in
 * a record that was read. The bounds are those of
 * both-sides/records/notice_records.h. */

enum { NOTICE_GUID_BYTES_MAX = 1000, NOTICE_OWNER_SIZE = 200 };

/* The owner of what is published by hand: no feed can be named so, as names do not begin with a blank. */
#define NOTICE_OWNER_OPERATOR " operator"

struct notice_record {
    char id[NOTICE_ID_SIZE];
    char *guid;                    /* the feed's own name for it */
    char owner[NOTICE_OWNER_SIZE]; /* the site that it came from, and that may change it; "": not known */
    char *title;
    int category; /* 1..5 */
    int level;    /* 0..2 */
    char area_code[AREA_CODE_SIZE];
    char *org_name;
    int64_t published;
    int undated;        /* nothing says when it was published: that is when it came here first */
    int64_t valid_from; /* 0: from the beginning */
    int64_t valid_to;   /* exclusive; 0: without end */
    char *body;         /* HTML, cleaned, pictures at /v1/pictures */
    char *speech;
    char *qr_link;
    char *source;                      /* whose feed it came from */
    char source_hash[DIGEST_HEX_SIZE]; /* of what the feed said */
    int pictures_missing;              /* that could not be taken at the last import */
    int64_t changed;                   /* when it last became different */
    int64_t rev;
};

/* Frees what the record owns and empties it. */
void notice_record_clear(struct notice_record *record);

/* 1 if `id` is a NoticeId of the contract. */
int notice_id_is_valid(const char *id);

/* The id of a notice whose feed calls it `guid`: the guid itself where it is an id of the contract, else one
 * made from its hash, so that the same guid has the same id on every headend. Returns -1 when OpenSSL cannot.
 */
int notice_id_of_guid(const char *guid, char id[NOTICE_ID_SIZE]);

/* 1 if both say the same to a household (rev and moment of the change aside). */
int notice_records_agree(const struct notice_record *one, const struct notice_record *other);

#endif
