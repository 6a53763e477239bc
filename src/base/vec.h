/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vec.h - a growable array in an arena: VEC(type) is { v, n, cap }.
 *
 *	VEC(struct id) ids = { 0 };
 *	*vec_push(&a, &ids) = id;
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                              \
	struct {                                                               \
		type *v;                                                       \
		size_t n, cap;                                                 \
	}

/* A pointer to a new zeroed element at the end. */
#define vec_push(a, x)                                                         \
	((x)->n == (x)->cap                                                    \
		? ((x)->v = vec_grow((a), (x)->v, sizeof *(x)->v, &(x)->cap),  \
		      &(x)->v[(x)->n++])                                       \
		: &(x)->v[(x)->n++])

/* For vec_push: the elements in twice the room; dies without memory. */
void *vec_grow(struct arena *, void *v, size_t size, size_t *cap);

#endif
