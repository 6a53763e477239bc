/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * may.h - what a person may be allowed to do: the verbs of the permission
 * table (role x verb x scope). A new right is one row here.
 *
 * Grants themselves are data (role_grant); what each role starts with is in
 * role.c.
 */
#ifndef CORE_MAY_H
#define CORE_MAY_H

/* X(NAME, "verb", "what it allows, after 'may not'") */
#define MAY_TABLE(X)                                                           \
	X(CUSTOMER_READ, "customer.read", N_("see customers"))                 \
	X(CUSTOMER_EDIT, "customer.edit", N_("create or change customers"))    \
	X(UNVEIL, "customer.unveil", N_("see a veiled value in clear"))        \
	X(INTERACTION_READ, "interaction.read", N_("see contacts"))            \
	X(INTERACTION_HANDLE, "interaction.handle", N_("handle contacts"))     \
	X(TICKET_READ, "ticket.read", N_("see tickets"))                       \
	X(TICKET_CREATE, "ticket.create", N_("create tickets"))                \
	X(TICKET_EDIT, "ticket.edit", N_("change tickets"))                    \
	X(TICKET_ASSIGN, "ticket.assign", N_("assign tickets"))                \
	X(TICKET_RESOLVE, "ticket.resolve", N_("resolve tickets"))             \
	X(TICKET_REFER, "ticket.refer", N_("refer tickets"))                   \
	X(TYPIFICATION_READ, "typification.read",                              \
	    N_("see the typification tree"))                                   \
	X(SETUP_EDIT, "setup.edit", N_("change the setup"))                    \
	X(STATE_SET, "state.set", N_("set agent states"))                      \
	X(AGENT_READ, "agent.read", N_("see the staff"))                       \
	X(AGENT_ADMIN, "agent.admin", N_("manage agents and roles"))           \
	X(NOTICE_SEND, "notice.send", N_("send notices"))                      \
	X(SCRIPT_PUBLISH, "script.publish", N_("publish service scripts"))     \
	X(LOAD, "load.run", N_("load files"))                                  \
	X(AUDIT_READ, "audit.read", N_("read the audit trail"))                \
	X(BACKDATE, "event.backdate",                                          \
	    N_("record things that happened earlier"))                         \
	X(EXPORT, "list.export", N_("take lists out of the house"))            \
	X(SLA_KEEP, "sla.keep", N_("keep the clocks and warn in time"))        \
	X(UNDO_OTHERS, "undo.others", N_("take back what others did"))

enum may {
	MAY_ANYONE, /* needs no grant */
#define X(name, verb, what) MAY_##name,
	MAY_TABLE(X)
#undef X
	    MAY_COUNT
};

#endif
