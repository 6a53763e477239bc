/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_told.c - a script's answers, as people read them.
 */
#include "screens/script_told.h"

#include "script/shelf.h"

enum err
told_script(struct core *c, struct arena *a,
    const struct row_script_run_of *row, const struct script **out)
{
	struct row_script_text text;
	enum err rc;

	*out = script_shelf_get(row->script.s);
	if (*out != NULL)
		return OK;
	if ((rc = script_bundle_of(c, a, row->script, &text)) != OK)
		return rc;
	return script_shelf_put(row->script.s, text.bundle, out, &c->fault);
}

void
told_answers(const struct script_run *r, struct buf *b)
{
	for (size_t i = 0; i < r->script->nfields; i++) {
		struct str v = script_run_value(r, (int)i, false);

		if (v.len > 0)
			buf_printf(b, "%s%s: %s", b->len > 0 ? " · " : "",
			    r->script->fields[i].name.s, v.s);
	}
}

static enum err
read_answers(struct core *c, struct arena *a,
    const struct row_script_run_of *row, struct str *out)
{
	struct script_run r = { .arena = a, .lang = row->lang };
	struct script_state at;
	struct buf b = { 0 };
	enum err rc;

	if ((rc = told_script(c, a, row, &r.script)) != OK ||
	    (rc = script_state_read(r.script, a, row->body, &at, &c->fault)) !=
		OK)
		return rc;
	script_run_resume(&r, &at);
	told_answers(&r, &b);
	*out = buf_copy(a, &b);
	buf_done(&b);
	return OK;
}

enum err
told_load(struct core *c, struct arena *a, struct id contact,
    struct script_told *out)
{
	struct row_script_run_of row;
	enum err rc = script_run_of(c, a, contact, &row);

	*out = (struct script_told){ .title = STR_NONE, .answers = STR_NONE };
	if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc != OK)
		return rc;
	out->open = str_is(row.state, "running");
	out->title = row.title;
	return read_answers(c, a, &row, &out->answers);
}
