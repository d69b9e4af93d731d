/** Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, double = false; index >= 0; index -= 1, double = !double) {
    const digit = digits.charCodeAt(index) - 48;
    const counted = double ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits.length > 0 && sum % 10 === 0;
}
