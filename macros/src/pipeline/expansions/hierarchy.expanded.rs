#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
enum DeviceConfiguration {
    Windows10(Windows10),
    #[graph_entity(other)]
    Other(OtherType),
}
#[allow(dead_code)]
impl DeviceConfiguration {
    /** The request `POST /v1.0/deviceManagement/deviceConfigurations` with this entity as its body.
*/
    fn create(&self) -> ::graph_entity::Create<Self> {
        ::graph_entity::__private::create(
            self,
            "/v1.0/deviceManagement/deviceConfigurations",
            "",
            "",
            &[],
        )
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Hierarchy for DeviceConfiguration {
    const BASE_TYPE: &'static ::core::primitive::str = "microsoft.graph.deviceConfiguration";
    fn write<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        match self {
            Self::Windows10(__value) => {
                ::graph_entity::__private::serialize_annotated(__value, __serializer)
            }
            Self::Other(__value) => {
                ::graph_entity::__private::write_other(__value, __serializer)
            }
        }
    }
    fn read(__dispatch: &mut ::graph_entity::__private::Dispatch<Self>) {
        ::graph_entity::__private::OfferObject::<Windows10>::QUIET
            .to(__dispatch, Self::Windows10);
        ::graph_entity::__private::OfferOtherObject::<OtherType>::QUIET
            .to(__dispatch, Self::Other);
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Serialize for DeviceConfiguration {
    fn serialize<__S: ::graph_entity::__private::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::graph_entity::__private::write_hierarchy(self, __serializer)
    }
}
#[automatically_derived]
impl<'__de> ::graph_entity::__private::Deserialize<'__de> for DeviceConfiguration {
    fn deserialize<__D: ::graph_entity::__private::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::graph_entity::__private::read_hierarchy(__deserializer)
    }
}
#[automatically_derived]
impl ::graph_entity::GraphEntity for DeviceConfiguration {
    const ODATA_TYPE: &'static ::core::primitive::str = "microsoft.graph.deviceConfiguration";
}
