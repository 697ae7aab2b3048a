//! The shapes of Graph's types: complex types, hierarchies, flags, rules, and the paths that go through more than segments.
//!
//! The unit tests cover the macros and the runtime apart. Here they are tested together, by their JSON, without a service.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use graph_entity::{BaseUrl, Flags, GraphComplex, GraphEntity, GraphEnum, OtherType, graph_post};
use serde_json::{Map, Value, json};

fn body<T>(create: &graph_entity::Create<T>) -> Value {
    serde_json::from_slice(create.to_http(&BaseUrl::default()).unwrap().body()).unwrap()
}

mod complex {
    use super::*;

    #[derive(Debug, Clone, PartialEq, GraphComplex)]
    #[graph_complex("microsoft.graph.detail")]
    struct Detail {
        #[graph_complex(required)]
        display_name: Option<String>,
        #[graph_complex(default)]
        items: Vec<Detail>,
        boxed: Option<Box<Detail>>,
        #[graph_complex(read_only)]
        computed: Option<i32>,
        #[graph_complex(additional)]
        more: Map<String, Value>,
    }

    #[derive(Debug, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.thing")]
    #[graph_post("/things")]
    struct Thing {
        device_detail: Option<Detail>,
        details: Vec<Detail>,
    }

    #[test]
    fn nested_values_have_no_type_and_come_back() {
        let text = json!({
            "@odata.type": "#microsoft.graph.thing",
            "deviceDetail": {"displayName": "a", "items": [{"displayName": "b", "items": [], "x": 1}]},
            "details": [{"displayName": "c", "items": [], "boxed": {"displayName": "d", "items": [], "computed": 3}}],
        });
        let thing: Thing = serde_json::from_value(text.clone()).unwrap();
        assert_eq!(serde_json::to_value(&thing).unwrap(), text);
        let sent = body(&thing.create());
        assert_eq!(sent["details"][0]["boxed"], json!({"displayName": "d", "items": []}), "computed is read only");
    }

    #[test]
    fn validation_reaches_into_them() {
        let thing: Thing = serde_json::from_value(json!({
            "deviceDetail": {"displayName": "a", "items": [{"displayName": "b"}, {"displayName": "c"}, {"displayName": "d"}, {}]},
            "details": [{"displayName": "e", "boxed": {}}],
        }))
        .unwrap();
        assert_eq!(
            thing.validate().unwrap_err().to_string(),
            "microsoft.graph.thing lacks 2 required properties: \
             deviceDetail.items[3].displayName (device_detail.items[3].display_name), \
             details[0].boxed.displayName (details[0].boxed.display_name)"
        );
        assert_eq!(
            thing.details[0].boxed.as_ref().unwrap().validate().unwrap_err().to_string(),
            "microsoft.graph.detail lacks 1 required property: displayName (display_name)"
        );
    }
}

mod hierarchy {
    use super::*;

    #[derive(Debug, Clone, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.windows10GeneralConfiguration")]
    struct Windows10GeneralConfiguration {
        #[graph_entity(key)]
        id: Option<String>,
        #[graph_entity(required)]
        display_name: Option<String>,
        cortana_blocked: Option<bool>,
    }

    #[derive(Debug, Clone, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.iosGeneralDeviceConfiguration")]
    struct IosGeneralDeviceConfiguration {
        #[graph_entity(key)]
        id: Option<String>,
        display_name: Option<String>,
        icloud_blocked: Option<bool>,
    }

    #[derive(Debug, Clone, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.deviceConfiguration")]
    #[graph_post("/deviceManagement/deviceConfigurations")]
    enum DeviceConfiguration {
        #[graph_entity(other)]
        Other(OtherType),
        Windows10General(Box<Windows10GeneralConfiguration>),
        IosGeneral(IosGeneralDeviceConfiguration),
    }

    #[derive(Debug, PartialEq, GraphComplex)]
    #[graph_complex("microsoft.graph.target")]
    enum Target {
        All(AllTarget),
        Base(BaseTarget),
    }

    #[derive(Debug, PartialEq, GraphComplex)]
    #[graph_complex("microsoft.graph.allTarget")]
    struct AllTarget {}

    #[derive(Debug, PartialEq, GraphComplex)]
    #[graph_complex("microsoft.graph.target")]
    struct BaseTarget {
        #[graph_complex(required)]
        filter: Option<String>,
    }

    #[derive(Debug, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.assignment")]
    #[graph_post("/assignments")]
    struct Assignment {
        targets: Vec<Target>,
    }

    fn read(value: Value) -> DeviceConfiguration {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn answers_are_dispatched_wherever_their_type_stands() {
        for text in [
            r##"{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","displayName":"a","cortanaBlocked":true}"##,
            r##"{"displayName":"a","@odata.type":"#microsoft.graph.windows10GeneralConfiguration","cortanaBlocked":true}"##,
            r##"{"displayName":"a","cortanaBlocked":true,"@odata.type":"#microsoft.graph.windows10GeneralConfiguration"}"##,
            r#"{"displayName":"a","cortanaBlocked":true,"@odata.type":"microsoft.graph.windows10GeneralConfiguration"}"#,
        ] {
            let configuration: DeviceConfiguration = serde_json::from_str(text).unwrap();
            let expected = Windows10GeneralConfiguration {
                id: None,
                display_name: Some("a".to_owned()),
                cortana_blocked: Some(true),
            };
            assert_eq!(configuration, DeviceConfiguration::Windows10General(Box::new(expected)));
            assert_eq!(
                serde_json::to_string(&configuration).unwrap(),
                r##"{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","displayName":"a","cortanaBlocked":true}"##
            );
        }
    }

    #[test]
    fn types_that_are_not_declared_are_kept() {
        let text = json!({"@odata.type": "#microsoft.graph.macOSGeneralDeviceConfiguration", "x": [1.5, null]});
        let configuration = read(text.clone());
        let DeviceConfiguration::Other(other) = &configuration else { panic!("{configuration:?}") };
        assert_eq!(other.odata_type, "microsoft.graph.macOSGeneralDeviceConfiguration");
        assert_eq!(serde_json::to_value(&configuration).unwrap(), text);
        assert_eq!(body(&configuration.create()), text);

        let untyped = read(json!({"x": 1}));
        assert_eq!(serde_json::to_value(&untyped).unwrap(), json!({"x": 1}));
        let new = DeviceConfiguration::Other(OtherType::new("microsoft.graph.a", Map::new()));
        assert_eq!(serde_json::to_value(&new).unwrap(), json!({"@odata.type": "#microsoft.graph.a"}));
    }

    #[test]
    fn a_create_goes_through_the_variant() {
        let configuration = read(json!({"@odata.type": "#microsoft.graph.iosGeneralDeviceConfiguration", "id": "7"}));
        assert_eq!(
            body(&configuration.create()),
            json!({"@odata.type": "#microsoft.graph.iosGeneralDeviceConfiguration"})
        );
        let invalid = read(json!({"@odata.type": "#microsoft.graph.windows10GeneralConfiguration"})).validate();
        assert_eq!(
            invalid.unwrap_err().to_string(),
            "microsoft.graph.deviceConfiguration lacks 1 required property: displayName (display_name)"
        );
        assert_eq!(DeviceConfiguration::ODATA_TYPE, "microsoft.graph.deviceConfiguration");
    }

    #[test]
    fn complex_types_are_typed_in_a_hierarchy_alone() {
        let text = json!({
            "@odata.type": "#microsoft.graph.assignment",
            "targets": [{"@odata.type": "#microsoft.graph.allTarget"}, {"@odata.type": "#microsoft.graph.target", "filter": "f"}],
        });
        let assignment: Assignment = serde_json::from_value(text.clone()).unwrap();
        assert_eq!(body(&assignment.create()), text);
        let base: Target = serde_json::from_value(json!({"filter": "f"})).unwrap();
        assert_eq!(base, Target::Base(BaseTarget { filter: Some("f".to_owned()) }));
    }

    #[test]
    fn what_no_variant_takes_is_an_error_that_names_it() {
        for (value, message) in [
            (json!({"@odata.type": "#a.b"}), "the type `a.b` is not a declared type of microsoft.graph.target"),
            (json!({"@odata.type": 5}), "`@odata.type` is 5, expected a string"),
            (json!([]), "invalid type: sequence, expected a map"),
        ] {
            let error = serde_json::from_value::<Target>(value).unwrap_err().to_string();
            assert_eq!(error, message);
        }
        let error = serde_json::from_value::<Assignment>(json!({"targets": [{"filter": 5}]})).unwrap_err().to_string();
        assert_eq!(error, "property `targets[0].filter`: invalid type: integer `5`, expected a string");
    }
}

mod enums {
    use super::*;

    #[derive(Debug, Clone, PartialEq, GraphEnum)]
    #[graph_enum("microsoft.graph.keyUsages", flags)]
    enum KeyUsages {
        KeyEncipherment,
        DigitalSignature,
        UnknownFutureValue,
        #[graph_enum(other)]
        Other(String),
    }

    #[derive(Debug, GraphEntity)]
    #[graph_entity("microsoft.graph.profile")]
    #[graph_post("/profiles")]
    struct Profile {
        usages: Flags<KeyUsages>,
        first: Option<KeyUsages>,
    }

    #[test]
    fn flags_are_a_set() {
        let flags: Flags<KeyUsages> =
            serde_json::from_str("\" digitalSignature , addedLater,keyEncipherment\"").unwrap();
        assert_eq!(
            flags.iter().map(KeyUsages::as_str).collect::<Vec<_>>(),
            ["digitalSignature", "addedLater", "keyEncipherment"]
        );
        assert_eq!(serde_json::to_string(&flags).unwrap(), "\"digitalSignature,addedLater,keyEncipherment\"");
        let empty: Flags<KeyUsages> = serde_json::from_str("\"\"").unwrap();
        assert!(empty.is_empty());
        let set: Flags<KeyUsages> =
            [KeyUsages::KeyEncipherment, KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment].into_iter().collect();
        assert_eq!(set.into_iter().count(), 2);
    }

    #[test]
    fn the_sentinel_is_read_and_not_sent() {
        let profile: Profile = serde_json::from_value(
            json!({"usages": "keyEncipherment,unknownFutureValue", "first": "unknownFutureValue"}),
        )
        .unwrap();
        let invalid = profile.validate().unwrap_err();
        let refusal = "`unknownFutureValue` stands for members of a later version, it cannot be sent";
        assert_eq!(
            invalid.to_string(),
            format!("microsoft.graph.profile is refused: usages (usages): {refusal}; first (first): {refusal}")
        );
        assert!(profile.create().to_http(&BaseUrl::default()).is_err());
        assert!(serde_json::to_string(&profile).unwrap().contains("unknownFutureValue"));
    }
}

mod rules {
    use super::*;

    #[allow(clippy::ref_option, reason = "a rule takes the field as it is")]
    fn short(name: &Option<String>) -> Result<(), String> {
        match name {
            Some(name) if name.len() > 3 => Err(format!("`{name}` has more than 3 letters")),
            _ => Ok(()),
        }
    }

    fn ordered(range: &Range) -> Result<(), &'static str> {
        if range.lower <= range.upper { Ok(()) } else { Err("the lower end is above the upper") }
    }

    fn few_ranges(group: &Group) -> Result<(), &'static str> {
        if group.ranges.len() < 3 { Ok(()) } else { Err("there are more than two ranges") }
    }

    #[derive(Debug, Clone, GraphComplex)]
    #[graph_complex("microsoft.graph.range", validate = ordered)]
    struct Range {
        lower: i32,
        upper: i32,
    }

    #[derive(Debug, GraphEntity)]
    #[graph_entity("microsoft.graph.group", validate = few_ranges)]
    #[graph_post("/groups")]
    struct Group {
        #[graph_entity(required)]
        owner: Option<String>,
        #[graph_entity(validate = short)]
        nick_name: Option<String>,
        ranges: Vec<Range>,
    }

    #[test]
    fn what_rules_say_stands_in_the_same_report() {
        let good = Range { lower: 1, upper: 2 };
        let group = Group {
            owner: None,
            nick_name: Some("long".to_owned()),
            ranges: vec![good.clone(), Range { lower: 2, upper: 1 }, good],
        };
        assert_eq!(
            group.validate().unwrap_err().to_string(),
            "microsoft.graph.group lacks 1 required property: owner (owner); \
             nickName (nick_name): `long` has more than 3 letters; \
             ranges[1] (ranges[1]): the lower end is above the upper; there are more than two ranges"
        );
        let sound = Group { owner: Some("o".to_owned()), nick_name: None, ranges: Vec::new() };
        assert!(sound.validate().is_ok());
        assert_eq!(body(&sound.create()), json!({"@odata.type": "#microsoft.graph.group", "owner": "o", "ranges": []}));
    }
}

mod paths {
    use super::*;

    #[derive(GraphEntity)]
    #[graph_entity("microsoft.graph.row")]
    #[graph_post("/users/{id | userPrincipalName}/rows")]
    #[graph_post("/me/drive/root:/{item-path}:/workbook/tables/{table-id}/rows", name = "create_in_drive")]
    #[graph_post("/users('{id}')/rows", name = "create_by_key")]
    #[graph_post("/sites/getByPath(path='{path}')/microsoft.graph.list/rows", name = "create_by_path")]
    struct Row {}

    #[test]
    fn each_kind_of_placeholder_is_filled_in_its_way() {
        let path = |create: graph_entity::Create<Row>| {
            create.to_http(&BaseUrl::default()).map(|request| request.uri().path().to_owned())
        };
        assert_eq!(path(Row {}.create("a@b/c")).unwrap(), "/v1.0/users/a%40b%2Fc/rows");
        assert_eq!(
            path(Row {}.create_in_drive("My files/a.xlsx", "1/2")).unwrap(),
            "/v1.0/me/drive/root:/My%20files/a.xlsx:/workbook/tables/1%2F2/rows"
        );
        assert_eq!(path(Row {}.create_by_key("O'Neil")).unwrap(), "/v1.0/users('O%27%27Neil')/rows");
        assert_eq!(
            path(Row {}.create_by_path("/a/../b")).unwrap(),
            "/v1.0/sites/getByPath(path='%2Fa%2F..%2Fb')/microsoft.graph.list/rows"
        );
        assert!(path(Row {}.create_in_drive("a/../b", "1")).is_err());
    }
}
