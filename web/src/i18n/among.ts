// A name within a Chinese sentence: spaces part it from Chinese where it is written in Latin.

const CHINESE = /\p{Script=Han}/u;

export function among(name: string): string {
  const [first = "", last = ""] = [name.charAt(0), name.charAt(name.length - 1)];
  return `${CHINESE.test(first) ? "" : " "}${name}${CHINESE.test(last) ? "" : " "}`;
}
