/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena.c - blocks of bytes handed out from the front, newest block first.
 *
 * Under the address sanitizer every byte not handed out is poisoned, so an
 * overrun inside an arena is caught like one on the heap.
 */
#include <stdalign.h>

#include "base/arena.h"
#include "base/err.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define HIDE(p, n) __asan_poison_memory_region((p), (n))
#define SHOW(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define HIDE(p, n) ((void)(p), (void)(n))
#define SHOW(p, n) ((void)(p), (void)(n))
#endif

enum {
	ALIGN = alignof(max_align_t),
	FIRST = 4000,	   /* with malloc's own word, under a page */
	LARGEST = 1 << 20, /* growth stops doubling here */
	KEEP = 1 << 18,	   /* the most a reset holds on to */
};

struct arena_block {
	struct arena_block *older;
	size_t cap, used;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *
add_block(struct arena *a, size_t n)
{
	struct arena_block *b;
	size_t cap = FIRST;

	if (a->head != NULL)
		cap = a->head->cap * 2 < LARGEST ? a->head->cap * 2 : LARGEST;
	if (cap < n)
		cap = n;
	if (cap > SIZE_MAX - sizeof(*b) ||
	    (b = malloc(sizeof(*b) + cap)) == NULL)
		die("out of memory: %zu bytes", n);
	b->older = a->head;
	b->cap = cap;
	b->used = 0;
	HIDE(b->bytes, cap);
	a->head = b;
	return b;
}

static void
drop_block(struct arena *a)
{
	struct arena_block *b = a->head;

	a->head = b->older;
	free(b);
}

void *
arena_take(struct arena *a, size_t n)
{
	struct arena_block *b = a->head;
	size_t room;
	void *p;

	if (n > SIZE_MAX / 2)
		die("out of memory: %zu bytes", n);
	room = (n + (n == 0) + ALIGN - 1) / ALIGN * ALIGN;
	if (b == NULL || b->cap - b->used < room)
		b = add_block(a, room);
	p = b->bytes + b->used;
	b->used += room;
	SHOW(p, n);
	return memset(p, 0, n);
}

void
arena_reset(struct arena *a)
{
	struct arena_block *b, *older;

	while (a->head != NULL && a->head->older != NULL && a->head->cap > KEEP)
		drop_block(a);
	if (a->head == NULL)
		return;
	for (b = a->head->older; b != NULL; b = older) {
		older = b->older;
		free(b);
	}
	a->head->older = NULL;
	a->head->used = 0;
	HIDE(a->head->bytes, a->head->cap);
}

void
arena_done(struct arena *a)
{
	while (a->head != NULL)
		drop_block(a);
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){
		a->head,
		a->head != NULL ? a->head->used : 0,
	};
}

void
arena_back(struct arena *a, struct arena_mark m)
{
	if (m.block == NULL) {
		arena_reset(a);
		return;
	}
	while (a->head != m.block)
		drop_block(a);
	a->head->used = m.used;
	HIDE(a->head->bytes + m.used, a->head->cap - m.used);
}
