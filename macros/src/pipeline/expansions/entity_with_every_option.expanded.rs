#[automatically_derived]
impl platform::graph::__private::Properties for Group {
    const TABLE: platform::graph::__private::Table = (
        "#microsoft.graph.group",
        &[
            ("id", "id"),
            ("displayName", "display_name"),
            ("groupTypes", "group_types"),
            ("createdDateTime", "created_date_time"),
            ("isAssignableToRole", "assignable"),
            ("type", "type"),
        ],
    );
    fn write<__M: platform::graph::__private::SerializeMap>(
        &self,
        __writer: &mut platform::graph::__private::Writer<__M>,
    ) {
        __writer.read_only(&self.id);
        __writer.rule(&self.display_name, short);
        __writer.required(&self.display_name);
        __writer.value(&self.group_types);
        __writer.read_only(&self.created_date_time);
        __writer.value(&self.assignable);
        __writer.value(&self.r#type);
        __writer.whole_rule(self, consistent);
    }
    fn read<'__de, __A: platform::graph::__private::MapAccess<'__de>>(
        __reader: &mut platform::graph::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some(
            (__value0, __value1, __value2, __value3, __value4, __value5),
        ) = platform::graph::__private::ReadValues::<
            (
                Option<String>,
                Option<String>,
                ::core::option::Option<Vec<String>>,
                Option<DateTimeOffset>,
                Option<bool>,
                String,
            ),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self {
                id: __value0,
                display_name: __value1,
                group_types: platform::graph::__private::or_default(__value2),
                created_date_time: __value3,
                assignable: __value4,
                r#type: __value5,
            });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl platform::graph::GraphEntity for Group {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.group";
    const PROJECTION: platform::graph::__private::Names = <Self as platform::graph::__private::Properties>::NAMES;
}
#[automatically_derived]
impl platform::graph::__private::Serialize for Group {
    fn serialize<__S: platform::graph::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        platform::graph::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> platform::graph::__private::Deserialize<'__de> for Group {
    fn deserialize<__D: platform::graph::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        platform::graph::__private::deserialize(__deserializer)
    }
}
