#[automatically_derived]
impl ::graph_entity::__private::Properties for ItemBody {
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.itemBody",
        &[("content", "content"), ("contentType", "content_type")],
    );
    const IS_ANNOTATED: ::core::primitive::bool = false;
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.value(&self.content);
        __writer.value(&self.content_type);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some((__value0, __value1)) = ::graph_entity::__private::ReadValues::<
            (Option<String>, Option<BodyType>),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self {
                content: __value0,
                content_type: __value1,
            });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::graph_entity::GraphComplex for ItemBody {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.itemBody";
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for ItemBody {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for ItemBody {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::deserialize(__deserializer)
    }
}
