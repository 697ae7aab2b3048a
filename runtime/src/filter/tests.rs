use std::borrow::Cow;

use proptest::prelude::*;

use super::literal::Literal;
use super::*;
use crate as graph_entity;
use crate::edm::{Binary, Date, DateTimeOffset, Double, Duration, Guid, Int64, Nullable, Single, TimeOfDay};
use crate::{BaseUrl, Disposition, ErrorKind, Flags, GraphComplex, GraphEntity, GraphEnum, filter, graph_list};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message", crate = graph_entity)]
#[graph_list("/messages", crate = graph_entity)]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    subject: String,
    #[graph_entity(name = "v10_2H20")]
    renamed: Nullable<String>,
    is_read: Option<bool>,
    size: Option<i32>,
    quota: Option<Int64>,
    ratio: Option<Double>,
    half: Option<Single>,
    day: Option<Date>,
    received_date_time: Option<DateTimeOffset>,
    time: Option<TimeOfDay>,
    delay: Option<Duration>,
    tenant: Option<Guid>,
    hash: Option<Binary>,
    importance: Option<Importance>,
    usages: Option<Flags<Importance>>,
    from: Option<Recipient>,
    sender: Option<Box<Recipient>>,
    to: Option<Vec<Recipient>>,
    categories: Vec<String>,
    colors: Option<Box<[String]>>,
    r#type: Option<String>,
}

#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.recipient", crate = graph_entity)]
struct Recipient {
    email_address: Nullable<EmailAddress>,
    tags: Nullable<Vec<String>>,
}

#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.emailAddress", crate = graph_entity)]
struct EmailAddress {
    address: Option<String>,
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance", flags, crate = graph_entity)]
enum Importance {
    Low,
    High,
    #[graph_enum(other)]
    Other(String),
}

macro_rules! texts {
    ($($($tokens:tt)=>+;)*) => {
        $(texts!(@one $($tokens)=>+);)*
    };
    (@one $filter:tt => $text:literal) => {
        assert_eq!(texts!(@filter $filter).to_string(), $text);
    };
    (@filter ($($filter:tt)*)) => { filter!(Message, $($filter)*) };
}

#[test]
fn each_operator_is_odata() {
    texts! {
        (subject == "a") => "subject eq 'a'";
        (size != 1) => "size ne 1";
        (size < 1) => "size lt 1";
        (size <= -1) => "size le -1";
        (size > 1) => "size gt 1";
        (size >= 1 + 1) => "size ge 2";
        (subject.starts_with("a")) => "startswith(subject,'a')";
        (subject.ends_with("a")) => "endswith(subject,'a')";
        (subject.contains("a")) => "contains(subject,'a')";
        (size.is_in([1, 2])) => "size in (1,2)";
        (from == null) => "from eq null";
        (id != null) => "id ne null";
        (is_read == true && !(size == 1) || !subject.contains("a")) =>
            "isRead eq true and not (size eq 1) or not contains(subject,'a')";
        (is_read == true && (size == 1 || size == 2)) => "isRead eq true and (size eq 1 or size eq 2)";
        (is_read == true && (size == 1 && size == 2)) => "isRead eq true and (size eq 1 and size eq 2)";
        (!!subject.contains("a")) => "not (not contains(subject,'a'))";
    }
}

#[test]
fn each_property_has_its_name_in_json() {
    texts! {
        (received_date_time == null) => "receivedDateTime eq null";
        (renamed == "a") => "v10_2H20 eq 'a'";
        (r#type == "a") => "type eq 'a'";
        (from.email_address.address == "a") => "from/emailAddress/address eq 'a'";
        (sender.email_address.address.contains("a")) => "contains(sender/emailAddress/address,'a')";
        (to.any(|r| r.email_address.address == "a")) => "to/any(r:r/emailAddress/address eq 'a')";
        (to.any(|r| r.tags.any(|t| t == "a" && subject == "b"))) => "to/any(r:r/tags/any(t:t eq 'a' and subject eq 'b'))";
        (categories.any(|subject| subject == "a")) => "categories/any(subject:subject eq 'a')";
        (!categories.any(|r#type| r#type.starts_with("a"))) => "not categories/any(type:startswith(type,'a'))";
        (colors.any(|color| color == "a")) => "colors/any(color:color eq 'a')";
        (from.tags.any(|t| t != null)) => "from/tags/any(t:t ne null)";
    }
}

#[test]
fn each_value_is_a_literal() {
    let guid = "39b4cd38-cd38-39b4-38cd-b43938cdb439";
    let (owned, high) = ("O'Neil".to_owned(), Importance::High);
    texts! {
        (subject == "it's ''") => "subject eq 'it''s '''''";
        (subject == owned) => "subject eq 'O''Neil'";
        (subject == &owned) => "subject eq 'O''Neil'";
        (subject == *owned) => "subject eq 'O''Neil'";
        (subject == Cow::from("a")) => "subject eq 'a'";
        (size == i32::from(owned.len() < 3) && quota < "2".parse::<i64>().unwrap() << 2) =>
            "size eq 0 and quota lt 8";
        (is_read == (owned.len() < 3) && size < <i32 as Default>::default()) => "isRead eq false and size lt 0";
        (size == if owned.len() < 3 && high == Importance::Low { 1 } else { 2 } && is_read == true) =>
            "size eq 2 and isRead eq true";
        (subject.is_in(["a", "b'"])) => "subject in ('a','b''')";
        (subject.is_in(&["a"])) => "subject in ('a')";
        (subject.is_in(&vec![owned.clone()])) => "subject in ('O''Neil')";
        (is_read == &false) => "isRead eq false";
        (quota == 5_000_000_000) => "quota eq 5000000000";
        (quota == Int64(5)) => "quota eq 5";
        (ratio < 1.5) => "ratio lt 1.5";
        (ratio < f64::INFINITY) => "ratio lt INF";
        (half < 0.1) => "half lt 0.1";
        (day == "2026-01-31".parse::<Date>().unwrap()) => "day eq 2026-01-31";
        (received_date_time >= "2026-01-31T12:00:00+01:00".parse::<DateTimeOffset>().unwrap()) =>
            "receivedDateTime ge 2026-01-31T12:00:00+01:00";
        (received_date_time >= time::OffsetDateTime::UNIX_EPOCH) => "receivedDateTime ge 1970-01-01T00:00:00Z";
        (time < "09:30:00".parse::<TimeOfDay>().unwrap()) => "time lt 09:30:00";
        (delay == "PT1H".parse::<Duration>().unwrap()) => "delay eq duration'PT1H'";
        (tenant == guid.parse::<Guid>().unwrap()) => "tenant eq 39b4cd38-cd38-39b4-38cd-b43938cdb439";
        (tenant == guid.parse::<uuid::Uuid>().unwrap()) => "tenant eq 39b4cd38-cd38-39b4-38cd-b43938cdb439";
        (hash == Binary::from(vec![0xfb, 0xff])) => "hash eq binary'-_8='";
        (importance == high) => "importance eq 'high'";
        (importance == &high) => "importance eq 'high'";
        (importance == Importance::Other("o'".to_owned())) => "importance eq 'o'''";
        (importance.is_in([Importance::Low, Importance::High])) => "importance in ('low','high')";
        (usages == [Importance::Low, Importance::High].into_iter().collect::<Flags<_>>()) => "usages eq 'low,high'";
    }
    // Borrowed alone.
    assert_eq!((owned.as_str(), high), ("O'Neil", Importance::High));
}

#[test]
fn values_can_fail_and_be_awaited() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    fn parsed(text: &str) -> Result<Filter<Message>, std::num::ParseIntError> {
        Ok(filter!(Message, size == text.parse::<i32>()? && categories.any(|c| c == text)))
    }
    assert_eq!(parsed("7").unwrap().to_string(), "size eq 7 and categories/any(c:c eq '7')");
    assert!(parsed("x").is_err());
    let future = is_send(async {
        filter!(Message, categories.any(|c| c == std::future::ready("a").await) && size == std::future::ready(1).await)
    });
    let filter = futures_util::FutureExt::now_or_never(future).unwrap();
    assert_eq!(filter.to_string(), "categories/any(c:c eq 'a') and size eq 1");
}

#[test]
fn values_are_those_of_the_caller() {
    fn compare(value: &str) -> &str {
        value
    }
    let (root, __root, x, __item0, __object) = (1, 2, "x", "item", "object");
    texts! {
        (size == root && size == __root) => "size eq 1 and size eq 2";
        (categories.any(|x| x == __item0 || x == __object)) => "categories/any(x:x eq 'item' or x eq 'object')";
        (subject == x && subject == compare(x)) => "subject eq 'x' and subject eq 'x'";
    }
}

#[test]
fn a_filter_is_encoded_once() {
    let base = BaseUrl::default();
    for (value, encoded) in [
        ("a+b", "a%2Bb"),
        ("O'Neil", "O%27%27Neil"),
        ("R&D #1", "R%26D%20%231"),
        ("100%25", "100%2525"),
        ("a=b;c?d", "a%3Db%3Bc%3Fd"),
        ("Ωé", "%CE%A9%C3%A9"),
        ("\"\\\n\0", "%22%5C%0A%00"),
    ] {
        let request = Message::list().select_all().filter(filter!(Message, subject == value)).to_http(&base).unwrap();
        assert_eq!(request.uri().query(), Some(&*format!("$filter=subject%20eq%20%27{encoded}%27")));
    }
}

#[test]
fn a_filter_without_values_is_not_sent() {
    let names: Vec<String> = Vec::new();
    let filter = filter!(Message, size == 1 && !to.any(|r| r.email_address.address.is_in(&names)));
    assert_eq!(filter.to_string(), "size eq 1 and not to/any(r:r/emailAddress/address in ())");
    for filter in [filter.clone(), filter.clone() & Filter::raw("a"), Filter::raw("a") | filter.clone(), !filter] {
        let error = Message::list().filter(filter).to_http(&BaseUrl::default()).unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(matches!(error.kind(), ErrorKind::Filter(invalid) if invalid.property() == "r/emailAddress/address"));
        assert_eq!(
            error.to_string(),
            "not sent: the filter's `is_in` of `r/emailAddress/address` has no values, it needs at least one"
        );
    }
}

#[test]
fn a_filter_does_not_show_its_values_in_debug() {
    let filter = filter!(Message, subject == "secret");
    assert_eq!(format!("{filter:?} {:?}", Literal::text("secret")), "Filter { .. } Literal { .. }");
    let list = format!("{:?}", Message::list().filter(filter));
    assert!(!list.contains("secret"), "{list}");
}

/// A condition, as it is built and as it is read again.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
    Not(Box<Tree>),
    Any(Box<Tree>),
    /// `subject operator 'text'`
    Compare(&'static str, String),
    /// `function(subject,'text')`
    Call(&'static str, String),
    In(Vec<i32>),
    Null,
}

const COMPARISONS: [&str; 6] = ["eq", "ne", "lt", "le", "gt", "ge"];
const CALLS: [&str; 3] = ["startswith", "endswith", "contains"];

fn trees() -> impl Strategy<Value = Tree> {
    let texts = "[a' ()/:,]{0,6}|and|or|\\PC{0,4}";
    let leaf = prop_oneof![
        (0..6_usize, texts).prop_map(|(operator, text)| Tree::Compare(COMPARISONS[operator], text)),
        (0..3_usize, texts).prop_map(|(call, text)| Tree::Call(CALLS[call], text)),
        prop::collection::vec(any::<i32>(), 1..4).prop_map(Tree::In),
        Just(Tree::Null),
    ];
    leaf.prop_recursive(6, 40, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Tree::And(left.into(), right.into())),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Tree::Or(left.into(), right.into())),
            inner.clone().prop_map(|inner| Tree::Not(inner.into())),
            inner.prop_map(|inner| Tree::Any(inner.into())),
        ]
    })
}

fn build(tree: &Tree) -> Filter<Message> {
    match tree {
        Tree::And(left, right) => build(left) & build(right),
        Tree::Or(left, right) => build(left) | build(right),
        Tree::Not(inner) => !build(inner),
        // The macro writes the collection; what is inside is any condition.
        Tree::Any(inner) => Filter::new(build(inner).condition.any("to", "r")),
        Tree::Compare("eq", text) => filter!(Message, subject == text),
        Tree::Compare("ne", text) => filter!(Message, subject != text),
        Tree::Compare("lt", text) => filter!(Message, subject < text),
        Tree::Compare("le", text) => filter!(Message, subject <= text),
        Tree::Compare("gt", text) => filter!(Message, subject > text),
        Tree::Compare(_, text) => filter!(Message, subject >= text),
        Tree::Call("startswith", text) => filter!(Message, subject.starts_with(text)),
        Tree::Call("endswith", text) => filter!(Message, subject.ends_with(text)),
        Tree::Call(_, text) => filter!(Message, subject.contains(text)),
        Tree::In(numbers) => filter!(Message, size.is_in(numbers)),
        Tree::Null => filter!(Message, from == null),
    }
}

/// Reads the grammar of OData's `$filter` as far as it is written here: `or` binds least, then `and`, then comparisons, and `not`
/// binds most.
struct Parser<'a>(&'a str);

impl<'a> Parser<'a> {
    fn whole(text: &'a str) -> Option<Tree> {
        let mut parser = Self(text);
        let tree = parser.or()?;
        parser.0.is_empty().then_some(tree)
    }

    fn takes(&mut self, token: &str) -> bool {
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn or(&mut self) -> Option<Tree> {
        let mut left = self.and()?;
        while self.takes(" or ") {
            left = Tree::Or(left.into(), self.and()?.into());
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Tree> {
        let mut left = self.comparison()?;
        while self.takes(" and ") {
            left = Tree::And(left.into(), self.comparison()?.into());
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Tree> {
        if self.takes("subject ") {
            let operator = COMPARISONS.into_iter().find(|operator| self.takes(operator))?;
            return self.takes(" ").then(|| self.text()).flatten().map(|text| Tree::Compare(operator, text));
        }
        if self.takes("size in (") {
            let (numbers, rest) = self.0.split_once(')')?;
            self.0 = rest;
            return numbers.split(',').map(|number| number.parse().ok()).collect::<Option<_>>().map(Tree::In);
        }
        if self.takes("from eq null") { Some(Tree::Null) } else { self.unary() }
    }

    /// What `not` can stand before, without parentheses.
    fn unary(&mut self) -> Option<Tree> {
        if self.takes("not ") {
            return self.unary().map(|inner| Tree::Not(inner.into()));
        }
        if self.takes("(") {
            return self.or().filter(|_| self.takes(")"));
        }
        if self.takes("to/any(r:") {
            return self.or().filter(|_| self.takes(")")).map(|inner| Tree::Any(inner.into()));
        }
        let call = CALLS.into_iter().find(|call| self.takes(call))?;
        let text = self.takes("(subject,").then(|| self.text()).flatten()?;
        self.takes(")").then_some(Tree::Call(call, text))
    }

    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        self.0 = self.0.strip_prefix('\'')?;
        loop {
            let (part, rest) = self.0.split_once('\'')?;
            text.push_str(part);
            self.0 = rest;
            if !self.takes("'") {
                return Some(text);
            }
            text.push('\'');
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_tree(tree in trees()) {
        let text = build(&tree).to_string();
        prop_assert_eq!(Parser::whole(&text), Some(tree.clone()), "{}", text);

        // And the same after one decoding of the query.
        let request = Message::list().select_all().filter(build(&tree)).to_http(&BaseUrl::default()).unwrap();
        let query = request.uri().query().unwrap().strip_prefix("$filter=").unwrap();
        prop_assert!(!query.contains(['+', '&', '#', '\'', ' ']), "{}", query);
        let decoded = percent_encoding::percent_decode_str(query).decode_utf8().unwrap();
        prop_assert_eq!(decoded, text);
    }
}
