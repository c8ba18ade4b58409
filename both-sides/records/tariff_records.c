#include "both-sides/records/tariff_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(tariff_kinds, TARIFF_KIND_COUNT, "water", "electricity", "gas");
WORD_LIST(tariff_units, TARIFF_UNIT_COUNT, "kwh", "m3");
WORD_LIST(tariff_cycles, TARIFF_CYCLE_COUNT, "month", "two-months", "quarter", "year");
WORD_LIST(tariff_starts, TARIFF_START_COUNT, "opening", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
          "11", "12");
WORD_LIST(tariff_periods, TARIFF_PERIOD_COUNT, "whole", "split", "days");
WORD_LIST(tariff_changes, TARIFF_CHANGE_COUNT, "carry", "days");
WORD_LIST(tariff_roundings, TARIFF_ROUNDING_COUNT, "line", "total");

/* A million units: beyond any household. */
enum { QUANTITY_MOST = 1000000000, PRICE_MOST = 1000000 };

#define LINE(struct_)                                                                                        \
    {                                                                                                        \
        .name = "line", .type = FIELD_LINE, MEMBER(struct_, line)                                            \
    }
#define PRICE(key, struct_, member, ...)                                                                     \
    INT(key, 1, PRICE_MOST, struct_, member, ATTRIBUTE, ELSE(TARIFF_NO_PRICE), __VA_ARGS__)
#define QUANTITY(key, struct_, member) INT(key, 1, QUANTITY_MOST, struct_, member, OPTIONAL, ATTRIBUTE)

static const struct record_field tier_fields[] = {
    LINE(tariff_tier),
    TEXT("name", 1, 20, tariff_tier, name, REQUIRED, ATTRIBUTE),
    QUANTITY("end", tariff_tier, end),
    QUANTITY("each_more", tariff_tier, each_more),
    QUANTITY("family_add", tariff_tier, family_add),
    PRICE("price", tariff_tier, price, OPTIONAL),
    PRICE("peak", tariff_tier, peak, OPTIONAL),
    PRICE("valley", tariff_tier, valley, OPTIONAL),
};
static const struct record_table tier_table = {
    .name = "tier", .element = "tier", FIELDS(tier_fields), .size = sizeof(struct tariff_tier)};

static const struct record_field span_fields[] = {
    LINE(tariff_span),
    CHARS("from", 4, 4, FORM_DIGITS, tariff_span, from, REQUIRED, ATTRIBUTE),
    CHARS("to", 4, 4, FORM_DIGITS, tariff_span, to, REQUIRED, ATTRIBUTE),
};
static const struct record_table span_table = {
    .name = "span", .element = "span", FIELDS(span_fields), .size = sizeof(struct tariff_span)};

static const struct record_field season_fields[] = {
    LINE(tariff_season),
    TEXT("name", 1, 20, tariff_season, name, OPTIONAL, ATTRIBUTE),
    RECORDS("spans", TARIFF_SPANS_MAX, span_table, tariff_season, spans, span_count, OPTIONAL, EACH),
    RECORDS("tiers", TARIFF_TIERS_MAX, tier_table, tariff_season, tiers, tier_count, REQUIRED, .min = 1,
            EACH),
};
static const struct record_table season_table = {
    .name = "season", .element = "season", FIELDS(season_fields), .size = sizeof(struct tariff_season)};

static const struct record_field extra_fields[] = {
    LINE(tariff_extra),
    TEXT("name", 1, 20, tariff_extra, name, REQUIRED, ATTRIBUTE),
    PRICE("price", tariff_extra, price, REQUIRED),
};
static const struct record_table extra_table = {
    .name = "extra", .element = "extra", FIELDS(extra_fields), .size = sizeof(struct tariff_extra)};

#define VALID_DAY(key, struct_, member, ...)                                                                 \
    INT(key, 20000101, 29991231, struct_, member, ATTRIBUTE, .form = FORM_DATE, __VA_ARGS__)

static const struct record_field version_fields[] = {
    LINE(tariff_version),
    VALID_DAY("from", tariff_version, from, REQUIRED),
    VALID_DAY("to", tariff_version, to, OPTIONAL),
    INT("people", 1, TARIFF_PEOPLE_MAX, tariff_version, people, OPTIONAL, ATTRIBUTE),
    INT("family_from", 1, TARIFF_PEOPLE_MAX, tariff_version, family_from, OPTIONAL, ATTRIBUTE),
    TEXT("source", 1, 200, tariff_version, source, REQUIRED, CHILD),
    VALID_DAY("source_date", tariff_version, source_date, REQUIRED),
    TEXT("link", 1, 300, tariff_version, link, OPTIONAL, CHILD, .form = FORM_HTTPS_ADDRESS),
    RECORDS("seasons", TARIFF_SEASONS_MAX, season_table, tariff_version, seasons, season_count, REQUIRED,
            .min = 1, EACH),
    RECORDS("extras", TARIFF_EXTRAS_MAX, extra_table, tariff_version, extras, extra_count, OPTIONAL, EACH),
};
static const struct record_table version_table = {
    .name = "version", .element = "version", FIELDS(version_fields), .size = sizeof(struct tariff_version)};

static const struct record_field tariff_fields[] = {
    LINE(tariff),
    ID("id", tariff, id, REQUIRED, ATTRIBUTE),
    TEXT("name", 1, 40, tariff, name, REQUIRED, CHILD),
    TEXT("area", 1, 40, tariff, area, OPTIONAL, CHILD),
    TEXT("operator", 1, 60, tariff, operator_name, OPTIONAL, CHILD),
    WORD("kind", tariff_kinds, tariff, kind, REQUIRED, ATTRIBUTE),
    WORD("unit", tariff_units, tariff, unit, REQUIRED, ATTRIBUTE),
    WORD("cycle", tariff_cycles, tariff, cycle, REQUIRED, ATTRIBUTE),
    WORD("start", tariff_starts, tariff, start, OPTIONAL, ATTRIBUTE, ELSE(FIELD_NOT_SAID)),
    WORD("period", tariff_periods, tariff, period, REQUIRED, ATTRIBUTE),
    WORD("change", tariff_changes, tariff, change, OPTIONAL, ATTRIBUTE, ELSE(TARIFF_CHANGE_CARRY)),
    WORD("rounding", tariff_roundings, tariff, rounding, REQUIRED, ATTRIBUTE),
    FLAG("sample", tariff, sample, OPTIONAL, ATTRIBUTE),
    RECORDS("versions", TARIFF_VERSIONS_MAX, version_table, tariff, versions, version_count, REQUIRED,
            .min = 1, EACH),
};
const struct record_table tariff_table = {
    .name = "tariff", .element = "tariff", FIELDS(tariff_fields), .size = sizeof(struct tariff)};
