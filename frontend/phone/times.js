/** Returns how long ago that was, in words. */
export function age(at, now = Date.now()) {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  const hours = Math.floor(minutes / 60);
  const parts = [counted(hours, "hour"), counted(minutes % 60, "minute")].filter(Boolean);
  return parts.length ? `${parts.join(" and ")} ago` : "less than a minute ago";
}

/** Returns the time of the day in London, such as "at 14:05". A time of another day has its date too. */
export function clock(at, now = Date.now()) {
  const [day, today] = [at, now].map((one) => written(one, { day: "numeric", month: "long" }));
  const time = written(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return day === today ? `at ${time}` : `on ${day} at ${time}`;
}

function written(at, how) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...how }).format(at);
}

function counted(number, noun) {
  return number ? `${number} ${noun}${number === 1 ? "" : "s"}` : "";
}
