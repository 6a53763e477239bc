/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing_why.c - why a ticket could not end by itself, told so that each reads
 * it in their own language.
 */
#include "base/json.h"
#include "core/closing_own.h"
#include "core/complaint.h"

static const char *const languages[] = { "es", "en" };

static bool
is_given(const struct rows_field_value_list *values, struct str field)
{
	for (size_t i = 0; i < values->n; i++)
		if (str_eq(values->v[i].field, field))
			return true;
	return false;
}

static struct str
name_of(const struct rows_field_named *names, struct str field)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->v[i].id, field))
			return names->v[i].name;
	return field;
}

/* The fields that its end demands and nobody gave, by their names. */
static enum err
lacking(struct core *c, const struct row_ticket_take *t, const char *lang,
    struct str *out)
{
	struct rows_field_value_list values;
	struct rows_field_named names;
	struct row_typification_get leaf;
	struct json *list = NULL;
	struct buf b = { 0 };
	enum err rc;

	rc = q_typification_get(c->db, &c->scratch, t->typification,
	    str_of(lang), &leaf);
	if (rc == OK)
		rc = q_field_value_list(c->db, &c->scratch, STR("ticket"),
		    t->id, &values);
	if (rc == OK)
		rc = q_field_named(c->db, &c->scratch, STR("ticket"),
		    str_of(lang), &names);
	if (rc != OK || json_parse(leaf.closing, &list, NULL) != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < json_len(list); i++) {
		struct str id = json_str(json_at(list, i));

		if (!complaint_word(id) && !is_given(&values, id))
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    name_of(&names, id).s);
	}
	*out = buf_copy(&c->scratch, &b);
	buf_done(&b);
	json_free(list);
	return OK;
}

static enum err
add_lacking(struct core *c, const struct row_ticket_take *t, struct news *n)
{
	struct news_name *v =
	    NEWN(&c->scratch, struct news_name, countof(languages));
	enum err rc = OK;

	for (size_t i = 0; i < countof(languages) && rc == OK; i++) {
		v[i] = (struct news_name){ str_of(languages[i]), STR_NONE };
		rc = lacking(c, t, languages[i], &v[i].name);
	}
	if (rc == OK && v[0].name.len > 0) {
		n->say = N_("T-%lld could not end by itself: %s (%s)");
		news_names(n, v, countof(languages));
	}
	return rc;
}

static enum err
add_blocking(struct core *c, struct id ticket, struct news *n)
{
	struct rows_link_blocking rows;
	struct buf b = { 0 };
	enum err rc = q_link_blocking(c->db, &c->scratch, ticket, &rows);

	for (size_t i = 0; rc == OK && i < rows.n && i < 5; i++)
		buf_printf(&b, "%sT-%lld", i > 0 ? ", " : "",
		    (long long)rows.v[i].number);
	if (b.len > 0) {
		n->say = N_("T-%lld could not end by itself: %s (%s)");
		news_text(n, buf_copy(&c->scratch, &b));
	}
	buf_done(&b);
	return core_db(c, rc);
}

enum err
closing_why(struct core *c, const struct row_ticket_take *t, enum news_own why,
    struct news *n)
{
	n->say = N_("T-%lld could not end by itself: %s");
	news_number(c, n, t->number);
	news_word(n, news_own(why).s);
	if (why == OWN_FIELDS)
		return add_lacking(c, t, n);
	return why == OWN_BLOCKED ? add_blocking(c, t->id, n) : OK;
}
