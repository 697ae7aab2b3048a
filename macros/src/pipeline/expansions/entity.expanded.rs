#[automatically_derived]
impl ::graph_entity::__private::Properties for Group {
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.group",
        &[("id", "id"), ("displayName", "display_name"), ("description", "description")],
    );
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.read_only(&self.id);
        __writer.required(&self.display_name);
        __writer.value(&self.description);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some((__value0, __value1, __value2)) = ::graph_entity::__private::ReadValues::<
            (Option<String>, Option<String>, Option<String>),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self {
                id: __value0,
                display_name: __value1,
                description: __value2,
            });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::graph_entity::GraphEntity for Group {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.group";
    const PROJECTION: ::graph_entity::__private::Names = <Self as ::graph_entity::__private::Properties>::NAMES;
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for Group {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for Group {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::deserialize(__deserializer)
    }
}
