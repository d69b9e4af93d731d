import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export interface ButtonLook {
  tone?: "default" | "primary" | "quiet";
  size?: "normal" | "small" | "big";
  /** As wide as high, for a lone icon (which then needs an aria-label). */
  square?: boolean;
}

export function buttonClass({ tone, size, square }: ButtonLook, className?: string): string {
  return classNames("btn", tone !== "default" && tone, size !== "normal" && size, square && "sq", className);
}

/** A native button; `type` is "button" unless said otherwise. */
export function Button({
  tone,
  size,
  square,
  className,
  type = "button",
  ...rest
}: ButtonLook & ComponentProps<"button">) {
  return <button type={type} className={buttonClass({ tone, size, square }, className)} {...rest} />;
}
