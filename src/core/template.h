/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template.h - texts that are written again and again: kept as setup, found by
 * words or by a short code, filled in with what they are about.
 *
 *	[template demora-disculpa]
 *	title.es = Disculpa por la demora
 *	title.en = Sorry for the delay
 *	code = dem
 *	team = servicio, repuestos
 *	typification = reclamo
 *	text.es = Estimado/a {{customer.name|cliente}}:
 *	text.es = .
 *	text.es = Su caso {{ticket.number}} estará listo el {{?día:¿Qué día?}}.
 *	text.es = {{>firma}}
 *
 * A line `text.LANG` is one line of the text, a dot alone an empty one. `team` and `typification` say
 * whose it is and what about (a node and all below it); without them it is
 * everybody's and about anything. `code` is what Ctrl-T makes the text of.
 * `retired = yes` takes it out of use.
 *
 * In a text, {{FIELD}} is what is known, {{FIELD|other words}} has a way out
 * when it is not, {{?NAME:question}} is asked (`{{?question}}` when once),
 * {{>NAME}} is another template. The fields: template_fields. What is not
 * known, or veiled, and has no way out is asked as well, never left out.
 *
 * Its language: the one asked for, else the customer's, else the agent's, else
 * the first that the template has.
 */
#ifndef CORE_TEMPLATE_H
#define CORE_TEMPLATE_H

#include "base/vec.h"
#include "core/field.h"
#include "core/setup.h"

#define TEMPLATE_TEXT 8000 /* bytes of a filled text at most */
#define TEMPLATE_DEEP 4	   /* templates within templates */

struct template
{
	struct str name, code;
	VEC(struct pair) titles, texts; /* by language; texts with newlines */
	VEC(struct str) teams, about;
	bool retired;
	int line; /* of its section */
};
struct templates {
	struct template *v;
	size_t n, cap;
};

/* "customer.name" and the others, with what they are. */
struct template_field {
	const char *name, *what; /* N_() */
};
extern const struct template_field template_fields[];
extern const size_t ntemplate_fields;

extern const struct setup_kind setup_template;
/* The first section of a text. ERR_INVALID begins with OF:LINE. */
MUST_CHECK enum err template_parse(struct arena *, struct str text,
    const char *of, struct template *, struct fault *);
/* As a section again, that template_parse() reads. */
struct str template_print(struct arena *, const struct template *);
/* The text in this language, else in the next best. */
struct str template_in(const struct template *, struct str lang);
struct str template_title(const struct template *, struct str lang);

/* What a text is written about; ids may be none. */
struct template_for {
	struct id ticket, interaction, customer;
	struct str lang; /* "": as said above */
};

/*
 * Those in use that fit: of the acting person's teams, about what the ticket
 * is about, and with these words in title, name, code or text (folded,
 * beginnings of words; "" is all). Exact code first, then by title. Needs to
 * read the ticket (MAY_TICKET_READ) when one is given, else nothing.
 */
MUST_CHECK enum err template_list(struct core *, struct arena *,
    const struct template_for *, struct str words, struct templates *);

/* What a text asks for. */
struct template_ask {
	struct str name, question;
	struct str usual; /* its way out, offered; may be "" */
	struct str given; /* the answer so far */
};
struct template_filled {
	struct str name, lang, title;
	struct str text; /* with "…" where an answer is missing */
	VEC(struct template_ask) asks;
	size_t missing; /* asks without an answer */
};

/*
 * One text of those that one may use, by its name or its short code, filled in. Answers are by the name
 * of what is asked. ERR_NOT_FOUND with the nearest name; ERR_INVALID when the
 * filled text is too long, or templates hang on one another.
 */
MUST_CHECK enum err template_fill(struct core *, struct arena *,
    const struct template_for *, struct str name, const struct pair *answers,
    size_t n, struct template_filled *);

/* One version more of a template, by command: MAY_SETUP_EDIT, event
 * template.write. `text` is a section as above; what it says is checked as
 * setup_apply() would. ERR_INVALID when it is so already. */
MUST_CHECK enum err template_write(struct core *, struct str name,
    struct str text);
/* MAY_SETUP_EDIT, event template.retire. */
MUST_CHECK enum err template_retire(struct core *, struct str name);
/* The stored text of one that one may use, in force now. ERR_NOT_FOUND. */
MUST_CHECK enum err template_get(struct core *, struct arena *, struct str name,
    struct template *, struct str *text);

#endif
