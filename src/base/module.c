/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * module.c - finds and loads the parts that are not in the program itself.
 */
#include <dlfcn.h>
#include <unistd.h>

#include "base/module.h"

#ifndef CABINA_MODULE_DIR
#define CABINA_MODULE_DIR "/usr/local/lib/cabina"
#endif

/* What the search is after; or why a file that is there fails. */
struct search {
	const char *file, *symbol;
	const void *found;
	struct buf *why;
};

/* `dir` ends in a slash. The module is never unloaded. */
static void
look_in(struct search *s, const char *dir, size_t len)
{
	struct buf path = { 0 };
	const char *why;
	void *module;

	buf_add(&path, dir, len);
	buf_z(&path, s->file);
	if (s->found == NULL && access(path.s, F_OK) == 0) {
		module = dlopen(path.s, RTLD_NOW | RTLD_LOCAL);
		if (module != NULL)
			s->found = dlsym(module, s->symbol);
		if (s->found == NULL && (why = dlerror()) != NULL)
			buf_z(s->why, why);
	}
	buf_done(&path);
}

/* The folder of the running program, so that a build tree needs no install. */
static void
look_beside(struct search *s)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n > 0)
		look_in(s, path, (size_t)n);
}

static void
look_named(struct search *s, const char *dir)
{
	struct buf path = { 0 };

	if (dir != NULL && *dir != '\0') {
		buf_printf(&path, "%s/", dir);
		look_in(s, path.s, path.len);
	}
	buf_done(&path);
}

const void *
module_find(const char *file, const char *symbol, struct buf *why)
{
	struct search s = { file, symbol, NULL, why };

	look_beside(&s);
	look_named(&s, secure_getenv("CABINA_MODULES"));
	look_named(&s, CABINA_MODULE_DIR);
	return s.found;
}

const void *
module_need(const char *file, const char *symbol, const char *what,
    struct fault *f)
{
	struct buf why = { 0 };
	const void *m = module_find(file, symbol, &why);

	if (m == NULL)
		fail(f, ERR_IO,
		    _("the part of cabina for %s cannot be loaded (%s): "
		      "install it, or set CABINA_MODULES to the folder that "
		      "has %s"),
		    what, why.len > 0 ? why.s : _("the file is not there"),
		    file);
	buf_done(&why);
	return m;
}
