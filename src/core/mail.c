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

static enum err
ask_module(struct arena *a, struct str bytes, const char *of,
    struct mails *mails, struct fault *f)
{
	struct buf why = { 0 };
	const struct mail_module *m =
	    module_find("mail.so", "mail_module", &why);
	enum err rc;

	if (m != NULL)
		rc = m->read(a, bytes, of, mails, f);
	else
		rc = fail(f, ERR_IO,
		    _("the part of cabina that reads e-mails cannot be loaded "
		      "(%s): install it, or set CABINA_MODULES to the folder "
		      "that has mail.so"),
		    why.len > 0 ? why.s : _("there is no mail.so"));
	buf_done(&why);
	return rc;
}

enum err
mail_read(struct arena *a, struct str bytes, const char *of, struct mails *out,
    struct fault *f)
{
	struct mails mails = { 0 };
	enum err rc = ask_module(a, bytes, of, &mails, f);

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
