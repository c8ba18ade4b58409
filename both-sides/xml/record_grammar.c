#include "both-sides/xml/record_grammar.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "both-sides/records/record_values.h"
#include "both-sides/xml/record_xml_value.h"

enum { DEFINES_MAX = 128, LINE_WIDTH = 110 };

/* A part of the grammar that has a name of its own: an element, or what a value or a pair of texts may be. */
struct define {
    char name[XML_NAME_SIZE];
    const struct record_table *table; /* of an element, or (with a field) of texts in languages */
    const struct record_field *field; /* of a value */
};

struct grammar {
    FILE *out;
    struct define defines[DEFINES_MAX];
    size_t count;
    int failed;
};

static void __attribute__((format(printf, 3, 4)))
line(struct grammar *grammar, int depth, const char *format, ...)
{
    va_list arguments;
    (void)fprintf(grammar->out, "%*s", 2 * depth, "");
    va_start(arguments, format);
    (void)vfprintf(grammar->out, format, arguments);
    va_end(arguments);
    (void)fputc('\n', grammar->out);
}

/* How long a value may be; of a list, one of its items. */
static int most_of(const struct record_field *field)
{
    return field->type == FIELD_CHARS_LIST ? (int)field->size - 1 : (int)field->max;
}

/* What has bounds has them in its name. */
static int is_same_value(const struct record_field *one, const struct record_field *other)
{
    return one == NULL || other == NULL ? one == other : one->form == other->form;
}

/* Has the define printed in its turn. */
static void need(struct grammar *grammar, const char *name, const struct record_table *table,
                 const struct record_field *field)
{
    for (size_t i = 0; i < grammar->count; i++) {
        const struct define *define = &grammar->defines[i];
        if (strcmp(define->name, name) == 0) {
            int is_same = define->table == table && is_same_value(define->field, field);
            grammar->failed = grammar->failed || !is_same;
            return;
        }
    }
    if (grammar->count == DEFINES_MAX) {
        grammar->failed = 1;
        return;
    }
    struct define *define = &grammar->defines[grammar->count++];
    *define = (struct define){.table = table, .field = field};
    (void)snprintf(define->name, sizeof define->name, "%s", name);
}

/* --- Values --- */

enum bounded {
    BY_FORM,    /* the pattern says it */
    BY_TIMES,   /* the pattern is of one character, which comes so often */
    BY_LENGTH,  /* no pattern */
    BY_PATTERN, /* a pattern, and so many characters at the most */
};

/* What a form is in the grammar. Patterns as of XML Schema, where libxml2 wants a hyphen in brackets with a
 * backslash before it; already with &amp; for &. Of area codes not [0-9]{6}|[0-9]{9}|[0-9]{12}: libxml2 2.9
 * then takes 20 digits too. Forms that no XML has are not here. */
static const struct form {
    const char *name;
    enum bounded bounded;
    const char *pattern; /* NULL: field_form_pattern's */
} forms[FORM_COUNT] = {
    [FORM_ANY] = {"text", BY_LENGTH, ""},
    [FORM_NOTICE_ID] = {"notice-id", BY_TIMES, "[A-Za-z0-9_\\-]"},
    [FORM_NAME] = {"id", BY_TIMES, "[a-z0-9\\-]"},
    [FORM_AREA_CODE] = {"area-code", BY_FORM, "[0-9]{6}([0-9]{3}([0-9]{3})?)?"},
    [FORM_DIGITS] = {"digits", BY_TIMES, "[0-9]"},
    [FORM_DATE] = {"date", BY_FORM, "2[0-9]{3}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"},
    [FORM_OPENING_HOURS] = {"opening-hours", BY_PATTERN,
                            "[1-7]+:[0-9]{4}-[0-9]{4}([,;]([1-7]+:)?[0-9]{4}-[0-9]{4})*"},
    [FORM_WEB_ADDRESS] = {"web-address", BY_PATTERN, NULL},
    [FORM_HTTPS_ADDRESS] = {"https-address", BY_PATTERN,
                            "https://[A-Za-z0-9\\-._~\\[\\]!$&amp;()*+,;=%]"
                            "[A-Za-z0-9\\-._~:/?#\\[\\]@!$&amp;()*+,;=%]*"},
    [FORM_PATH] = {"file-path", BY_LENGTH, ""},
    [FORM_IP_ADDRESS] = {"ip-address", BY_FORM, "[0-9A-Fa-f:.]{2,45}"},
    [FORM_DEVICE_PATTERN] = {"device-pattern", BY_LENGTH, ""},
    [FORM_KEY_CODE] = {"key-code", BY_FORM, NULL},
    [FORM_SCANCODE] = {"scan-code", BY_FORM, NULL},
};

/* "date", "text-40", "ids-40" */
static const char *value_name(const struct record_field *field, char name[XML_NAME_SIZE])
{
    const struct form *form = &forms[field->form];
    if (form->bounded == BY_FORM) {
        return form->name;
    }
    (void)snprintf(name, XML_NAME_SIZE, "%s%s-%d", form->name, field->type == FIELD_CHARS_LIST ? "s" : "",
                   most_of(field));
    return name;
}

static const char *pattern_of(enum field_form form, char out[FIELD_PATTERN_SIZE])
{
    const char *from = forms[form].pattern == NULL ? field_form_pattern(form) : forms[form].pattern;
    size_t length = 0;
    for (; *from != '\0' && length < FIELD_PATTERN_SIZE - 2; from++) {
        if (forms[form].pattern == NULL && from[0] == '-' && from[1] == ']') {
            out[length++] = '\\';
        }
        out[length++] = *from;
    }
    out[length] = '\0';
    return out;
}

static void print_value_define(struct grammar *grammar, const struct record_field *field)
{
    const struct form *form = &forms[field->form];
    const int least = field->min > 1 ? (int)field->min : 1;
    const int most = most_of(field);
    char times[32] = "";
    char buffer[FIELD_PATTERN_SIZE];
    const char *pattern = pattern_of(field->form, buffer);
    if (form->bounded == BY_TIMES) {
        (void)snprintf(times, sizeof times, "{%d,%d}", least, most);
    }
    if (field->type == FIELD_CHARS_LIST) {
        line(grammar, 2, "<list><oneOrMore>");
        line(grammar, 3, "<data type=\"token\"><param name=\"pattern\">%s%s</param></data>", pattern, times);
        line(grammar, 2, "</oneOrMore></list>");
        return;
    }
    line(grammar, 2, "<data type=\"token\">");
    if (form->bounded != BY_LENGTH) {
        line(grammar, 3, "<param name=\"pattern\">\\s*%s%s\\s*</param>", pattern, times);
    } else {
        line(grammar, 3, "<param name=\"minLength\">%d</param>", least);
    }
    if (form->bounded == BY_LENGTH || form->bounded == BY_PATTERN) {
        line(grammar, 3, "<param name=\"maxLength\">%d</param>", most);
    }
    line(grammar, 2, "</data>");
}

/* All words, or all but one. */
static void print_words(struct grammar *grammar, const struct word_list *list, size_t but)
{
    size_t width = 0;
    int is_choice = list->count > 1;
    (void)fputs(is_choice ? "<choice>" : "", grammar->out);
    for (size_t i = 0; i < list->count; i++) {
        if (i == but) {
            continue;
        }
        width += strlen(list->words[i]) + sizeof "<value></value>" - 1;
        if (width > LINE_WIDTH) {
            (void)fprintf(grammar->out, "\n%*s", 12, "");
            width = 0;
        }
        (void)fprintf(grammar->out, "<value>%s</value>", list->words[i]);
    }
    (void)fputs(is_choice ? "</choice>" : "", grammar->out);
}

static void print_value(struct grammar *grammar, const struct record_field *field)
{
    char name[XML_NAME_SIZE];
    if (field->type == FIELD_FLAG) {
        (void)fputs("<choice><value>false</value><value>true</value></choice>", grammar->out);
    } else if (field->words != NULL) {
        print_words(grammar, field->words, SIZE_MAX);
    } else if ((field->type == FIELD_INT || field->type == FIELD_INT64) && field->form != FORM_DATE) {
        (void)fprintf(grammar->out,
                      "<data type=\"integer\"><param name=\"pattern\">\\s*%s[0-9]{1,16}\\s*</param>"
                      "<param name=\"minInclusive\">%" PRId64 "</param><param name=\"maxInclusive\">%" PRId64
                      "</param></data>",
                      field->min < 0 ? "-?" : "", field->min, field->max);
    } else {
        if (forms[field->form].name == NULL) {
            grammar->failed = 1;
            return;
        }
        const char *known = value_name(field, name);
        need(grammar, known, NULL, field);
        (void)fprintf(grammar->out, "<ref name=\"%s\"/>", known);
    }
}

/* --- Attributes --- */

static void start_line(struct grammar *grammar, int depth, const char *text)
{
    (void)fprintf(grammar->out, "%*s%s", 2 * depth, "", text);
}

static void print_attribute(struct grammar *grammar, int depth, const struct record_field *field,
                            int is_optional)
{
    char name[XML_NAME_SIZE];
    start_line(grammar, depth, is_optional ? "<optional>" : "");
    (void)fprintf(grammar->out, "<attribute name=\"%s\">", xml_field_name(field, name));
    print_value(grammar, field);
    (void)fprintf(grammar->out, "</attribute>%s\n", is_optional ? "</optional>" : "");
}

/* `field` is 0 unless `other` has the rule's word. */
static void print_zero_unless(struct grammar *grammar, int depth, const struct record_rule *rule,
                              const struct record_field *field, const struct record_field *other)
{
    char name[XML_NAME_SIZE];
    line(grammar, depth, "<choice>");
    line(grammar, depth + 1, "<group>");
    line(grammar, depth + 2, "<attribute name=\"%s\"><value>%s</value></attribute>",
         xml_field_name(other, name), other->words->words[rule->value]);
    print_attribute(grammar, depth + 2, field, 1);
    line(grammar, depth + 1, "</group>");
    line(grammar, depth + 1, "<group>");
    start_line(grammar, depth + 2, "<attribute name=\"");
    (void)fprintf(grammar->out, "%s\">", xml_field_name(other, name));
    print_words(grammar, other->words, (size_t)rule->value);
    (void)fputs("</attribute>\n", grammar->out);
    line(grammar, depth + 2,
         "<optional><attribute name=\"%s\"><data type=\"token\"><param name=\"pattern\">\\s*0{1,16}\\s*"
         "</param></data></attribute></optional>",
         xml_field_name(field, name));
    line(grammar, depth + 1, "</group>");
    line(grammar, depth, "</choice>");
}

static void print_rule(struct grammar *grammar, int depth, const struct record_table *table,
                       const struct record_rule *rule)
{
    const struct record_field *field = record_field_named(table, rule->field);
    const struct record_field *other = record_field_named(table, rule->other);
    const char *wrapper = rule->kind == RULE_TOGETHER ? "optional" : "choice";
    if (rule->kind == RULE_ZERO_UNLESS) {
        print_zero_unless(grammar, depth, rule, field, other);
        return;
    }
    line(grammar, depth, "<%s>", wrapper);
    print_attribute(grammar, depth + 1, field, 0);
    print_attribute(grammar, depth + 1, other, 0);
    line(grammar, depth, "</%s>", wrapper);
}

static void print_attributes(struct grammar *grammar, int depth, const struct record_table *table)
{
    for (size_t i = 0; i < record_field_count(table); i++) {
        const struct record_field *field = record_field_at(table, i);
        size_t rule = 0;
        while (rule < table->rule_count && strcmp(table->rules[rule].field, field->name) != 0 &&
               strcmp(table->rules[rule].other, field->name) != 0) {
            rule++;
        }
        if (field->xml != XML_ATTRIBUTE) {
            continue;
        }
        if (rule == table->rule_count) {
            print_attribute(grammar, depth, field, !xml_is_required(field));
        } else if (strcmp(table->rules[rule].field, field->name) == 0) {
            print_rule(grammar, depth, table, &table->rules[rule]);
        }
    }
}

/* --- Elements --- */

static int is_child(const struct record_field *field)
{
    return field->xml == XML_CHILD || field->xml == XML_CHILDREN || field->xml == XML_LANGUAGES;
}

static void print_child(struct grammar *grammar, int depth, const struct record_field *field)
{
    char buffer[XML_NAME_SIZE];
    const char *name = xml_child_name(field, buffer);
    int is_optional = !xml_is_required(field);
    if (field->xml == XML_CHILD && xml_is_list(field)) {
        const char *many = field->min > 0 ? "oneOrMore" : "zeroOrMore";
        need(grammar, name, field->record, NULL);
        line(grammar, depth, "<%s><ref name=\"%s\"/></%s>", many, name, many);
        return;
    }
    start_line(grammar, depth, is_optional ? "<optional>" : "");
    if (field->xml == XML_CHILDREN) {
        need(grammar, field->record->element, field->record, NULL);
        (void)fprintf(grammar->out,
                      "<element name=\"%s\"><oneOrMore><ref name=\"%s\"/></oneOrMore></element>", name,
                      field->record->element);
    } else if (field->xml == XML_LANGUAGES) {
        char texts[XML_NAME_SIZE];
        (void)snprintf(texts, sizeof texts, "%.40s-in-languages", name);
        need(grammar, texts, field->record, field);
        (void)fprintf(grammar->out, "<ref name=\"%s\"/>", texts);
    } else if (xml_is_value(field)) {
        (void)fprintf(grammar->out, "<element name=\"%s\">", name);
        print_value(grammar, field);
        (void)fputs("</element>", grammar->out);
    } else {
        need(grammar, name, field->record, NULL);
        (void)fprintf(grammar->out, "<ref name=\"%s\"/>", name);
    }
    (void)fprintf(grammar->out, "%s\n", is_optional ? "</optional>" : "");
}

static void print_content(struct grammar *grammar, int depth, const struct record_table *table)
{
    size_t children = 0;
    size_t lists = 0;
    for (size_t i = 0; i < record_field_count(table); i++) {
        const struct record_field *field = record_field_at(table, i);
        if (field->xml == XML_OWN_TEXT && xml_is_required(field)) {
            start_line(grammar, depth, "");
            print_value(grammar, field);
            (void)fputc('\n', grammar->out);
            return;
        }
        if (field->xml == XML_OWN_TEXT) {
            line(grammar, depth, "<data type=\"token\"><param name=\"maxLength\">%" PRId64 "</param></data>",
                 field->max);
            return;
        }
        children += (size_t)is_child(field);
        lists += field->xml == XML_CHILD && xml_is_list(field) && field->min == 0;
    }
    /* Of lists only: the same as an interleave, and much less work for a validator. */
    int is_choice = children > 1 && lists == children;
    int around = children > 1;
    if (children == 0) {
        line(grammar, depth, "<empty/>");
    } else if (around) {
        line(grammar, depth, is_choice ? "<zeroOrMore><choice>" : "<interleave>");
    }
    for (size_t i = 0; i < record_field_count(table); i++) {
        const struct record_field *field = record_field_at(table, i);
        if (is_choice && is_child(field)) {
            char name[XML_NAME_SIZE];
            need(grammar, xml_child_name(field, name), field->record, NULL);
            line(grammar, depth + 1, "<ref name=\"%s\"/>", xml_child_name(field, name));
        } else if (is_child(field)) {
            print_child(grammar, depth + around, field);
        }
    }
    if (around) {
        line(grammar, depth, is_choice ? "</choice></zeroOrMore>" : "</interleave>");
    }
}

static void print_element(struct grammar *grammar, int depth, const char *name,
                          const struct record_table *table)
{
    line(grammar, depth, "<element name=\"%s\">", name);
    print_attributes(grammar, depth + 1, table);
    print_content(grammar, depth + 1, table);
    line(grammar, depth, "</element>");
}

/* The first language is needed, the other may follow; in either order: an interleave may not have the same
 * element twice. Each element has a define of its own, without which libxml2 2.9 is lost. */
static void print_languages(struct grammar *grammar, const struct define *define)
{
    char buffer[XML_NAME_SIZE];
    const char *name = xml_child_name(define->field, buffer);
    const struct record_field *first = record_field_at(define->table, 0);
    const struct record_field *other = record_field_at(define->table, 1);
    grammar->failed = grammar->failed || record_field_count(define->table) != 2;
    line(grammar, 1, "<define name=\"%s\">", define->name);
    line(grammar, 2, "<choice>");
    line(grammar, 3, "<group><ref name=\"%s-%s\"/><optional><ref name=\"%s-%s\"/></optional></group>", name,
         first->xml_name, name, other->xml_name);
    line(grammar, 3, "<group><ref name=\"%s-%s\"/><ref name=\"%s-%s\"/></group>", name, other->xml_name, name,
         first->xml_name);
    line(grammar, 2, "</choice>");
    line(grammar, 1, "</define>");
    for (size_t i = 0; i < record_field_count(define->table); i++) {
        const struct record_field *language = record_field_at(define->table, i);
        line(grammar, 1, "<define name=\"%s-%s\">", name, language->xml_name);
        line(grammar, 2, "<element name=\"%s\">", name);
        line(grammar, 3, "<attribute name=\"xml:lang\"><value>%s</value></attribute>", language->xml_name);
        start_line(grammar, 3, "");
        print_value(grammar, language);
        (void)fputc('\n', grammar->out);
        line(grammar, 2, "</element>");
        line(grammar, 1, "</define>");
    }
}

static void print_define(struct grammar *grammar, const struct define *define)
{
    if (define->table != NULL && define->table->about != NULL) {
        line(grammar, 1, "<!-- %s -->", define->table->about);
    }
    if (define->table != NULL && define->field != NULL) {
        print_languages(grammar, define);
        return;
    }
    line(grammar, 1, "<define name=\"%s\">", define->name);
    if (define->table != NULL) {
        print_element(grammar, 2, define->name, define->table);
    } else {
        print_value_define(grammar, define->field);
    }
    line(grammar, 1, "</define>");
}

int record_grammar_print(FILE *out, const struct record_table *root)
{
    struct grammar grammar = {.out = out};
    line(&grammar, 0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line(&grammar, 0, "<!-- %s -->", root->about);
    line(&grammar, 0, "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"");
    line(&grammar, 0, "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">");
    line(&grammar, 1, "<start>");
    print_element(&grammar, 2, root->element, root);
    line(&grammar, 1, "</start>");
    /* The elements, whatever they still need, then the values. */
    for (size_t i = 0; i < grammar.count; i++) {
        if (grammar.defines[i].table != NULL) {
            print_define(&grammar, &grammar.defines[i]);
        }
    }
    for (size_t i = 0; i < grammar.count; i++) {
        if (grammar.defines[i].table == NULL) {
            print_define(&grammar, &grammar.defines[i]);
        }
    }
    line(&grammar, 0, "</grammar>");
    return grammar.failed ? -1 : 0;
}
