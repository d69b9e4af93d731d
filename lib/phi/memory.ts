/** A function that remembers its last answers: between `size` and twice as many, those asked for longest ago go. */
export function memory<T>(answer: (key: string) => T, size = 20_000): (key: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const value = old.get(key) ?? answer(key);
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
