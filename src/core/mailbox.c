/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mailbox.c - the loadable module `mail`: a file of e-mails becomes texts and
 * files. The only file that knows GMime.
 */
#include <gmime/gmime.h>

#include "base/vec.h"
#include "core/mail_html.h"
#include "core/mail_module.h"

enum { DEEP = 10, FILES_MOST = 100 };

struct reading {
	struct arena *a;
	VEC(struct mail) mails;
	const char *of;
	struct fault *f;
};

/* One mail while its parts are gone through. */
struct opened {
	struct reading *r;
	struct buf plain, html;
	VEC(struct mail_file) files;
	GMimeMessage *carried[FILES_MOST];
	size_t ncarried;
};

static enum err read_message(struct reading *, GMimeMessage *, int deep);

/* ---- the head ----------------------------------------------------------- */

static struct str
people(struct arena *a, InternetAddressList *list)
{
	char *text = list == NULL
	    ? NULL
	    : internet_address_list_to_string(list, NULL, FALSE);
	struct str s = str_copy(a, str_of(text != NULL ? text : ""));

	g_free(text);
	return s;
}

static struct str
address_of(struct arena *a, InternetAddressList *list)
{
	InternetAddress *one =
	    list == NULL || internet_address_list_length(list) == 0
	    ? NULL
	    : internet_address_list_get_address(list, 0);
	const char *text = one != NULL && INTERNET_ADDRESS_IS_MAILBOX(one)
	    ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))
	    : NULL;

	return str_copy(a, str_of(text != NULL ? text : ""));
}

static void
read_head(struct arena *a, GMimeMessage *m, struct mail *out)
{
	GDateTime *at = g_mime_message_get_date(m);
	const char *subject = g_mime_message_get_subject(m);

	*out = (struct mail){
		.at = at != NULL ? (msec)g_date_time_to_unix(at) * 1000 : 0,
		.from = people(a, g_mime_message_get_from(m)),
		.to = people(a, g_mime_message_get_to(m)),
		.address = address_of(a, g_mime_message_get_from(m)),
		.subject = str_copy(a, str_of(subject != NULL ? subject : ""))
	};
}

/* ---- its parts ---------------------------------------------------------- */

static void
add_text(struct opened *o, GMimeTextPart *part)
{
	char *text = g_mime_text_part_get_text(part);
	GMimeContentType *type =
	    g_mime_object_get_content_type(GMIME_OBJECT(part));
	struct buf *to = g_mime_content_type_is_type(type, "text", "html")
	    ? &o->html
	    : &o->plain;

	if (text != NULL)
		buf_printf(to, "%s%s", to->len > 0 ? "\n" : "", text);
	g_free(text);
}

static void
add_file(struct opened *o, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *to = g_mime_stream_mem_new();
	const char *name = g_mime_part_get_filename(part);
	struct arena *a = o->r->a;
	const GByteArray *bytes;

	if (content != NULL && o->files.n < FILES_MOST) {
		(void)g_mime_data_wrapper_write_to_stream(content, to);
		bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(to));
		*vec_push(a, &o->files) = (struct mail_file){
			str_copy(a, str_of(name != NULL ? name : "")),
			str_copyn(a, (const char *)bytes->data, bytes->len)
		};
	}
	g_object_unref(to);
}

static bool
is_file(GMimeObject *part)
{
	const char *how = g_mime_object_get_disposition(part);

	return !GMIME_IS_TEXT_PART(part) ||
	    (how != NULL && g_ascii_strcasecmp(how, "attachment") == 0) ||
	    g_mime_part_get_filename(GMIME_PART(part)) != NULL;
}

static void
open_part(struct opened *o, GMimeObject *part, int deep)
{
	if (deep > DEEP || part == NULL)
		return;
	if (GMIME_IS_MULTIPART(part)) {
		GMimeMultipart *parts = GMIME_MULTIPART(part);

		for (int i = 0; i < g_mime_multipart_get_count(parts); i++)
			open_part(o, g_mime_multipart_get_part(parts, i),
			    deep + 1);
	} else if (GMIME_IS_MESSAGE_PART(part)) {
		if (o->ncarried < countof(o->carried))
			o->carried[o->ncarried++] =
			    g_mime_message_part_get_message(
				GMIME_MESSAGE_PART(part));
	} else if (!GMIME_IS_PART(part)) {
		return;
	} else if (is_file(part)) {
		add_file(o, GMIME_PART(part));
	} else {
		add_text(o, GMIME_TEXT_PART(part));
	}
}

/* ---- the whole ---------------------------------------------------------- */

static enum err
keep(struct opened *o, GMimeMessage *m)
{
	struct reading *r = o->r;
	struct mail mail;

	if (r->mails.n >= MAIL_MOST)
		return fail(r->f, ERR_INVALID,
		    _("%s has more than %d e-mails: save those of this case "
		      "alone"),
		    r->of, MAIL_MOST);
	read_head(r->a, m, &mail);
	mail.text = o->plain.len > 0 ? buf_copy(r->a, &o->plain)
				     : mail_html(r->a, buf_view(&o->html));
	mail.files = o->files.v;
	mail.nfiles = o->files.n;
	*vec_push(r->a, &r->mails) = mail;
	return OK;
}

static enum err
read_message(struct reading *r, GMimeMessage *m, int deep)
{
	struct opened *o = calloc(1, sizeof(*o));
	enum err rc;

	if (o == NULL)
		die("out of memory");
	o->r = r;
	open_part(o, g_mime_message_get_mime_part(m), 0);
	rc = keep(o, m);
	for (size_t i = 0; rc == OK && i < o->ncarried && deep < DEEP; i++)
		if (o->carried[i] != NULL)
			rc = read_message(r, o->carried[i], deep + 1);
	buf_done(&o->plain);
	buf_done(&o->html);
	free(o);
	return rc;
}

static enum err
read_all(struct reading *r, GMimeParser *parser)
{
	enum err rc = OK;

	while (rc == OK && !g_mime_parser_eos(parser)) {
		GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);

		if (m == NULL)
			break;
		rc = read_message(r, m, 0);
		g_object_unref(m);
	}
	return rc;
}

static enum err
read_mails(struct arena *a, struct str bytes, const char *of, struct mails *out,
    struct fault *f)
{
	struct reading r = { .a = a, .of = of, .f = f };
	GMimeStream *stream;
	GMimeParser *parser;
	enum err rc;

	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(bytes.s, bytes.len);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser,
	    str_starts(bytes, STR("From ")) ? GMIME_FORMAT_MBOX
					    : GMIME_FORMAT_MESSAGE);
	rc = read_all(&r, parser);
	g_object_unref(parser);
	g_object_unref(stream);
	*out = (struct mails){ r.mails.v, r.mails.n };
	return rc;
}

const struct mail_module mail_module = { read_mails };
