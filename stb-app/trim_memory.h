#ifndef STB_APP_TRIM_MEMORY_H
#define STB_APP_TRIM_MEMORY_H

/* The start and each fetch run through code of some fifty libraries (links, TLS, X11, XML) that is not needed
 * while nothing happens. This releases those pages: they are clean and come from the page
 * cache again at the next key. Returns how many bytes of code were released. */
long trim_memory(void);

#endif
