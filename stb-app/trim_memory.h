#ifndef STB_APP_TRIM_MEMORY_H
#define STB_APP_TRIM_MEMORY_H

/* The start and each fetch run through some fifty libraries (links, TLS, X11, XML) that are not needed while
 * nothing happens. This releases their pages, as far as they are as in the file, and what malloc has free:
 * they come from the page cache again at the next key. Returns how many bytes of files were released, mapped
 * or not.
 */
long trim_memory(void);

#endif
