#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message<T: Clone, const N: usize>
where
    T: Debug,
{
    body: Option<T>,
    parts: [u8; N],
}
#[allow(dead_code)]
impl<T: Clone + ::graph_entity::__private::Property, const N: usize> Message<T, N>
where
    T: Debug,
{
    /** The request `POST /v1.0/me/messages` with this entity as its body.
*/
    fn create(&self) -> ::graph_entity::Create<Self> {
        ::graph_entity::__private::create(self, "/v1.0/me/messages", "", "", &[])
    }
}
#[automatically_derived]
impl<
    T: Clone + ::graph_entity::__private::Property,
    const N: usize,
> ::graph_entity::__private::Properties for Message<T, N>
where
    T: Debug,
{
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.message",
        &[("body", "body"), ("parts", "parts")],
    );
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.value(&self.body);
        __writer.value(&self.parts);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some((__value0, __value1)) = ::graph_entity::__private::ReadValues::<
            (Option<T>, [u8; N]),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self {
                body: __value0,
                parts: __value1,
            });
        }
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl<
    T: Clone + ::graph_entity::__private::Property,
    const N: usize,
> ::graph_entity::GraphEntity for Message<T, N>
where
    T: Debug,
{
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.message";
    const PROJECTION: ::graph_entity::__private::Names = <Self as ::graph_entity::__private::Properties>::NAMES;
}
#[automatically_derived]
impl<
    T: Clone + ::graph_entity::__private::Property,
    const N: usize,
> ::graph_entity::__private::Serialize for Message<T, N>
where
    T: Debug,
{
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::serialize(self, __serializer)
    }
}
#[automatically_derived]
impl<
    '__de,
    T: Clone + ::graph_entity::__private::Property,
    const N: usize,
> ::graph_entity::__private::Deserialize<'__de> for Message<T, N>
where
    T: Debug,
{
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::deserialize(__deserializer)
    }
}
