/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail_html.h - the words of a mail that came as HTML only.
 */
#ifndef CORE_MAIL_HTML_H
#define CORE_MAIL_HTML_H

#include "base/arena.h"
#include "base/str.h"

/* Tags, scripts and styles go; paragraphs, rows and breaks become new lines;
 * entities their letters. Nothing is fetched or run. In the arena. */
struct str mail_html(struct arena *, struct str html);

#endif
