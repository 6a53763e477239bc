/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render_cell.c - one value of an answer as text: as a pipe gets it, and as a
 * person reads it.
 */
#include "base/number.h"
#include "base/utf8.h"
#include "cmd/render.h"

struct str
render_value(struct arena *a, const struct reply_cell *c)
{
	char iso[CLOCK_ISO];

	if (c->type == COL_INT || c->type == COL_SPAN)
		return str_printf(a, "%lld", (long long)c->i);
	if (c->type == COL_BOOL)
		return c->i != 0 ? STR("true") : STR("false");
	if (c->type == COL_AT)
		return str_copy(a, str_of(clock_iso(c->i, iso)));
	return utf8_safe(a, c->s, false);
}

/* As a clock on the reader's wall has it, and where that wall is: "2026-03-06
 * 12:30 -03". */
static struct str
at(struct arena *a, msec when, const struct render *how)
{
	char text[ZONE_TEXT > CLOCK_ISO ? ZONE_TEXT : CLOCK_ISO];

	if (how->zone != NULL) {
		size_t n = strlen(zone_text(how->zone, when, text));

		if (n > 3 && strcmp(text + n - 3, ":00") == 0)
			n -= 3;
		return str_copy(a, (struct str){ text, n });
	}
	(void)clock_iso(when, text);
	return str_printf(a, "%.10s %.5sZ", text, text + 11);
}

/* ["ticket","callback"] is "ticket, callback"; what is more than a list of
 * plain words stays JSON. */
static bool
plain_list(struct arena *a, struct str json, struct str *out)
{
	struct buf b = { 0 };
	size_t i = 1;

	if (json.len < 4 || json.s[0] != '[' || json.s[1] != '"' ||
	    strpbrk(json.s, "\\{}") != NULL || strstr(json.s + 1, "[") != NULL)
		return false;
	for (; i + 1 < json.len; i++)
		if (json.s[i] == ',' && json.s[i - 1] == '"')
			buf_z(&b, ", ");
		else if (json.s[i] != '"')
			buf_c(&b, json.s[i]);
	*out = utf8_safe(a, buf_copy(a, &b), false);
	buf_done(&b);
	return true;
}

static struct str
decimal(struct arena *a, struct str text)
{
	size_t whole = strcspn(text.s, ".");

	return whole == text.len ? text
				 : str_printf(a, "%.*s%c%s", (int)whole, text.s,
				       number_point(), text.s + whole + 1);
}

struct str
render_shown(struct arena *a, const struct reply_cell *c,
    const struct render *how)
{
	const char *word = NULL;
	struct str list;
	char text[24];

	if (c->type == COL_BOOL)
		return str_of(c->i != 0 ? _("yes") : _("no"));
	if (c->type == COL_SPAN)
		return str_copy(a, str_of(clock_span_text(c->i, text)));
	if (c->type == COL_AT && c->i != 0)
		return at(a, c->i, how);
	if (c->type == COL_INT && how->command != NULL && c->i != 0) {
		const char *sign = render_number(how->command, c->name);

		return str_printf(a, "%s%lld", sign != NULL ? sign : "",
		    (long long)c->i);
	}
	if (c->type == COL_TEXT && how->command != NULL &&
	    render_decimal(how->command, c->name))
		return decimal(a, c->s);
	if (c->type == COL_TEXT && how->command != NULL)
		word = render_word(how->command, c->name, c->s);
	if (word != NULL)
		return str_of(word);
	if (c->type == COL_JSON && plain_list(a, c->s, &list))
		return list;
	return render_value(a, c);
}
