/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_names.c - names for people and companies of the demo centre, the most
 * frequent first. Data only.
 */
#include "core/demo_data.h"

/* What Chile's registers have most, then Mapuche, Croatian, German, Basque,
 * Arab and compound surnames, for their letters and lengths. */
const char *const demo_surnames[] = {
	"González", "Muñoz", "Rojas", "Díaz", "Pérez", "Soto", "Contreras",
	"Silva", "Martínez", "Sepúlveda", "Morales", "Rodríguez", "López",
	"Fuentes", "Hernández", "Torres", "Araya", "Flores", "Espinoza",
	"Valenzuela", "Castillo", "Tapia", "Reyes", "Gutiérrez", "Castro",
	"Pizarro", "Álvarez", "Vásquez", "Sánchez", "Fernández", "Ramírez",
	"Carrasco", "Gómez", "Cortés", "Herrera", "Núñez", "Jara", "Vergara",
	"Rivera", "Figueroa", "Riquelme", "García", "Miranda", "Bravo", "Vera",
	"Molina", "Vega", "Campos", "Sandoval", "Orellana", "Cárdenas",
	"Olivares", "Alarcón", "Gallardo", "Ortiz", "Garrido", "Salazar",
	"Guzmán", "Henríquez", "Saavedra", "Navarro", "Aguilera", "Parra",
	"Romero", "Aravena", "Vargas", "Vidal", "Cáceres", "Leiva", "Lagos",
	"Yáñez", "Escobar", "Zúñiga", "Bustos", "Medina", "Salinas", "Pino",
	"Peña", "Godoy", "Maldonado", "Mella", "Toro", "Ortega", "Ruiz",
	"Palma", "Bustamante", "Moya", "Poblete", "Acuña", "Venegas",
	"Sanhueza", "Mora", "Toledo", "Ríos", "Carvajal", "Cisternas",
	"Escalona", "Catalán", "Farías", "Arias", "Donoso", "Barrera",
	"Cornejo", "Inostroza", "Ulloa", "Barría", "Oyarzún", "Mansilla",
	"Villarroel", "Quezada", "Ojeda", "Guerrero", "Cabrera", "Meza",
	"Pacheco", "Urrutia", "Santander", "Aguilar", "Ibáñez", "Arancibia",
	"Gajardo", "Ávila", "Duarte", "Burgos", "Jiménez", "Segovia",
	"Lizama", "Ponce", "Villalobos", "Marín", "Astudillo", "Osorio",
	"Cerda", "Neira", "Pinto", "Becerra", "Hidalgo", "Concha", "Bahamondes",
	"Ahumada", "Zamora", "Avendaño", "Beltrán", "Chávez", "Jofré",
	"Montecinos", "Ovalle", "Retamal", "Salgado", "Troncoso", "Zapata",
	"Briones", "Cifuentes", "Muñiz", "Ñancupil", "Ñanco", "Acevedo",
	"Arriagada", "Bórquez", "Cuevas", "Echeverría", "Faúndez", "Gutierres",
	"Huerta", "Iturra", "Labra", "Macaya", "Norambuena", "Opazo",
	"Pincheira", "Quiroz", "Rebolledo", "Sáez", "Tobar", "Urzúa",
	"Valdés", "Ximénez", "Zambrano", "Huenchumil", "Painemal", "Millalén",
	"Curihuinca", "Catrileo", "Antilef", "Nahuelpán", "Quilodrán",
	"Coñuecar", "Llanquileo", "Huaiquimil", "Colipí", "Mamani", "Condori",
	"Choque", "Challapa", "Hotus", "Pakarati", "Kovacic", "Goic",
	"Mihovilovic", "Yutronic", "Hoffmann", "Fuchslocher", "Neumann",
	"Winkler", "Schwarzenberg", "Kunstmann", "Abumohor", "Hasbún", "Said",
	"Sabag", "Etchegaray", "Irarrázaval", "Larraín", "Errázuriz",
	"Undurraga", "Goycoolea", "Etcheberry", "MacIver", "O'Ryan",
	"Ruiz-Tagle", "De la Fuente", "De la Cruz", "San Martín",
	"Ponce de León", "Pérez de Arce", "Ladrón de Guevara",
	"Fernández de la Reguera", "Von Mühlenbrock", "Di Girolamo",
};
const size_t demo_nsurnames = countof(demo_surnames);

/* By sex and by age: what was given before about 1978, and after. */
static const char *const women_then[] = {
	"María", "Ana", "Rosa", "Carmen", "Patricia", "Gloria", "Juana",
	"Luisa", "Teresa", "Marta", "Silvia", "Margarita", "Elena", "Cecilia",
	"Mónica", "Verónica", "Sandra", "Isabel", "Jacqueline", "Ximena",
	"Norma", "Elizabeth", "Olga", "Raquel", "Gladys", "Berta", "Nelly",
	"Inés", "Rosario", "Sonia", "Hilda", "Eliana", "Mirta", "Lucía",
	"Blanca", "Ruth", "Edith", "Angélica", "Miriam", "Lidia",
};
static const char *const women_now[] = {
	"Camila", "Catalina", "Javiera", "Constanza", "Daniela", "Valentina",
	"Francisca", "Fernanda", "Carolina", "Paula", "Macarena", "Natalia",
	"Andrea", "Sofía", "Antonia", "Bárbara", "Isidora", "Nicole",
	"Paulina", "Claudia", "Karina", "Romina", "Yasna", "Belén",
	"Martina", "Tamara", "Katherine", "Estefanía", "Marcela", "Pamela",
	"Viviana", "Alejandra", "Josefa", "Florencia", "Millaray", "Ayelén",
	"Rayén", "Génesis", "Trinidad", "Ignacia",
};
static const char *const men_then[] = {
	"José", "Luis", "Juan", "Carlos", "Manuel", "Jorge", "Víctor", "Pedro",
	"Héctor", "Mario", "Hernán", "Sergio", "Patricio", "Raúl", "Miguel",
	"Ricardo", "Fernando", "Hugo", "Jaime", "Eduardo", "Óscar", "Roberto",
	"René", "Guillermo", "Ramón", "Julio", "Ernesto", "Gustavo", "Nelson",
	"Segundo", "Domingo", "Rubén", "Osvaldo", "Iván", "Germán", "Arturo",
	"Claudio", "Ángel", "Ramiro", "Fidel",
};
static const char *const men_now[] = {
	"Matías", "Sebastián", "Diego", "Felipe", "Nicolás", "Cristian",
	"Rodrigo", "Francisco", "Benjamín", "Ignacio", "Javier", "Pablo",
	"Marcelo", "Andrés", "Daniel", "Alejandro", "Gonzalo", "Cristóbal",
	"Vicente", "Joaquín", "Martín", "Tomás", "Esteban", "Álvaro",
	"Mauricio", "Jonathan", "Bastián", "Maximiliano", "Agustín", "Fabián",
	"Rafael", "Leonardo", "Simón", "Nahuel", "Lautaro", "Brayan",
	"Hans", "Moisés", "Ítalo", "Damián",
};

const struct demo_given demo_given[2][2] = {
	{ { women_then, countof(women_then) },
	  { men_then, countof(men_then) } },
	{ { women_now, countof(women_now) },
	  { men_now, countof(men_now) } },
};

/* {s} and {t} are surnames, {p} a place, {n} a given name. */
const char *const demo_companies[] = {
	"Transportes {s} Ltda.",
	"Constructora {s} y {t} SpA",
	"Agrícola {p} Limitada",
	"Comercial {s} Hermanos SpA",
	"Forestal {p} S.A.",
	"Ferretería {s}",
	"Taller Mecánico {n} {s} E.I.R.L.",
	"Pesquera {p} S.A.",
	"Viña {s} de {p} S.A.",
	"Servicios Mineros {s} SpA",
	"Repartos {n} {s} E.I.R.L.",
	"Ingeniería y Montajes {s} Ltda.",
	"Municipalidad de {p}",
	"Sociedad de Transportes y Turismo {s} e Hijos Limitada",
	"Cooperativa Campesina {p} Ltda.",
	"Clínica Veterinaria {n} {s} SpA",
	"Inmobiliaria e Inversiones {s} {t} SpA",
	"Colegio Particular {n} {s} de {p}",
	"Cuerpo de Bomberos de {p}",
	"Panadería y Amasandería {s}",
	"Salmones y Servicios Marítimos {p} S.A.",
	"Sociedad Comercial, Importadora, Exportadora y Distribuidora de "
	"Maquinarias, Repuestos y Accesorios {s} {t} e Hijos Limitada",
	"Corporación de Desarrollo Social, Cultural y Deportivo de la "
	"Provincia de {p} y sus Comunas Rurales Aledañas «{n} {s}»",
	"Junta de Vecinos N.º 14 «Población {n} {s}», {p}",
};
const size_t demo_ncompanies = countof(demo_companies);
