use super::{Address, Number, Time};
use crate::{AccountId, ContextKey};

// For each key: what it says and when a request carries it, its name, its constant, its
// function, and the type of its value. Texts come with an example.
keys! {
    // The caller.

    /// Who calls, by ARN: the user, the federated user, the root user, or for a session the
    /// role with its path. On every signed request.
    "aws:PrincipalArn" PRINCIPAL_ARN principal_arn(arn "arn:aws:iam::111122223333:role/ci/deploy");

    /// The account of the caller. On every request but those that services make for
    /// themselves; of a caller without credentials it is the word `anonymous`, see
    /// [`caller::principal_account`](super::caller::principal_account).
    "aws:PrincipalAccount" PRINCIPAL_ACCOUNT principal_account(account);

    /// The kind of caller: `Account` for the root user, `User`, `AssumedRole`,
    /// `FederatedUser` or `Anonymous`. On every request.
    "aws:PrincipalType" PRINCIPAL_TYPE principal_type(text "AssumedRole");

    /// The unique id of the caller: `AIDA…` for a user, `AROA…:session` for a session of a
    /// role, `account:name` for a federated user, the account for its root user, and
    /// `anonymous`. On every request.
    "aws:userid" USERID userid(text "AROADBQP57FF2AEXAMPLE:ci-42");

    /// The name of the user who calls. Sessions, federated users and the root user have none.
    "aws:username" USERNAME username(text "alice");

    /// The organization of the caller's account, if it belongs to one.
    "aws:PrincipalOrgID" PRINCIPAL_ORG_ID principal_org_id(text "o-a1b2c3d4e5");

    /// Where in its organization the caller's account is, if it belongs to one.
    "aws:PrincipalOrgPaths" PRINCIPAL_ORG_PATHS
        principal_org_paths(list "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/");

    /// Whether a service calls for itself. On every signed request.
    "aws:PrincipalIsAWSService" PRINCIPAL_IS_AWS_SERVICE principal_is_aws_service(boolean);

    /// The service that calls for itself. Other requests do not carry it.
    "aws:PrincipalServiceName" PRINCIPAL_SERVICE_NAME
        principal_service_name(text "cloudtrail.amazonaws.com");

    /// All names of the service that calls for itself, regional ones too. Other requests do
    /// not carry it.
    "aws:PrincipalServiceNamesList" PRINCIPAL_SERVICE_NAMES_LIST
        principal_service_names_list(list "cloudtrail.amazonaws.com");

    // The session.

    /// The identity provider that vouched for the caller, if one did when the role was
    /// assumed.
    "aws:FederatedProvider" FEDERATED_PROVIDER
        federated_provider(text "cognito-identity.amazonaws.com");

    /// The name that was set when the role was assumed, if one was.
    "aws:SourceIdentity" SOURCE_IDENTITY source_identity(text "alice");

    /// When the temporary credentials were issued; only requests with such credentials carry
    /// it.
    "aws:TokenIssueTime" TOKEN_ISSUE_TIME token_issue_time(time);

    /// Whether a second factor was used to get the temporary credentials. Requests that are
    /// signed with long-term keys do not carry it, so that a Deny needs `BoolIfExists` (C-11).
    "aws:MultiFactorAuthPresent" MULTI_FACTOR_AUTH_PRESENT multi_factor_auth_present(boolean);

    /// How many seconds ago the second factor was used. Absent without one.
    "aws:MultiFactorAuthAge" MULTI_FACTOR_AUTH_AGE multi_factor_auth_age(number);

    /// Whether the credentials come from `AssumeRoot`. Only requests with such credentials
    /// carry it.
    "aws:AssumedRoot" ASSUMED_ROOT assumed_root(boolean);

    /// The network of the EC2 instance that the credentials were given to. Only requests
    /// with such credentials carry it.
    "aws:Ec2InstanceSourceVpc" EC2_INSTANCE_SOURCE_VPC
        ec2_instance_source_vpc(text "vpc-0123456789abcdef0");

    /// The private address of the EC2 instance that the credentials were given to. Only
    /// requests with such credentials carry it.
    "aws:Ec2InstanceSourcePrivateIPv4" EC2_INSTANCE_SOURCE_PRIVATE_IPV4
        ec2_instance_source_private_ipv4(address);

    /// The chat configuration that the call comes from. Only calls out of a chat carry it.
    "aws:ChatbotSourceArn" CHATBOT_SOURCE_ARN
        chatbot_source_arn(arn "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/ops");

    // The call.

    /// When the request is made. On every request.
    "aws:CurrentTime" CURRENT_TIME current_time(time);

    /// When the request is made, in seconds since 1970; date operators and numeric ones read
    /// it (C-21). On every request.
    "aws:EpochTime" EPOCH_TIME epoch_time(number);

    /// Whether the request came over TLS. On every request.
    "aws:SecureTransport" SECURE_TRANSPORT secure_transport(boolean);

    /// The program that calls, in its own words, which nobody checks. On every request.
    "aws:UserAgent" USER_AGENT user_agent(text "aws-cli/2.31.0");

    /// The page that the call was made from, if the client says so; nobody checks it.
    "aws:referer" REFERER referer(text "https://example.com/");

    /// The region that is asked; `us-east-1` for global services. On every request.
    "aws:RequestedRegion" REQUESTED_REGION requested_region(text "eu-central-1");

    /// The public address of the caller. On every request that did not come through a VPC
    /// endpoint.
    "aws:SourceIp" SOURCE_IP source_ip(address);

    /// The address of the caller in its network. On requests that came through a VPC endpoint.
    "aws:VpcSourceIp" VPC_SOURCE_IP vpc_source_ip(address);

    /// The network that the request came from, if it came through a VPC endpoint.
    "aws:SourceVpc" SOURCE_VPC source_vpc(text "vpc-0123456789abcdef0");

    /// The network that the request came from, by ARN, if it came through a VPC endpoint.
    "aws:SourceVpcArn" SOURCE_VPC_ARN
        source_vpc_arn(arn "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0123456789abcdef0");

    /// The VPC endpoint that the request came through, if it came through one.
    "aws:SourceVpce" SOURCE_VPCE source_vpce(text "vpce-0123456789abcdef0");

    /// The account of the VPC endpoint. On requests that came through one, to services that
    /// support it.
    "aws:VpceAccount" VPCE_ACCOUNT vpce_account(account);

    /// The organization of the VPC endpoint's account. On requests that came through one, to
    /// services that support it.
    "aws:VpceOrgID" VPCE_ORG_ID vpce_org_id(text "o-a1b2c3d4e5");

    /// Where in its organization the VPC endpoint's account is. On requests that came through
    /// one, to services that support it.
    "aws:VpceOrgPaths" VPCE_ORG_PATHS vpce_org_paths(list "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/");

    // Services in between.

    /// Whether a service forwards the caller's request with the caller's credentials. On
    /// every request.
    "aws:ViaAWSService" VIA_AWS_SERVICE via_aws_service(boolean);

    /// The services that forwarded the request, in order. Direct calls do not carry it.
    "aws:CalledVia" CALLED_VIA called_via(list "cloudformation.amazonaws.com");

    /// The first service that forwarded the request. Direct calls do not carry it.
    "aws:CalledViaFirst" CALLED_VIA_FIRST called_via_first(text "cloudformation.amazonaws.com");

    /// The last service that forwarded the request. Direct calls do not carry it.
    "aws:CalledViaLast" CALLED_VIA_LAST called_via_last(text "dynamodb.amazonaws.com");

    /// Whether the call comes through an MCP server that AWS runs. Other calls need not carry
    /// it.
    "aws:ViaAWSMCPService" VIA_AWS_MCP_SERVICE via_aws_mcp_service(boolean);

    /// Whether the action is one of an MCP server that AWS runs. Other calls need not carry it.
    "aws:IsMcpServiceAction" IS_MCP_SERVICE_ACTION is_mcp_service_action(boolean);

    /// The MCP server of AWS that the call comes through. Other calls do not carry it.
    "aws:CalledViaAWSMCP" CALLED_VIA_AWS_MCP called_via_aws_mcp(text "aws-mcp.amazonaws.com");

    /// The resource that a service acts for, when it calls another service for itself.
    "aws:SourceArn" SOURCE_ARN source_arn(arn "arn:aws:s3:::docs");

    /// The account of the resource that a service acts for, when it calls another service for
    /// itself.
    "aws:SourceAccount" SOURCE_ACCOUNT source_account(account);

    /// The organization of the resource that a service acts for, when it calls another
    /// service for itself.
    "aws:SourceOrgID" SOURCE_ORG_ID source_org_id(text "o-a1b2c3d4e5");

    /// Where in its organization the resource is that a service acts for, when it calls
    /// another service for itself.
    "aws:SourceOrgPaths" SOURCE_ORG_PATHS
        source_org_paths(list "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/");

    /// The account that a service acts for, as some older services say it.
    "aws:SourceOwner" SOURCE_OWNER source_owner(account);

    // The resource.

    /// The account of the resource. On requests to nearly all services.
    "aws:ResourceAccount" RESOURCE_ACCOUNT resource_account(account);

    /// The organization of the resource's account, if it belongs to one.
    "aws:ResourceOrgID" RESOURCE_ORG_ID resource_org_id(text "o-a1b2c3d4e5");

    /// Where in its organization the resource's account is, if it belongs to one.
    "aws:ResourceOrgPaths" RESOURCE_ORG_PATHS
        resource_org_paths(list "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/");

    /// The names of the tags that the call passes, if it passes any.
    "aws:TagKeys" TAG_KEYS tag_keys(list "team");
}

macro_rules! keys {
    ($(
        $(#[doc = $doc:literal])+
        $name:literal $constant:ident $function:ident($kind:ident $($example:literal)?);
    )+) => {
        $(
            #[doc = concat!("[`", $name, "`][keys].")]
            ///
            $(#[doc = $doc])+
            ///
            #[doc = concat!("[`", stringify!($function), "`] gives it a value.")]
            ///
            /// [keys]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
            #[doc(alias = $name)]
            pub const $constant: ContextKey<'static> = ContextKey::from_static($name);

            pair! {
                #[doc = concat!("[`", $name, "`][keys] with its value.")]
                ///
                $(#[doc = $doc])+
                ///
                /// [keys]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
                ///
                /// ```
                /// use policy_core::global;
                ///
                #[doc(alias = $name)]
                $kind $constant $function $($example)?
            }
        )+

        #[cfg(test)]
        const TABLE: &[(&str, ContextKey<'static>, &str)] =
            &[$(($name, $constant, stringify!($kind))),+];
    };
}

/// The function of a key. The attributes end within its example.
macro_rules! pair {
    ($(#[$attribute:meta])+ text $constant:ident $function:ident $example:literal) => {
        $(#[$attribute])+
        #[doc = concat!("let pair = global::", stringify!($function), "(\"", $example, "\");")]
        #[doc = concat!("assert_eq!(pair, (global::", stringify!($constant), ", \"", $example, "\"));")]
        /// ```
        #[must_use]
        pub const fn $function(value: &str) -> (ContextKey<'static>, &str) {
            ($constant, value)
        }
    };
    ($(#[$attribute:meta])+ arn $($rest:tt)+) => {
        pair! { $(#[$attribute])+ text $($rest)+ }
    };
    ($(#[$attribute:meta])+ account $constant:ident $function:ident) => {
        $(#[$attribute])+
        /// let account = policy_core::AccountId::from_static("111122223333");
        #[doc = concat!("let pair = global::", stringify!($function), "(account);")]
        #[doc = concat!("assert_eq!(pair, (global::", stringify!($constant), ", \"111122223333\"));")]
        /// ```
        #[must_use]
        pub const fn $function(value: AccountId<'_>) -> (ContextKey<'static>, &str) {
            ($constant, value.as_str())
        }
    };
    ($(#[$attribute:meta])+ boolean $constant:ident $function:ident) => {
        $(#[$attribute])+
        #[doc = concat!("let pair = global::", stringify!($function), "(true);")]
        #[doc = concat!("assert_eq!(pair, (global::", stringify!($constant), ", \"true\"));")]
        /// ```
        #[must_use]
        pub const fn $function(value: bool) -> (ContextKey<'static>, &'static str) {
            ($constant, if value { "true" } else { "false" })
        }
    };
    ($(#[$attribute:meta])+ time $constant:ident $function:ident) => {
        $(#[$attribute])+
        /// let time = global::Time::from_unix_seconds(1_790_000_000)?;
        #[doc = concat!("let pair = global::", stringify!($function), "(&time);")]
        #[doc = concat!("assert_eq!(pair, (global::", stringify!($constant), ", \"2026-09-21T14:13:20Z\"));")]
        /// # Ok::<(), global::TimeRangeError>(())
        /// ```
        #[must_use]
        pub const fn $function(value: &Time) -> (ContextKey<'static>, &str) {
            ($constant, value.as_str())
        }
    };
    ($(#[$attribute:meta])+ number $constant:ident $function:ident) => {
        $(#[$attribute])+
        /// let seconds = global::Number::from(1_790_000_000);
        #[doc = concat!("let pair = global::", stringify!($function), "(&seconds);")]
        #[doc = concat!("assert_eq!(pair, (global::", stringify!($constant), ", \"1790000000\"));")]
        /// ```
        #[must_use]
        pub const fn $function(value: &Number) -> (ContextKey<'static>, &str) {
            ($constant, value.as_str())
        }
    };
    ($(#[$attribute:meta])+ address $constant:ident $function:ident) => {
        $(#[$attribute])+
        /// let address = global::Address::from(std::net::Ipv4Addr::new(203, 0, 113, 7));
        #[doc = concat!("let pair = global::", stringify!($function), "(&address);")]
        #[doc = concat!("assert_eq!(pair, (global::", stringify!($constant), ", \"203.0.113.7\"));")]
        /// ```
        #[must_use]
        pub const fn $function(value: &Address) -> (ContextKey<'static>, &str) {
            ($constant, value.as_str())
        }
    };
    ($(#[$attribute:meta])+ list $constant:ident $function:ident $example:literal) => {
        $(#[$attribute])+
        #[doc = concat!("let lists = [global::", stringify!($function), "(&[\"", $example, "\"])];")]
        /// let context = policy_core::Context::with_lists(&[], &lists)?;
        /// # let _ = context;
        /// # Ok::<(), policy_core::ContextError>(())
        /// ```
        #[must_use]
        pub const fn $function<'a>(values: &'a [&'a str]) -> (ContextKey<'static>, &'a [&'a str]) {
            ($constant, values)
        }
    };
}

use {keys, pair};

#[cfg(test)]
mod tests {
    extern crate std;

    use std::collections::BTreeMap;

    use super::*;
    use crate::Context;

    /// The table of global keys: names and letters, as `docs/semantics.md` has them.
    fn documented() -> BTreeMap<&'static str, &'static str> {
        let text = include_str!("../../../../docs/semantics.md");
        let (_, section) = text.split_once("### 8.1 Global keys").expect("section");
        let (section, _) = section.split_once("\n###").expect("next section");
        let rows = section
            .lines()
            .filter_map(|line| line.strip_prefix("| aws:"));
        rows.flat_map(|row| {
            let mut cells = row.split(" | ");
            let (names, letters) = (cells.next().expect("names"), cells.next().expect("types"));
            let mut letters = letters.split(", ").cycle();
            let names = names.split(", ");
            names.map(move |name| {
                let name = name.strip_prefix("aws:").unwrap_or(name);
                (name, letters.next().expect("a type"))
            })
        })
        // The names of tags are not known.
        .filter(|(name, _)| !name.ends_with("/k"))
        .collect()
    }

    #[test]
    fn the_table_is_that_of_the_rules() {
        let mut documented = documented();
        for (name, key, kind) in TABLE {
            assert_eq!(key.name(), *name);
            let name = name.strip_prefix("aws:").expect("a global key");
            let letters = documented.remove(name).expect(name);
            let letter = match *kind {
                "text" | "account" | "list" => 'S',
                "arn" => 'A',
                "boolean" => 'B',
                "number" => 'N',
                "time" => 'D',
                "address" => 'I',
                other => panic!("{other}"),
            };
            assert!(letters.contains(letter), "{name}: {letters}");
            assert_eq!(letters.ends_with("[]"), *kind == "list", "{name}");
        }
        assert!(documented.is_empty(), "{documented:?}");
    }

    #[test]
    fn no_key_comes_twice() {
        let pairs: std::vec::Vec<_> = TABLE.iter().map(|(_, key, _)| (*key, "")).collect();
        assert!(Context::new(&pairs).is_ok());
    }

    #[test]
    fn truth_values_have_two_texts() {
        assert_eq!(secure_transport(true), (SECURE_TRANSPORT, "true"));
        assert_eq!(secure_transport(false), (SECURE_TRANSPORT, "false"));
    }
}
