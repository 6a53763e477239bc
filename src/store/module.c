/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * module.c - finds and loads the driver that is not part of the program.
 */
#include <dlfcn.h>
#include <unistd.h>

#include "store/driver.h"

#ifndef CABINA_MODULE_DIR
#define CABINA_MODULE_DIR "/usr/local/lib/cabina"
#endif

#define MODULE "postgres.so"

/* What the search is after: the driver, or why one that is there fails. */
struct search {
	const struct driver *driver;
	struct buf why;
};

/* `dir` ends in a slash. The module is never unloaded. */
static void
look_in(struct search *s, const char *dir, size_t len)
{
	struct buf path = { 0 };
	const char *why;
	void *module;

	buf_add(&path, dir, len);
	buf_z(&path, MODULE);
	if (s->driver == NULL && access(path.s, F_OK) == 0) {
		module = dlopen(path.s, RTLD_NOW | RTLD_LOCAL);
		if (module != NULL)
			s->driver = dlsym(module, "driver_postgres");
		if (s->driver == NULL && (why = dlerror()) != NULL)
			buf_z(&s->why, why);
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

/* libpq costs 5 MB, so it comes in only when somebody asks for it. */
enum err
driver_load(const struct driver **out, struct fault *f)
{
	struct search s = { 0 };
	enum err rc = OK;

	look_beside(&s);
	look_named(&s, secure_getenv("CABINA_MODULES"));
	look_named(&s, CABINA_MODULE_DIR);
	if (s.driver != NULL)
		*out = s.driver;
	else
		rc = fail(f, ERR_IO,
		    _("the PostgreSQL part of cabina cannot be loaded (%s): "
		      "install it, or set CABINA_MODULES to the folder that "
		      "has postgres.so"),
		    s.why.len > 0 ? s.why.s : _("there is no postgres.so"));
	buf_done(&s.why);
	return rc;
}
