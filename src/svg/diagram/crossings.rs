//! Crossing reduction: the order of items within their lanes, by barycentre sweeps, then by swaps of neighbours.
//!
//! Items are the nodes, and a dummy node for each lane that an edge passes.

/// What is ordered: items in lanes, links between neighbouring lanes, and links within a lane.
pub(crate) struct CrossingReduction<'a> {
    /// Items by lane, in the author's order.
    pub(crate) lanes: Vec<Vec<usize>>,
    /// From an item to one in the next lane.
    pub(crate) links: &'a [(usize, usize)],
    /// Between items of one lane.
    pub(crate) within: &'a [(usize, usize)],
}

const MAX_SWEEPS: usize = 8;
/// Swapping looks at each pair of links many times, so diagrams with more links do without.
const MAX_LINKS_TO_SWAP: usize = 150;

impl CrossingReduction<'_> {
    /// The lanes in a better order.
    pub(crate) fn improve(&self) -> Vec<Vec<usize>> {
        let mut lanes = self.lanes.clone();
        let mut best = (self.cost(&lanes), lanes.clone());
        for sweep in 0..MAX_SWEEPS {
            self.sweep(&mut lanes, sweep % 2 == 0);
            let cost = self.cost(&lanes);
            if cost < best.0 {
                best = (cost, lanes.clone());
            }
        }
        if self.links.len() <= MAX_LINKS_TO_SWAP {
            self.swap(&mut best);
        }
        best.1
    }

    /// Orders each lane by the positions of its neighbours in the lane before (or after) it.
    fn sweep(&self, lanes: &mut [Vec<usize>], forward: bool) {
        for step in 1..lanes.len() {
            let (k, beside) = if forward { (step, step - 1) } else { (lanes.len() - 1 - step, lanes.len() - step) };
            let at = Self::positions(lanes);
            let neighbours = |item: usize| {
                let other = move |(a, b): &(usize, usize)| {
                    if forward { (*b == item).then_some(*a) } else { (*a == item).then_some(*b) }
                };
                self.links.iter().filter_map(other).filter(|other| lanes[beside].contains(other)).map(|i| at[i])
            };
            let key = |item: usize| {
                let count = neighbours(item).map(|_| 1.0).sum::<f64>();
                if count > 0.0 { neighbours(item).sum::<f64>() / count } else { at[item] }
            };
            let mut keyed: Vec<(f64, usize)> = lanes[k].iter().map(|item| (key(*item), *item)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            lanes[k] = keyed.into_iter().map(|(_, item)| item).collect();
        }
    }

    /// Swaps neighbours as long as that helps.
    fn swap(&self, best: &mut (f64, Vec<Vec<usize>>)) {
        for _ in 0..MAX_SWEEPS {
            let before = best.0;
            for k in 0..best.1.len() {
                for i in 1..best.1[k].len() {
                    best.1[k].swap(i - 1, i);
                    let cost = self.cost(&best.1);
                    if cost < best.0 {
                        best.0 = cost;
                    } else {
                        best.1[k].swap(i - 1, i);
                    }
                }
            }
            if best.0 >= before {
                return;
            }
        }
    }

    /// The position of each item in its lane, from 0 to 1.
    fn positions(lanes: &[Vec<usize>]) -> Vec<f64> {
        let mut at = vec![0.0; lanes.iter().flatten().max().map_or(0, |last| last + 1)];
        for lane in lanes {
            let count: f64 = lane.iter().map(|_| 1.0).sum();
            let mut place = 0.5;
            for item in lane {
                at[*item] = place / count;
                place += 1.0;
            }
        }
        at
    }

    /// Two for each crossing, one for each item between two that are linked within a lane.
    fn cost(&self, lanes: &[Vec<usize>]) -> f64 {
        let at = Self::positions(lanes);
        let mut lane_of = vec![0; at.len()];
        for (k, lane) in lanes.iter().enumerate() {
            for item in lane {
                lane_of[*item] = k;
            }
        }
        let crosses = |(a, b): &(usize, usize), (c, d): &(usize, usize)| {
            lane_of[*a] == lane_of[*c] && (at[*a] - at[*c]) * (at[*b] - at[*d]) < 0.0
        };
        let mut cost = 0.0;
        for (i, link) in self.links.iter().enumerate() {
            cost += self.links[..i].iter().filter(|other| crosses(link, other)).map(|_| 2.0).sum::<f64>();
        }
        for (a, b) in self.within {
            let (low, high) = (at[*a].min(at[*b]), at[*a].max(at[*b]));
            let between = |item: &&usize| at[**item] > low && at[**item] < high;
            cost += lanes[lane_of[*a]].iter().filter(between).map(|_| 1.0).sum::<f64>();
        }
        cost
    }
}
