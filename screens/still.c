/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * still.c - boards that stand still while they change.
 */
#include "screens/still.h"

#include "base/err.h"

static const struct id *
key_of(const char *v, size_t i, size_t size)
{
	return (const struct id *)(const void *)(v + i * size);
}

static void
swap(char *x, char *y, size_t size)
{
	while (size-- > 0) {
		char c = *x;

		*x++ = *y;
		*y++ = c;
	}
}

/* The row of this key among those from `from` on, moved to `place`; those
 * between move by one. */
static bool
fetch(char *v, size_t n, size_t size, size_t from, size_t place, struct id key)
{
	size_t i = from;

	while (i < n && !id_eq(*key_of(v, i, size), key))
		i++;
	if (i == n)
		return false;
	for (; i > place; i--)
		swap(v + i * size, v + (i - 1) * size, size);
	for (; i < place; i++)
		swap(v + i * size, v + (i + 1) * size, size);
	return true;
}

static void
remember(struct still *s, const char *v, size_t n, size_t size, msec now)
{
	s->keys = realloc(s->keys, (n + 1) * sizeof(*s->keys));
	if (s->keys == NULL)
		die("out of memory");
	for (size_t i = 0; i < n; i++)
		s->keys[i] = *key_of(v, i, size);
	s->n = n;
	s->at = now;
}

void
still_order(struct still *s, void *v, size_t n, size_t size, msec now)
{
	size_t place = 0;

	if (s->n == 0 || now < s->at || now - s->at >= STILL_MS) {
		remember(s, v, n, size, now);
		return;
	}
	for (size_t i = 0; i < s->n && place < n; i++)
		place += fetch(v, n, size, place, place, s->keys[i]);
}

void
still_hold(const struct list *l, void *v, size_t n, size_t size)
{
	if (n > 0 && !id_none(l->at))
		(void)fetch(v, n, size, 0, l->index < n ? l->index : n - 1,
		    l->at);
}

void
still_done(struct still *s)
{
	free(s->keys);
	*s = (struct still){ .n = 0 };
}
