/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shelf.c - keeps published scripts ready.
 */
#include "script/shelf.h"

#include <pthread.h>

#include "script/edge.h"
#include "script/load.h"

/* More versions than a centre has in force at a time; beyond them the oldest
 * place is not reused, a script is then read each time it is asked for. */
enum { SHELF_MOST = 256 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	char id[40];
	struct script *script;
} shelf[SHELF_MOST];
static size_t used;

static const struct script *
look_up(const char *id)
{
	for (size_t i = 0; i < used; i++)
		if (strcmp(shelf[i].id, id) == 0)
			return shelf[i].script;
	return NULL;
}

const struct script *
script_shelf_get(const char *id)
{
	const struct script *s;

	pthread_mutex_lock(&lock);
	s = look_up(id);
	pthread_mutex_unlock(&lock);
	return s;
}

static struct script *
read_it(struct str bundle)
{
	struct arena a = { 0 };
	struct script_problems p = { .arena = &a };
	struct script *s = script_new();

	script_bundle_read(s, bundle, &p);
	script_link(s, &p);
	if (p.errors > 0 || s->nparts == 0) {
		script_free(s);
		s = NULL;
	}
	arena_done(&a);
	return s;
}

enum err
script_shelf_put(const char *id, struct str bundle, const struct script **out,
    struct fault *f)
{
	struct script *s = read_it(bundle);
	const struct script *old;

	if (s == NULL)
		return fail(f, ERR_INVALID,
		    _("this version of the script cannot be read"));
	pthread_mutex_lock(&lock);
	old = look_up(id);
	if (old == NULL && used < SHELF_MOST) {
		snprintf(shelf[used].id, sizeof(shelf[used].id), "%s", id);
		shelf[used++].script = s;
		old = s;
	}
	pthread_mutex_unlock(&lock);
	if (old == NULL)
		return fail(f, ERR_INVALID,
		    _("more than %d versions of scripts were opened; start the "
		      "program again"),
		    SHELF_MOST);
	if (old != s)
		script_free(s);
	*out = old;
	return OK;
}
