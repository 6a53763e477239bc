/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgrole.c - on PostgreSQL an agent is a database role.
 *
 * CREATE, ALTER and GRANT take names and passwords as text only, never as
 * parameters, so these few statements cannot be named queries; they are made
 * here and nowhere else. Names passed login_check (letters, digits, ". _ -");
 * of passwords only the verifier is sent, which holds no quotes.
 */
#include "core/pgrole.h"

#include "queries.h"

static bool
has_roles(const struct core *c)
{
	return db_engine(c->db) == ENGINE_POSTGRES;
}

static enum err
password_clause(struct core *c, struct buf *sql, struct str login,
    struct str password)
{
	enum err rc;

	buf_z(sql, " PASSWORD '");
	rc = core_db(c, db_verifier(c->db, login, password, sql));
	buf_z(sql, "'");
	return rc;
}

enum err
pgrole_add(struct core *c, struct buf *sql, struct str login,
    struct str password, bool exists)
{
	enum err rc = OK;

	if (!has_roles(c))
		return OK;
	if (!exists) {
		buf_printf(sql, "CREATE ROLE \"%s\" LOGIN", login.s);
		if (password.len > 0)
			rc = password_clause(c, sql, login, password);
		buf_z(sql, ";\n");
	}
	buf_printf(sql, "GRANT cabina_user TO \"%s\";\n", login.s);
	return rc;
}

enum err
pgrole_password(struct core *c, struct buf *sql, struct str login,
    struct str password)
{
	enum err rc;

	if (!has_roles(c))
		return OK;
	buf_printf(sql, "ALTER ROLE \"%s\"", login.s);
	rc = password_clause(c, sql, login, password);
	buf_z(sql, ";\n");
	return rc;
}

void
pgrole_login(struct core *c, struct buf *sql, struct str login, bool may)
{
	if (has_roles(c))
		buf_printf(sql, "ALTER ROLE \"%s\" %s;\n", login.s,
		    may ? "LOGIN" : "NOLOGIN");
}

void
pgrole_admin(struct core *c, struct buf *sql, struct str login, bool is)
{
	if (has_roles(c))
		buf_printf(sql, "%s cabina_admin %s \"%s\";\n",
		    is ? "GRANT" : "REVOKE", is ? "TO" : "FROM", login.s);
}

enum err
pgrole_exists(struct core *c, struct str login, bool *yes)
{
	struct row_pg_role_exists row;
	enum err rc;

	rc = q_pg_role_exists(c->db, &c->scratch, login, &row);
	if (rc == OK)
		*yes = row.yes != 0;
	return core_db(c, rc);
}

enum err
pgrole_run(struct core *c, struct arena *a, const struct buf *sql,
    struct str *left)
{
	struct row_pg_may_create_role may;
	enum err rc;

	*left = STR_NONE;
	if (sql->len == 0)
		return OK;
	rc = q_pg_may_create_role(c->db, &c->scratch, &may);
	if (rc == OK && may.yes)
		rc = db_script(c->db, sql->s);
	else if (rc == OK)
		*left = buf_copy(a, sql);
	/* Another database made the same role just now: look again. */
	if (rc == ERR_CONFLICT)
		rc = ERR_BUSY;
	return core_db(c, rc);
}
