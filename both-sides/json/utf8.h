#include "both-sides/utf8.h" /* where it is now; for who still says it by its old name */
