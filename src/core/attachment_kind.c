/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachment_kind.c - what a file is, by what is in it.
 */
#include "core/attachment.h"

#include "base/utf8.h"

/* `at` bytes from its beginning stand these; `also` further on. */
static const struct kind {
	const char *kind;
	size_t at, len;
	const char *magic;
	size_t also_at;
	const char *also;
} kinds[] = {
	{ "pdf", 0, 5, "%PDF-", 0, NULL },
	{ "png", 0, 8, "\x89PNG\r\n\x1a\n", 0, NULL },
	{ "jpeg", 0, 3, "\xff\xd8\xff", 0, NULL },
	{ "gif", 0, 4, "GIF8", 0, NULL },
	{ "webp", 0, 4, "RIFF", 8, "WEBP" },
	{ "wav", 0, 4, "RIFF", 8, "WAVE" },
	{ "tiff", 0, 4, "II*\0", 0, NULL },
	{ "tiff", 0, 4, "MM\0*", 0, NULL },
	{ "heic", 4, 8, "ftypheic", 0, NULL },
	{ "heic", 4, 8, "ftypmif1", 0, NULL },
	{ "video", 4, 4, "ftyp", 0, NULL },
	{ "audio", 0, 3, "ID3", 0, NULL },
	{ "audio", 0, 2, "\xff\xfb", 0, NULL },
	{ "audio", 0, 4, "OggS", 0, NULL },
	{ "audio", 0, 4, "fLaC", 0, NULL },
	{ "audio", 0, 6, "#!AMR\n", 0, NULL },
	{ "opendocument", 0, 4, "PK\3\4", 30, "mimetypeapplication/vnd.oasis" },
	{ "office", 0, 4, "PK\3\4", 30, "[Content_Types].xml" },
	{ "zip", 0, 4, "PK\3\4", 0, NULL },
	{ "gzip", 0, 3, "\x1f\x8b\x08", 0, NULL },
};

/* What a machine would run. */
static const struct {
	size_t len;
	const char *magic;
} programs[] = {
	{ 4,
	    "\x7f"
	    "ELF" },
	{ 2, "MZ" },
	{ 4, "\xca\xfe\xba\xbe" },
	{ 4, "\xcf\xfa\xed\xfe" },
	{ 4, "\xfe\xed\xfa\xce" },
	{ 4, "\0asm" },
	{ 4, "L\0\0\0" },
};

static bool
stands(const void *bytes, size_t n, size_t at, const char *what, size_t len)
{
	return n >= at + len &&
	    memcmp((const char *)bytes + at, what, len) == 0;
}

/* A line that names what runs the rest; a recording may begin alike. */
static bool
is_program(const void *bytes, size_t n)
{
	for (size_t i = 0; i < countof(programs); i++)
		if (stands(bytes, n, 0, programs[i].magic, programs[i].len))
			return true;
	return stands(bytes, n, 0, "#!", 2) &&
	    !stands(bytes, n, 0, "#!AMR\n", 6);
}

/* Of a file within a zip, its name stands as it is. */
static bool
names(const void *bytes, size_t n, const char *what)
{
	return memmem(bytes, n, what, strlen(what)) != NULL;
}

/* Text has no controls but those of lines; Latin-1 is text, too. */
static bool
is_text(const unsigned char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == 0x7f ||
		    (s[i] < ' ' && strchr("\t\n\r\f", s[i]) == NULL) ||
		    s[i] == '\0')
			return false;
	return true;
}

const char *
attachment_kind(const void *bytes, size_t n, const char **why)
{
	if (is_program(bytes, n) || names(bytes, n, "AndroidManifest.xml")) {
		*why = _("it is a program, and none is taken");
		return NULL;
	}
	for (size_t i = 0; i < countof(kinds); i++) {
		const struct kind *k = &kinds[i];

		if (!stands(bytes, n, k->at, k->magic, k->len) ||
		    (k->also != NULL &&
			!stands(bytes, n, k->also_at, k->also,
			    strlen(k->also))))
			continue;
		if (strcmp(k->kind, "office") == 0 &&
		    names(bytes, n, "vbaProject.bin")) {
			*why = _("it has macros: save it without them");
			return NULL;
		}
		return k->kind;
	}
	if (is_text(bytes, n))
		return "text";
	*why = _("what kind of file it is cannot be told from what is in it; "
		 "make it a PDF, a picture or text");
	return NULL;
}

bool
attachment_is_text(struct str kind)
{
	return str_is(kind, "text");
}
