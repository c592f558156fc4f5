// An assessment whose every Chinese text also holds markup: the townships' names, the titles, the reasons. Equal texts stay equal.
import { readFileSync } from "node:fs";

const MARKUP = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>&{{7*7}}`;

const hostile = (value) => {
  if (typeof value === "string") {
    return /\p{Script=Han}/u.test(value) ? value + MARKUP : value;
  }
  if (Array.isArray(value)) {
    return value.map(hostile);
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hostile(inner)]));
  }
  return value;
};

process.stdout.write(JSON.stringify(hostile(JSON.parse(readFileSync(process.argv[2], "utf8")))));
