use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::edm;

fn of<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    read(None, body.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn what_is_not_an_object_stands_in_value() {
    assert_eq!(of(r#"{"@odata.context":"x","value":"a"}"#), Ok("a".to_owned()));
    assert_eq!(of("\u{feff}{\"value\":true}"), Ok(true));
    assert_eq!(of(r#"{"value":7}"#), Ok(7_u32));
    assert_eq!(of(r#"{"value":1.5}"#), Ok(1.5_f64));
    assert_eq!(of(r#"{"value":["a","b"],"@odata.count":2}"#), Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(of(r#"{"value":[{"a":1}]}"#), Ok(vec![json!({"a": 1})]));
    assert_eq!(of(r#"{"value":"9007199254740993"}"#), Ok("9007199254740993".parse::<edm::Int64>().unwrap()));
    assert_eq!(of(r#"{"value":9007199254740993}"#), Ok("9007199254740993".parse::<edm::Int64>().unwrap()));
    assert_eq!(
        of(r#"{"value":"2026-11-25T10:00:00Z"}"#),
        Ok("2026-11-25T10:00:00Z".parse::<edm::DateTimeOffset>().unwrap())
    );
    // Written without the object, as some services do.
    assert_eq!(of(r#""a""#), Ok("a".to_owned()));
    assert_eq!(of("[1,2]"), Ok(vec![1, 2]));
}

#[test]
fn an_object_is_read_whole() {
    let map = BTreeMap::from([("value".to_owned(), json!("a")), ("name".to_owned(), json!("b"))]);
    assert_eq!(of(r#"{"value":"a","name":"b"}"#), Ok(map));
    assert_eq!(of(r#"{"value":"a","name":"b"}"#), Ok(json!({"value": "a", "name": "b"})));
    assert_eq!(of(r#"{"value":["a"]}"#), Ok(json!({"value": ["a"]})));
    assert_eq!(of(r#"{"value":"a"}"#), Ok(json!("a")));
}

#[test]
fn a_body_that_is_not_parsed_is_whole() {
    let raw = |body: &str| of::<Box<RawValue>>(body).map(|raw| raw.get().to_owned());
    assert_eq!(raw(r#"{"value": ["a"] }"#).as_deref(), Ok(r#"{"value": ["a"] }"#));
    assert_eq!(raw(r#"{"@odata.context":"x","value":1.50}"#).as_deref(), Ok("1.50"));
    assert_eq!(of::<Option<Box<RawValue>>>("").map(|raw| raw.is_none()), Ok(true));
    assert!(raw(r#"{"id":"7"} x"#).is_err());
}

#[test]
fn an_object_that_only_says_that_it_is_not_null_is_one() {
    assert_eq!(of(r#"{"@odata.null":false}"#), Ok(Some(BTreeMap::from([("@odata.null".to_owned(), json!(false))]))));
    assert_eq!(of(r#"{"@odata.null":true,"id":"7"}"#).map(|read: Option<Value>| read.is_some()), Ok(true));
    assert!(of::<String>(r#"{"@odata.null":true}"#).is_err());
}

#[test]
fn nothing_is_read_for_nothing() {
    for body in ["", "{", "<html>", r#"{"value":1}"#] {
        assert_eq!(of(body), Ok(()));
    }
    for body in [
        "",
        " ",
        "null",
        r#"{"@odata.context":"x","value":null}"#,
        // As Microsoft's OData library for .NET writes it.
        r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#Edm.Null","@odata.null":true}"#,
    ] {
        assert_eq!(of(body), Ok(None::<String>), "{body}");
        assert_eq!(of(body), Ok(None::<Vec<String>>), "{body}");
        // An object in which nothing is required would be an empty one.
        assert_eq!(of(body), Ok(None::<BTreeMap<String, Value>>), "{body}");
    }
    assert_eq!(of(r#"{"value":"a"}"#), Ok(Some("a".to_owned())));
    assert_eq!(of(r#"{"value":null,"name":"b"}"#), Ok(Some(json!({"value": null, "name": "b"}))));
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(of::<String>(""), Err("the answer has no body".to_owned()));
    assert_eq!(of::<String>(r#"{"id":"7"}"#), Err("the object has no `value`".to_owned()));
    assert!(of::<u8>(r#"{"value":300}"#).unwrap_err().starts_with("invalid value: integer `300`"));
    assert!(of::<String>(r#"{"value":"a","value":"b"}"#).unwrap_err().starts_with("duplicate field `value`"));
    assert!(of::<Vec<u8>>(r#"{"value":[1],"@odata.nextLink":"x"}"#).unwrap_err().contains("next page"));
    assert_eq!(of::<Vec<u8>>(r#"{"value":[1],"@odata.nextLink":""}"#), Ok(vec![1]));
    assert!(of::<String>(r#"{"value":"a"} x"#).unwrap_err().starts_with("trailing characters"));
}

#[test]
fn a_type_says_what_it_reads() {
    assert_eq!(Shape::of::<()>(), Shape::Nothing);
    assert_eq!(Shape::of::<Vec<u8>>(), Shape::Collection);
    assert_eq!(Shape::of::<Option<Vec<u8>>>(), Shape::Collection);
    assert_eq!(Shape::of::<crate::Redirect>(), Shape::Redirect);
    for shape in [Shape::of::<String>(), Shape::of::<Value>(), Shape::of::<edm::Int64>(), Shape::of::<Option<bool>>()] {
        assert_eq!(shape, Shape::Value);
    }
}

#[test]
fn pages_are_joined() {
    let others = vec![RawValue::from_string("2".to_owned()).unwrap(), RawValue::from_string("3".to_owned()).unwrap()];
    let whole = joined(br#"{"@odata.nextLink":"x","value":[ 1 ]}"#, &others).unwrap();
    assert_eq!(String::from_utf8(whole).unwrap(), r#"{"value":[1,2,3]}"#);
}

proptest! {
    #[test]
    fn no_body_breaks_it(body: Vec<u8>, text in "\\PC*") {
        for body in [&body[..], format!("{{\"value\":{text}").as_bytes(), format!("{{\"{text}\":1}}").as_bytes()] {
            let _ = (read::<String>(None, body), read::<Vec<Value>>(None, body), read::<Option<Value>>(None, body));
        }
    }

    #[test]
    fn what_is_written_is_read(values: Vec<i64>, text: String) {
        let body = json!({"@odata.context": "x", "value": values}).to_string();
        prop_assert_eq!(of(&body), Ok(values));
        let body = json!({"value": text}).to_string();
        prop_assert_eq!(of(&body), Ok(text));
    }
}
