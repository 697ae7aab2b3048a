#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
struct Group {
    #[graph_entity(keey)]
    id: Option<String>,
}
#[allow(dead_code)]
impl Group {
    /** The request `POST /v1.0/groups` with this entity as its body.
*/
    fn create(&self) -> ::graph_entity::Create<Self> {
        ::graph_entity::__private::create(self, "/v1.0/groups", "", "", &[])
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Properties for Group {
    const TABLE: ::graph_entity::__private::Table = ("#microsoft.graph.group", &[]);
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {}
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::graph_entity::GraphEntity for Group {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.group";
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
::core::compile_error! {
    "unknown option `keey`, did you mean `key`?"
}
