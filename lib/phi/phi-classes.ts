import { bankAccount } from "./classes/bank-account";
import { card } from "./classes/card";
import { email } from "./classes/email";
import { internationalPhone } from "./classes/international-phone";
import { ipAddress } from "./classes/ip-address";
import { ipv6Address } from "./classes/ipv6-address";
import { keyedAccount } from "./classes/keyed-account";
import { keyedAge } from "./classes/keyed-age";
import { keyedBirth } from "./classes/keyed-birth";
import { keyedCard } from "./classes/keyed-card";
import { keyedCareDate } from "./classes/keyed-care-date";
import { keyedLicence } from "./classes/keyed-licence";
import { keyedMedicalRecord } from "./classes/keyed-medical-record";
import { keyedMedicareId } from "./classes/keyed-medicare-id";
import { keyedMember } from "./classes/keyed-member";
import { keyedPerson } from "./classes/keyed-person";
import { keyedPhone } from "./classes/keyed-phone";
import { keyedPostalCode } from "./classes/keyed-postal-code";
import { keyedProvider } from "./classes/keyed-provider";
import { keyedSecret } from "./classes/keyed-secret";
import { keyedSocialSecurity } from "./classes/keyed-social-security";
import { medicareId } from "./classes/medicare-id";
import { pathId } from "./classes/path-id";
import { phone } from "./classes/phone";
import { prescriber } from "./classes/prescriber";
import { socialSecurity } from "./classes/social-security";
import { spokenAge } from "./classes/spoken-age";
import { statePostalCode } from "./classes/state-postal-code";
import { streetAddress } from "./classes/street-address";
import { urlQuery } from "./classes/url-query";
import { urlUserinfo } from "./classes/url-userinfo";
import { vehicle } from "./classes/vehicle";
import { webToken } from "./classes/web-token";
import type { KeyedClass, ShapeClass } from "./phi-class";

/** Every class the guard knows, in the order in which they claim what they find. */
export const keyedClasses: readonly KeyedClass[] = [
  keyedBirth,
  keyedCareDate,
  keyedSocialSecurity,
  keyedPhone,
  keyedMedicareId,
  keyedProvider,
  keyedPerson,
  keyedMedicalRecord,
  keyedMember,
  keyedAccount,
  keyedCard,
  keyedAge,
  keyedPostalCode,
  keyedLicence,
  keyedSecret,
];

/** Of addresses that nobody follows the whole query goes. */
export const strippedFromAddresses: readonly ShapeClass[] = [urlQuery];

export const shapeClasses: readonly ShapeClass[] = [
  urlUserinfo,
  webToken,
  email,
  pathId,
  card,
  bankAccount,
  socialSecurity,
  internationalPhone,
  phone,
  statePostalCode,
  medicareId,
  prescriber,
  vehicle,
  ipv6Address,
  ipAddress,
  streetAddress,
  spokenAge,
];
