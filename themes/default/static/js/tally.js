// What the ticks of a checklist say. Pure.

/**
 * Weighs statements `{subject, weight, decisive, ticked}`.
 *
 * A side's share is the weight of its ticked statements of all its statements,
 * so that a longer list is no advantage. A decisive statement settles it if only
 * one side has any; decisive statements of two sides are a conflict.
 *
 * @returns {{ticked, total, sides: [{subject, have, of, share, decisive}], status, leaders, byWeight}}
 *   `status` one of none, conflict, decisive, points, tied; `leaders` whom it
 *   names; `byWeight` who is ahead by weight alone, if that is somebody else.
 */
export function tally(statements, margin) {
  const sides = [...new Set(statements.map((s) => s.subject))].map((subject) => side(subject, statements));
  const ticked = statements.filter((s) => s.ticked).length;
  const best = Math.max(...sides.map((s) => s.share));
  const ahead = sides.filter((s) => best - s.share <= margin + 1e-9).map((s) => s.subject);
  const decisive = sides.filter((s) => s.decisive).map((s) => s.subject);
  const all = { ticked, total: statements.length, sides, byWeight: [] };

  if (!ticked) return { ...all, status: 'none', leaders: [] };
  if (decisive.length > 1) return { ...all, status: 'conflict', leaders: decisive };
  if (decisive.length) {
    const others = ahead.includes(decisive[0]) ? [] : ahead;
    return { ...all, status: 'decisive', leaders: decisive, byWeight: others };
  }
  return {
    ...all,
    status: ahead.length > 1 ? 'tied' : 'points',
    leaders: ahead,
  };
}

function side(subject, statements) {
  const own = statements.filter((s) => s.subject === subject);
  const ticked = own.filter((s) => s.ticked);
  const sum = (items) => items.reduce((all, item) => all + item.weight, 0);
  const of = sum(own);
  return {
    subject,
    have: sum(ticked),
    of,
    share: of > 0 ? sum(ticked) / of : 0,
    decisive: ticked.some((s) => s.decisive),
  };
}
