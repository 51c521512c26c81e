// The paper that this program began with.
export const PAPER = {
  title:
    "Towards Multi-Criteria Heuristic Optimization for Computational Offloading in Multi-Access Edge Computing",
  authors: ["R. Singh", "S. Armour", "A. Khan", "M. Sooriyabandara", "G. Oikonomou"],
  year: 2021,
  /** Of the proceedings. */
  isbn: "978-1-6654-4005-9",
} as const;

/** As a list of references has it. */
export const paperReference = (): string =>
  `${PAPER.authors.join(", ")}: ${PAPER.title}. IEEE, ${PAPER.year} (ISBN ${PAPER.isbn}).`;
