/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_org.c - the demo centre's teams, skills and sign-ins. Data only.
 *
 * Each branch has a team of its own beside these: branch-CODE.
 */
#include "core/demo_data.h"

const struct demo_team demo_teams[] = {
	{ "atencion", "Atención al Cliente", 30, "agent",
	    { "reclamos", "whatsapp", "ingles" } },
	{ "ventas", "Ventas", 18, "agent", { "autos", "motos", "credito" } },
	{ "servicio", "Servicio Técnico", 14, "agent",
	    { "autos", "motos", "fuerza" } },
	{ "repuestos", "Repuestos", 10, "agent", { "repuestos", "fuerza" } },
	{ "garantias", "Garantías", 6, "back-office", { "garantia", "autos" } },
	{ "back-office", "Back Office", 8, "back-office", { "documentos" } },
	{ "logistica", "Logística y Despacho", 6, "back-office",
	    { "despacho" } },
	{ "finanzas", "Finanzas y Cobranza", 4, "back-office",
	    { "credito", "documentos" } },
	{ "flotas", "Empresas y Flotas", 4, "agent",
	    { "flotas", "autos", "ingles" } },
};
const size_t demo_nteams = countof(demo_teams);

const struct demo_word demo_skills[] = {
	{ "autos", "Autos" },
	{ "motos", "Motos" },
	{ "fuerza", "Productos de fuerza" },
	{ "repuestos", "Repuestos" },
	{ "garantia", "Garantías" },
	{ "credito", "Crédito y pagos" },
	{ "documentos", "Documentos e inscripciones" },
	{ "despacho", "Despacho" },
	{ "reclamos", "Reclamos" },
	{ "whatsapp", "WhatsApp y chat" },
	{ "flotas", "Flotas" },
	{ "ingles", "Inglés" },
};
const size_t demo_nskills = countof(demo_skills);

const struct demo_seat demo_seats[] = {
	{ "admin", "Administración del Sistema", "administrator", "", "",
	    false },
	{ "supervisor", "Ximena Núñez de la Fuente", "supervisor", "atencion",
	    "", true },
	{ "agent", "Camila González Muñoz", "agent", "atencion", "", false },
	{ "backoffice", "José Miguel Ibáñez Peña", "back-office", "back-office",
	    "", false },
	{ "branch", "Rosa Huenchumil Oyarzún", "branch", "branch-concepcion",
	    "concepcion", true },
	{ "auditor", "Hernán Cáceres Von Mühlenbrock", "auditor", "", "",
	    false },
};
const size_t demo_nseats = countof(demo_seats);
