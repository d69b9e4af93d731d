import type { RandomSource } from "./random-source";

const MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY";
const VIN_VALUES: Record<string, number> = Object.fromEntries([
  ..."ABCDEFGH".split("").map((letter, index) => [letter, index + 1]),
  ..."JKLMN".split("").map((letter, index) => [letter, index + 1]),
  ["P", 7],
  ["R", 9],
  ..."STUVWXYZ".split("").map((letter, index) => [letter, index + 2]),
  ..."0123456789".split("").map((digit) => [digit, Number(digit)]),
]);
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Numbers with right check digits, made independently of the validators they test. */
export const makeIdentifier = {
  card: (r: RandomSource, prefix: string, length: number) => withLuhn(prefix + r.digits(length - prefix.length - 1)),
  npi: (r: RandomSource) => withLuhn(`80840${r.pick(["1", "2"])}${r.digits(8)}`).slice(5),
  ssn: (r: RandomSource) => {
    const area = r.pick([r.int(1, 665), r.int(667, 899)]);
    return [pad(area, 3), pad(r.int(1, 99), 2), pad(r.int(1, 9999), 4)] as const;
  },
  phone: (r: RandomSource) => [`${r.int(2, 9)}0${r.int(1, 9)}`, `${r.int(2, 9)}${r.int(20, 99)}`, r.digits(4)] as const,
  dea: (r: RandomSource) => {
    const d = r.digits(6);
    const at = (index: number) => Number(d[index]);
    const sum = at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5));
    return `${r.letters(1, "ABFGMPR")}${r.letters(1)}${d}${sum % 10}`;
  },
  mbi: (r: RandomSource) => {
    const letter = () => r.letters(1, MBI_LETTERS);
    const either = () => r.letters(1, `${MBI_LETTERS}0123456789`);
    const first = r.int(1, 9);
    return `${first}${letter()}${either()}${r.digits(1)}${letter()}${either()}${r.digits(1)}${letter()}${letter()}${r.digits(2)}`;
  },
  vin: (r: RandomSource) => {
    const base = `${r.pick(["1H", "WB", "JT", "5Y", "3F"])}${r.letters(3)}${r.digits(3)}0${r.letters(2, "ABCDEFGH")}${r.digits(6)}`;
    const text = base.replace(/[IOQ]/g, "X");
    const sum = [...text].reduce((total, sign, index) => total + VIN_VALUES[sign]! * VIN_WEIGHTS[index]!, 0);
    const check = sum % 11 === 10 ? "X" : String(sum % 11);
    return `${text.slice(0, 8)}${check}${text.slice(9)}`;
  },
  iban: (r: RandomSource) => {
    const [country, length] = r.pick([
      ["DE", 18],
      ["GB", 18],
      ["NL", 14],
      ["FR", 23],
      ["ES", 20],
    ] as const);
    const account =
      country === "GB"
        ? r.letters(4) + r.digits(14)
        : country === "NL"
          ? r.letters(4) + r.digits(10)
          : r.digits(length);
    const numeric = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join("");
    return `${country}${pad(98 - Number(BigInt(numeric) % 97n), 2)}${account}`;
  },
  publicAddress: (r: RandomSource) =>
    `${r.pick([8, 24, 52, 67, 81, 99, 130, 151, 185, 203, 212])}.${r.int(1, 254)}.${r.int(1, 254)}.${r.int(1, 254)}`,
};

function withLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
