/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_mail.c - a thread of e-mails becomes part of a ticket.
 */
#include "core/ticket_mail.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/attachment_own.h"
#include "core/customer.h"
#include "core/mail.h"
#include "core/message.h"
#include "core/ticket_body.h"

struct taking {
	struct mails mails;
	struct str bytes, name; /* the file itself */
	struct mail_taken out;
	struct buf left;
	struct json *made; /* the messages' ids */
};

/* ---- what is kept of a mail --------------------------------------------- */

static void
head_line(struct buf *b, const char *what, struct str value)
{
	if (value.len > 0)
		buf_printf(b, "%s: %s\n", what, value.s);
}

/* Whole letters only; the rest is in the file. */
static void
cut(struct buf *b)
{
	size_t n = MESSAGE_MAX - 3;

	if (b->len <= MESSAGE_MAX)
		return;
	while (n > 0 && ((unsigned char)b->s[n] & 0xc0) == 0x80)
		n--;
	b->len = n;
	buf_z(b, "…");
}

/* With the words of the mail's own head, whatever the reader speaks. */
static struct str
words(struct core *c, const struct mail *m)
{
	struct buf b = { 0 }, names = { 0 };
	struct str out;

	for (size_t i = 0; i < m->nfiles; i++)
		buf_printf(&names, "%s%s", i > 0 ? ", " : "",
		    m->files[i].name.s);
	head_line(&b, "From", m->from);
	head_line(&b, "To", m->to);
	head_line(&b, "Subject", m->subject);
	head_line(&b, "Attached", buf_view(&names));
	buf_printf(&b, "\n%s", m->text.s);
	cut(&b);
	out = utf8_trim(&c->scratch, buf_copy(&c->scratch, &b));
	buf_done(&names);
	buf_done(&b);
	return out;
}

/* Without its line breaks: greetings take rows of their own in a letter. */
static struct str
in_one_line(struct arena *a, struct str text)
{
	struct str rest = text, line, all;
	struct buf b = { 0 };

	while (str_next(a, &rest, '\n', &line))
		if ((line = utf8_trim(a, line)).len > 0)
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "", line.s);
	all = buf_copy(a, &b);
	buf_done(&b);
	return all;
}

bool
ticket_mail_parts(struct arena *a, struct str body, struct str *from,
    struct str *text)
{
	const struct str head = STR("From: ");
	const char *line = strchr(body.s, '\n'), *end = strstr(body.s, "\n\n");

	if (!str_starts(body, head) || line == NULL || end == NULL)
		return false;
	*from =
	    str_copyn(a, body.s + head.len, (size_t)(line - body.s) - head.len);
	*text = in_one_line(a, str_of(end));
	return true;
}

static bool
is_there(const struct rows_message_of_ticket *has, struct str body)
{
	for (size_t i = 0; i < has->n; i++)
		if (str_is(has->v[i].channel, "email") &&
		    str_eq(has->v[i].body, body))
			return true;
	return false;
}

static bool
is_from(struct core *c, const struct mail *m,
    const struct rows_message_senders *theirs)
{
	struct str norm = contact_norm(&c->scratch, STR("email"), m->address);

	for (size_t i = 0; i < theirs->n && norm.len > 0; i++)
		if (str_eq(theirs->v[i].norm, norm))
			return true;
	return false;
}

/* At its own instant, as far as that can be. */
static msec
instant(const struct write *w, const struct mail *m)
{
	return m->at > 0 && m->at < w->at ? m->at : w->at;
}

static enum err
add_mail(struct core *c, struct write *w, struct taking *t,
    const struct mail *m, struct str body, bool customer)
{
	struct id id = id_make(w->now);

	json_push_str(t->made, str_of(id.s));
	t->out.added++;
	return core_db(c,
	    q_message_add(c->db, id, ID_NONE, ID_NONE, w->id,
		str_of(customer ? "in" : "internal"), false, STR("email"),
		c->me.id, body, instant(w, m), NULL));
}

static enum err
add_mails(struct core *c, struct write *w, struct taking *t)
{
	struct rows_message_of_ticket has;
	struct rows_message_senders theirs;
	enum err rc;

	if ((rc = q_message_of_ticket(c->db, &c->scratch, &w->scope, w->id,
		 &has)) != OK ||
	    (rc = q_message_senders(c->db, &c->scratch, w->id, &theirs)) != OK)
		return core_db(c, rc);
	for (size_t i = 0; rc == OK && i < t->mails.n; i++) {
		const struct mail *m = &t->mails.v[i];
		struct str body = words(c, m);

		if (!is_there(&has, body))
			rc = add_mail(c, w, t, m, body, is_from(c, m, &theirs));
	}
	return rc;
}

/* ---- files -------------------------------------------------------------- */

static struct str
name_of(struct arena *a, struct str name, size_t n)
{
	const char *slash = strrchr(name.s, '/');
	size_t len;

	if (slash != NULL)
		name = str_of(slash + 1);
	len = name.len < ATTACHMENT_NAME ? name.len : ATTACHMENT_NAME;
	while (len > 0 && len < name.len &&
	    ((unsigned char)name.s[len] & 0xc0) == 0x80)
		len--;
	name = utf8_trim(a, str_copyn(a, name.s, len));
	return name.len > 0 ? name : str_printf(a, "%zu", n);
}

static enum err
add_file(struct core *c, struct write *w, struct taking *t, struct str bytes,
    struct str name)
{
	const char *why = "";
	int64_t position = 0;
	enum err rc;

	if (bytes.len == 0)
		return OK;
	if (attachment_kind(bytes.s, bytes.len, &why) == NULL) {
		buf_printf(&t->left, "%s%s (%s)", t->left.len > 0 ? ", " : "",
		    name.s, why);
		return OK;
	}
	rc = attachment_put(c, w, bytes, name, &position);
	t->out.files += rc == OK && position > 0;
	return rc;
}

static enum err
add_files(struct core *c, struct write *w, struct taking *t)
{
	enum err rc = add_file(c, w, t, t->bytes, t->name);

	for (size_t i = 0; rc == OK && i < t->mails.n; i++) {
		const struct mail *m = &t->mails.v[i];

		for (size_t k = 0; rc == OK && k < m->nfiles; k++)
			rc = add_file(c, w, t, m->files[k].bytes,
			    name_of(&c->scratch, m->files[k].name, k + 1));
	}
	return rc;
}

/* ---- the write ---------------------------------------------------------- */

static void
tell_made(struct core *c, struct write *w, struct taking *t)
{
	struct json *body = json_object_new();
	struct buf b = { 0 };

	json_set(body, "messages", t->made);
	t->made = NULL;
	json_print(body, &b, false);
	w->body_json = buf_copy(&c->scratch, &b);
	write_set_int(c, w, "mails", 0, t->out.added);
	buf_done(&b);
	json_free(body);
}

static enum err
body(struct core *c, struct write *w)
{
	struct taking *t = w->u;
	struct row_ticket_take row;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &row)) != OK)
		return rc;
	w->version = row.version;
	t->out = (struct mail_taken){ .mails = (int64_t)t->mails.n };
	buf_reset(&t->left);
	json_free(t->made);
	t->made = json_array_new();
	if ((rc = add_mails(c, w, t)) != OK)
		return rc;
	if (t->out.added == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("all of %s is on the ticket already; nothing was "
		      "changed"),
		    t->name.s);
	if ((rc = add_files(c, w, t)) == OK)
		tell_made(c, w, t);
	return rc;
}

static enum err
write_it(struct core *c, struct id ticket, struct taking *t)
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.mail",
		.entity = "ticket",
		.id = ticket,
		.body = body,
		.u = t };
	enum err rc = core_write(c, &w);

	if (rc == OK && w.replayed)
		t->out.mails = t->out.added = (int64_t)t->mails.n;
	return rc;
}

enum err
ticket_mail(struct core *c, struct arena *to, struct id ticket, struct str path,
    struct mail_taken *out)
{
	struct attachment_limits l;
	struct arena a = { 0 };
	struct taking t = { .name = STR_NONE };
	struct buf b = { 0 };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = attachment_limits(c, &l)) != OK)
		return rc;
	t.name = name_of(&a, path, 1);
	if ((rc = content_file(c, path, l.file, &b)) == OK)
		rc = mail_read(&a, t.bytes = buf_view(&b), t.name.s, &t.mails,
		    &c->fault);
	if (rc == OK)
		rc = write_it(c, ticket, &t);
	*out = t.out;
	out->left = str_copy(to, buf_view(&t.left));
	json_free(t.made);
	buf_done(&t.left);
	buf_done(&b);
	arena_done(&a);
	return rc;
}
