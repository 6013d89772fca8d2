//! Documents that are too large; the test writes them.

static MISTAKES: policy_eval::Policy = policy_eval::include_policy!("mistakes.json");
static WORK: policy_eval::Policy = policy_eval::include_policy!("work.json", vendored = true);
static BYTES: policy_eval::Policy = policy_eval::include_policy!("bytes.json");

fn main() {
    println!("{:?}", [&MISTAKES, &WORK, &BYTES]);
}
