// YAML for a person: lists of small objects take a line each.
import { Document, isCollection, isMap, visit } from "yaml";

/** Longest line that a list or map within another is written on. */
const LINE = 110;

/** Data as YAML text; numbers are written so that they read back the same. */
export function yamlText(data: unknown): string {
  const document = new Document(data, { aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node, path) => {
      const inList = path.some((one) => isCollection(one) && !isMap(one));
      const isFlat = node.items.every(
        (item) => !isCollection(isMap(node) ? (item as { value: unknown }).value : item) || inList,
      );
      if (path.length > 2 && isFlat && JSON.stringify(node).length < LINE) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}
