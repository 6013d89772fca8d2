//! A service of one's own, without a word of AWS in it: who may do what with the invoices of
//! Acme.
//!
//! ```sh
//! cargo run --bin billing
//! ```

use std::error::Error;

use billing::arn::{CustomerId, InvoiceNumber};
use billing::keys;
use policy_eval::global::{Number, Time};
use policy_eval::{Context, Policies, Policy, Request, action, include_policy, include_service};
use policy_examples::print_decisions;

// The module `billing`, with the actions, condition keys and ARNs of the service.
include_service!("../../services/billing.json");

/// Sees every invoice, pays small sums, and refunds what was paid this year.
// `policy.toml` names the service, so that the compiler knows it like those of AWS. In the file,
// each of these is a compile error that shows the line, and what to write instead:
//
//     "billing:Refnd"      `billing` has no action `Refnd`
//     "biling:Pay"         there is no service `biling`
//     "billing:Ammount"    there is no condition key `billing:Ammount`
//     "billing:PaidOn"     no action of this statement supports the condition key `billing:PaidOn`
//     "…:::customers/*"    no action of this statement takes such a resource
static CLERK: Policy = include_policy!("../../policies/billing/clerk.json");

/// Sees the invoices of key accounts.
static AUDITOR: Policy = include_policy!("../../policies/billing/auditor.json");

/// What no trainee may go beyond, whatever else allows it.
static TRAINEE: Policy = include_policy!("../../policies/billing/trainee.json", type = boundary);

static OF_A_CLERK: Policies = Policies::new().identity(&[&CLERK]);
static OF_A_TRAINEE: Policies = OF_A_CLERK.boundary(&TRAINEE);
static OF_AN_AUDITOR: Policies = Policies::new().identity(&[&AUDITOR]);

fn main() -> Result<(), Box<dyn Error>> {
    // Nor would the two parts the other way round compile, or `keys::amount("40")`.
    let invoice =
        billing::arn::invoice(CustomerId::new("key-7"), InvoiceNumber::new("42"))?.to_string();
    let of_a_shop =
        billing::arn::invoice(CustomerId::new("shop-9"), InvoiceNumber::new("43"))?.to_string();
    let customer = billing::arn::customer("key-7")?.to_string();

    let (forty, four_hundred) = (Number::from(40), Number::from(400));
    let last_year = Time::from_unix_seconds(1_750_000_000)?;
    let this_year = Time::from_unix_seconds(1_790_000_000)?;

    let little = [keys::amount(&forty), keys::currency("EUR")];
    let much = [keys::amount(&four_hundred), keys::currency("EUR")];
    let disputed = [keys::labels(&["urgent", "disputed"])];
    let disputed = Context::with_lists(&little, &disputed)?;
    let (little, much) = (Context::new(&little)?, Context::new(&much)?);
    let (last_year, this_year) = ([keys::paid_on(&last_year)], [keys::paid_on(&this_year)]);
    let (last_year, this_year) = (Context::new(&last_year)?, Context::new(&this_year)?);

    // Without a name, the caller is whoever has the policies.
    let read = Request::new(billing::READ_INVOICE, &invoice);
    let pay = Request::new(billing::PAY, &invoice);
    let refund = Request::new(billing::REFUND, &invoice);
    // The macro knows the service, too.
    let close = Request::new(action!("billing:CloseAccount"), &customer);

    println!("A clerk:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("pays 40 euros", OF_A_CLERK, pay.with(&little)),
        ("pays 400 euros", OF_A_CLERK, pay.with(&much)),
        ("pays a disputed invoice", OF_A_CLERK, pay.with(&disputed)),
        ("refunds what was paid this year", OF_A_CLERK, refund.with(&this_year)),
        ("refunds what was paid last year", OF_A_CLERK, refund.with(&last_year)),
        ("closes an account", OF_A_CLERK, close),
    ]);

    println!("\nA trainee, who is a clerk within a boundary:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("pays 40 euros", OF_A_TRAINEE, pay.with(&little)),
        ("pays 400 euros", OF_A_TRAINEE, pay.with(&much)),
        ("refunds what was paid this year", OF_A_TRAINEE, refund.with(&this_year)),
    ]);

    println!("\nAn auditor of key accounts:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("reads an invoice", OF_AN_AUDITOR, read),
        ("reads that of a shop", OF_AN_AUDITOR, Request::new(billing::READ_INVOICE, &of_a_shop)),
    ]);

    println!("\nWhat {} has:", billing::SERVICE.name());
    for action in billing::SERVICE.actions() {
        let (name, level) = (action.name(), action.access_level().as_str());
        let types = action.resource_types();
        let types: Vec<&str> = types
            .map(|supported| supported.resource_type().name())
            .collect();
        println!("  {name:16}{level:8}{}", types.join(", "));
    }
    for arn in [&invoice, &customer] {
        let resource = billing::SERVICE.resource_type_of(arn);
        let name = resource.map_or("of no type", |resource| resource.name());
        println!("  {arn}: {name}");
    }
    Ok(())
}
