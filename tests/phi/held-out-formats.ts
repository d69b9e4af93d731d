import { makeIdentifier as make } from "./make-identifier";
import type { RandomSource } from "./random-source";
import type { FormatFamily } from "./sample";

const NAMES = ["Amara Okafor", "Wei Zhang", "Lucía Fernández", "Bjørn Dahl", "Priya Natarajan", "Tom O'Leary"];
const MONTHS = ["January", "March", "May", "July", "October", "December"];
const two = (value: number) => String(value).padStart(2, "0");

/**
 * The frozen half: other ways to write each class than the half the guard is tuned with. Its failures are never read
 * while tuning; see the README.
 */
export const heldOutFormats: Record<string, readonly FormatFamily[]> = {
  EMAIL: [
    (r) => mail(`${r.letters(6).toLowerCase()}+${r.letters(3).toLowerCase()}@mail.${r.letters(7).toLowerCase()}.co.uk`),
    (r) => mail(`${r.letters(1)}.${r.letters(8)}@${r.letters(5)}-HEALTH.ORG`),
    (r) => mail(`o'${r.letters(6).toLowerCase()}_${r.digits(2)}@clinic${r.digits(2)}.example`),
  ],
  PHONE: [
    (r) => phone((([a, b, c]) => `(${a})${b}-${c}`)(make.phone(r))),
    (r) => phone((([a, b, c]) => `+1 (${a}) ${b}-${c}`)(make.phone(r))),
    (r) => phone((([a, b, c]) => `1-${a}-${b}-${c}`)(make.phone(r))),
    (r) => phone(`+49 30 ${r.int(2, 9)}${r.digits(3)} ${r.digits(4)}`),
    (r) => phone((([a, b, c]) => `${a}–${b}–${c}`)(make.phone(r))),
    (r) => ({ ...keyed("mobile_number", make.phone(r).join(""), "reachable at mobile "), number: true }),
  ],
  SSN: [
    (r: RandomSource) => ssn(make.ssn(r).join("–")),
    (r: RandomSource) => ssn(make.ssn(r).join("‑")),
    (r: RandomSource) => ({ ...ssn(make.ssn(r).join("-")), sentence: `ref_${make.ssn(r).join("-")}_copy` }),
    (r: RandomSource) => keyed("patient_ssn", make.ssn(r).join(""), "Social security number is "),
    (r: RandomSource) => keyed("ssn_no", make.ssn(r).join(""), "SSN # "),
    (r: RandomSource) => ssn(`9${r.digits(2)}-${r.int(70, 88)}-${r.int(1000, 9999)}`),
  ].map((family) => (r) => withOwnValue(family(r))),
  CARD: [
    (r) => card(groups(make.card(r, "4", 16), "-")),
    (r) => card(make.card(r, "4", 19)),
    (r) => card(make.card(r, "36", 14)),
    (r) => card(make.card(r, "3528", 16)),
    (r) => card(make.card(r, "2221", 16)),
    (r) => ({ ...card(make.card(r, "6011", 16)), number: true }),
  ],
  MBI: [
    (r) => plain("entry", make.mbi(r), "Coverage under "),
    (r) => keyed("medicare_id", make.mbi(r).toLowerCase(), "Medicare number "),
  ],
  NPI: [
    (r) => ({ ...keyed("provider_npi", make.npi(r), "Referred by NPI "), number: true }),
    (r) => keyed("npi_number", make.npi(r), "National provider identifier: "),
  ],
  DEA: [
    (r) => plain("prescriber", make.dea(r), "Prescriber registration "),
    (r) => plain("dea_number", make.dea(r), "DEA# "),
  ],
  MRN: [
    (r) => keyed("medical_record_no", `${r.letters(2)}-${r.digits(7)}`, "Medical record no. "),
    (r) => ({ ...keyed("patientId", `${r.int(1, 9)}${r.digits(7)}`, "for patient ID "), number: true }),
    (r) => keyed("chart_number", r.digits(6), "Chart number "),
  ],
  MEMBER: [
    (r) => keyed("subscriberNumber", `${r.letters(3)}${r.digits(9)}`, "Subscriber ID: "),
    (r) => keyed("beneficiary_id", `H${r.digits(9)}`, "beneficiary number "),
    (r) => keyed("policy_no", `${r.digits(3)}-${r.digits(6)}`, "Policy number "),
  ],
  ACCOUNT: [
    (r) => keyed("accountNumber", r.digits(9), "Account no. "),
    (r) => keyed("routing_number", r.digits(9), "routing number "),
    (r) => keyed("acct", `00${r.digits(8)}`, "Acct# "),
  ],
  DOB: [
    (r) => keyed("birthDate", `${r.int(1925, 2015)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`, "Birth date "),
    (r) => keyed("date_of_birth", `${r.int(10, 28)} ${r.pick(MONTHS)} ${r.int(1930, 2010)}`, "was born on "),
    (r) => keyed("patient_dob", `${r.int(1, 12)}.${r.int(1, 28)}.${r.int(1930, 2010)}`, "D.O.B. "),
    (r) => keyed("dob", `${r.int(1925, 2015)}${two(r.int(1, 12))}${two(r.int(1, 28))}`, "DOB: "),
  ],
  DATE: [
    (r) => keyed("discharge_date", `${two(r.int(1, 12))}/${two(r.int(1, 28))}/20${r.int(10, 25)}`, "discharged on "),
    (r) =>
      keyed("date_of_service", `20${r.int(10, 25)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`, "Date of service: "),
    (r) => keyed("admission_date", `${r.pick(MONTHS)} ${r.int(1, 28)}, 20${r.int(10, 25)}`, "admitted on "),
  ],
  AGE: [
    (r: RandomSource) => ({ ...keyed("patient_age", `${r.int(90, 115)}`, "patient age: "), number: true }),
    (r: RandomSource) => ({ ...keyed("age", `${r.int(90, 115)}`, ""), sentence: "" }),
  ].map((family) => (r) => {
    const format = family(r);
    return { ...format, sentence: format.sentence || `A woman aged ${format.value} called` };
  }),
  ZIP: [
    (r) => keyed("postal_code", `${r.int(1, 9)}${r.digits(4)}-${r.digits(4)}`, "Postal code "),
    (r) => keyed("zipcode", `${r.int(1, 9)}${r.digits(4)}`, "lives in ZIP "),
  ],
  IP: [
    (r) => plain("origin", make.publicAddress(r), "reached from "),
    (r) => plain("peer", make.publicAddress(r), "peer "),
  ],
  IPV6: [
    (r) => plain("peer", `2a00:${hex(r)}:${hex(r)}::${hex(r)}`, "reached from "),
    (r) => plain("origin", Array.from({ length: 8 }, (_, i) => (i === 0 ? "2600" : hex(r))).join(":"), "peer "),
  ],
  VIN: [(r) => plain("vehicle", make.vin(r), "Arrived in vehicle ")],
  IBAN: [
    (r) => plain("pay_to", make.iban(r), "Refund to "),
    (r) => plain("target", groups(make.iban(r), " "), "transfer to "),
  ],
  ADDRESS: [
    (r) =>
      plain(
        "where",
        `${r.int(10, 9999)} ${r.pick(["Maple", "Sunset", "Old Mill"])} ${r.pick(["Avenue", "Blvd", "Lane"])}`,
        "lives at ",
      ),
    (r) =>
      keyed(
        "home_address",
        `${r.int(10, 999)} NW ${r.pick(["Cedar", "Harbor"])} ${r.pick(["Ct", "Dr."])}`,
        "Visit at ",
      ),
  ],
  PERSON: [
    (r) => ({ ...keyed("patient_name", r.pick(NAMES), "Patient name: ") }),
    (r) => keyed("fullName", r.pick(NAMES), "Full name: "),
  ],
  LICENCE: [
    (r) => keyed("passport_number", `${r.letters(1)}${r.digits(8)}`, "Passport no. "),
    (r) => keyed("license_number", `${r.letters(1)}${r.digits(7)}`, "Driver license "),
  ],
  PATH: [
    (r) => path(`/v2/patients/${r.digits(7)}/notes`, r),
    (r) => path(`/fhir/R4/Patient/p-${r.digits(6)}`, r),
    (r) => path(`/encounters/${r.digits(9)}`, r),
  ],
  SECRET: [
    (r) => keyed("api_key", `sk_${r.letters(20)}${r.digits(4)}`, "api key: "),
    (r) => keyed("password", `${r.letters(6)}!${r.digits(4)}x`, "password: "),
    (r) => plain("auth", `eyJ${r.letters(20)}.eyJ${r.letters(30)}.${r.letters(30)}`, "sent "),
  ],
};

/** A sentence made with another draw of the value is brought back to the one value. */
function withOwnValue<T extends { sentence: string; value: string }>(format: T): T {
  if (format.sentence.includes(format.value)) return format;
  return { ...format, sentence: `ref_${format.value}_copy` };
}

function plain(key: string, value: string, before: string) {
  return { key, value, sentence: `${before}${value}, then nothing more` };
}

const keyed = plain;
const mail = (value: string) => plain("sent_to", value, "A copy went to ");
const phone = (value: string) => plain("reach", value, "Please ring ");
const ssn = (value: string) => plain("entry", value, "The form says ");
const card = (value: string) => plain("charged", value, "It was charged to ");
const hex = (r: RandomSource) => r.int(4096, 65535).toString(16);

function groups(text: string, separator: string): string {
  return text.match(/.{1,4}/g)!.join(separator);
}

function path(whole: string, r: RandomSource) {
  const secret = /[a-z]?-?\d{6,}/.exec(whole)![0];
  return { key: r.pick(["uri", "request_path"]), value: whole, secret, sentence: `PUT ${whole} failed` };
}
