import { makeIdentifier as make } from "./make-identifier";
import type { Format, FormatFamily } from "./sample";

const NAMES = ["Jane Roe", "John Q. Public", "Maria García", "Ann-Marie Smith", "Jean Luc Picard"];
const MONTHS = ["Jan", "Feb", "Apr", "Jun", "Aug", "Nov"];
const two = (value: number) => String(value).padStart(2, "0");

/** The half that the guard may be tuned with: every failure of it may be read. */
export const tuningFormats: Record<string, readonly FormatFamily[]> = {
  EMAIL: [
    (r) => note("note", `${r.letters(5).toLowerCase()}.${r.letters(6).toLowerCase()}@example.com`, "Write to "),
    (r) => note("user", `${r.letters(4).toLowerCase()}${r.digits(3)}@hospital.example.org`, "mail of "),
  ],
  PHONE: [
    (r) => note("note", make.phone(r).join("-"), "Call "),
    (r) => note("note", make.phone(r).join("."), "Call "),
    (r) => note("note", ((p) => `(${p[0]}) ${p[1]}-${p[2]}`)(make.phone(r)), "Call "),
    (r) => note("note", `+1${make.phone(r).join("")}`, "Call "),
    (r) => note("note", `+44 20 ${r.digits(4)} ${r.digits(4)}`, "Call "),
    (r) => ({ ...note("phone", make.phone(r).join(""), "phone: "), number: true }),
  ],
  SSN: [
    (r) => note("note", make.ssn(r).join("-"), "Seen "),
    (r) => note("note", make.ssn(r).join(" "), "Seen "),
    (r) => note("note", make.ssn(r).join("."), "Seen "),
    (r) => ({ ...note("ssn", `${r.int(100, 665)}${r.int(10, 99)}${r.int(1000, 9999)}`, "SSN "), number: true }),
  ],
  CARD: [
    (r) => note("note", make.card(r, "4", 16), "Paid with "),
    (r) => note("note", (make.card(r, "51", 16).match(/.{4}/g) ?? []).join(" "), "Paid with "),
    (r) => ({ ...note("note", make.card(r, "34", 15), "Paid with "), number: true }),
    (r) => note("note", make.card(r, "4", 13), "Paid with "),
  ],
  MBI: [
    (r) => note("note", make.mbi(r), "Medicare "),
    (r) => note("mbi", make.mbi(r).replace(/^(.{4})(.{3})(.{4})$/, "$1-$2-$3"), "MBI "),
  ],
  NPI: [(r) => note("npi", make.npi(r), "NPI: "), (r) => ({ ...note("npi", make.npi(r), "NPI "), number: true })],
  DEA: [(r) => note("dea", make.dea(r), "DEA ")],
  MRN: [
    (r) => note("mrn", `A${r.digits(7)}`, "MRN: "),
    (r) => ({ ...note("mrn", `${r.int(1, 9)}${r.digits(7)}`, "MRN "), number: true }),
    (r) => note("patient_id", `P${r.digits(6)}`, "patient id "),
    (r) => note("medical_record_number", r.digits(8), "medical record number "),
  ],
  MEMBER: [
    (r) => note("member_id", `XYZ${r.digits(9)}`, "Member ID: "),
    (r) => note("policy_number", `P${r.digits(8)}`, "policy number "),
  ],
  ACCOUNT: [
    (r) => note("account_number", r.digits(10), "account number "),
    (r) => note("acct_no", r.digits(8), "Acct no "),
  ],
  DOB: [
    (r) => note("dob", `${two(r.int(1, 12))}/${two(r.int(1, 28))}/${r.int(1930, 2010)}`, "DOB "),
    (r) => note("date_of_birth", `${r.int(1930, 2010)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`, "date of birth: "),
    (r) => note("dob", `${r.pick(MONTHS)} ${r.int(1, 28)}, ${r.int(1930, 2010)}`, "born "),
  ],
  DATE: [
    (r) => note("admitted", `20${r.int(10, 25)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`, "admitted "),
    (r) => note("discharged", `${r.int(1, 12)}/${r.int(1, 28)}/20${r.int(10, 25)}`, "discharge date "),
  ],
  AGE: [(r) => ({ ...note("age", `${r.int(90, 119)}`, "age "), number: true }), (r) => aged(r.int(90, 119))],
  ZIP: [(r) => note("zip", `${r.digits(5)}-${r.digits(4)}`, "zip "), (r) => note("zip_code", r.digits(5), "zip code ")],
  IP: [(r) => note("note", make.publicAddress(r), "from ")],
  IPV6: [(r) => note("note", `2001:db8:${r.int(4096, 65535).toString(16)}::${r.int(1, 9)}`, "from ")],
  VIN: [(r) => note("note", make.vin(r), "vehicle ")],
  IBAN: [(r) => note("note", make.iban(r), "pay ")],
  ADDRESS: [
    (r) =>
      note("note", `${r.int(1, 9999)} ${r.pick(["Main", "Oak", "West Elm"])} ${r.pick(["Street", "St", "Rd"])}`, "at "),
  ],
  PERSON: [
    (r) => note("patient_name", r.pick(NAMES), "Patient name: "),
    (r) => note("full_name", r.pick(NAMES), "patient: "),
  ],
  LICENCE: [(r) => note("drivers_license", `${r.letters(1)}${r.digits(7)}`, "driver's license ")],
  PATH: [(r) => path(`/patients/${r.digits(6)}`), (r) => path(`/api/v1/patient/${r.letters(2)}${r.digits(6)}/visits`)],
  SECRET: [
    (r) => note("token", `${r.letters(16)}${r.digits(8)}`, "token="),
    (r) => note("authorization", `Bearer ${r.letters(24)}${r.digits(6)}`, "authorization: "),
  ],
};

function note(key: string, value: string, before: string): Format {
  return { key, value, sentence: `${before}${value} and that was all` };
}

function aged(age: number): Format {
  return { key: "age", value: String(age), sentence: `a ${age}-year-old man` };
}

function path(whole: string): Format {
  const secret = /\/([A-Z]*\d+)/.exec(whole)![1]!;
  return { key: "path", value: whole, secret, sentence: `GET ${whole} 404` };
}
