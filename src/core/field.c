/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field.c - the fields a centre adds: definitions, checked values.
 */
#include "core/field.h"

#include "base/json.h"
#include "core/audit.h"
#include "core/image.h"
#include "core/list.h"
#include "core/team.h"

enum { TEXT_MAX = 2000, CHOICES_MAX = 8000 };

/* ---- types: what each accepts, and its number -------------------------------
 */

static bool
is_text(struct str s, struct str choices, int64_t *num)
{
	(void)choices;
	(void)num;
	return s.len > 0;
}

static bool
is_number(struct str s, struct str choices, int64_t *num)
{
	(void)choices;
	return str_int(s, num);
}

static bool
is_date(struct str s, struct str choices, int64_t *num)
{
	(void)choices;
	return clock_day(s, num);
}

static bool
is_choice(struct str s, struct str choices, int64_t *num)
{
	struct json *list;
	bool found = false;

	if (json_parse(choices, &list, NULL) != OK)
		return false;
	for (size_t i = 0; i < json_len(list) && !found; i++) {
		found = str_eq(json_str(json_at(list, i)), s);
		*num = (int64_t)i;
	}
	json_free(list);
	return found;
}

static bool
is_yesno(struct str s, struct str choices, int64_t *num)
{
	(void)choices;
	*num = str_is(s, "yes");
	return *num == 1 || str_is(s, "no");
}

static const struct {
	const char *name, *what;
	bool (*fits)(struct str, struct str choices, int64_t *num);
} types[] = {
	{ "text", N_("a text"), is_text },
	{ "number", N_("a whole number"), is_number },
	{ "date", N_("a date such as 2026-03-06"), is_date },
	{ "choice", N_("one of its choices"), is_choice },
	{ "yesno", N_("yes or no"), is_yesno },
	{ "money", N_("a whole number of the smallest coin"), is_number },
};

static int
type_find(struct str name)
{
	for (size_t i = 0; i < countof(types); i++)
		if (str_is(name, types[i].name))
			return (int)i;
	return -1;
}

/* ---- definitions -------------------------------------------------------- */

static enum err
check_choices(struct core *c, const struct field_new *f)
{
	struct json *list = NULL;
	bool want = str_is(f->type, "choice"), good = true;
	struct str text;

	if (!want && f->choices.len == 0)
		return OK;
	if (want && f->choices.len <= CHOICES_MAX &&
	    json_parse(f->choices, &list, NULL) == OK) {
		for (size_t i = 0; i < json_len(list) && good; i++)
			good = core_text(c, "", json_str(json_at(list, i)),
				   CHOICES_MAX, false, false, &text) == OK;
		good &= json_len(list) > 0;
	}
	if (list == NULL || !good) {
		json_free(list);
		return fail(&c->fault, ERR_INVALID,
		    _("the choices of a field are a JSON list of texts, for "
		      "the type choice only; nothing was changed"));
	}
	json_free(list);
	return OK;
}

static enum err
check_def(struct core *c, const struct field_new *f)
{
	enum err rc = code_check(c, _("the field"), f->id);

	if (rc != OK)
		return rc;
	if (!str_is(f->entity, "ticket") && !str_is(f->entity, "customer"))
		return fail(&c->fault, ERR_INVALID,
		    _("a field belongs to ticket or customer, not to '%s'"),
		    f->entity.s);
	if (type_find(f->type) < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("no field type '%s'; there are text, number, date, "
		      "choice, yesno and money"),
		    f->type.s);
	if (f->class < CLASS_OPEN || f->class > CLASS_SECRET)
		return fail(&c->fault, ERR_INVALID,
		    _("a field's class is 0 to 3"));
	return check_choices(c, f);
}

static enum err
add_body(struct core *c, struct write *w)
{
	struct field_new f = *(const struct field_new *)w->u;
	struct row_field_get was;
	enum err rc;

	f.id = list_given(f.id);
	f.entity = list_given(f.entity);
	f.type = list_given(f.type);
	f.choices = list_given(f.choices);
	if ((rc = check_def(c, &f)) != OK)
		return rc;
	rc = q_field_get(c->db, &c->scratch, f.id, &was);
	if (rc == OK)
		return fail(&c->fault, ERR_CONFLICT,
		    _("there is a field '%s' already; nothing was changed"),
		    f.id.s);
	if (rc != ERR_NOT_FOUND)
		return rc;
	w->version = 1;
	write_set(c, w, "id", STR_NONE, f.id);
	write_set(c, w, "entity", STR_NONE, f.entity);
	write_set(c, w, "type", STR_NONE, f.type);
	write_set_int(c, w, "class", 0, f.class);
	write_set(c, w, "choices", STR_NONE, f.choices);
	rc = q_field_add(c->db, f.id, f.entity, f.type, f.class, f.choices,
	    NULL);
	return rc == OK
	    ? image_made(c, w, "field_def", f.id, STR_NONE, STR_NONE)
	    : rc;
}

enum err
field_add(struct core *c, const struct field_new *f)
{
	struct write w = {
		.may = MAY_SETUP_EDIT,
		.kind = "field.add",
		.entity = "field",
		.id = audit_id("field", list_given(f->id)),
		.body = add_body,
		.u = (void *)f,
	};

	return core_write(c, &w);
}

enum err
field_list(struct core *c, struct arena *a, struct str entity,
    struct rows_field_list *rows)
{
	enum err rc = core_allow(c, MAY_TYPIFICATION_READ, NULL);

	if (rc != OK)
		return rc;
	return core_db(c, q_field_list(c->db, a, entity, rows));
}

/* ---- values ------------------------------------------------------------- */

enum err
field_named(struct core *c, struct arena *a, struct str entity,
    struct rows_field_named *rows)
{
	enum err rc = core_allow(c, MAY_TYPIFICATION_READ, NULL);

	if (rc != OK)
		return rc;
	return core_db(c, q_field_named(c->db, a, entity, list_lang(c), rows));
}

enum err
field_values(struct core *c, struct arena *a, const char *entity, struct id id,
    struct rows_field_value_list *rows)
{
	struct rows_field_value_list got;
	enum err rc;

	rc = q_field_value_list(c->db, a, str_of(entity), id, &got);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < got.n; i++) {
		struct row_field_value_list *v = &got.v[i];

		if (audit_clear(c, v->class))
			continue;
		v->text = AUDIT_VEIL;
		v->num = 0;
	}
	*rows = got;
	return OK;
}

/* The value as it is stored; its number in *num. */
static enum err
check_value(struct core *c, const struct row_field_get *f, struct str in,
    struct str *text, int64_t *num)
{
	int type = type_find(f->type);
	enum err rc;

	*num = 0;
	rc = core_text(c, f->id.s, in, TEXT_MAX, type == 0, false, text);
	if (rc != OK)
		return rc;
	if (type < 0 || !types[type].fits(*text, f->choices, num))
		return fail(&c->fault, ERR_INVALID,
		    _("the field '%s' is %s; nothing was changed"), f->id.s,
		    type < 0 ? f->type.s : _(types[type].what));
	return OK;
}

const char *
field_misfit(struct str type, struct str choices, struct str value,
    int64_t *num)
{
	int i = type_find(type);

	*num = 0;
	if (value.len > TEXT_MAX)
		return _("a text of at most 2000 bytes");
	return i >= 0 && types[i].fits(value, choices, num) ? NULL
	    : i < 0					    ? type.s
							    : _(types[i].what);
}

/* Says which there are. */
static enum err
no_field(struct core *c, const char *entity, struct str name)
{
	struct rows_field_named all;
	struct str list = STR_NONE;
	enum err rc = core_db(c,
	    q_field_named(c->db, &c->scratch, str_of(entity), list_lang(c),
		&all));

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		list = str_printf(&c->scratch, "%s%s%s", list.s,
		    i > 0 ? ", " : "", all.v[i].id.s);
	return fail(&c->fault, ERR_INVALID,
	    _("there is no field '%s' for a %s; nothing was changed; there "
	      "are: %s"),
	    name.s, entity, list.len > 0 ? list.s : "-");
}

static enum err
find_def(struct core *c, const char *entity, struct str name,
    struct row_field_get *f)
{
	enum err rc = q_field_get(c->db, &c->scratch, name, f);

	if (rc == ERR_NOT_FOUND ||
	    (rc == OK && (!str_is(f->entity, entity) || f->retired_at != 0)))
		return no_field(c, entity, name);
	return core_db(c, rc);
}

/* An empty value takes away the one there was. */
static enum err
put_value(struct core *c, const char *entity, struct id id,
    const struct row_field_get *def, struct str in, struct str *text)
{
	int64_t num;
	enum err rc;

	*text = list_given(in);
	if (text->len == 0)
		return core_db(c,
		    q_field_value_drop(c->db, str_of(entity), id, def->id,
			NULL));
	if ((rc = check_value(c, def, in, text, &num)) != OK)
		return rc;
	return core_db(c,
	    q_field_value_set(c->db, str_of(entity), id, def->id, *text, num,
		NULL));
}

static struct str
old_value(const struct rows_field_value_list *old, struct str field)
{
	for (size_t i = 0; i < old->n; i++)
		if (str_eq(old->v[i].field, field))
			return old->v[i].text;
	return STR_NONE;
}

static bool
given_before(const struct pair *p, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(p[k].name, p[i].name))
			return true;
	return false;
}

enum err
field_save_on(struct core *c, struct write *w, const char *fields,
    const char *entity, struct id id, const struct pair *p, size_t n)
{
	struct rows_field_value_list old = { NULL, 0 };
	struct row_field_get def;
	struct str text;
	enum err rc = OK;

	if (n > 0)
		rc = q_field_value_list(c->db, &c->scratch, str_of(entity), id,
		    &old);
	for (size_t i = 0; i < n && rc == OK; i++) {
		if (given_before(p, i))
			return fail(&c->fault, ERR_INVALID,
			    _("the field '%s' is given twice; nothing was "
			      "changed"),
			    p[i].name.s);
		if ((rc = find_def(c, fields, p[i].name, &def)) != OK ||
		    (rc = put_value(c, entity, id, &def, p[i].value, &text)) !=
			OK)
			return rc;
		write_set_of(c, w, "field", def.id.s, old_value(&old, def.id),
		    text);
	}
	return core_db(c, rc);
}

enum err
field_save(struct core *c, struct write *w, const char *entity, struct id id,
    const struct pair *p, size_t n)
{
	return field_save_on(c, w, entity, entity, id, p, n);
}
