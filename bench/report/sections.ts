/** The parts of a page that a benchmark writes. @module */

interface Section {
  readonly from: number;
  readonly to: number;
}

function find(page: string, name: string): Section | undefined {
  const begin = `<!-- ${name} -->`;
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(`<!-- /${name} -->`);
  return from < begin.length || to < from ? undefined : { from, to };
}

/** What stands between the markers of a name, if the page has them. */
export function sectionOf(page: string, name: string): string | undefined {
  const section = find(page, name);
  return section && page.slice(section.from, section.to).trim();
}

/** Puts a text between the markers of a name. */
export function withSection(page: string, name: string, text: string): string {
  const section = find(page, name);
  if (section === undefined)
    throw new Error(`the page has no place for the figures of ${name}`);
  return `${page.slice(0, section.from)}\n\n${text}\n\n${page.slice(section.to)}`;
}
