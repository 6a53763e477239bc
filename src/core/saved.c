/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved.c - views of a list that people keep and share.
 */
#include "core/saved.h"

#include "base/utf8.h"
#include "core/image.h"
#include "core/list.h"
#include "core/ticket_query.h"

#define OF STR("ticket")

enum err
saved_list(struct core *c, struct arena *a, struct rows_saved_list *rows)
{
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	return rc == OK ? core_db(c, q_saved_list(c->db, a, OF, c->me.id, rows))
			: rc;
}

static enum err
none(struct core *c, struct str name, const struct rows_saved_list *all)
{
	struct str fold = utf8_fold(&c->scratch, name), near = STR_NONE;
	int least = 3;

	for (size_t i = 0; i < all->n; i++) {
		int far = str_distance(fold,
		    utf8_fold(&c->scratch, all->v[i].name), least);

		if (far < least) {
			near = all->v[i].name;
			least = far;
		}
	}
	if (near.len > 0)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no view '%s'; did you mean '%s'?"), name.s,
		    near.s);
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("there is no view '%s'; 'view list' shows yours and your "
	      "teams'"),
	    name.s);
}

/* Of two that fit one's own, else the first. */
static const struct row_saved_list *
mine_of(const struct core *c, const struct row_saved_list *had,
    const struct row_saved_list *other)
{
	return had == NULL ||
		(!id_eq(had->agent, c->me.id) && id_eq(other->agent, c->me.id))
	    ? other
	    : had;
}

enum err
saved_get(struct core *c, struct arena *a, struct str name,
    struct row_saved_list *row)
{
	const struct row_saved_list *found = NULL;
	struct rows_saved_list all;
	enum err rc = saved_list(c, a, &all);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(utf8_fold(&c->scratch, all.v[i].name),
			utf8_fold(&c->scratch, name)))
			found = mine_of(c, found, &all.v[i]);
	if (found == NULL)
		return none(c, name, &all);
	*row = *found;
	return OK;
}

static struct str
without_any(struct str words)
{
	struct str any = STR("whose:any ");

	return str_starts(words, any)
	    ? (struct str){ words.s + any.len, words.len - any.len }
	    : words;
}

enum err
saved_name(struct core *c, struct arena *a, struct str words, struct str *name)
{
	const struct row_saved_list *found = NULL;
	struct rows_saved_list all;
	enum err rc = saved_list(c, a, &all);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(without_any(all.v[i].words), without_any(words)))
			found = mine_of(c, found, &all.v[i]);
	*name = found != NULL ? found->name : STR_NONE;
	return OK;
}

/* ---- writing ------------------------------------------------------------ */

struct saving {
	struct str name, words, columns, team;
};

static enum err
save_body(struct core *c, struct write *w)
{
	const struct saving *s = w->u;
	struct row_saved_mine was = { .version = 0 };
	struct image image;
	enum err rc;

	was.words = was.columns = was.team = STR_NONE;
	rc = q_saved_mine(c->db, &c->scratch, c->me.id, OF, s->name, &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if (rc == OK)
		w->id = was.id;
	if (rc == OK && str_eq(was.words, s->words) &&
	    str_eq(was.columns, s->columns) && str_eq(was.team, s->team))
		return fail(&c->fault, ERR_INVALID,
		    _("the view '%s' is like that already; nothing was "
		      "changed"),
		    s->name.s);
	if ((rc = image_take(c, "saved_view", id_str(&w->id), STR_NONE,
		 STR_NONE, &image)) != OK)
		return rc;
	rc = q_saved_put(c->db, w->id, OF, s->name, c->me.id, s->team, s->words,
	    s->columns, NULL);
	if (rc != OK)
		return core_db(c, rc);
	w->version = was.version + 1;
	write_set(c, w, "name", was.version > 0 ? s->name : STR_NONE, s->name);
	write_set(c, w, "words", was.words, s->words);
	write_set(c, w, "columns", was.columns, s->columns);
	write_set(c, w, "team", was.team, s->team);
	return image_tell(c, w, &image);
}

static enum err
check_team(struct core *c, struct str team)
{
	struct row_saved_member m;
	enum err rc;

	if (team.len == 0)
		return OK;
	rc = q_saved_member(c->db, &c->scratch, team, c->me.id, &m);
	if (rc != OK || m.n > 0)
		return core_db(c, rc);
	return fail(&c->fault, ERR_DENIED,
	    _("a view is shared with a team one is of; '%s' is none of yours"),
	    team.s);
}

/* "created spent" is show:created,spent: the columns are among the words. */
static struct str
with_columns(struct core *c, struct str words, struct saving *s)
{
	struct str rest = s->columns, one, list = STR_NONE;

	while (str_next(&c->scratch, &rest, ' ', &one))
		if (one.len > 0)
			list = str_printf(&c->scratch, "%s%s%s", list.s,
			    list.len > 0 ? "," : "", one.s);
	s->columns = STR_NONE;
	return list.len == 0
	    ? words
	    : str_printf(&c->scratch, "%s show:%s", words.s, list.s);
}

enum err
saved_save(struct core *c, const struct saved_new *in, struct id *id)
{
	const struct ticket_asked *q;
	struct saving s = { .columns = list_given(in->columns),
		.team = list_given(in->team) };
	struct write w = { .may = MAY_TICKET_READ,
		.kind = "view.save",
		.entity = "view",
		.id = id_make(clock_now(c->clock)),
		.body = save_body,
		.u = &s };
	enum err rc;

	if ((rc = core_text(c, _("the name"), in->name, SAVED_NAME_MAX, false,
		 false, &s.name)) != OK ||
	    (rc = ticket_ask(c, &c->scratch, with_columns(c, in->words, &s),
		 false, &q)) != OK ||
	    (rc = check_team(c, s.team)) != OK)
		return rc;
	s.words = ticket_asked_words(&c->scratch, q, true);
	if ((rc = core_write(c, &w)) == OK)
		*id = w.id;
	return rc;
}

static enum err
drop_body(struct core *c, struct write *w)
{
	const struct saving *s = w->u;
	struct image image;
	enum err rc;

	rc = image_take(c, "saved_view", id_str(&w->id), STR_NONE, STR_NONE,
	    &image);
	if (rc != OK)
		return rc;
	if ((rc = q_saved_drop(c->db, w->id, NULL)) != OK)
		return core_db(c, rc);
	write_set(c, w, "name", s->name, STR_NONE);
	w->version = 1;
	return image_tell(c, w, &image);
}

enum err
saved_drop(struct core *c, struct str name)
{
	struct saving s = { .name = name };
	struct row_saved_mine mine;
	struct rows_saved_list all;
	struct write w = { .may = MAY_TICKET_READ,
		.kind = "view.drop",
		.entity = "view",
		.body = drop_body,
		.u = &s };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, NULL)) != OK)
		return rc;
	if (!core_applied(c, "view", &w.id)) {
		rc =
		    q_saved_mine(c->db, &c->scratch, c->me.id, OF, name, &mine);
		if (rc == ERR_NOT_FOUND)
			return (rc = saved_list(c, &c->scratch, &all)) == OK
			    ? none(c, name, &all)
			    : rc;
		if (rc != OK)
			return core_db(c, rc);
		w.id = mine.id;
	}
	return core_write(c, &w);
}
