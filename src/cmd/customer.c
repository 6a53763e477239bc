/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer.c - the verbs about who we serve.
 */
#include "core/customer.h"

#include "base/utf8.h"
#include "cmd/answer.h"
#include "cmd/refer.h"
#include "core/customer_360.h"

static void
answer_hits(struct reply *r, const struct customer_hits *hits)
{
	reply_table(r, "rows");
	for (size_t i = 0; i < hits->n; i++) {
		const struct customer_hit *h = &hits->v[i];

		reply_line(r);
		reply_id(r, "id", h->id);
		reply_text(r, "name", h->name);
		reply_text(r, "kind", h->kind);
		reply_text(r, "segment", h->segment);
		reply_text(r, "phone", h->phone);
		reply_text(r, "branch", h->branch);
		reply_text(r, "city", h->city);
		reply_int(r, "open_tickets", h->open);
		reply_at(r, "contact_at", h->contact_at);
		reply_text(r, "asset", h->asset);
		reply_text(r, "why", h->why);
		reply_text(r, "part", h->part);
		reply_text(r, "place", h->place);
		reply_text(r, "also", h->also);
		reply_text(r, "also_part", h->also_part);
	}
}

static enum err
find(struct cmd_ctx *cx, const struct args *a)
{
	struct customer_hits hits;
	enum err rc = customer_find(cx->core, cx->arena, arg_str(a, "text"),
	    arg_int(a, "limit", 0), &hits);

	if (rc == OK)
		answer_hits(cx->reply, &hits);
	return rc;
}

/* What stands below the customer's own lines. */
static enum err
answer_tables(struct cmd_ctx *cx, struct id id)
{
	struct rows_contact_list contacts;
	struct rows_asset_list assets;
	struct rows_purchase_list purchases;
	enum err rc;

	if ((rc = contact_list(cx->core, cx->arena, id, &contacts)) != OK)
		return rc;
	if ((rc = asset_list(cx->core, cx->arena, id, &assets)) != OK)
		return rc;
	rc = purchase_list(cx->core, cx->arena, id, 10, &purchases);
	if (rc != OK)
		return rc;
	ANSWER_ROWS(cx->reply, "contacts", CONTACT_LIST, contacts);
	ANSWER_ROWS(cx->reply, "assets", ASSET_LIST, assets);
	ANSWER_ROWS(cx->reply, "purchases", PURCHASE_LIST, purchases);
	return OK;
}

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_customer_get row;
	enum err rc = customer_get(cx->core, cx->arena, id, &row);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	ANSWER(cx->reply, CUSTOMER_GET, &row);
	return answer_tables(cx, id);
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct customer_360 v;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	if ((rc = customer_360(cx->core, cx->arena, id, ID_NONE, &v)) != OK)
		return rc;
	customer_looks(cx->core);
	ANSWER(r, CUSTOMER_GET, &v.who);
	reply_int(r, "worth", v.worth);
	reply_int(r, "open_tickets", v.open);
	reply_at(r, "contact_at", v.contact_at);
	ANSWER_ROWS(r, "contacts", CONTACT_LIST, v.points);
	ANSWER_ROWS(r, "alerts", ALERT_LIST, v.alerts);
	ANSWER_ROWS(r, "consents", CONSENT_LIST, v.consents);
	ANSWER_ROWS(r, "assets", ASSET_LIST, v.assets);
	if (v.purchases.n > 10)
		v.purchases.n = 10;
	ANSWER_ROWS(r, "purchases", WHOLE_PURCHASES, v.purchases);
	return OK;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct row_customer_get after = { .name = STR_NONE };
	struct rows_customer_list rows;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "after", &id)) != OK)
		return rc;
	if (!id_none(id) &&
	    (rc = customer_get(cx->core, cx->arena, id, &after)) != OK)
		return rc;
	rc =
	    customer_list(cx->core, cx->arena, utf8_sort(cx->arena, after.name),
		id, arg_int(a, "limit", 0), &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", CUSTOMER_LIST, rows);
	return rc;
}

/* Each phone=, email= … given to `customer create`. */
static size_t
contacts(const struct args *a, struct contact_new *out, size_t max)
{
	static const char *const kinds[] = {
		"phone",
		"email",
		"address",
		"whatsapp",
	};
	size_t n = 0;

	for (size_t k = 0; k < countof(kinds); k++) {
		const struct arg *v = arg_get(a, kinds[k]);

		for (size_t i = 0; i < v->all.n && n < max; i++)
			out[n++] = (struct contact_new){ str_of(kinds[k]),
				v->all.v[i], STR_NONE };
	}
	return n;
}

#define CONTACTS_MAX 20

static enum err
create(struct cmd_ctx *cx, const struct args *a)
{
	struct contact_new points[CONTACTS_MAX];
	struct customer_new new = {
		.kind = arg_str(a, "kind"),
		.name = arg_str(a, "name"),
		.rut = arg_str(a, "rut"),
		.born = arg_str(a, "born"),
		.segment = arg_str(a, "segment"),
		.branch = arg_str(a, "branch"),
		.lang = arg_str(a, "lang"),
		.external = arg_str(a, "external"),
		.contacts = points,
		.ncontacts = contacts(a, points, CONTACTS_MAX),
	};
	struct id id;
	enum err rc = customer_create(cx->core, &new, &id);

	return rc == OK ? answer(cx, id) : rc;
}

static enum err
edit(struct cmd_ctx *cx, const struct args *a)
{
	static const char *const fields[] = {
		"kind",
		"name",
		"rut",
		"born",
		"segment",
		"branch",
		"lang",
		"external",
	};
	struct pair pairs[countof(fields)];
	size_t n = 0;
	struct id id;
	enum err rc;

	for (size_t i = 0; i < countof(fields); i++)
		if (arg_given(a, fields[i]))
			pairs[n++] = (struct pair){ str_of(fields[i]),
				arg_str(a, fields[i]) };
	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = customer_edit(cx->core, id, pairs, n, arg_int(a, "version", 0));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
contact_new(struct cmd_ctx *cx, const struct args *a)
{
	struct contact_new new = { arg_str(a, "kind"), arg_str(a, "value"),
		arg_str(a, "label") };
	struct id id, point;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	if ((rc = contact_add(cx->core, id, &new, &point)) != OK)
		return rc;
	reply_id(cx->reply, "contact", point);
	return OK;
}

static enum err
contact_gone(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	return contact_remove(cx->core, id, arg_id(a, "contact"));
}

static enum err
asset_new(struct cmd_ctx *cx, const struct args *a)
{
	struct asset_new new = {
		.kind = arg_str(a, "kind"),
		.brand = arg_str(a, "brand"),
		.model = arg_str(a, "model"),
		.year = arg_int(a, "year", 0),
		.plate = arg_str(a, "plate"),
		.serial = arg_str(a, "serial"),
		.bought_at = arg_int(a, "bought", 0),
		.warranty_at = arg_int(a, "warranty", 0),
		.service = arg_str(a, "service"),
	};
	struct id id, asset;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	if ((rc = asset_add(cx->core, id, &new, &asset)) != OK)
		return rc;
	reply_id(cx->reply, "asset", asset);
	return OK;
}

static enum err
note(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_customer(cx, a, "customer", &id);

	return rc == OK ? customer_note(cx->core, id, arg_str(a, "text")) : rc;
}

static enum err
notes(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_message_of_customer rows;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = message_of_customer(cx->core, cx->arena, id,
	    arg_int(a, "limit", 0), &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", MESSAGE_OF_CUSTOMER, rows);
	return rc;
}

/* ---- what is veiled, and who looked --------------------------------------- */

static enum err
unveil(struct cmd_ctx *cx, const struct args *a)
{
	struct str value;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = customer_unveil(cx->core, cx->arena, id, arg_str(a, "field"),
	    arg_str(a, "reason"), &value);
	if (rc == OK && value.len > 0)
		reply_text(cx->reply, "value", value);
	return rc;
}

static enum err
seen(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_look_list rows;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = customer_looked(cx->core, cx->arena, id, &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", LOOK_LIST, rows);
	return rc;
}

static enum err
prefer(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_customer(cx, a, "customer", &id);

	return rc == OK ? contact_prefer(cx->core, id, arg_id(a, "contact"),
			      arg_str(a, "hours"))
			: rc;
}

static enum err
confirm(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_customer(cx, a, "customer", &id);

	return rc == OK ? contact_verify(cx->core, id, arg_id(a, "contact"))
			: rc;
}

static enum err
caller(struct cmd_ctx *cx, const struct args *a)
{
	struct customer_hits hits;
	enum err rc = caller_find(cx->core, cx->arena, arg_str(a, "number"),
	    arg_int(a, "limit", 0), &hits);

	if (rc == OK)
		answer_hits(cx->reply, &hits);
	return rc;
}

static enum err
not_caller(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_customer(cx, a, "customer", &id);

	return rc == OK ? caller_not(cx->core, arg_str(a, "number"), id) : rc;
}

static enum err
history(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_customer(cx, a, "customer", &id);

	return rc == OK ? answer_trail(cx, a, "customer", id) : rc;
}

const struct cmd_def cmd_customer[] = {
	{ .name = "customer find",
	    .title = N_("Customers found"),
	    .run = find,
	    .columns = "id name phone city",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<text:words> limit:int?",
	    .help = N_("Find customers by name, phone, RUT, e-mail or plate"),
	    .more = N_("The beginnings of words are enough: customer find gonz "
		       "mar. A ticket's number finds whose it is.") },
	{ .name = "customer show",
	    .title = N_("Customer"),
	    .run = show,
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer>",
	    .help =
		N_("Show a customer: how to reach, what they own, bought") },
	{ .name = "customer list",
	    .title = N_("Customers"),
	    .run = list,
	    .columns = "id name kind segment branch",
	    .may = MAY_CUSTOMER_READ,
	    .args = "after:customer? limit:int?",
	    .help = N_("List customers by name"),
	    .more =
		N_("after=ID goes on behind the last one that was shown.") },
	{ .name = "customer create",
	    .run = create,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<name:line> kind:choice(person|company)? rut:line? "
		    "born:date? segment:line? branch:branch? lang:line? "
		    "external:line? phone:line* email:line* address:line* "
		    "whatsapp:line*",
	    .help = N_("Make a new customer"),
	    .more = N_("cabina customer create \"María Peña\" rut=12.345.678-5 "
		       "phone=\"9 8765 4321\"") },
	{ .name = "customer edit",
	    .run = edit,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args =
		"<customer:customer> kind:choice(person|company)? name:line? "
		"rut:line? born:line? segment:line? branch:line? lang:line? "
		"external:line? version:int?",
	    .help = N_("Change what a customer is known by"),
	    .more =
		N_("An empty value clears: segment= . With version= nothing "
		   "is saved when somebody saved first.") },
	{ .name = "customer contact-add",
	    .run = contact_new,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> "
		    "<kind:choice(phone|email|address|whatsapp)> <value:line> "
		    "label:line?",
	    .help = N_("Add a way to reach a customer") },
	{ .name = "customer contact-remove",
	    .run = contact_gone,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> <contact:id>",
	    .help = N_("Remove a way to reach a customer") },
	{ .name = "customer asset-add",
	    .run = asset_new,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> "
		    "kind:choice(car|motorcycle|power|part|other) brand:line "
		    "model:line year:int? plate:line? serial:line? bought:at? "
		    "warranty:at? service:line?",
	    .help = N_("Note something that a customer owns") },
	{ .name = "customer contact-prefer",
	    .run = prefer,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> <contact:id> hours:line?",
	    .help = N_("Note the way a customer wants to be reached, and "
		       "when") },
	{ .name = "customer contact-verify",
	    .run = confirm,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> <contact:id>",
	    .help = N_("Note that a way to reach a customer is surely "
		       "theirs") },
	{ .name = "customer unveil",
	    .run = unveil,
	    .may = MAY_UNVEIL,
	    .writes = true,
	    .args = "<customer:customer> <field:line> reason:line?",
	    .help = N_("Show one veiled value, once; it is written down"),
	    .more = N_("field is rut, born, the id of a contact point or a "
		       "field of your own. A verified caller is reason "
		       "enough.") },
	{ .name = "customer seen",
	    .title = N_("Who looked"),
	    .run = seen,
	    .columns = "name last_at times",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer>",
	    .help = N_("List who looked at a customer in the last 30 days") },
	{ .name = "customer caller",
	    .title = N_("Who may be calling"),
	    .run = caller,
	    .columns = "id name phone why",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<number:line> limit:int?",
	    .help = N_("List who may be calling from a number") },
	{ .name = "customer caller-not",
	    .run = not_caller,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<number:line> <customer:customer>",
	    .help = N_("Note that a caller is not this customer") },
	{ .name = "customer note",
	    .run = note,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> <text:text>",
	    .help = N_("Write a note on a customer") },
	{ .name = "customer notes",
	    .title = N_("Notes"),
	    .run = notes,
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer> limit:int?",
	    .help = N_("List the notes on a customer, newest first") },
	{ .name = "customer history",
	    .title = N_("History"),
	    .run = history,
	    .columns = "happened_at who kind field old new",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer> before:int? limit:int?",
	    .help = N_("List what was changed on a customer, and by whom") },
	{ 0 },
};
