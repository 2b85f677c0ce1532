import type { XmlNode } from './xml.js';

/**
 * One thing that a lab says of a machine or a network: how it is said in libvirt's XML, and how it is read from there.
 * Making, comparing and changing all go through these, so that they cannot differ.
 */
export interface Aspect<Wanted> {
  readonly name: string;
  /** In the words of a plan. Undefined: the lab says nothing of it. */
  readonly wanted: (wanted: Wanted) => string | undefined;
  /** In the same words, however libvirt writes it. */
  readonly found: (tree: XmlNode, wanted: Wanted) => string;
  readonly put: (tree: XmlNode, wanted: Wanted) => void;
}

/** What differs, each as `memory 16GiB -> 24GiB`. */
export const differences = <Wanted>(
  aspects: readonly Aspect<Wanted>[],
  tree: XmlNode,
  wanted: Wanted,
): readonly { readonly aspect: Aspect<Wanted>; readonly sentence: string }[] =>
  aspects.flatMap((aspect) => {
    const want = aspect.wanted(wanted);
    const have = aspect.found(tree, wanted);
    if (want === undefined || want === have) return [];
    return [{ aspect, sentence: `${aspect.name} ${have === '' ? 'none' : have} -> ${want === '' ? 'none' : want}` }];
  });
