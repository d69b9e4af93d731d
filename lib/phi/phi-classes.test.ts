import { describe, expect, test } from "vitest";
import { redactText } from "./redact-text";

const redact = (text: string) => redactText(text, { queries: "strip", token: (name) => `‹${name}:1-Xx›` });

/**
 * What each class is and is not. The numbers of cards, SSN, MBI, NPI, DEA and VIN are test values from public sources:
 * issuers' test cards, the unit tests of Microsoft Presidio (MIT licence), CMS's and NHTSA's examples.
 */
const EXAMPLES: Record<string, { is: string[]; isNot: string[] }> = {
  SSN: {
    is: ["078-05-1123", "078 05 1123", "078.05.1123", "x_078-05-1123_y", "SSN: 078051123", "ssn ending in 1123"],
    isNot: ["666-00-0000", "078-05-0000", "078-00-1123", "000-12-3456", "078051121", "1078-05-1123", "078-05-11234"],
  },
  CARD: {
    is: ["4111111111111111", "4012-8888-8888-1881", "5555 5555 5555 4444", "378282246310005", "4222222222222"],
    isNot: ["4012-8888-8888-1882", "4111111111111112", "0.4111111111111111", "1712345678901234567"],
  },
  EMAIL: {
    is: ["jane@example.com", "jane.roe+x@mail.example.co.uk", "q=jane%40example.com", "o'neil@clinic.example"],
    isNot: ["git@github.com:org/repo", "user@1000.service", "a@b", "image@sha256:abc", "@scope/pkg@1.2.3"],
  },
  PHONE: {
    is: ["(415) 555-0132", "415-555-0132", "415.555.0132", "+14155550132", "+44 20 7946 0958", "phone=4155550132"],
    isNot: ["115-555-0132", "411-555-0132", "4155550132", "200 345 1234 567", "+0530"],
  },
  MBI: {
    is: ["1EG4-TE5-MK73", "1EG4TE5MK73", "mbi 1eg4te5mk73"],
    isNot: ["0EG4TE5MK73", "1eg4te5mk73", "1SG4TE5MK73"],
  },
  NPI: { is: ["NPI 1234567893", '"npi":1234567893'], isNot: ["1234567893", "NPI 1234567890"] },
  DEA: { is: ["AB1234563"], isNot: ["AB1234564", "XAB1234563"] },
  VIN: { is: ["1M8GDM9AXKP042788"], isNot: ["1M8GDM9A1KP042788", "1m8gdm9axkp042788"] },
  IBAN: { is: ["GB29NWBK60161331926819", "DE89 3704 0044 0532 0130 00"], isNot: ["GB28NWBK60161331926819"] },
  MRN: {
    is: ["MRN 12345678", "mrn=A1234567", "medical record number: 445566", '{"mrn": 12345678}', "patient id P123456"],
    isNot: ["mrn_total 5", "mrn=550e8400-e29b-41d4-a716-446655440000", "patient count 12"],
  },
  MEMBER: {
    is: ["Member ID: XYZ123456789", "policy number P1234567"],
    isNot: ["member_id=8e9e05c52164694d", "members 12345"],
  },
  ACCOUNT: { is: ["account number 0012345678", "acct no. 12345678"], isNot: ["account_id=123456789012", "account 42"] },
  DOB: {
    is: ["DOB 01/02/1950", "born on March 3, 1950", 'date_of_birth="1950-03-04"', "DOB: 1950-03-04T00:00:00Z"],
    isNot: ["built 2024-01-02", "2024-01-02T10:00:00Z"],
  },
  DATE: {
    is: ["admitted 2024-01-02", "discharge date: 1/2/2024"],
    isNot: ["admitted 2024-01-02T10:11:12Z", "visit 12"],
  },
  AGE: {
    is: ["aged 93", "a 95-year-old man", '"age": 101', "patient_age=90"],
    isNot: ["age: 42", "max-age=95", "age: 95s", "a 89-year-old"],
  },
  ZIP: { is: ["zip 02139-4307", "Boston, MA 02139-4307", "zip code: 02139"], isNot: ["02139-4307", "us 12345"] },
  IP: {
    is: ["from 203.0.113.9", "8.8.8.8:53"],
    isNot: ["10.1.2.3:9090", "192.168.0.1", "127.0.0.1", "version 1.2.3.4", "Chrome/120.0.60.109", "300.1.2.3"],
  },
  IPV6: { is: ["2001:db8:1::1"], isNot: ["12:34:56", "fe80::1", "aa:bb:cc:dd:ee:ff", "20:01:0d:b8:00:00:00:01"] },
  ADDRESS: { is: ["at 12 Main Street, Springfield"], isNot: ["12 nodes in us-east-1", "3 Pods Restarting"] },
  PERSON: {
    is: ["patient name: Jane Roe", '"first_name":"jane"', "Patient: Jane Roe"],
    isNot: ["Patient portal is down", "Patient: MRN 12345678", "job name: api"],
  },
  LICENCE: { is: ["driver's license D1234567", "passport number X12345678"], isNot: ["license MIT"] },
  PATH: { is: ["GET /patients/4711", "/fhir/Patient/p-12/notes"], isNot: ["/patients/search", "/api/alerts/4711"] },
  SECRET: {
    is: ["password=hunter2hunter2", "Authorization: Bearer abcdef0123456789", "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc"],
    isNot: ["token: refused", "password was wrong"],
  },
  URL: {
    is: ["https://h.example/p?name=Jane", "GET /p?name=Jane HTTP/1.1", "postgres://user:pw@db.example:5432/x"],
    isNot: ["https://h.example/p", "is it up?"],
  },
};

describe.each(Object.entries(EXAMPLES))("%s", (name, { is, isNot }) => {
  test.each(is)("is in %s", (text) => expect(redact(text)).toContain(`‹${name}:`));
  test.each(isNot)("is not in %s", (text) => expect(redact(text)).not.toContain(`‹${name}:`));
});

test("L06 an encoded SSN is decoded once, then redacted", () => {
  const ssn = "078-05-1123";
  expect(redact(`x=${Buffer.from(`id ${ssn} end`).toString("base64")} y`)).toBe("x=‹SSN:1-Xx› y");
  expect(redact(`a ${[...ssn].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join("")} b`)).toBe(
    "a ‹SSN:1-Xx› b",
  );
  expect(redact(`a ${[...ssn].map((sign) => `&#${sign.charCodeAt(0)};`).join("")} b`)).toBe("a ‹SSN:1-Xx› b");
});

test("the address itself stays when its query and its user go", () => {
  expect(redact("see https://u:p@h.example/a/b?x=1#f now")).toBe("see https://‹URL:1-Xx›@h.example/a/b?‹URL:1-Xx› now");
});
