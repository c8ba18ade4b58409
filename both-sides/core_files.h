#ifndef BOTH_SIDES_CORE_FILES_H
#define BOTH_SIDES_CORE_FILES_H

/* What a program says of cases and persons passes through its memory: none of it is to lie in a core file.
 * Returns 0, or -1 (errno). The process stays readable in /proc for its user. */
int core_files_forbid(void);

#endif
