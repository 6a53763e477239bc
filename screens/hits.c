/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hits.c - why a customer came up in a search, in words, and why nobody did.
 */
#include "screens/hits.h"

#include "base/utf8.h"
#include "core/rut.h"
#include "screens/say.h"
#include "ui/term.h"

static const char *
why_word(struct str kind)
{
	static const struct {
		const char *kind, *word;
	} kinds[] = {
		{ "name", NC_("reason", "name") },
		{ "surname", NC_("reason", "surname") },
		{ "surname2", NC_("reason", "second surname") },
		{ "given", NC_("reason", "first name") },
		{ "company", NC_("reason", "company") },
		{ "phone", NC_("reason", "phone") },
		{ "email", NC_("reason", "e-mail") },
		{ "rut", "RUT" },
		{ "plate", NC_("reason", "plate") },
		{ "vin", "VIN" },
		{ "external", NC_("reason", "key") },
		{ "ticket", NC_("reason", "ticket") },
		{ "household", NC_("reason", "household") },
		{ "called", NC_("reason", "called from it") },
	};

	for (size_t i = 0; i < countof(kinds); i++)
		if (str_is(kind, kinds[i].kind))
			return meant(kinds[i].word);
	return kind.s;
}

/* Found by its folded letters, shown as people write it. */
static struct str
part_text(struct arena *a, struct str kind, struct str part)
{
	char *upper;

	if (str_is(kind, "rut") && strchr(part.s, '-') != NULL)
		return say_rut(a, part);
	if (!str_is(kind, "plate"))
		return part;
	upper = NEWN(a, char, part.len + 1);
	for (size_t i = 0; i < part.len; i++) {
		bool low = part.s[i] >= 'a' && part.s[i] <= 'z';

		upper[i] = (char)(part.s[i] - (low ? 'a' - 'A' : 0));
	}
	return say_plate(a, (struct str){ upper, part.len });
}

struct str
hit_reason(struct arena *a, const struct customer_hit *h)
{
	struct buf b = { 0 };
	struct str out;

	buf_z(&b, why_word(h->place.len > 0 ? h->place : h->why));
	if (h->part.len > 0 && !str_is(h->why, "name"))
		buf_printf(&b, " %s", part_text(a, h->why, h->part).s);
	if (h->also.len > 0) {
		buf_printf(&b, "; %s", why_word(h->also));
		if (h->also_part.len > 0)
			buf_printf(&b, " %s",
			    part_text(a, h->also, h->also_part).s);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- a number with a mistake -------------------------------------------- */

enum { NUMBER = 6 }; /* digits from which a text is a telephone */

struct str
hits_mistake(struct arena *a, struct str asked)
{
	struct fault why = { .code = OK };
	char right[RUT_MAX];

	if (rut_mistaken(asked, right))
		(void)rut_right(asked, &why);
	else if (strspn(asked.s, "0123456789+ ()-./") == asked.len &&
	    phone_digits(a, asked).len >= NUMBER)
		(void)phone_right(asked, &why);
	return why.code == OK
	    ? STR_NONE
	    : str_printf(a, "%s.", utf8_capital(a, str_of(why.text), false).s);
}

enum err
hits_meant(struct core *c, struct arena *a, struct str asked, int64_t limit,
    struct customer_hits *hits)
{
	char right[RUT_MAX];

	return rut_mistaken(asked, right)
	    ? customer_find(c, a, str_of(right), limit, hits)
	    : OK;
}

void
hits_draw_mistake(const struct pane *p, int row, struct str mistake)
{
	if (mistake.len == 0)
		return;
	pane_text(p, row, 1, LOOK_LATE, theme_sign(term_symbols(), SIGN_NO));
	pane_field(p, row, 3, p->columns - 4, LOOK_TEXT, mistake);
}
