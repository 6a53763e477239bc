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

/* The folder of the running program, so that a build tree needs no install. */
static const struct driver *
load_beside(void)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	void *module;

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n <= 0 || (size_t)n + sizeof("postgres.so") > sizeof(path))
		return NULL;
	memcpy(path + n, "postgres.so", sizeof("postgres.so"));
	module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	return module != NULL ? dlsym(module, "driver_postgres") : NULL;
}

static const struct driver *
load_from(const char *dir)
{
	struct buf path = { 0 };
	void *module;

	if (dir == NULL)
		return NULL;
	buf_printf(&path, "%s/postgres.so", dir);
	module = dlopen(path.s, RTLD_NOW | RTLD_LOCAL);
	buf_done(&path);
	return module != NULL ? dlsym(module, "driver_postgres") : NULL;
}

/* libpq costs 5 MB, so it comes in only when somebody asks for it. The module
 * is never unloaded: a second connection uses the same. */
enum err
driver_load(const struct driver **out, struct fault *f)
{
	const struct driver *d = load_beside();
	const char *why;

	if (d == NULL)
		d = load_from(secure_getenv("CABINA_MODULES"));
	if (d == NULL)
		d = load_from(CABINA_MODULE_DIR);
	if (d == NULL) {
		why = dlerror();
		return fail(f, ERR_IO,
		    _("the PostgreSQL part of cabina cannot be loaded (%s): "
		      "install it, or set CABINA_MODULES to the folder that "
		      "has postgres.so"),
		    why != NULL ? why : "postgres.so");
	}
	*out = d;
	return OK;
}
