#[automatically_derived]
impl ::graph_entity::__private::Properties for OpenTypeExtension {
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.openTypeExtension",
        &[("extensionName", "extension_name")],
    );
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.value(&self.extension_name);
        <serde_json::Map<
            String,
            serde_json::Value,
        > as ::graph_entity::__private::Additional>::write(&self.more, __writer);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some(((__value0,), __additional)) = ::graph_entity::__private::ReadWithAdditional::<
            (Option<String>,),
            serde_json::Map<String, serde_json::Value>,
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self {
                extension_name: __value0,
                more: __additional,
            });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::graph_entity::GraphEntity for OpenTypeExtension {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.openTypeExtension";
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for OpenTypeExtension {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for OpenTypeExtension {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::deserialize(__deserializer)
    }
}
