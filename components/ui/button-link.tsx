import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button";

/** A link that looks like a button. Pages are not fetched ahead: each would be an authorised, logged request. */
export function ButtonLink({ tone, size, square, className, ...rest }: ButtonLook & ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={buttonClass({ tone, size, square }, className)} {...rest} />;
}
