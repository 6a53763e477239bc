/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * db_own.h - what db.c and db_run.c share: a database as both engines have it.
 */
#ifndef STORE_DB_OWN_H
#define STORE_DB_OWN_H

#include <pthread.h>

#include "store/driver.h"

struct db {
	const struct driver *driver;
	void *impl;
	struct clock *clock;
	struct fault fault;
	unsigned veil;
	bool in_tx;
	bool in_rows;	 /* a row function is running */
	enum err spoilt; /* what the engine refused in this transaction */
	int64_t asked;	 /* statements so far */

	pthread_mutex_t lock; /* guards the two below */
	bool running;
	bool cancelled;
};

#endif
