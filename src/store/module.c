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
	const struct driver *driver =
	    module_need("postgres.so", "driver_postgres", "PostgreSQL", f);

	if (driver == NULL)
		return ERR_IO;
	*out = driver;
	return OK;
}
