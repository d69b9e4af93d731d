import { memory } from "./memory";

/** Keys in small letters, without dashes and underscores, and the class of what stands under them. */
export const sensitiveKeys: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    SSN: ["ssn", "socialsecurity", "socialsecuritynumber", "patientssn"],
    MRN: ["mrn", "medicalrecordnumber", "medicalrecord", "patientmrn"],
    DOB: ["dob", "dateofbirth", "birthdate", "birthday", "patientdob"],
    PERSON: [
      ...["patientname", "firstname", "lastname", "middlename", "maidenname", "fullname", "givenname", "familyname"],
      ...["surname", "guardianname", "membername", "subscribername"],
    ],
    ADDRESS: ["streetaddress", "homeaddress", "mailingaddress", "postaladdress", "patientaddress", "addressline1"],
    PHONE: ["phone", "phonenumber", "mobilephone", "homephone", "workphone", "patientphone", "telephone", "msisdn"],
    EMAIL: ["email", "emailaddress", "patientemail", "mail"],
    MEMBER: [
      "memberid",
      "membernumber",
      "subscriberid",
      "policynumber",
      "insuranceid",
      "beneficiaryid",
      "healthplanid",
    ],
    SECRET: [
      ...["password", "passwd", "pwd", "passphrase", "secret", "token", "accesstoken", "refreshtoken", "idtoken"],
      ...["sessiontoken", "authorization", "proxyauthorization", "cookie", "setcookie", "apikey", "privatekey"],
    ],
  }).flatMap(([name, keys]) => keys.map((key) => [key, name] as const)),
);

const MAX_KEY = 40;
/** Keys are few and come again and again; null: none. */
const classOf = memory((key) => sensitiveKeys.get(key.toLowerCase().replace(/[^a-z0-9]/g, "")) ?? null, 1_000);

/** The class of whatever stands under a key, be it written with capitals, dashes or underscores; most keys have none. */
export function sensitiveKey(key: string): string | undefined {
  return key.length > MAX_KEY ? undefined : (classOf(key) ?? undefined);
}
