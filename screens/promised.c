/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promised.c - the verbs on a promised call: it is made now, ended, moved.
 */
#include "screens/promised.h"

#include "screens/sheet.h"

static const struct {
	const char *words, *says;
} verbs[] = {
	{ "callback done", "callback done %s reached=yes" },
	{ "callback move", "open callmove %s" },
	{ "callback missed", "open callagain %s" },
	{ "callback cancel", "callback cancel %s" },
};

enum screen_key
promised_word(const struct row_callback_rows *x, struct str words,
    struct buf *say)
{
	for (size_t i = 0; i < countof(verbs); i++)
		if (str_is(words, verbs[i].words)) {
			buf_printf(say, verbs[i].says, x->id.s);
			return SCREEN_SAY;
		}
	if (!str_is(words, "answer"))
		return SCREEN_IGNORED;
	buf_z(say, "interaction start channel=phone direction=out");
	if (!id_none(x->customer))
		buf_printf(say, " customer=%s", x->customer.s);
	say_arg(say, "caller", x->phone);
	say_arg(say, "subject", x->reason);
	return SCREEN_SAY;
}
