/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * module.c - loads the driver that is not part of the program.
 */
#include "base/module.h"
#include "store/driver.h"

/* libpq costs 5 MB, so it comes in only when somebody asks for it. */
enum err
driver_load(const struct driver **out, struct fault *f)
{
	struct buf why = { 0 };
	const struct driver *driver =
	    module_find("postgres.so", "driver_postgres", &why);
	enum err rc = OK;

	if (driver != NULL)
		*out = driver;
	else
		rc = fail(f, ERR_IO,
		    _("the PostgreSQL part of cabina cannot be loaded (%s): "
		      "install it, or set CABINA_MODULES to the folder that "
		      "has postgres.so"),
		    why.len > 0 ? why.s : _("there is no postgres.so"));
	buf_done(&why);
	return rc;
}
