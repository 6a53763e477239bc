/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * newticket.c - the fewest fields that make a good ticket: the type brings the
 * rest, and what it will become is seen before it is sent.
 */
#include "screens/newticket_draw.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/ticket.h"
#include "screens/say.h"

/* ---- loading ------------------------------------------------------------ */

static void
add_products(struct arena *a, struct newticket_model *m)
{
	m->products = NEWN(a, struct choice, m->assets.n);
	for (size_t i = 0; i < m->assets.n; i++) {
		const struct row_asset_list *x = &m->assets.v[i];
		struct str year = x->year > 0
		    ? str_printf(a, " %lld", (long long)x->year)
		    : STR_NONE;

		m->products[i] = (struct choice){
			.code = str_of(x->id.s),
			.text = str_printf(a, "%s %s%s  %s", x->brand.s,
			    x->model.s, year.s,
			    x->plate.len > 0 ? say_plate(a, x->plate).s
					     : x->serial.s),
			.number = i < 9 ? (int)i + 1 : 0,
		};
		m->products[i].fold = utf8_fold(a, m->products[i].text);
	}
	m->team = NEWN(a, struct choice, m->teams.n);
	for (size_t i = 0; i < m->teams.n; i++)
		m->team[i] = (struct choice){ .code = m->teams.v[i].code,
			.text = m->teams.v[i].name,
			.fold = utf8_fold(a, m->teams.v[i].name) };
}

/* A ticket made while talking to its customer belongs to that contact. */
static enum err
find_contact(struct core *c, struct arena *a, const struct screen_arg *arg,
    struct newticket_model *m)
{
	struct row_interaction_get row;
	enum err rc;

	if (id_none(arg->contact))
		return OK;
	if ((rc = interaction_get(c, a, arg->contact, &row)) == OK) {
		if (id_eq(row.customer, arg->id))
			m->contact = arg->contact;
		else
			m->talk = row.customer_name;
	}
	m->channel = id_none(m->contact) ? STR_NONE : row.channel;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* Of the type and priority that are chosen: arg's text. */
static enum err
foresee(struct core *c, struct arena *a, const struct screen_arg *arg,
    struct newticket_model *m)
{
	struct row_promise_case k = { .segment = m->who.segment,
		.channel = m->channel,
		.branch =
		    m->who.branch.len > 0 ? m->who.branch : c->me.branch };
	struct str rest = arg->text;
	const struct typification_hit *leaf;
	enum err rc;

	if (!str_next(a, &rest, ' ', &k.typification) ||
	    (leaf = types_leaf(&m->types, k.typification)) == NULL)
		return OK;
	if (!str_int(rest, &k.priority))
		k.priority = leaf->priority;
	rc = incident_about(c, a, k.typification, &m->known);
	return rc == OK ? promise_foresee(c, a, &k, &m->promise) : rc;
}

/* Who reads a ticket may not see its customer. */
static enum err
whose(struct core *c, struct arena *a, struct id id,
    struct row_customer_get *who)
{
	enum err rc = customer_get(c, a, id, who);

	if (rc != ERR_NOT_FOUND)
		return rc;
	return fail(&c->fault, ERR_DENIED,
	    _("Its customer is of another branch: not yours to see."));
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct ticket_filter f = {
		.states = STR("undone"), .customer = arg->id, .limit = 50
	};
	struct newticket_model *m = NEW(a, struct newticket_model);
	struct rows_ticket_rows open;
	enum err rc;

	f.team = f.typification = STR_NONE;
	if ((rc = whose(c, a, arg->id, &m->who)) != OK ||
	    (rc = types_load(c, a, &m->types)) != OK ||
	    (rc = asset_list(c, a, arg->id, &m->assets)) != OK ||
	    (rc = team_list(c, a, false, &m->teams)) != OK ||
	    (rc = ticket_list(c, a, &f, &open)) != OK ||
	    (rc = owed_of(c, a, &open, &m->open)) != OK ||
	    (rc = find_contact(c, a, arg, m)) != OK ||
	    (rc = foresee(c, a, arg, m)) != OK)
		return rc;
	add_products(a, m);
	*model = m;
	return OK;
}

/* ---- the fields --------------------------------------------------------- */

static bool
is_priority(struct str s, struct fault *why)
{
	if (s.len == 1 && s.s[0] >= '1' && s.s[0] <= '4')
		return true;
	fail(why, ERR_INVALID, _("1 is urgent, 4 can wait"));
	return false;
}

/* The last one only for a customer who has products. */
static const struct field_def first_fields[] = {
	{ .name = "typification",
	    .label = N_("Type"),
	    .kind = FIELD_CHOICE,
	    .required = true,
	    .hint = N_("code, words or number") },
	{ .name = "subject",
	    .label = N_("Subject"),
	    .kind = FIELD_LINE,
	    .required = true },
	{ .name = "body",
	    .label = N_("Detail"),
	    .kind = FIELD_LINES,
	    .rows = 3,
	    .max = 20000 },
	{ .name = "product",
	    .label = N_("Product"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("number or words; none if it is of none") },
	{ 0 },
};

static void
add_last(struct arena *a, const struct newticket_model *m, struct str type,
    struct field_def *d)
{
	const struct typification_hit *leaf = types_leaf(&m->types, type);

	d[0] = (struct field_def){ .name = "priority",
		.label = N_("Priority"),
		.kind = FIELD_LINE,
		.max = 1,
		.columns = 2,
		.check = is_priority,
		.hint = leaf == NULL ? N_("the type proposes it")
				     : str_printf(a, _("%lld by its type"),
					   (long long)leaf->priority)
					   .s };
	d[1] = (struct field_def){ .name = "team",
		.label = N_("Team"),
		.kind = FIELD_CHOICE,
		.columns = 24,
		.hint = leaf == NULL ? N_("the type proposes it")
		    : leaf->team_name.len == 0
		    ? N_("none by its type")
		    : str_printf(a, _("%s by its type"), leaf->team_name.s).s };
}

/* The fields for the type that is chosen. */
static void
refit(struct screen *s)
{
	const struct newticket_model *m = s->model;
	struct newticket_state *t = s->state;
	struct arena *a = needs_begin(&t->needs);
	struct field_def last[2];

	add_last(a, m, needs_type(s), last);
	needs_refit(&t->needs, s, &m->types, first_fields,
	    countof(first_fields) - 1 - (m->assets.n == 0), last, 2);
	form_choices(&t->sheet.form, "team", m->team, m->teams.n);
	if (m->assets.n > 0)
		form_choices(&t->sheet.form, "product", m->products,
		    m->assets.n);
}

static const struct row_asset_list *
product(const struct screen *s)
{
	const struct newticket_model *m = s->model;
	struct str id = m->assets.n > 0 ? sheet_get(s, "product") : STR_NONE;

	for (size_t i = 0; i < m->assets.n; i++)
		if (str_is(id, m->assets.v[i].id.s))
			return &m->assets.v[i];
	return NULL;
}

/* What the product says of itself goes into the fields that ask for it. */
static void
fill_from_product(struct screen *s)
{
	const struct row_asset_list *x = product(s);
	struct newticket_state *t = s->state;
	struct form *f = &t->sheet.form;

	snprintf(t->product, sizeof(t->product), "%s",
	    x != NULL ? x->id.s : "");
	for (size_t i = 0; x != NULL && i < f->n; i++) {
		const char *name = f->v[i].def->name;

		if (strcmp(name, "field.plate") == 0 && x->plate.len > 0)
			form_set(f, name, x->plate);
		if (strcmp(name, "field.serial") == 0 && x->serial.len > 0)
			form_set(f, name, x->serial);
	}
}

/* Another type or priority was chosen: another promise is to be loaded. */
static bool
promises_other(struct screen *s)
{
	struct newticket_state *t = s->state;
	struct str priority = sheet_get(s, "priority");
	char now[sizeof(t->asked)];

	snprintf(now, sizeof(now), "%s %s", needs_type(s).s,
	    priority.len == 1 && strchr("1234", priority.s[0]) != NULL
		? priority.s
		: "");
	if (needs_type(s).len == 0 || strcmp(now, t->asked) == 0)
		return false;
	snprintf(t->asked, sizeof(t->asked), "%s", now);
	s->arg.text = str_of(t->asked);
	return true;
}

/* After a key or a load: the fields belong to what is chosen. */
static void
follow(struct screen *s)
{
	struct need needs[1];
	const struct newticket_model *m = s->model;
	struct newticket_state *t = s->state;
	const struct row_asset_list *x;

	if (needs_changed(&t->needs, s)) {
		refit(s);
		if (m->assets.n == 1 &&
		    types_needs(&m->types, needs_type(s), needs, 1) > 0 &&
		    sheet_get(s, "product").len == 0)
			form_set(&t->sheet.form, "product",
			    str_of(m->assets.v[0].id.s));
		t->product[0] = '\0';
	}
	x = product(s);
	if (strcmp(x != NULL ? x->id.s : "", t->product) != 0)
		fill_from_product(s);
}

static void
loaded(struct screen *s)
{
	struct newticket_state *t = s->state;

	refit(s);
	if (!needs_undraft(&t->needs, s, refit))
		return;
	snprintf(t->product, sizeof(t->product), "%s",
	    product(s) != NULL ? product(s)->id.s : "");
	(void)promises_other(s); /* it is loaded again for its text */
}

/* What is promised moves with the clock. */
static bool
foretells(const struct screen *s)
{
	return s->arg.text.len > 0;
}

/* ---- keys --------------------------------------------------------------- */

/* The product is told by its plate, else by its number. */
static void
say_product(const struct screen *s, struct buf *say)
{
	const struct newticket_model *m = s->model;
	const struct row_asset_list *x = product(s);

	if (x == NULL)
		return;
	if (x->plate.len > 0 && types_field(&m->types, STR("plate")) != NULL) {
		if (!needs_has(s, "field.plate"))
			needs_say_field(say, "plate", x->plate);
	} else if (types_field(&m->types, STR("serial")) != NULL &&
	    !needs_has(s, "field.serial")) {
		needs_say_field(say, "serial", x->serial);
	}
}

static void
words(struct screen *s, struct buf *say)
{
	buf_printf(say, "ticket create customer=%s", s->arg.id.s);
	needs_say(s, "product", say);
	say_product(s, say);
	if (newticket_is_case(s))
		buf_printf(say, " incident=%lld",
		    (long long)newticket_known(s)->number);
	say_arg(say, "interaction",
	    str_of(((const struct newticket_model *)s->model)->contact.s));
}

/* All of what was typed: the subject leads its detail. */
static struct str
typed(const struct screen *s, struct arena *a)
{
	struct str body = sheet_get(s, "body");
	struct str subject = sheet_get(s, "subject");

	return subject.len == 0 || body.len == 0
	    ? str_copy(a, body.len > 0 ? body : subject)
	    : str_printf(a, "%s\n%s", subject.s, body.s);
}

/* What was typed goes to the open ticket, with the contact in progress. */
static enum screen_key
add_to_same(struct screen *s, struct buf *say)
{
	const struct newticket_model *m = s->model;
	const struct row_ticket_rows *t = newticket_same(s);
	struct arena a = { 0 };
	struct str text;

	if (t == NULL)
		return screen_tell(say,
		    needs_type(s).len == 0
			? _("Choose the type first: F4 adds to an open ticket "
			    "of the same type.")
			: _("No open ticket of this type: F10 creates one."));
	if (!id_none(m->contact)) {
		buf_printf(say, "interaction typify %s", m->contact.s);
		say_arg(say, "typification", t->typification);
		buf_printf(say, " ticket=%s%c", t->id.s, SAY_NEXT);
	}
	text = typed(s, &a);
	if (text.len > 0 && !id_none(m->contact))
		buf_printf(say, "ticket contact %s channel=%s", t->id.s,
		    m->channel.s);
	else if (text.len > 0)
		buf_printf(say, "ticket note %s", t->id.s);
	if (text.len > 0) {
		say_arg(say, "text", text);
		buf_c(say, SAY_NEXT);
	}
	buf_printf(say, "open ticket %s", t->id.s);
	arena_done(&a);
	return SCREEN_SAY;
}

static enum screen_key
make_case(struct screen *s, struct buf *say)
{
	struct newticket_state *t = s->state;

	if (newticket_known(s) == NULL)
		return screen_tell(say,
		    _("No incident is known of this type."));
	t->case_of = newticket_is_case(s) ? 0 : newticket_known(s)->number;
	return SCREEN_TAKEN;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	enum screen_key got;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_F(4))
		return add_to_same(s, say);
	if (k->code == KEY_F(7))
		return make_case(s, say);
	got = sheet_key(s, k, say, words);
	follow(s);
	return got == SCREEN_TAKEN && promises_other(s) ? SCREEN_RELOAD : got;
}

#define CASE_OF "case of" /* no field has a blank in its name */

static void
draft(const struct screen *s, struct buf *out)
{
	const struct newticket_state *t = s->state;
	struct buf form = { 0 };
	struct json *o;

	sheet_draft(s, &form);
	if (t->case_of != 0 && form.len > 0 &&
	    json_parse(buf_view(&form), &o, NULL) == OK) {
		json_set_int(o, CASE_OF, t->case_of);
		json_print(o, out, false);
		json_free(o);
	} else {
		buf_str(out, buf_view(&form));
	}
	buf_done(&form);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct newticket_state *t = s->state;
	struct json *o;

	if (json_parse(draft, &o, NULL) == OK) {
		t->case_of = json_int(json_get(o, CASE_OF));
		json_free(o);
	}
	needs_later(&t->needs, draft);
	if (s->model != NULL)
		loaded(s);
}

static void
done(struct screen *s)
{
	struct newticket_state *t = s->state;

	sheet_done(s);
	needs_done(&t->needs);
}

static const struct key_def keys[] = {
	{ "<F4>", "", N_("add to the open one") },
	{ "<Enter>", "", N_("take") },
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("create") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* The first is for where there is an open one. */
static const struct key_def *
line_keys(const struct screen *s)
{
	return s->model != NULL && newticket_same(s) != NULL ? keys : keys + 1;
}

const struct screen_def screen_newticket = {
	SHEET_OF(newticket, N_("New ticket"), first_fields, "ticket create",
	    NULL, words),
	.of = OF_CUSTOMER,
	.about = N_("A new ticket. Choose its type by code or by a "
		    "word; fields with * are needed; F10 sends."),
	.state_size = sizeof(struct newticket_state),
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = newticket_draw,
	.key = key,
	.draft = draft,
	.undraft = undraft,
	.waits = foretells,
	.done = done,
};
