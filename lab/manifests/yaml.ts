/** YAML as Kubernetes reads it, the same bytes for the same values. */
import { Document, isScalar, Scalar, visit } from 'yaml';

/** `value` in the order of its keys, without anchors or folded lines; members that are undefined are left out. */
export const toYaml = (value: unknown): string => {
  // Go's reader knows words of YAML 1.1 (`yes`, `0o7`, `1:30`): what could be one is quoted.
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      // A placeholder is to stay a string whatever is put in its place.
      if (isScalar(node) && typeof node.value === 'string' && node.value.startsWith('${'))
        node.type = Scalar.QUOTE_SINGLE;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, directives: false });
};
