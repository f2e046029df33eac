/** The rest of an identifier for a fragment, another one for every id: letters and digits stay, all else becomes its code. */
export const fragmentName = (id: string): string => {
  const plain = id.replace(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);
  // `team` and `Team` are two fragments.
  return /^[a-z]/.test(plain) ? plain.charAt(0).toUpperCase() + plain.slice(1) : `_${plain}`;
};
