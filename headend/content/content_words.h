#ifndef HEADEND_CONTENT_CONTENT_WORDS_H
#define HEADEND_CONTENT_CONTENT_WORDS_H

/* How content files and the contract alike call what the records have as an enum; NULL at the end. Each in
 * the content_shape*.c whose table reads it. */

extern const char *const content_truth[];          /* "false", "true" */
extern const char *const content_needs[];          /* enum flow_need */
extern const char *const content_units[];          /* enum content_unit */
extern const char *const content_material_kinds[]; /* enum content_material_kind */
extern const char *const content_formats[];        /* enum content_format */
extern const char *const content_pieces[];         /* enum content_piece */
extern const char *const content_flow_kinds[];     /* enum flow_kind */
extern const char *const content_node_kinds[];     /* enum flow_node_kind */
extern const char *const content_operations[];     /* enum flow_op */

#endif
