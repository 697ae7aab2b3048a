use proc_macro2::TokenStream;

use super::model::{Condition, Field};
use super::parse;
use crate::errors::Errors;

/// The condition as it was understood, with parentheses around each part.
fn understood(text: &str) -> String {
    let tokens: TokenStream = format!("graph_entity; Group, {text}").parse().unwrap();
    let mut errors = Errors::default();
    let filter = parse::filter(tokens, &mut errors);
    assert!(errors.is_empty(), "{text}: {:?}", errors.messages());
    shown(&filter.unwrap().condition)
}

fn shown(condition: &Condition) -> String {
    let value = |tokens: &TokenStream| tokens.to_string().replace(' ', "");
    let field = |field: &Field| field.to_string();
    match condition {
        Condition::And(left, _, right) => format!("({} and {})", shown(left), shown(right)),
        Condition::Or(left, _, right) => format!("({} or {})", shown(left), shown(right)),
        Condition::Not(_, inner) => format!("not {}", shown(inner)),
        Condition::Compare(of, operator, _, to) => format!("({} {operator} <{}>)", field(of), value(to)),
        Condition::CompareNull(of, operator, _) => format!("({} {operator} null)", field(of)),
        Condition::Text(of, method, to) => format!("{method}({}, <{}>)", field(of), value(to)),
        Condition::IsIn(of, _, to) => format!("({} in <{}>)", field(of), value(to)),
        Condition::Any(of, _, variable, inner) => format!("any({}, {variable}: {})", field(of), shown(inner)),
    }
}

#[test]
fn operators_bind_as_in_rust() {
    for (text, expected) in [
        ("a == 1", "(a eq <1>)"),
        ("a != 1", "(a ne <1>)"),
        ("a < 1", "(a lt <1>)"),
        ("a <= -1", "(a le <-1>)"),
        ("a > 1", "(a gt <1>)"),
        ("a >= 1,", "(a ge <1>)"),
        ("a == 1 || b == 2 && c == 3", "((a eq <1>) or ((b eq <2>) and (c eq <3>)))"),
        ("a == 1 && b == 2 || c == 3", "(((a eq <1>) and (b eq <2>)) or (c eq <3>))"),
        ("(a == 1 || b == 2) && c == 3", "(((a eq <1>) or (b eq <2>)) and (c eq <3>))"),
        ("a == 1 && b == 2 && c == 3", "(((a eq <1>) and (b eq <2>)) and (c eq <3>))"),
        ("!(a == 1) && b == 2", "(not (a eq <1>) and (b eq <2>))"),
        ("!!a.contains(x)", "not not contains(a, <x>)"),
        ("!(!(a == 1))", "not not (a eq <1>)"),
        ("a == null && b != null", "((a eq null) and (b ne null))"),
        ("a == (null)", "(a eq <(null)>)"),
    ] {
        assert_eq!(understood(text), expected, "{text}");
    }
}

#[test]
fn a_value_is_any_expression() {
    for (text, expected) in [
        ("a == x + 1 && b == y", "((a eq <x+1>) and (b eq <y>))"),
        ("a == f(|| x && y).await?", "(a eq <f(||x&&y).await?>)"),
        ("a == Vec::<u8>::new() || a == [1, 2][0]", "((a eq <Vec::<u8>::new()>) or (a eq <[1,2][0]>))"),
        ("a == f::<u8>() && b == Vec::<Vec<u8>>::new()", "((a eq <f::<u8>()>) and (b eq <Vec::<Vec<u8>>::new()>))"),
        ("a < <T as A<B>>::C || b == <<T as A>::B as C>::D", "((a lt <<TasA<B>>::C>) or (b eq <<<TasA>::BasC>::D>))"),
        ("a == -<T>::C + f::<fn(u8) -> u8>()", "(a eq <-<T>::C+f::<fn(u8)->u8>()>)"),
        ("a == x as std::vec::Vec<u8>", "(a eq <xasstd::vec::Vec<u8>>)"),
        ("a == x << 2 && b == y >> z", "((a eq <x<<2>) and (b eq <y>>z>))"),
        ("a == (x < y) && b == (x && y)", "((a eq <(x<y)>) and (b eq <(x&&y)>))"),
        (
            "a == if x < y && z == 1 { 1 } else if x { 2 } else { 3 } && b == match x { _ => 1 }",
            "((a eq <ifx<y&&z==1{1}elseifx{2}else{3}>) and (b eq <matchx{_=>1}>))",
        ),
        ("a.b.c.starts_with(x.y(),)", "starts_with(a.b.c, <x.y()>)"),
        ("a.is_in([1, 2])", "(a in <[1,2]>)"),
        ("r#type.ends_with(x) && any.contains(y)", "(ends_with(r#type, <x>) and contains(any, <y>))"),
        ("a.any(|x| x.b == 1 || c.any(|y| y == x))", "any(a, x: ((x.b eq <1>) or any(c, y: (y eq <x>))))"),
    ] {
        assert_eq!(understood(text), expected, "{text}");
    }
}

/// The messages for what follows `$crate;`.
fn messages(text: &str) -> Vec<String> {
    let tokens: TokenStream = format!("graph_entity; {text}").parse().unwrap();
    let mut errors = Errors::default();
    assert!(parse::filter(tokens, &mut errors).is_none(), "{text}");
    errors.messages()
}

#[test]
fn each_mistake_is_reported_once() {
    const LEFT: &str = "the left side of an operator is a field, write the value on its right side";
    const CHAIN: &str = "comparisons cannot follow each other, write `&&` between them or put the value in parentheses";
    for (text, expected) in [
        ("", "a type and a condition are missing, write `filter!(Group, display_name == \"Sales\")`"),
        ("5, a == 1", "a type was expected here, write `filter!(Group, display_name == \"Sales\")`"),
        ("Group", "a condition is missing behind the type, write `filter!(Group, display_name == \"Sales\")`"),
        ("Group,", "a condition is missing behind the comma, write `filter!(Group, display_name == \"Sales\")`"),
        (
            "Group a == 1",
            "a comma is missing between the type and the condition, write `filter!(Group, display_name == \"Sales\")`",
        ),
        ("Group, a", "`a` alone is not a condition, write `a == true`"),
        ("Group, (a.b)", "`a.b` alone is not a condition, write `a.b == true`"),
        ("Group, !a.b && c == 1", "`a.b` alone is not a condition, write `a.b == true`"),
        ("Group, a == 1 &&", "a condition is missing behind this"),
        ("Group, && a == 1", "a condition is missing behind this"),
        ("Group, a == 1 && ()", "a condition is missing behind this"),
        ("Group, a == ", "a value is missing behind `==`"),
        ("Group, a <= && b == 1", "a value is missing behind `<=`"),
        ("Group, a = 1", "write `==` to compare"),
        ("Group, a & b == 1", "write `&&` between conditions"),
        ("Group, a | b == 1", "write `||` between conditions"),
        ("Group, a == 1 == 2", CHAIN),
        ("Group, a == 1 & b != 2", CHAIN),
        ("Group, a < b < c", CHAIN),
        ("Group, 0 < a < 1", LEFT),
        ("Group, a == x < y", CHAIN),
        ("Group, a == x > y && b == 1", CHAIN),
        ("Group, a == f(x)? < -1", CHAIN),
        ("Group, a == x as i64 < y", CHAIN),
        ("Group, a == f::<u8>() < y", CHAIN),
        ("Group, a < b > c", CHAIN),
        ("Group, f(x) == a", LEFT),
        ("Group, Kind::A == a", LEFT),
        ("Group, f::<u8>() == a", LEFT),
        ("Group, format!(\"x\") == a", LEFT),
        ("Group, a[0] == 1", LEFT),
        ("Group, !a == 1", "`!` binds tighter than a comparison, put that in parentheses"),
        ("Group, 1 == a", LEFT),
        ("Group, \"x\" == a && b == 1", LEFT),
        ("Group, type == 1", "`type` is a keyword, write `r#type`"),
        ("Group, a.type == 1", "`type` is a keyword, write `r#type`"),
        ("Group, self.a == 1", LEFT),
        ("Group, a < null", "`null` can be compared with `==` and `!=` alone"),
        ("Group, a.0 == 1", "the name of a field or a method was expected behind this"),
        ("Group, a b", "an operator was expected here, `==`, `!=`, `<`, `<=`, `>` or `>=`, or a method of `a`"),
        ("Group, (a == 1) b", "`&&` or `||` was expected here"),
        ("Group, a.contains(x).b", "`&&` or `||` was expected here"),
        ("Group, a.contains()", "a value is missing, write `a.contains(…)`"),
        ("Group, a.start_with(x)", "`start_with` is not a method of a filter, did you mean `starts_with`?"),
        ("Group, a.any(x)", "`any` takes a closure, write `a.any(|item| …)`"),
        ("Group, a.any()", "`any` takes a closure, write `a.any(|item| …)`"),
        ("Group, a.any(|x|)", "a condition is missing behind this"),
        ("Group, a.any(|x| x)", "`x` alone is not a condition, write `x == true`"),
    ] {
        assert_eq!(messages(text), [expected], "{text}");
    }
}

#[test]
fn all_mistakes_are_reported() {
    assert_eq!(
        messages("Group, a && b = 1 || (c || d.any(|x| x.e)) && f == 1"),
        [
            "`a` alone is not a condition, write `a == true`",
            "write `==` to compare",
            "`c` alone is not a condition, write `c == true`",
            "`x.e` alone is not a condition, write `x.e == true`",
        ]
    );
}
