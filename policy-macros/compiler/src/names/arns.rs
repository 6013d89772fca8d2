//! ARNs by the service that they name, whatever the actions beside them.

use std::iter;

use super::Names;
use super::overlap::{ArnFormat, Entry, Filling};
use super::resources::{FURTHER_FORMATS, MOST_STEPS, sort_by_likeness};
use crate::reference::{ARNS_ELSEWHERE, Service, newer_names, retired_names};
use crate::suggest::nearest;
use crate::template::Piece;

/// What AWS itself owns, as far as it lacks an account, or a region, that the reference gives all
/// resources of its kind.
const OF_AWS: [&str; 9] = [
    "arn:${Partition}:cloudformation:${Region}::type/${Type}",
    "arn:${Partition}:devicefarm:${Region}::devicepool:${DevicePool}",
    "arn:${Partition}:quicksight::aws:theme/${Theme}",
    "arn:${Partition}:resource-explorer-2:${Region}::view/${View}",
    "arn:${Partition}:securityhub:${Region}::product/${Product}",
    "arn:${Partition}:ssm:${Region}::automation-definition/${Document}",
    "arn:${Partition}:ssm:${Region}::document/${Document}",
    "arn:${Partition}:ssm:${Region}::parameter/aws/${Parameter}",
    "arn:${Partition}:wellarchitected::aws:lens/${Lens}",
];

/// How the ARNs of a service are written whose resource an entry fits.
#[derive(Debug, Default)]
pub(crate) struct Shapes<'r> {
    /// The first of their formats; none if the entry fits the resource of no ARN.
    pub(crate) example: Option<&'r str>,
    pub(crate) region: Filling,
    pub(crate) account: Filling,
    /// Whether the entry fits one of them altogether, if a missing account is no matter.
    pub(crate) is_fit: bool,
}

impl<'r> Names<'r> {
    /// How the ARNs of this service are written, as far as an entry fits their resource; nothing
    /// if the reference lists none, or the entry says too little.
    pub(crate) fn shapes(&mut self, service: &str, fields: &[Vec<Piece>]) -> Option<Shapes<'r>> {
        let entry = Entry::new(fields, self.wide_stars);
        if entry.is_wide() {
            return None;
        }
        let has_account = fields.get(4).is_some_and(|account| !account.is_empty());
        let mut shapes = Shapes::default();
        let mut has_formats = false;
        for prefix in self.having_arns_of(service) {
            let Some(index) = self.service(prefix) else {
                continue;
            };
            for one in index.types() {
                has_formats |= !one.formats.is_empty();
                for format in &one.formats {
                    self.add(&mut shapes, &entry, format, &one.usual_format);
                }
            }
            // The other services are read only if there is something to find out from them.
            if shapes.is_fit && (has_account || shapes.account.may_be_empty) {
                break;
            }
        }
        let further = FURTHER_FORMATS.iter().map(|(_, format)| *format);
        let further = further.chain(OF_AWS);
        for format in further.filter(|format| format.split(':').nth(2) == Some(service)) {
            self.add(&mut shapes, &entry, &ArnFormat::new(format), format);
        }
        (has_formats && self.n_steps <= MOST_STEPS).then_some(shapes)
    }

    fn add(
        &mut self,
        shapes: &mut Shapes<'r>,
        entry: &Entry,
        format: &ArnFormat,
        written: &'r str,
    ) {
        if self.n_steps > MOST_STEPS || !entry.is_about(format, &mut self.n_steps) {
            return;
        }
        shapes.example.get_or_insert(written);
        for (all, one) in [
            (&mut shapes.region, format.region()),
            (&mut shapes.account, format.account()),
        ] {
            all.may_be_empty |= one.may_be_empty;
            all.may_be_filled |= one.may_be_filled;
        }
        shapes.is_fit = shapes.is_fit || entry.overlaps(format, &mut self.n_steps);
    }

    /// Whether an entry fits one of these formats of ARNs.
    pub(crate) fn fits_one_of<'f>(
        &mut self,
        fields: &[Vec<Piece>],
        mut formats: impl Iterator<Item = &'f str>,
    ) -> bool {
        let entry = Entry::new(fields, self.wide_stars);
        formats.any(|format| {
            self.n_steps > MOST_STEPS || entry.overlaps(&ArnFormat::new(format), &mut self.n_steps)
        })
    }

    /// What the ARNs of this service look like, those first that begin like the entry.
    pub(crate) fn formats_of(&mut self, service: &str, fields: &[Vec<Piece>]) -> Vec<&'r str> {
        let index = self.service(service);
        let types = index.iter().flat_map(|index| index.types());
        let mut formats: Vec<_> = types.map(|one| one.usual_format.as_str()).collect();
        sort_by_likeness(&mut formats, fields);
        formats
    }

    /// Whether ARNs may name this service, given in lower case: its own, or those of another
    /// one's resources.
    pub(crate) fn is_service_of_arns(&mut self, service: &str) -> bool {
        self.service(service).is_some()
            || elsewhere(service).is_some()
            || newer_names(service).next().is_some()
            || retired_names(service).next().is_some()
            || self.has_known_actions(service)
            || self.is_in_own_formats(service)
    }

    /// The service that is called much like this one.
    pub(crate) fn service_of_arns_meant(&mut self, service: &str) -> Option<&'r str> {
        let elsewhere = ARNS_ELSEWHERE.iter().map(|(service, _)| *service);
        let candidates = self.reference.prefixes().chain(elsewhere);
        self.suggests().then(|| nearest(service, candidates))?
    }

    fn is_in_own_formats(&self, service: &str) -> bool {
        let prefixes = self.reference.own_prefixes();
        let own = prefixes.filter_map(|prefix| self.reference.service(prefix));
        let types = own.flat_map(Service::resource_types);
        let mut formats = types.flat_map(|resource| &resource.arn_formats);
        formats.any(|format| format.split(':').nth(2) == Some(service))
    }

    /// The services whose ARNs may name this one, itself first.
    fn having_arns_of<'s>(&self, service: &'s str) -> Vec<&'s str>
    where
        'r: 's,
    {
        let others = elsewhere(service).unwrap_or_default().iter().copied();
        iter::once(service)
            .chain(others)
            .chain(self.reference.own_prefixes())
            .collect()
    }
}

/// The services that have ARNs of another one.
fn elsewhere(service: &str) -> Option<&'static [&'static str]> {
    let row = ARNS_ELSEWHERE.binary_search_by(|(other, _)| (*other).cmp(service));
    ARNS_ELSEWHERE.get(row.ok()?).map(|(_, services)| *services)
}
