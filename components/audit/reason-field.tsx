/** Why something is kept or let go; it goes into the log. */
export function ReasonField({ id }: { id: string }) {
  return (
    <div className="field">
      <label htmlFor={id}>Reason (at least 10 characters, no patient data)</label>
      <input className="in" id={id} name="reason" minLength={10} maxLength={500} autoComplete="off" required />
    </div>
  );
}
