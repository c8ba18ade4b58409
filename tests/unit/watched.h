#ifndef WATCHED_H
#define WATCHED_H

/* 1 where a sanitizer watches memory and stacks: a test takes the usual way there instead of a quick one. */

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define IS_WATCHED 1
#endif
#endif
#if !defined(IS_WATCHED) && (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__))
#define IS_WATCHED 1
#endif
#ifndef IS_WATCHED
#define IS_WATCHED 0
#endif

#endif
