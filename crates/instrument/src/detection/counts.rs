/// Share of scenes in which as many things were found as there are; none of no scenes. Takes of each how many there are
/// and how many were found.
pub fn count_accuracy(scenes: &[(usize, usize)]) -> Option<f64> {
    let right = scenes.iter().filter(|(truth, found)| truth == found).count();
    (!scenes.is_empty()).then(|| right as f64 / scenes.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_there_are() {
        assert_eq!(count_accuracy(&[(2, 2), (0, 1), (3, 2), (0, 0)]), Some(0.5));
        assert_eq!(count_accuracy(&[]), None);
    }
}
