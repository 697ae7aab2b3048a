#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
pub(crate) struct Group {
    display_name: Option<String>,
}
#[automatically_derived]
impl ::graph_entity::__private::Operations for Group {}
#[allow(dead_code)]
impl Group {
    /** The request `POST /v1.0/groups` with this entity as its body.

 Application permissions, least privileged first: `Group.Create`.
*/
    pub(crate) fn create(&self) -> ::graph_entity::Create<Self> {
        ::graph_entity::__private::create_0::<
            Self,
        >(self, "/v1.0/groups", "", "Group.Create")
    }
    /** The request `GET /v1.0/groups/{groupId}`.

 Delegated permissions, least privileged first: `Group.Read.All`.

 Application permissions, least privileged first: `Group.Read.All`.
*/
    pub(crate) fn get(group_id: &::core::primitive::str) -> ::graph_entity::Get<Self> {
        ::graph_entity::__private::get_1::<
            Self,
        >("/v1.0/groups/{groupId}", "Group.Read.All", "Group.Read.All", group_id)
    }
    /** The request `GET /beta/groups`.
*/
    pub(crate) fn list() -> ::graph_entity::List<Self> {
        ::graph_entity::__private::list_0::<Self>("/beta/groups", "", "").select_all()
    }
    /** The request `GET /v1.0/groups/delta`.

 Application permissions, least privileged first: `Group.Read.All`.
*/
    pub(crate) fn delta() -> ::graph_entity::Delta<Self> {
        ::graph_entity::__private::delta_0::<
            Self,
        >("/v1.0/groups/delta", "", "Group.Read.All")
    }
    /** The request `PATCH /v1.0/groups/{groupId}` with this entity as its body.
*/
    pub(crate) fn update(
        &self,
        group_id: &::core::primitive::str,
    ) -> ::graph_entity::Update<Self> {
        ::graph_entity::__private::update_1::<
            Self,
        >(self, "/v1.0/groups/{groupId}", "", "", group_id)
    }
    /** The request `DELETE /v1.0/groups/{groupId}`.
*/
    pub(crate) fn remove(
        group_id: &::core::primitive::str,
    ) -> ::graph_entity::Delete<Self> {
        ::graph_entity::__private::delete_1::<
            Self,
        >("/v1.0/groups/{groupId}", "", "", group_id)
    }
}
#[allow(unused_imports)]
const _: () = {
    use graph_get as _;
    use graph_list as _;
    use graph_delta as _;
    use graph_patch as _;
    use graph_delete as _;
};
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
