/**
 * A PATCH of an array (DSP0266, "PATCH (update)" of array properties): a value replaces the element in its place, an
 * empty object leaves it, null removes it; elements beyond the ones that were sent are gone.
 */
export const changeArray = (before: readonly string[], sent: readonly (string | object | null)[]): string[] =>
  sent.flatMap((element, at) => {
    if (typeof element === 'string') return [element];
    return element === null ? [] : before.slice(at, at + 1);
  });
