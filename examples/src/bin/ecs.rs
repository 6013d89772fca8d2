//! Who may do what, by the eight policies that AWS prints for Amazon ECS.
//!
//! ```sh
//! cargo run --bin ecs
//! ```

use std::error::Error;

use policy_catalog::managed;
use policy_catalog::{cloudwatch, ec2, ecr, ecs, elasticloadbalancing, iam, logs, ssm, sts};
use policy_eval::{
    Context, ContextKey, Decision, Explanation, Policy, Principal, Request, action, explain,
};

/// The tag that a stack gives to what it makes. Keys of tags have no constants, since
/// anybody can add one.
const STACK_NAME: ContextKey<'static> =
    ContextKey::from_static("ec2:ResourceTag/aws:cloudformation:stack-name");

fn main() -> Result<(), Box<dyn Error>> {
    let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
    let a_task = Principal::parse("ecs-tasks.amazonaws.com")?;
    let an_instance = Principal::parse("ec2.amazonaws.com")?;

    let to_tasks = Context::new(&[(iam::keys::PASSED_TO_SERVICE, "ecs-tasks.amazonaws.com")])?;
    let to_ec2 = Context::new(&[(iam::keys::PASSED_TO_SERVICE, "ec2.amazonaws.com")])?;
    let to_lambda = Context::new(&[(iam::keys::PASSED_TO_SERVICE, "lambda.amazonaws.com")])?;
    let for_ecs = Context::new(&[(iam::keys::AWS_SERVICE_NAME, "ecs.amazonaws.com")])?;
    let of_ecs = Context::new(&[(STACK_NAME, "EC2ContainerService-web")])?;

    let may = |action, resource| Request::new(action, resource).by(&alice);
    let pass_admin_to_lambda = may(iam::PASS_ROLE, ADMIN_ROLE).with(&to_lambda);

    #[rustfmt::skip] // A request is a line.
    let requests = [
        ("run a task", may(ecs::RUN_TASK, TASK_DEFINITION)),
        ("update a service", may(ecs::UPDATE_SERVICE, SERVICE)),
        ("register a container instance", may(ecs::REGISTER_CONTAINER_INSTANCE, CLUSTER)),
        ("pull an image from ECR", may(ecr::BATCH_GET_IMAGE, REPOSITORY)),
        ("write logs", may(logs::PUT_LOG_EVENTS, LOG_STREAM)),
        ("register a target", may(elasticloadbalancing::REGISTER_TARGETS, TARGET_GROUP)),
        ("create an alarm", may(cloudwatch::PUT_METRIC_ALARM, ALARM)),
        ("describe EC2 instances", may(ec2::DESCRIBE_INSTANCES, Request::NO_RESOURCE)),
        ("delete a subnet", may(ec2::DELETE_SUBNET, SUBNET)),
        ("delete a route table", may(ec2::DELETE_ROUTE_TABLE, ROUTE_TABLE)),
        ("  of a stack that ECS made", may(ec2::DELETE_ROUTE_TABLE, ROUTE_TABLE).with(&of_ecs)),
        ("read the parameter of the ECS AMI", may(ssm::GET_PARAMETER, ECS_AMI)),
        ("read another parameter", may(ssm::GET_PARAMETER, PASSWORD)),
        ("read an S3 object", may(action!("s3:GetObject"), REPORT)),
        ("create ECS's linked role", may(iam::CREATE_SERVICE_LINKED_ROLE, ECS_ROLE).with(&for_ecs)),
        ("pass role/web to ECS tasks", may(iam::PASS_ROLE, WEB_ROLE).with(&to_tasks)),
        ("pass role/ecsInstanceRole to EC2", may(iam::PASS_ROLE, INSTANCE_ROLE).with(&to_ec2)),
        ("pass role/admin to EC2", may(iam::PASS_ROLE, ADMIN_ROLE).with(&to_ec2)),
        ("pass role/admin to Lambda", pass_admin_to_lambda),
        ("assume role/web as Alice", may(sts::ASSUME_ROLE, WEB_ROLE)),
        ("assume role/web as an ECS task", may(sts::ASSUME_ROLE, WEB_ROLE).by(&a_task)),
        ("assume role/web as EC2", may(sts::ASSUME_ROLE, WEB_ROLE).by(&an_instance)),
    ];
    print_table(&requests);

    println!("To pass role/admin to Lambda:");
    for old in managed::ALL {
        if let Some(deprecation) = old.deprecation() {
            let (since, new) = (deprecation.since(), deprecation.replacement());
            let decision = old.evaluate(&pass_admin_to_lambda);
            println!("  {}, deprecated since {since}: {decision}", old.name());
            let decision = new.evaluate(&pass_admin_to_lambda);
            println!("  {}, its replacement: {decision}", new.name());
        }
    }
    Ok(())
}

/// A line for each request, a column for each policy.
fn print_table(requests: &[(&str, Request)]) {
    let managed = managed::ALL.iter().map(|it| (it.name(), it.policy()));
    let trust = managed::ALL_TRUST.iter().map(|it| (it.name(), it.policy()));
    let policies: Vec<(&str, &Policy)> = managed.chain(trust).collect();

    for (column, (name, _)) in policies.iter().enumerate() {
        println!("{:36}{}{name}", "", "│   ".repeat(column));
    }
    for (words, request) in requests {
        let cells = policies
            .iter()
            .map(|(_, policy)| cell(&explain(*policy, request)));
        println!("{words:36}{}", cells.collect::<String>().trim_end());
    }
    println!("\n✓4  allowed by statement 4 of the policy      ·  not allowed by any statement\n");
}

fn cell(explanation: &Explanation) -> String {
    let mark = match explanation.decision() {
        Decision::Allow => '✓',
        Decision::ImplicitDeny => '·',
        Decision::ExplicitDeny => '✗',
    };
    match explanation.matched_statements() {
        [first, ..] => format!("{mark}{:<3}", first.statement().position()),
        [] => format!("{mark:<4}"),
    }
}

const TASK_DEFINITION: &str = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7";
const SERVICE: &str = "arn:aws:ecs:eu-west-1:111122223333:service/web/front";
const CLUSTER: &str = "arn:aws:ecs:eu-west-1:111122223333:cluster/web";
const TARGET_GROUP: &str =
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067";
const ALARM: &str = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-is-busy";
const REPOSITORY: &str = "arn:aws:ecr:eu-west-1:111122223333:repository/web";
const LOG_STREAM: &str = "arn:aws:logs:eu-west-1:111122223333:log-group:web:log-stream:front/1";
const ECS_AMI: &str =
    "arn:aws:ssm:eu-west-1::parameter/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended";
const PASSWORD: &str = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/password";
const REPORT: &str = "arn:aws:s3:::reports/2026.csv";
const SUBNET: &str = "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0d1f";
const ROUTE_TABLE: &str = "arn:aws:ec2:eu-west-1:111122223333:route-table/rtb-0c02";
const WEB_ROLE: &str = "arn:aws:iam::111122223333:role/web";
const ADMIN_ROLE: &str = "arn:aws:iam::111122223333:role/admin";
const INSTANCE_ROLE: &str = "arn:aws:iam::111122223333:role/ecsInstanceRole";
const ECS_ROLE: &str =
    "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
