//! Sets of the actions of a service.

/// Some actions of one service, by their place in its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ActionSet {
    words: Vec<u64>,
}

impl ActionSet {
    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn len(&self) -> usize {
        let ones = self.words.iter().map(|word| word.count_ones() as usize);
        ones.sum()
    }

    pub(crate) fn extend(&mut self, other: &ActionSet) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(crate) fn has_any_of(&self, other: &ActionSet) -> bool {
        let mut pairs = self.words.iter().zip(&other.words);
        pairs.any(|(word, other)| word & other != 0)
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        let word = self.words.get(index / 64);
        word.is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, index: usize) {
        let place = index / 64;
        if self.words.len() <= place {
            self.words.resize(place + 1, 0);
        }
        if let Some(word) = self.words.get_mut(place) {
            *word |= 1 << (index % 64);
        }
    }
}

impl FromIterator<usize> for ActionSet {
    fn from_iter<T: IntoIterator<Item = usize>>(indices: T) -> Self {
        let mut set = ActionSet::default();
        for index in indices {
            set.insert(index);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_grow() {
        let mut set: ActionSet = [1, 70].into_iter().collect();
        assert!(set.contains(70) && !set.contains(2) && !set.is_empty());
        set.extend(&[200].into_iter().collect());
        assert!(set.contains(200) && set.has_any_of(&[200].into_iter().collect()));
        assert!(!set.has_any_of(&[3].into_iter().collect()));
        assert!(ActionSet::default().is_empty());
    }
}
