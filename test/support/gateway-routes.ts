/**
 * How narrowly a route of the HTTP API fits a path; undefined where it does not. As the gateway chooses, the greater goes before: a
 * route that fits to its end before one that takes in what follows, and of two such the one that leaves less free.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function rankOf(route: string, path: string): string | undefined {
  const [pattern, parts] = [route.split('/'), path.split('/')];
  const greedy = pattern.at(-1) === '{proxy+}';
  if (greedy ? parts.length < pattern.length : parts.length !== pattern.length) return undefined;
  let rank = greedy ? '0' : '1';
  for (const [n, part] of pattern.entries()) {
    if (part === '{proxy+}') break;
    const free = part.startsWith('{');
    if (!free && part !== parts[n]) return undefined;
    rank += free ? '1' : '2';
  }
  return rank;
}

/** Of all that fit, the one that takes the path. */
export const narrowest = <R>(routes: readonly R[], pathOf: (route: R) => string, path: string): R | undefined =>
  routes
    .map((route) => ({ route, rank: rankOf(pathOf(route), path) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => ((a.rank ?? '') < (b.rank ?? '') ? 1 : -1))[0]?.route;
