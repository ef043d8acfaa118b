//! Coordinate assignment: each item as near along its lane to those it is linked with as order and size allow.

/// How often all lanes are gone through.
const ROUNDS: usize = 10;

/// Items in lanes that are to be placed.
pub(crate) struct CoordinateAssignment<'a> {
    /// Items by lane, in order.
    pub(crate) lanes: &'a [Vec<usize>],
    /// The size of each item along its lane.
    pub(crate) sizes: &'a [f64],
    /// The distances between neighbours in each lane.
    pub(crate) gaps: &'a [Vec<f64>],
    /// Pairs of items that should be at the same height.
    pub(crate) links: &'a [(usize, usize)],
    /// The greatest length of a lane, as a multiple of what the fullest lane needs; 1 or more.
    pub(crate) slack: f64,
}

impl CoordinateAssignment<'_> {
    /// The centre of each item; the first begins at 0.
    pub(crate) fn place(&self) -> Vec<f64> {
        let mut at = vec![0.0; self.sizes.len()];
        let length = (0..self.lanes.len()).map(|k| self.length(k)).fold(0.0, f64::max) * self.slack;
        for (k, lane) in self.lanes.iter().enumerate() {
            let first = lane.first().map_or(0.0, |item| self.sizes[*item] / 2.0) + (length - self.length(k)) / 2.0;
            lane.iter().zip(self.apart(k)).for_each(|(item, offset)| at[*item] = first + offset);
        }
        for round in 0..ROUNDS {
            for step in 0..self.lanes.len() {
                let k = if round % 2 == 0 { step } else { self.lanes.len() - 1 - step };
                self.pull(k, &mut at, length);
            }
        }
        let edges = self.sizes.iter().zip(&at).map(|(size, centre)| centre - size / 2.0);
        let least = edges.reduce(f64::min).unwrap_or(0.0);
        at.iter().map(|centre| centre - least).collect()
    }

    /// The least length of a lane.
    fn length(&self, k: usize) -> f64 {
        let ends = [self.lanes[k].first(), self.lanes[k].last()].into_iter().flatten();
        ends.map(|item| self.sizes[*item] / 2.0).sum::<f64>() + self.apart(k).last().copied().unwrap_or(0.0)
    }

    /// The least distances of a lane's items from its first.
    fn apart(&self, k: usize) -> Vec<f64> {
        let lane = &self.lanes[k];
        let mut apart = Vec::with_capacity(lane.len());
        let mut offset = 0.0;
        for (i, item) in lane.iter().enumerate() {
            if i > 0 {
                offset += f64::midpoint(self.sizes[lane[i - 1]], self.sizes[*item]) + self.gaps[k][i - 1];
            }
            apart.push(offset);
        }
        apart
    }

    /// Moves the items of a lane towards those they are linked with, within the length of a lane. With the least
    /// distances subtracted, the nearest positions in order are those of an isotonic regression: neighbours out of order
    /// are pooled at their mean.
    fn pull(&self, k: usize, at: &mut [f64], length: f64) {
        let lane = &self.lanes[k];
        let apart = self.apart(k);
        let mut pools: Vec<(f64, f64, usize)> = Vec::new();
        for (item, offset) in lane.iter().zip(&apart) {
            let (wanted, weight) = self.wanted(*item, at);
            let mut pool = (wanted - offset, weight, 1);
            while let Some(last) = pools.last().copied().filter(|last| last.0 > pool.0) {
                pools.pop();
                let weight = last.1 + pool.1;
                pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
            }
            pools.push(pool);
        }
        let least = lane.first().map_or(0.0, |item| self.sizes[*item] / 2.0);
        let most = (least + length - self.length(k)).max(least);
        let pooled = pools.iter().flat_map(|(value, _, count)| std::iter::repeat_n(*value, *count));
        for ((item, offset), value) in lane.iter().zip(&apart).zip(pooled) {
            at[*item] = value.clamp(least, most) + offset;
        }
    }

    /// Where an item would be if it were alone, and the weight of that.
    fn wanted(&self, item: usize, at: &[f64]) -> (f64, f64) {
        let other = |(a, b): &(usize, usize)| match item {
            _ if *a == item => Some(at[*b]),
            _ if *b == item => Some(at[*a]),
            _ => None,
        };
        let count: f64 = self.links.iter().filter_map(other).map(|_| 1.0).sum();
        if count == 0.0 { (at[item], 0.1) } else { (self.links.iter().filter_map(other).sum::<f64>() / count, count) }
    }
}
