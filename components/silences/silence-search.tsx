"use client";

interface SilenceSearchProps {
  value: string;
  onChange: (text: string) => void;
}

/** Finds silences by their words; sent by Enter, or by emptying it. */
export function SilenceSearch({ value, onChange }: SilenceSearchProps) {
  return (
    <search key={value}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChange(String(new FormData(event.currentTarget).get("q") ?? "").trim());
        }}
      >
        <input
          className="in"
          type="search"
          name="q"
          maxLength={200}
          defaultValue={value}
          placeholder="Find by matcher, reason or author"
          aria-label="Find by matcher, reason or author"
          autoComplete="off"
          onChange={(event) => event.target.value === "" && value !== "" && onChange("")}
        />
      </form>
    </search>
  );
}
