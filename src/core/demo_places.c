/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_places.c - branches from Arica to Punta Arenas, with what belongs to a
 * place: zone, area code, weight by population, comunas; and streets. Data
 * only.
 */
#include "core/demo_data.h"

#define SCL "America/Santiago"
#define PUQ "America/Punta_Arenas"

/* Coyhaique keeps summer time all year since 2025, as Punta Arenas does. */
const struct demo_branch demo_branches[] = {
	{ "arica", "Arica", SCL, "58", 24,
	  { "Arica", "Putre", "Camarones" } },
	{ "iquique", "Iquique", SCL, "57", 30,
	  { "Iquique", "Alto Hospicio", "Pozo Almonte" } },
	{ "calama", "Calama", SCL, "55", 18,
	  { "Calama", "San Pedro de Atacama" } },
	{ "antofagasta", "Antofagasta", SCL, "55", 40,
	  { "Antofagasta", "Mejillones", "Taltal" } },
	{ "copiapo", "Copiapó", SCL, "52", 20,
	  { "Copiapó", "Caldera", "Tierra Amarilla" } },
	{ "la-serena", "La Serena", SCL, "51", 48,
	  { "La Serena", "Coquimbo", "Ovalle", "Vicuña" } },
	{ "vina-del-mar", "Viña del Mar", SCL, "32", 96,
	  { "Viña del Mar", "Valparaíso", "Quilpué", "Villa Alemana",
	    "Concón" } },
	{ "santiago-centro", "Santiago", SCL, "2", 130,
	  { "Santiago", "Ñuñoa", "Estación Central", "Recoleta",
	    "Independencia" } },
	{ "las-condes", "Las Condes", SCL, "2", 80,
	  { "Las Condes", "Vitacura", "Providencia", "Lo Barnechea" } },
	{ "maipu", "Maipú", SCL, "2", 120,
	  { "Maipú", "Pudahuel", "Cerrillos", "Peñaflor", "Quilicura" } },
	{ "la-florida", "La Florida", SCL, "2", 130,
	  { "La Florida", "Puente Alto", "Peñalolén", "San José de Maipo" } },
	{ "rancagua", "Rancagua", SCL, "72", 56,
	  { "Rancagua", "Machalí", "San Fernando", "Rengo" } },
	{ "talca", "Talca", SCL, "71", 50,
	  { "Talca", "Curicó", "Linares", "San Javier de Loncomilla" } },
	{ "chillan", "Chillán", SCL, "42", 34,
	  { "Chillán", "Chillán Viejo", "San Carlos", "Ñiquén" } },
	{ "concepcion", "Concepción", SCL, "41", 84,
	  { "Concepción", "Talcahuano", "San Pedro de la Paz", "Chiguayante",
	    "Hualpén" } },
	{ "los-angeles", "Los Ángeles", SCL, "43", 28,
	  { "Los Ángeles", "Nacimiento", "Mulchén" } },
	{ "temuco", "Temuco", SCL, "45", 58,
	  { "Temuco", "Padre Las Casas", "Villarrica", "Pucón",
	    "Nueva Imperial" } },
	{ "valdivia", "Valdivia", SCL, "63", 24,
	  { "Valdivia", "La Unión", "Panguipulli" } },
	{ "osorno", "Osorno", SCL, "64", 22,
	  { "Osorno", "Puerto Octay", "Río Negro" } },
	{ "puerto-montt", "Puerto Montt", SCL, "65", 48,
	  { "Puerto Montt", "Puerto Varas", "Castro", "Ancud",
	    "San Juan de la Costa" } },
	{ "coyhaique", "Coyhaique", PUQ, "67", 12,
	  { "Coyhaique", "Puerto Aysén", "Chile Chico" } },
	{ "punta-arenas", "Punta Arenas", PUQ, "61", 20,
	  { "Punta Arenas", "Puerto Natales", "Porvenir" } },
};
const size_t demo_nbranches = countof(demo_branches);

const char *const demo_streets[] = {
	"Av. Libertador Bernardo O'Higgins", "Arturo Prat", "Los Aromos",
	"Av. Argentina", "Manuel Rodríguez", "Balmaceda", "Los Carrera",
	"Pasaje Las Araucarias", "Camino a Melipilla", "21 de Mayo",
	"Av. Alemania", "Gabriela Mistral", "Pedro de Valdivia", "Colón",
	"Freire", "Av. España", "Pasaje Volcán Osorno", "Los Copihues",
	"Maipú", "Chacabuco", "Baquedano", "Caupolicán", "Lautaro",
	"Av. Presidente Salvador Allende Gossens", "Eleuterio Ramírez",
	"Camino Viejo a Ñipas", "Av. Francisco Bilbao", "Serrano", "Thompson",
	"Aníbal Pinto", "Sargento Aldea", "Parcela 14, Fundo El Peñón, Ruta 5",
	"Pasaje Río Bío-Bío", "General Velásquez", "Av. Pajaritos",
	"José Miguel Carrera", "Los Ñirres", "El Roble", "Av. Costanera",
	"Ignacio Carrera Pinto", "San Martín", "Santa Rosa", "Vicuña Mackenna",
	"Población Nueva Esperanza, Manzana C", "Pasaje Tierra del Fuego",
	"Av. Manuel Antonio Matta", "Camino Internacional km 12",
	"Sotomayor", "Esmeralda", "Condell", "Barros Arana", "Portales",
};
const size_t demo_nstreets = countof(demo_streets);
