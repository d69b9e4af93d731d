const TONES_HZ = [880, 660, 880];
const TONE_SECONDS = 0.22;
const LOUDNESS = 0.25;

let context: AudioContext | undefined;

/** Three tones made by the browser. False when it plays nothing before somebody has pressed something on the page. */
export async function playAlarm(): Promise<boolean> {
  context ??= new AudioContext();
  // Never settles in a page that was not touched yet.
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
  if (context.state !== "running") return false;
  for (const [index, hertz] of TONES_HZ.entries()) tone(context, hertz, context.currentTime + index * TONE_SECONDS);
  return true;
}

function tone(audio: AudioContext, hertz: number, at: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(LOUDNESS, at);
  gain.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_SECONDS);
}
