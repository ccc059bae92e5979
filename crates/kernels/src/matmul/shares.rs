use std::ops::Range;

use super::{COLUMNS, ROWS, TERMS};
use crate::pool::{parts, threads};

/// Products of two values that take about a nanosecond.
const PRODUCTS_A_NS: u64 = 25;
/// Rows of a share, at least, where it can have them: each reads all panels of its columns.
const LEAST_ROWS: usize = 16 * ROWS;
/// Terms of a group, at least: each has sums of its own, which are added up.
const LEAST_TERMS: usize = 2 * TERMS;

/// How a product is shared out: the output in rectangles of whole tiles, as many as the product's size says.
pub struct Shares {
    size: [usize; 2],
    /// Rows of a share.
    pub rows: usize,
    columns: usize,
    /// Long sums to which a small output belongs, as a weight's gradient over all places of a convolution's window, are taken apart into so
    /// many groups of terms. That depends on the size alone: it is the order of a sum.
    pub groups: usize,
}

impl Shares {
    /// Of `[rows, terms, columns]`. Where the left factor is packed, each share does so with its rows, so that they are as few columns' as can
    /// be; else the right one's panels stay with a share.
    pub fn new([rows, terms, columns]: [usize; 3], packed: bool) -> Self {
        let wanted = parts(rows as u64 * terms as u64 * columns as u64 / PRODUCTS_A_NS);
        let most = [rows.div_ceil(LEAST_ROWS), columns.div_ceil(COLUMNS)];
        let groups =
            if packed { (wanted / wanted.min(most[0])).min(terms / LEAST_TERMS) } else { 1 };
        let groups = groups.max(1);
        // One thread goes over the right factor once for all rows.
        let wanted = if threads() == 1 { 1 } else { wanted };
        let [down, across] = if packed {
            let down = wanted.min(most[0]);
            [down, (wanted / down / groups).clamp(1, most[1])]
        } else {
            let across = wanted.min(most[1]);
            [(wanted / across).min(most[0]), across]
        };
        Self {
            size: [rows, columns],
            rows: rows.div_ceil(down).next_multiple_of(ROWS),
            columns: columns.div_ceil(across).next_multiple_of(COLUMNS),
            groups,
        }
    }

    fn across(&self) -> usize {
        self.size[1].div_ceil(self.columns)
    }

    pub fn count(&self) -> usize {
        self.size[0].div_ceil(self.rows) * self.across()
    }

    /// Rows and columns of a share.
    pub fn get(&self, share: usize) -> [Range<usize>; 2] {
        let place = [share / self.across() * self.rows, share % self.across() * self.columns];
        let ends = [place[0] + self.rows, place[1] + self.columns];
        [0, 1].map(|i| place[i]..ends[i].min(self.size[i]))
    }
}
