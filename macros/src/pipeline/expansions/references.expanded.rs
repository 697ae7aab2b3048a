#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
pub(crate) struct Group {
    display_name: Option<String>,
}
#[allow(dead_code)]
impl Group {
    /** The request `POST /v1.0/groups/{groupId}/members/$ref`, which refers to `/v1.0/directoryObjects/{id}`.

 Application permissions, least privileged first: `GroupMember.ReadWrite.All`.
*/
    pub(crate) fn add_members(
        group_id: &::core::primitive::str,
        id: &::core::primitive::str,
    ) -> ::graph_entity::Reference<Self> {
        ::graph_entity::__private::add_reference(
            "/v1.0/groups/{groupId}/members/$ref",
            "/v1.0/directoryObjects/{id}",
            "",
            "GroupMember.ReadWrite.All",
            &[group_id],
            id,
        )
    }
    /** The request `DELETE /v1.0/groups/{groupId}/members/{id}/$ref`.

 Application permissions, least privileged first: `GroupMember.ReadWrite.All`.
*/
    pub(crate) fn remove_members(
        group_id: &::core::primitive::str,
        id: &::core::primitive::str,
    ) -> ::graph_entity::Reference<Self> {
        ::graph_entity::__private::remove_reference(
            "/v1.0/groups/{groupId}/members/{id}/$ref",
            "",
            "GroupMember.ReadWrite.All",
            &[group_id, id],
        )
    }
    /** The request `PUT /beta/groups/{id}/owner/$ref`, which refers to `/beta/users/{id}`.
*/
    pub(crate) fn set_owner(
        id: &::core::primitive::str,
        target_id: &::core::primitive::str,
    ) -> ::graph_entity::Reference<Self> {
        ::graph_entity::__private::set_reference(
            "/beta/groups/{id}/owner/$ref",
            "/beta/users/{id}",
            "",
            "",
            &[id],
            target_id,
        )
    }
    /** The request `DELETE /beta/groups/{id}/owner/$ref`.
*/
    pub(crate) fn remove_owner(
        id: &::core::primitive::str,
    ) -> ::graph_entity::Reference<Self> {
        ::graph_entity::__private::remove_reference(
            "/beta/groups/{id}/owner/$ref",
            "",
            "",
            &[id],
        )
    }
}
#[automatically_derived]
impl ::graph_entity::__private::Properties for Group {
    const TABLE: ::graph_entity::__private::Table = (
        "#microsoft.graph.group",
        &[("displayName", "display_name")],
    );
    fn write<__M: ::graph_entity::__private::SerializeMap>(
        &self,
        __writer: &mut ::graph_entity::__private::Writer<__M>,
    ) {
        __writer.value(&self.display_name);
    }
    fn read<'__de, __A: ::graph_entity::__private::MapAccess<'__de>>(
        __reader: &mut ::graph_entity::__private::Reader<'__de, __A>,
    ) -> ::core::option::Option<Self> {
        if let ::core::option::Option::Some((__value0,)) = ::graph_entity::__private::ReadValues::<
            (Option<String>,),
        >::QUIET
            .of(__reader)
        {
            return ::core::option::Option::Some(Self { display_name: __value0 });
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
