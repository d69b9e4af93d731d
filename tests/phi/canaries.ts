/** Made-up data of one person, of many classes: no two ways in carry the same, so that a leak says where it came in. */
export interface Canaries {
  /** The way in. */
  way: string;
  ssn: string;
  email: string;
  mrn: string;
  /** A sentence with all of it, and with a mark that may stay. */
  text: string;
  mark: string;
  /** What of it may be found nowhere. */
  values: readonly string[];
}

/** A way in has a number below 100; its canaries are made from it. */
export function canariesOf(way: string, number: number): Canaries {
  const two = String(number).padStart(2, "0");
  const ssn = `078-05-21${two}`;
  const email = `zelda.quill${two}@example.com`;
  const mrn = `99887${two}4`;
  const card = withCheckDigit(`4111111111${two}00${two.slice(1)}`);
  const values = {
    ssn,
    email,
    mrn,
    card,
    phone: `(415) 555-01${two}`,
    abroad: `+44 20 7946 09${two}`,
    medicare: `1EG4-TE5-MK${two}`,
    birth: `03/14/19${two}`,
    street: `21${two} Quillfeather Street`,
    name: `Zelda Quillfeather${String.fromCharCode(97 + (number % 26))}${String.fromCharCode(97 + Math.floor(number / 26))}`,
    member: `XQH9${two}77310`,
  };
  const text =
    `patient name: ${values.name}, DOB ${values.birth}, SSN ${ssn}, MRN ${mrn}, ${email}, call ${values.phone} or ` +
    `${values.abroad}, card ${card}, MBI ${values.medicare}, member id: ${values.member}, lives at ${values.street}; marker-${two}`;
  return { way, ssn, email, mrn, text, mark: `marker-${two}`, values: Object.values(values) };
}

/** Luhn: the digit that makes a number of a card one. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
