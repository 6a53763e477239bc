/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template.c - the verbs about texts that are written again and again.
 */
#include "core/template.h"

#include "cmd/refer.h"
#include "core/list.h"

static enum err
read_for(struct cmd_ctx *cx, const struct args *a, struct template_for *about)
{
	enum err rc;

	*about = (struct template_for){ .lang = STR_NONE };
	if ((rc = refer_ticket(cx, a, "ticket", &about->ticket)) != OK ||
	    (rc = refer_interaction(cx, a, "contact", &about->interaction)) !=
		OK)
		return rc;
	return refer_customer(cx, a, "customer", &about->customer);
}

static struct str
joined(struct arena *a, const struct str *v, size_t n)
{
	struct str out = STR_NONE;

	for (size_t i = 0; i < n; i++)
		out = str_printf(a, "%s%s%s", out.s, i > 0 ? ", " : "", v[i].s);
	return out;
}

static struct str
languages(struct arena *a, const struct template *t)
{
	struct str out = STR_NONE;

	for (size_t i = 0; i < t->texts.n; i++)
		out = str_printf(a, "%s%s%s", out.s, i > 0 ? ", " : "",
		    t->texts.v[i].name.s);
	return out;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct template_for about;
	struct templates all = { 0 };
	enum err rc = read_for(cx, a, &about);

	if (rc == OK)
		rc = template_list(cx->core, cx->arena, &about,
		    arg_str(a, "words"), &all);
	if (rc != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < all.n; i++) {
		const struct template *t = &all.v[i];

		reply_line(cx->reply);
		reply_text(cx->reply, "name", t->name);
		reply_text(cx->reply, "code", t->code);
		reply_text(cx->reply, "title",
		    template_title(t, list_lang(cx->core)));
		reply_text(cx->reply, "langs", languages(cx->arena, t));
		reply_text(cx->reply, "team",
		    joined(cx->arena, t->teams.v, t->teams.n));
		reply_text(cx->reply, "typification",
		    joined(cx->arena, t->about.v, t->about.n));
	}
	return OK;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct template t;
	struct str text;
	enum err rc =
	    template_get(cx->core, cx->arena, arg_str(a, "name"), &t, &text);

	if (rc != OK)
		return rc;
	reply_text(cx->reply, "name", t.name);
	reply_text(cx->reply, "code", t.code);
	reply_bool(cx->reply, "retired", t.retired);
	reply_text(cx->reply, "text", text);
	reply_page(cx->reply, text);
	cx->reply->alone = true;
	return OK;
}

static enum err
fill(struct cmd_ctx *cx, const struct args *a)
{
	struct template_filled out;
	struct template_for about;
	size_t n = 0;
	const struct pair *answers = refer_pairs(cx, a, "answer", &n);
	enum err rc = read_for(cx, a, &about);

	about.lang = arg_str(a, "lang");
	if (rc == OK)
		rc = template_fill(cx->core, cx->arena, &about,
		    arg_str(a, "name"), answers, n, &out);
	if (rc != OK)
		return rc;
	reply_text(cx->reply, "name", out.name);
	reply_text(cx->reply, "lang", out.lang);
	reply_text(cx->reply, "text", out.text);
	reply_int(cx->reply, "missing", (int64_t)out.missing);
	reply_table(cx->reply, "asks");
	for (size_t i = 0; i < out.asks.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "name", out.asks.v[i].name);
		reply_text(cx->reply, "question", out.asks.v[i].question);
		reply_text(cx->reply, "usual", out.asks.v[i].usual);
		reply_text(cx->reply, "given", out.asks.v[i].given);
	}
	reply_thing(cx->reply);
	reply_plain(cx->reply, out.text);
	return OK;
}

static enum err
fields(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_field_named own;
	enum err rc = field_named(cx->core, cx->arena, STR("ticket"), &own);

	(void)a;
	if (rc != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < ntemplate_fields; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "name", str_of(template_fields[i].name));
		reply_text(cx->reply, "text",
		    str_of(_(template_fields[i].what)));
	}
	for (size_t i = 0; i < own.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "name",
		    str_printf(cx->arena, "field.%s", own.v[i].id.s));
		reply_text(cx->reply, "text", own.v[i].name);
	}
	return OK;
}

/* ---- changing ----------------------------------------------------------- */

/* What is there already, if anything; nothing of it is said to be wrong. */
static enum err
begin(struct cmd_ctx *cx, struct str name, struct template *t)
{
	struct str text;
	enum err rc = template_get(cx->core, cx->arena, name, t, &text);

	if (rc == OK && str_eq(t->name, name))
		return OK;
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	cx->core->fault = (struct fault){ .code = OK };
	*t = (struct template){ .name = name, .code = STR_NONE };
	return OK;
}

static void
put(struct arena *a, struct template *t, bool title, struct str lang,
    struct str value)
{
	struct pair *v = title ? t->titles.v : t->texts.v, *to = NULL;
	size_t n = title ? t->titles.n : t->texts.n;

	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, lang))
			to = &v[i];
	if (to == NULL)
		to = title ? vec_push(a, &t->titles) : vec_push(a, &t->texts);
	*to = (struct pair){ lang, value };
}

static enum err
write_it(struct cmd_ctx *cx, const struct args *a)
{
	struct str name = arg_str(a, "name"), lang = arg_str(a, "lang");
	struct template t;
	enum err rc = begin(cx, name, &t);

	if (rc != OK)
		return rc;
	lang = lang.len > 0 ? lang : list_own_lang(cx->core);
	put(cx->arena, &t, false, lang, arg_str(a, "text"));
	if (arg_given(a, "title"))
		put(cx->arena, &t, true, lang, arg_str(a, "title"));
	if (arg_given(a, "code"))
		t.code = arg_str(a, "code");
	if (arg_given(a, "team")) {
		t.teams.v = arg_get(a, "team")->all.v;
		t.teams.n = arg_get(a, "team")->all.n;
	}
	if (arg_given(a, "typification")) {
		t.about.v = arg_get(a, "typification")->all.v;
		t.about.n = arg_get(a, "typification")->all.n;
	}
	t.retired = false;
	rc = template_write(cx->core, name, template_print(cx->arena, &t));
	if (rc == OK)
		reply_text(cx->reply, "name", name);
	return rc;
}

static enum err
retire(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = template_retire(cx->core, arg_str(a, "name"));

	if (rc == OK)
		reply_text(cx->reply, "name", arg_str(a, "name"));
	return rc;
}

#define ABOUT "ticket:ticket? contact:interaction? customer:customer?"

const struct cmd_def cmd_template[] = {
	{ .name = "template list",
	    .title = N_("Templates"),
	    .run = list,
	    .columns = "name code title langs team typification",
	    .may = MAY_TICKET_READ,
	    .args = "<words:line>? " ABOUT,
	    .help = N_("List the texts that fit: yours, with these words"),
	    .more = N_("With ticket= only those about what it is about.") },
	{ .name = "template show",
	    .title = N_("Template"),
	    .run = show,
	    .may = MAY_TICKET_READ,
	    .args = "<name:line>",
	    .help = N_("Show a template as it is kept") },
	{ .name = "template fill",
	    .title = N_("Template filled in"),
	    .run = fill,
	    .may = MAY_TICKET_READ,
	    .args = "<name:line> " ABOUT " lang:line? answer:pair*",
	    .help = N_("Fill in a template, by its name or its short code"),
	    .more = N_("What it asks is told; answer=NAME=VALUE says it. Its "
		       "language is the customer's, else yours.") },
	{ .name = "template fields",
	    .title = N_("Fields of templates"),
	    .run = fields,
	    .help = N_("List what {{…}} in a template may name") },
	{ .name = "template write",
	    .run = write_it,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<name:line> <text:text> lang:line? title:line? code:line? "
		    "team:team* typification:typification*",
	    .help = N_("Write a template, or another version of it"),
	    .more = N_("A line of the text is a line of the letter; what is "
		       "not said stays. The same is [template NAME] of the "
		       "setup.") },
	{ .name = "template retire",
	    .run = retire,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<name:line>",
	    .help = N_("Take a template out of use") },
	{ 0 },
};
