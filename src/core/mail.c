/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail.c - asks the module `mail` what is in a file of e-mails, and makes its
 * words fit to be kept.
 */
#include "base/module.h"
#include "base/utf8.h"
#include "core/mail_module.h"

/* Bad bytes and what is never shown are replaced, line ends are one. */
static struct str
clean(struct arena *a, struct str s, bool lines)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < s.len; i++)
		if (s.s[i] != '\r')
			buf_c(&b, s.s[i]);
	out = utf8_nfc(a, buf_copy(a, &b));
	buf_done(&b);
	return utf8_trim(a, utf8_safe(a, out, lines));
}

static void
clean_mail(struct arena *a, struct mail *m)
{
	m->from = clean(a, m->from, false);
	m->to = clean(a, m->to, false);
	m->subject = clean(a, m->subject, false);
	m->address = clean(a, m->address, false);
	m->text = clean(a, m->text, true);
	for (size_t i = 0; i < m->nfiles; i++)
		m->files[i].name = clean(a, m->files[i].name, false);
}

/* Anything can be read as a mail without a head. */
static bool
is_any(const struct mails *mails)
{
	for (size_t i = 0; i < mails->n; i++)
		if (mails->v[i].from.len > 0)
			return true;
	return false;
}

enum err
mail_read(struct arena *a, struct str bytes, const char *of, struct mails *out,
    struct fault *f)
{
	const struct mail_module *m =
	    module_need("mail.so", "mail_module", _("e-mails"), f);
	struct mails mails = { 0 };
	enum err rc = m != NULL ? m->read(a, bytes, of, &mails, f) : ERR_IO;

	if (rc != OK)
		return rc;
	if (!is_any(&mails))
		return fail(f, ERR_INVALID,
		    _("%s has no e-mail in it: save the mail, or the whole "
		      "thread, as .eml or mbox"),
		    of);
	for (size_t i = 0; i < mails.n; i++)
		clean_mail(a, &mails.v[i]);
	*out = mails;
	return OK;
}
