// Scoring, pure. The same arithmetic in the same order as src/model/scoring/ranking.rs and
// src/model/scoring/sensitivity.rs; tests/fixtures/scoring.json holds both to the same figures.

const LEAST_COVERAGE = 0.6;
const ROUNDING = 1e-9;

/**
 * Ranks `{criteria: [{id, weight}], subjects: [{id, utilities}], margin}`, with one
 * utility or null for each subject and criterion. `entries` come by score, equal
 * ones in the table's order; `status` is winner, tied, only, low-coverage,
 * no-weights or nobody; `flips` are there only if there is a winner.
 */
export function rank(table) {
  const { criteria, subjects, margin } = table;
  const counts = criteria.map((_, k) => subjects.every((s) => s.utilities[k] != null));
  const weighted = criteria.filter((c) => c.weight > 0);
  const missing = criteria.filter((c, k) => c.weight > 0 && !counts[k]).map((c) => c.id);
  const coverage = {
    have: weighted.length - missing.length,
    of: weighted.length,
    missing,
  };
  const entries = score(table, counts);
  const result = (status, leaders) => ({
    entries,
    coverage,
    status,
    leaders,
    flips: [],
  });

  if (!subjects.length) return result('nobody', []);
  if (subjects.length === 1) return result('only', [subjects[0].id]);
  if (!coverage.of) return result('no-weights', []);
  if (!entries.length || coverage.have < LEAST_COVERAGE * coverage.of - ROUNDING) return result('low-coverage', []);
  const near = entries.filter((e) => entries[0].score - e.score <= margin + ROUNDING).map((e) => e.id);
  if (near.length > 1) return result('tied', near);
  return { ...result('winner', near), flips: flips(table, counts, near[0]) };
}

function score({ criteria, subjects }, counts) {
  const total = criteria.reduce((sum, c, k) => sum + (counts[k] ? c.weight : 0), 0);
  if (total <= 0) return [];
  const entries = subjects.map(({ id, utilities }) => {
    const parts = criteria
      .map(({ id: criterion, weight }, k) => ({
        criterion,
        weight,
        utility: utilities[k],
        counts: counts[k],
      }))
      .filter((part) => part.counts && part.weight > 0);
    const sum = parts.reduce((all, part) => all + part.utility * part.weight, 0);
    return { id, score: Math.min(1, Math.max(0, sum / total)), parts };
  });
  return entries.sort((a, b) => b.score - a.score);
}

// With d = u(winner) − u(challenger) on each criterion and D = Σ w·d both are
// level where weight k is w(k) − D/d(k). Of each criterion's points only the
// nearest below and above its weight count: behind them somebody leads already.
function flips({ criteria, subjects }, counts, winner) {
  const best = subjects.find((s) => s.id === winner).utilities;
  const all = criteria.reduce((sum, c, k) => sum + (counts[k] ? c.weight : 0), 0);
  const rivals = subjects
    .filter((s) => s.id !== winner)
    .map(({ id, utilities }) => {
      const ahead = criteria.map((_, k) => (counts[k] ? best[k] - utilities[k] : 0));
      return {
        id,
        ahead,
        lead: criteria.reduce((sum, c, k) => sum + c.weight * ahead[k], 0),
      };
    });
  return criteria.flatMap(({ id, weight }, k) => {
    if (!counts[k]) return [];
    const points = rivals
      .filter((rival) => Math.abs(rival.ahead[k]) > ROUNDING)
      .map((rival) => ({
        criterion: id,
        from: weight,
        at: level(weight, rival, k),
        challenger: rival.id,
      }))
      // With all weights at 0 nobody leads.
      .filter(({ at }) => at >= 0 && (at > 0 || all - weight > ROUNDING));
    const down = points.filter((p) => p.at < weight).sort((a, b) => b.at - a.at);
    const up = points.filter((p) => p.at > weight).sort((a, b) => a.at - b.at);
    return [...down.slice(0, 1), ...up.slice(0, 1)];
  });
}

function level(weight, rival, k) {
  const at = weight - rival.lead / rival.ahead[k];
  // A hair below 0 is a 0 that was rounded.
  return at < 0 && at >= -ROUNDING ? 0 : at;
}
